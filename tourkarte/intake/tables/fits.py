"""How well the cells of a column suit a field: what tells `Beginn` with days from `Beginn` with times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.dates import WEEKDAY_NAMES
from tourkarte.intake.tables.cells import as_number, as_text, is_nothing
from tourkarte.intake.tables.moments import read_clock, read_moment
from tourkarte.intake.words import is_known_city

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tourkarte.intake.tables.grid import Cell
    from tourkarte.places.gazetteer import Gazetteer

_POSTAL: Final = re.compile(r"(?:[A-Z]{1,2}[-– ]\s?)?[0-9]{4,5}(?![0-9])")
_CODE_WITHIN: Final = re.compile(r"(?<![0-9])[0-9]{5}\s+[A-ZÄÖÜ]")
_STREET: Final = re.compile(
    r"(?:str\.?|straße|strasse|weg|platz|allee|ring|gasse|damm|ufer|markt)\s+[0-9]", re.IGNORECASE
)
_HALF: Final = 0.5


def fit(field: str, cells: Sequence[Cell], gazetteer: Gazetteer) -> float:
    """Return from 0 to 1 how well `cells` suit a field; 1 if nothing is known of them."""
    known = [cell for cell in cells if not is_nothing(cell)]
    rule = _RULES.get(field)
    if not known or rule is None:
        return 1.0
    return sum(rule(cell, gazetteer) for cell in known) / len(known)


def _day(cell: Cell, _: Gazetteer) -> float:
    return float(bool(read_moment(cell).days))


def _hour(cell: Cell, _: Gazetteer) -> float:
    moment = read_clock(cell)
    if read_moment(cell).days and not isinstance(cell, int):
        return _HALF * bool(moment.start)
    return float(bool(moment))


def _weekday(cell: Cell, _: Gazetteer) -> float:
    return float(weekday_in(cell) is not None and not read_moment(cell).days)


def _words(cell: Cell, _: Gazetteer) -> float:
    """Whether a cell is neither a day nor a time nor a number."""
    return float(as_number(cell) is None and not read_moment(cell))


def _postal(cell: Cell, _: Gazetteer) -> float:
    return float(bool(_POSTAL.match(as_text(cell) or "")))


def _city(cell: Cell, gazetteer: Gazetteer) -> float:
    text = as_text(cell) or ""
    if is_known_city(text, gazetteer) or gazetteer.is_place(text):
        return 1.0
    return 0.9 if _POSTAL.match(text) else 0.3 * float(text.replace(" ", "").replace("-", "").isalpha())


def _address(cell: Cell, _: Gazetteer) -> float:
    text = as_text(cell) or ""
    if _CODE_WITHIN.search(text):
        return 1.0
    return 0.6 if _STREET.search(text) and "," in text else 0.2


def _venue(cell: Cell, gazetteer: Gazetteer) -> float:
    text = as_text(cell) or ""
    if as_number(cell) is not None or _CODE_WITHIN.search(text):
        return 0.3
    return 0.6 if is_known_city(text, gazetteer) or gazetteer.is_place(text) else 1.0


def _street(cell: Cell, _: Gazetteer) -> float:
    text = as_text(cell) or ""
    if _CODE_WITHIN.search(text) or as_number(cell) is not None:
        return 0.3
    return _HALF if "," in text else 1.0


def _number(cell: Cell, _: Gazetteer) -> float:
    return float(as_number(cell) is not None)


def weekday_in(cell: Cell) -> int | None:
    """Return 0 for Montag to 6 for Sonntag where a cell names a day of the week and nothing else."""
    text = (as_text(cell) or "").lower().strip(" .,")
    english = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if text == "sonnabend":
        return 5
    for number, names in enumerate(zip(WEEKDAY_NAMES, english, strict=True)):
        german, foreign = (name.lower() for name in names)
        if text in (german, german[:2], foreign, foreign[:3]):
            return number
    return None


_RULES: Final[dict[str, Callable[[Cell, Gazetteer], float]]] = {
    "date": _day,
    "end_date": _day,
    "start": _hour,
    "end": _hour,
    "weekday": _weekday,
    "title": _words,
    "address": _address,
    "postal_code": _postal,
    "city": _city,
    "venue": _venue,
    "street": _street,
    "lat": _number,
    "lon": _number,
}
