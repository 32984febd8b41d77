"""The appointments as files under addresses of their own, with the same filters as the dashboard: `/feeds/termine.csv`.

Every format of the registry is one; a variant of a format is asked for by its name (`?excel=1`).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from tourkarte.export import filename, formats
from tourkarte.export.edition import edition_of
from tourkarte.language import _
from tourkarte.web.addresses import FEED
from tourkarte.web.answers import Content, answering, public_address
from tourkarte.web.asking import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from tourkarte.export import Format
    from tourkarte.web.loaded import Loaded

_YES: Final = ("1", "0")


def variants(suffix: str) -> dict[str | None, Format]:
    """Return the formats with a suffix by their variant."""
    return {form.variant: form for form in formats().values() if form.suffix == suffix}


def _feed(request: Request, held: Loaded) -> Content:
    suffix: str = request.path_params["suffix"]
    found = variants(suffix)
    if not found:
        return _unknown(suffix)
    own: Mapping[str, tuple[str, ...]] = {name: _YES for name in found if name}
    asked = read(request.scope["query_string"], held, own=own)
    form = found[next((name for name, value in asked.own.items() if value == "1"), None)]
    rows = asked.selection.apply(held.data.appointments)
    about = edition_of(held.data, asked.selection, held.known, address=public_address(request))
    return Content(
        body=form.write(rows, about),
        media_type=form.media_type,
        filename=filename(form, asked.selection),
        is_page=form.is_page,
        at=about.at,
    )


def _unknown(suffix: str) -> Content:
    told = _("Die Termine gibt es nicht als „{suffix}“; möglich: {possible}.").format(
        suffix=suffix[:20], possible=", ".join(dict.fromkeys(form.suffix for form in formats().values()))
    )
    return Content(body=f"{told}\n".encode(), media_type="text/plain; charset=utf-8", status=HTTPStatus.NOT_FOUND)


ROUTES: Final = [Route(FEED, answering(_feed))]
