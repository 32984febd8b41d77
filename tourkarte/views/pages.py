"""The permanent pages: plain HTML that needs no script, in the words and colours of the dashboard."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from tourkarte.clock import ZONE
from tourkarte.language import DEFAULT
from tourkarte.model import BETWEEN_PEOPLE
from tourkarte.views import html
from tourkarte.views.palette import PALETTES
from tourkarte.views.script_json import script_json
from tourkarte.views.sources import BKG, notes
from tourkarte.views.whens import clock_words, long_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from tourkarte.views.page_frame import Frame, Leaf, Link, Links
    from tourkarte.views.place_picture import Picture
    from tourkarte.views.stops import Stop


_COLOURS: Final = {name: "".join(f"--{role}:{colour};" for role, colour in palette.custom_properties().items())
                   for name, palette in PALETTES.items()}  # fmt: skip


def appointment(
    frame: Frame,
    stop: Stop,
    links: Links,
    *,
    machine_time: str,
    data: Mapping[str, Any],
    picture: Picture | None = None,
    neighbours: tuple[Stop | None, Stop | None] = (None, None),
    changed: dt.datetime | None = None,
    as_of: str = "",
) -> str:
    """Return the page of an appointment.

    Parameters
    ----------
    data
        The same for machines (see `json_ld`).
    neighbours
        The one before and the one after it on its tour.
    changed
        When somebody last changed what is said of it.
    as_of
        The moment as of which it is shown, in words, where that is not now.
    """
    previous, following = neighbours
    return _render(
        "page_appointment.html",
        frame,
        stop=stop,
        town=" ".join(filter(None, [stop.postal_code, stop.city])),
        people=stop.people.split(BETWEEN_PEOPLE),
        report_host=urlsplit(stop.report).netloc,
        notes=notes([stop]),
        tour=links.tour,
        map=links.map,
        table=links.table,
        calendar=links.calendar,
        earlier=links.earlier,
        later=links.later,
        machine_time=machine_time,
        data=Markup(script_json(data)),  # noqa: S704 (nothing in it can end a script)
        picture=picture,
        boundaries=BKG,
        previous=previous,
        next=following,
        changed=changed,
        changed_words=_moment(changed) if changed else "",
        as_of=as_of,
    )


def listing(
    frame: Frame,
    shown: Sequence[Stop],
    *,
    heading: str,
    count: str,
    leaf: Leaf,
    form: Mapping[str, str],
    kept: Sequence[tuple[str, str]],
    chips: Sequence[tuple[str, str]],
    downloads: Sequence[Link],
    map_link: str,
    as_of: str = "",
) -> str:
    """Return the page with the list of a selection.

    Parameters
    ----------
    heading, count
        Parts of the dashboard, as HTML.
    form
        What stands in the fields of the filter: `words`, `since` and `until`.
    kept
        The parameters of the other filters.
    chips
        The label of each filter with the address without it.
    """
    leaves = html.render("page_leaves.html", leaf=leaf.number, last=leaf.last, earlier=leaf.earlier, later=leaf.later)
    return _render(
        "page_list.html",
        frame,
        data="",
        heading=Markup(heading),  # noqa: S704 (a template has escaped it)
        count=Markup(count),  # noqa: S704 (the same)
        leaves=Markup(leaves),  # noqa: S704 (the same)
        stops=shown,
        days=[(long_date(day), list(of_day)) for day, of_day in groupby(shown, key=lambda stop: stop.day)],
        **form,
        kept=kept,
        chips=chips,
        downloads=downloads,
        map=map_link,
        as_of=as_of,
    )


def refusal(frame: Frame, lines: Sequence[str]) -> str:
    """Return the page that says why there is none, and where to go on."""
    return _render("page_refused.html", frame, data="", lines=lines)


def _render(template: str, frame: Frame, **values: Any) -> str:
    foreign = DEFAULT if frame.language != DEFAULT else ""  # what editors write is German
    return html.render(template, frame=frame, foreign=foreign, **_COLOURS, **values)


def _moment(at: dt.datetime) -> str:
    local = at.astimezone(ZONE)
    return f"{long_date(local.date())}, {clock_words(f'{local:%H:%M}', '')}"
