"""The list of a selection, grouped by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from tourkarte import clock
from tourkarte.export import formats
from tourkarte.export.edition import edition_of
from tourkarte.language import DEFAULT, _, current
from tourkarte.moments import last_days
from tourkarte.progress.replay import whole
from tourkarte.settings import settings
from tourkarte.viewing import AS_OF, LANGUAGE
from tourkarte.views import html, pages
from tourkarte.views.as_of import moment_words
from tourkarte.views.page_frame import Leaf, Link
from tourkarte.views.stops import stops
from tourkarte.web.addresses import FEED
from tourkarte.web.answers import Content, public_address
from tourkarte.web.asking import QueryError, read
from tourkarte.web.permanent.around import MEDIA_TYPE, frame, query
from tourkarte.web.turns import turning, turns

if TYPE_CHECKING:
    from starlette.requests import Request

    from tourkarte.selection import Selection
    from tourkarte.web.asking import Asked
    from tourkarte.web.loaded import Loaded

LEAF: Final = "seite"
MOST: Final = 100
"""Appointments on one page."""
_FOLLOWED: Final = ("ics", "atom", "json")
"""The formats that programs look for in a page."""
_FIELDS: Final = {"suche", "von", "bis"}


def build(request: Request, held: Loaded) -> Content:
    """Return the list that a query asks for."""
    asked = read(request.scope["query_string"], held, own={LEAF: ()})
    as_of = [pair for pair in asked.viewing.pairs() if pair[0] == AS_OF]
    now = whole(asked.viewing.as_of) if asked.viewing.as_of else clock.now(settings().now)
    rows = asked.selection.apply(held.data.appointments)
    leaf = _leaf(asked, len(rows), as_of)
    shown = rows.iloc[(leaf.number - 1) * MOST : leaf.number * MOST]
    pairs = [*asked.selection.pairs(), *as_of]
    address = public_address(request)
    about = edition_of(held.data, asked.selection, held.known, address=address)
    narrowed = any(name != "tour" for name, _value in pairs)
    downloads = _downloads(asked)
    around = frame(
        address,
        "",
        [*pairs, *([(LEAF, str(leaf.number))] if leaf.number > 1 else [])],
        title=about.title,
        description=_("Alle Termine nach Tagen, mit Ort und Uhrzeit.") if not narrowed else "",
        here="list",
        listed=not narrowed,
        feeds=[feed for feed in downloads if feed.suffix in _FOLLOWED],
    )
    body = pages.listing(
        around,
        stops(shown, turns(held, now)),
        heading=_heading(held, asked.selection),
        count=html.count(len(rows), len(held.data.appointments)),
        leaf=leaf,
        form=_form(asked.selection),
        kept=[pair for pair in [*pairs, *_language()] if pair[0] not in _FIELDS],
        chips=[
            (label, f"./{query([*asked.selection.without(name, value).pairs(), *as_of])}")
            for name, value, label in asked.selection.active(held.known)
        ],
        downloads=downloads,
        map_link=f"../{query(pairs)}",
        as_of=moment_words(asked.viewing.as_of) if asked.viewing.as_of else "",
    )
    at = max(filter(None, [about.at, turning(held)]), default=None)
    return Content(body=body.encode(), media_type=MEDIA_TYPE, at=at)


def _leaf(asked: Asked, count: int, as_of: list[tuple[str, str]]) -> Leaf:
    last = max(-(-count // MOST), 1)
    said = asked.own.get(LEAF, "1")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0  # noqa: PLR2004 (more there are not)
    if not 1 <= number <= last:
        shown = said if len(said) < 20 else f"{said[:20]}…"  # noqa: PLR2004
        raise QueryError(_("Die Seite „{value}“ gibt es nicht; möglich: 1 bis {last}.").format(value=shown, last=last))

    def address(other: int) -> str:
        if not 1 <= other <= last:
            return ""
        pairs = [*asked.selection.pairs(), *as_of]
        return f"./{query([*pairs, *([(LEAF, str(other))] if other > 1 else [])])}"

    return Leaf(number=number, last=last, earlier=address(number - 1), later=address(number + 1))


def _heading(held: Loaded, selection: Selection) -> str:
    rows = held.data.appointments
    if selection.tour:
        rows = rows[rows["tour"] == selection.tour]
    tours = [tour for tour in held.data.tours.values() if selection.tour in {None, tour.id}]
    span = (None, None) if rows.empty else (rows["date"].min().date(), last_days(rows).max().date())
    return html.heading(tours, *span)


def _form(selection: Selection) -> dict[str, str]:
    since, until = selection.since, selection.until
    return {
        "words": selection.words,
        "since": since.isoformat() if since else "",
        "until": until.isoformat() if until else "",
    }


def _language() -> list[tuple[str, str]]:
    return [(LANGUAGE, current())] if current() != DEFAULT else []


def _downloads(asked: Asked) -> list[Link]:
    """Return the addresses of the same rows in all formats."""
    found = []
    for form in formats().values():
        parts = [asked.query, *([urlencode({form.variant: "1"})] if form.variant else [])]
        told = "&".join(filter(None, parts))
        address = f"..{FEED.format(suffix=form.suffix)}{told and '?'}{told}"
        found.append(Link(address, form.label, form.media_type.partition(";")[0], form.suffix))
    return found
