"""Map and list for pages of other hosts, in a frame: `/embed`, with the same filters as the dashboard."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import parse_qsl, quote, urlencode

from starlette.routing import Route

from tourkarte import clock, language
from tourkarte.export.edition import edition_of
from tourkarte.progress.replay import whole
from tourkarte.settings import settings
from tourkarte.viewing import CHOSEN, Viewing
from tourkarte.views.embed import THEMES, Shown, Theme, document
from tourkarte.views.embed_parts import Parts
from tourkarte.web.addresses import APPOINTMENT, EMBED
from tourkarte.web.answers import Content, answering
from tourkarte.web.asking import read
from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

    from tourkarte.web.loaded import Loaded

THEME: Final = "thema"
LIST: Final = "liste"
_NO: Final = "nein"
OWN: Final = {THEME: THEMES, LIST: ("ja", _NO)}


def _embed(request: Request, held: Loaded) -> Content:
    asked = read(_lasting(request.scope["query_string"], held.ids), held, own=OWN)
    about = edition_of(held.data, asked.selection, held.known)
    viewing, today = asked.viewing, _today(held)
    fixed = _fixed(viewing.as_of)
    shown = Shown(
        title=about.title,
        rows=asked.selection.apply(held.data.appointments),
        everything=held.data.appointments,
        dashboard=f"./{'?' if about.query else ''}{about.query}",
        page=_page,
        selection=asked.selection,
        chosen=viewing.chosen,
        around=(fixed or today).date(),
        now=fixed,
        publisher=about.publisher,
        theme=cast("Theme", asked.own.get(THEME, THEMES[0])),
        with_list=asked.own.get(LIST) != _NO,
    )
    return Content(
        body=document(shown, Parts(asset_url=_relative)).encode(),
        media_type="text/html; charset=utf-8",
        at=max(today.astimezone(dt.UTC), about.at) if about.at else None,
    )


def _today(_held: Loaded) -> dt.datetime:
    """Return when the present day began: a long list is that around the day."""
    return clock.now(settings().now).replace(hour=0, minute=0, second=0, microsecond=0)


def _lasting(query_string: bytes, ids: Collection[str]) -> bytes:
    """Return a query string without an appointment in focus that there is no longer.

    The address stands in somebody else's article: nobody there follows what is deleted here.
    """
    return b"&".join(part for part in query_string.split(b"&") if not _is_gone(part, ids))


def _is_gone(part: bytes, ids: Collection[str]) -> bool:
    return any(name == CHOSEN and value.strip() not in ids for name, value in parse_qsl(part.decode("latin-1")))


def _fixed(as_of: dt.datetime | None) -> dt.datetime | None:
    """Return the moment that is looked at, None where that is now: then the reader's own clock goes on telling it."""
    if as_of:
        return whole(as_of)
    return clock.now(settings().now) if settings().now else None


def _page(appointment: str) -> str:
    spoken = urlencode(Viewing(language=language.current()).pairs())
    return APPOINTMENT.format(id=quote(appointment, safe="")).lstrip("/") + ("?" + spoken if spoken else "")


def _relative(name: str) -> str:
    """Return the address of an asset as seen from the embed: a proxy may put a prefix before both."""
    return asset_url(name).lstrip("/")


ROUTES: Final = [Route(EMBED, answering(_embed, also=_today))]
