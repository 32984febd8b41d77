"""Permanent pages: one of each appointment, and the list of a selection, in plain HTML that needs no script."""

from typing import Final

from starlette.routing import Route

from tourkarte.web.addresses import LIST
from tourkarte.web.answers import answering
from tourkarte.web.permanent import listing, single
from tourkarte.web.permanent.around import refuse
from tourkarte.web.turns import turning

_LIST: Final = answering(listing.build, refuse=refuse, also=turning)
_SINGLE: Final = answering(single.build, refuse=refuse, also=turning)

ROUTES: Final = [
    Route(LIST, _LIST),
    Route(f"{LIST}{{id:path}}", _SINGLE),  # `APPOINTMENT`, and what lies below one
]
"""They take all addresses below the list, so whatever else answers there comes before them."""
