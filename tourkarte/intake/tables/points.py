"""A point that a row holds: two columns, or one with both; and how well it is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.errors import InvalidValueError
from tourkarte.intake.tables.cells import as_number, as_text, is_nothing
from tourkarte.model import Point, Precision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.intake.tables.grid import Cell

_PAIR: Final = re.compile(
    r"(?P<lat>-?[0-9]{1,2}(?:[.,][0-9]{1,30})?)°?(?:\s*[;/]\s*|,?\s+|,(?=-?[0-9]+\.))(?P<lon>-?[0-9]{1,3}(?:[.,][0-9]{1,30})?)°?"
)
_WELL_KNOWN_TEXT: Final = re.compile(
    r"POINT\s*\(\s*(?P<lon>-?[0-9.]{1,30})\s+(?P<lat>-?[0-9.]{1,30})\s*\)", re.IGNORECASE
)


def read_point(values: Mapping[str, Cell]) -> Point | None:
    """Return the point of a row; None if it holds none.

    Raises
    ------
    InvalidValueError
        If what it holds is no point on earth, or the one where latitude and longitude begin, which is a mistake.
    """
    lat_cell, lon_cell = values.get("lat"), values.get("lon")
    pair = as_text(values.get("point"))
    if is_nothing(lat_cell) and is_nothing(lon_cell) and pair and not is_nothing(pair):
        match = _WELL_KNOWN_TEXT.fullmatch(pair) or _PAIR.fullmatch(pair)
        lat_cell, lon_cell = (match["lat"], match["lon"]) if match else (pair, None)
    if is_nothing(lat_cell) and is_nothing(lon_cell):
        return None
    lat, lon = as_number(lat_cell), as_number(lon_cell)
    if lat is None or lon is None:
        shown = ", ".join(text[:40] for text in (as_text(lat_cell), as_text(lon_cell)) if text)
        raise InvalidValueError(f"„{shown}“ ist kein Punkt; erlaubt sind Breite und Länge in Grad.")
    if lat == lon == 0:
        raise InvalidValueError("Der Punkt 0, 0 liegt im Meer vor Afrika; er ist weggelassen.")
    return Point(lat=lat, lon=lon)


def read_precision(cell: Cell) -> Precision:
    """Return how well a point is known; one that somebody put into a table is set by hand."""
    text = as_text(cell)
    if text is None:
        return Precision.MANUAL
    from tourkarte.export.csv_excel import PRECISION_WORDS  # noqa: PLC0415 - brings pandas; only our exports have it

    known = {precision.value: precision for precision in Precision}
    known |= {word: precision for precision, word in PRECISION_WORDS.items()}
    return known.get(text, Precision.MANUAL)
