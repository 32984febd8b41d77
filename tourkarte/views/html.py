"""The parts of a page that are plain HTML, from Jinja templates that escape every value."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from tourkarte.language import _, ngettext
from tourkarte.views.sources import notes, sources
from tourkarte.views.whens import days_from_to, long_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tourkarte.model import Tour
    from tourkarte.progress import Figures
    from tourkarte.views.stops import Stop

MOST_CARDS: Final = 100  # a longer list is what the table is for
MOST_ROWS: Final = 1000  # a longer one is what the downloads are for
MOST_SOURCES: Final = 20
_HEADINGS: Final = ("Nr.", "Datum", "Zeit", "Stadt", "Termin", "Ort und Raum", "Adresse", "Kreis", "Stand", "Lage")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("tourkarte.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, ngettext=ngettext)
    return environment


def render(name: str, **values: Any) -> str:
    """Return the template of this name with some values in it, all of them escaped."""
    return _templates().get_template(name).render(values)


def heading(tours: Sequence[Tour], first: dt.date | None, last: dt.date | None) -> str:
    """Return the page's title for one or more tours, with the days from `first` to `last`."""
    title = tours[0].title if len(tours) == 1 else "Termine"
    subtitle = ", ".join(tour.title for tour in tours) if len(tours) > 1 else "".join(tour.subtitle for tour in tours)
    dates = days_from_to(first, last) if first and last else ""
    return render("heading.html", title=title, subtitle=subtitle, dates=dates)


def figures(found: Figures, upcoming: Stop | None) -> str:
    """Return the row of figures; `upcoming` is the stop that comes next."""
    return render("figures.html", figures=found, next=upcoming)


def count(shown: int, announced: int) -> str:
    """Return how many of the appointments are shown, as a line that is read out when it changes."""
    all_of_them = "1 Termin" if shown == 1 else f"{shown} Termine"
    what = all_of_them if shown == announced else f"{shown} von {announced} Terminen"
    return f'<p role="status">{what}</p>'


def cards(shown: list[Stop]) -> str:
    """Return the stops as cards under the day they fall on, at most `MOST_CARDS` of them."""
    listed = shown[:MOST_CARDS]
    days = [(long_date(day), list(stops)) for day, stops in groupby(listed, key=lambda stop: stop.day)]
    return render("cards.html", days=days, more=len(shown) - len(listed))


def table(shown: list[Stop]) -> str:
    """Return the stops as a table, at most `MOST_ROWS` of them; a browser can search and print it."""
    listed = shown[:MOST_ROWS]
    return render("table.html", headings=_HEADINGS, stops=listed, more=len(shown) - len(listed))


def points(shown: list[Stop]) -> str:
    """Return who says where the stops are, each once, at most `MOST_SOURCES`, with the notes that are due to them."""
    found = sources(shown)
    listed = found[:MOST_SOURCES]
    return render("points.html", sources=listed, more=len(found) - len(listed), notes=notes(shown))
