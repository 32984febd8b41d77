"""The parts of a page that are plain HTML, from Jinja templates that escape every value."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tourkarte import language
from tourkarte.language import DEFAULT, N_, _, current, ngettext, number
from tourkarte.viewing import Viewing
from tourkarte.views.reading_order import part_of
from tourkarte.views.sources import notes, sources
from tourkarte.views.whens import days_from_to, long_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tourkarte.model import Tour
    from tourkarte.progress import Figures
    from tourkarte.views.countdown import Head
    from tourkarte.views.periods import Period
    from tourkarte.views.stops import Stop

MOST_CARDS: Final = 100  # a longer list is what the table is for
MOST_SOURCES: Final = 20
_HEADINGS: Final = (
    *(N_("Nr."), N_("Datum"), N_("Zeit"), N_("Stadt"), N_("Termin"), N_("Ort und Raum"), N_("Adresse")),
    *(N_("Kreis"), N_("Stand"), N_("Lage")),
)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("tourkarte.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, ngettext=ngettext, number=number, in_german=_in_german)
    return environment


def _in_german() -> Markup:
    """Return the attribute that says that a text is German, as the appointments are, on pages that are not."""
    return Markup("") if current() == DEFAULT else Markup(' lang="de"')


def render(name: str, **values: Any) -> str:
    """Return the template of this name with some values in it, all of them escaped."""
    return _templates().get_template(name).render(values)


def heading(tours: Sequence[Tour], first: dt.date | None, last: dt.date | None) -> str:
    """Return the page's title for one or more tours, with the days from `first` to `last`."""
    title = tours[0].title if len(tours) == 1 else _("Termine")
    subtitle = ", ".join(tour.title for tour in tours) if len(tours) > 1 else "".join(tour.subtitle for tour in tours)
    dates = days_from_to(first, last) if first and last else ""
    return render("heading.html", title=title, subtitle=subtitle, dates=dates)


def figures(
    found: Figures, first: Head | None, stop: Stop | None, *, ticking: bool = False, is_filtered: bool = False
) -> str:
    """Return the row of figures; `stop` is the one that stands at the head, of which `first` tells the time.

    Its countdown goes on in the browser if it is `ticking`, which it must not while another moment is looked at. Where
    the appointments are filtered, how many visits are planned in all is not told beside them.
    """
    return render(
        "figures.html",
        figures=found,
        next=stop,
        running=bool(first and stop and first.id != found.next),
        countdown=first.words if first else "",
        at=first.at if first and ticking else 0,
        is_filtered=is_filtered,
    )


def count(shown: int, announced: int) -> str:
    """Return how many of the appointments are shown, as a line that is read out when it changes."""
    if shown == announced:
        what = ngettext("{n} Termin", "{n} Termine", shown).format(n=number(shown))
    else:
        what = ngettext("{n} von {all} Termin", "{n} von {all} Terminen", announced).format(
            n=number(shown), all=number(announced)
        )
    return f'<p role="status">{what}</p>'


def cards(shown: list[Stop], today: dt.date, *, more: int = 0, query: str = "") -> str:
    """Return the stops as cards under the day they fall on, in their order.

    Parameters
    ----------
    more
        How many there are besides those shown.
    query
        What the address of the table is to hold beside the appointment.
    """
    parts = [
        (part.label, [(long_date(day), list(stops)) for day, stops in groupby(of_part, key=lambda stop: stop.day)])
        for part, of_part in groupby(shown, key=lambda stop: part_of(stop.whens.first, stop.whens.last, today))
    ]
    spoken = urlencode(Viewing(language=language.current()).pairs())
    return render(
        "cards.html", parts=parts, more=more, query=f"{query}&" if query else "", spoken=f"?{spoken}" if spoken else ""
    )


def days(found: Sequence[tuple[Period, int]], shown: tuple[dt.date | None, dt.date | None]) -> str:
    """Return buttons that filter by the day, week, month or year of each, and by no date if one is `shown` now."""
    return render("days.html", periods=found, range=shown, narrowed=any(shown))


def table(shown: list[Stop]) -> str:
    """Return the stops as a table; a browser can search and print it."""
    return render("table.html", headings=_HEADINGS, stops=shown)


def rows_shown(first: int, last: int, everything: int) -> str:
    """Return which of all appointments a leaf of the table shows, as a line that is read out when it changes."""
    words = _("Termine {first} bis {last} von {all}.")
    said = words.format(first=number(first), last=number(last), all=number(everything))
    return f'<p role="status">{said}</p>'


def points(shown: list[Stop]) -> str:
    """Return who says where the stops are, each once, at most `MOST_SOURCES`, with the notes that are due to them."""
    found = sources(shown)
    listed = found[:MOST_SOURCES]
    return render("points.html", sources=listed, more=len(found) - len(listed), notes=notes(shown))
