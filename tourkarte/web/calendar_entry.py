"""One appointment as a file for the reader's own calendar: `/termine/herne.ics`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from tourkarte.export.edition import edition_of
from tourkarte.export.ics import MEDIA_TYPE, entries
from tourkarte.web.addresses import CALENDAR_ENTRY
from tourkarte.web.answers import Content, answering, public_address
from tourkarte.web.appointment import Absent, find
from tourkarte.web.asking import read

if TYPE_CHECKING:
    from starlette.requests import Request

    from tourkarte.web.loaded import Loaded


def _entry(request: Request, held: Loaded) -> Content:
    asked = read(request.scope["query_string"], held)
    key: str = request.path_params["id"]
    found = find(held, key)
    if isinstance(found, Absent):
        return found.plain()
    edition = edition_of(held.data, asked.selection, held.known, address=public_address(request))
    return Content(
        body=entries(found, edition),
        media_type=MEDIA_TYPE,
        filename=f"{key}.ics",
        is_page=False,
        at=edition.at,  # not of this version: the other one of a moved appointment is in it too
    )


ROUTES: Final = [Route(CALENDAR_ENTRY, answering(_entry))]
"""They come before the route of the page, whose pattern they fit as well."""
