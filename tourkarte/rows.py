"""What the rows of appointments.csv may hold, checked as text before anything is converted.

All violations are found at once, each with its line and its field, so that a person can mend the file in one go.
Where a list that a field refers to could not be read, the field is not compared with it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

import pandas as pd
import pandera.pandas as pa
from pandera.pandas import Check, Column

from tourkarte import frame
from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.model import Point, Precision

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tourkarte.errors import Problem
    from tourkarte.places.districts import Districts
    from tourkarte.places.files import Row

COLUMNS: Final = tuple(
    name for name in frame.COLUMNS if name not in {"starts_at", "over_at", "district_name", "region"}
)
"""The columns of appointments.csv, of which it may lack the later ones; the frame's others follow from them."""

UNKNOWN_DISTRICT: Final = "ist kein bekannter Kreis; erlaubt sind die Schlüssel in districts.csv."

_DAYS: Final = frozenset(["date", "end_date"])
_KEYS: Final = frozenset(["centre", "district"])  # a postal code of four digits may be one of another country
_DIGITS: Final = 5  # of each of these keys
_NO_DAY: Final = "ist kein Datum; erlaubt ist JJJJ-MM-TT."
_NO_CENTRE: Final = "ist kein Kreis mit einem Zentrum; erlaubt sind die Schlüssel in centres.csv."
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def row_contract(
    tours: Collection[str], centres: Collection[str], districts: Collection[str], boundaries: Districts | None
) -> pa.DataFrameSchema:
    """Return the contract of the rows as text.

    Parameters
    ----------
    tours
        Ids of the tours.
    centres, districts
        AGS of the districts that have a centre, and of all.
    boundaries
        What tells whether a point lies in its district.
    """
    references = {
        "tour": frame.one_of(tours, "ist keine bekannte Tour; erlaubt sind") if tours else None,
        "centre": Check.isin(centres, error=_NO_CENTRE) if centres else None,
        "district": Check.isin(districts, error=UNKNOWN_DISTRICT) if districts else None,
    }
    columns = {
        name: Column(frame.TEXT, references.get(name) or _rules(name), nullable=frame.CONTRACT.columns[name].nullable)
        for name in COLUMNS
    }
    place = [_in_its_district(districts, boundaries)] if boundaries else []
    rules = [*frame.POINT_RULES, *_CIRCLE_RULES, frame.MOVED_RULE, _ORDER_RULE, *place]
    return pa.DataFrameSchema(columns, checks=rules)


def sift(rows: Sequence[Row], contract: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows that fulfil the contract, as text, and what is wrong with each of the others.

    The frame's labels and the problems' rows are lines of the file; an empty cell is a missing value.
    """
    cells = [[_plain(row, name) or None for name in COLUMNS] for row in rows]
    lines = pd.Index([row.line for row in rows], dtype=int)
    texts = pd.DataFrame(cells, index=lines, columns=list(COLUMNS), dtype=frame.TEXT)
    try:
        return contract.validate(texts, lazy=True), []
    except pa.errors.SchemaErrors as errors:
        broken = frame.problems_in(errors)
        return texts.drop(index=[problem.row for problem in broken]), broken


def faults(texts: pd.DataFrame, contract: pa.DataFrameSchema) -> list[Problem]:
    """Return what is wrong with rows as text; the problems' rows are the frame's labels."""
    try:
        contract.validate(texts, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return frame.problems_in(errors)
    return []


def _plain(row: Row, name: str) -> str:
    """Return the cell as the contract wants it, however the file that it came from writes such a value."""
    if name in _DAYS:
        return row.plain_day(name)
    if name in frame.LIMITS:
        return row.plain_number(name)
    return row.plain_digits(name, _DIGITS) if name in _KEYS else row.cells[name]


def _rules(name: str) -> list[Check]:
    if name in _DAYS:
        return [
            Check(lambda text: _day(text) is not None, element_wise=True, error=_NO_DAY),
            Check(_is_near, element_wise=True, error=frame.TOO_FAR),
        ]
    if name in frame.LIMITS:
        return [_number_rule(*frame.LIMITS[name])]
    rules: list[Check] = frame.CONTRACT.columns[name].checks
    return rules


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _is_near(text: str) -> bool:
    day = _day(text)
    return day is None or FIRST_DAY <= day <= LAST_DAY  # what is no day at all is told elsewhere


def _in_order(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return where the last day is not before the first; ISO days sort as texts, and what is none is told elsewhere."""
    days = rows["date"].str.fullmatch(_DAY.pattern) & rows["end_date"].str.fullmatch(_DAY.pattern)
    return ~(days.fillna(value=False).astype(bool) & (rows["end_date"] < rows["date"]))


_ORDER_RULE: Final = Check(_in_order, name="end_date", error=frame.TOO_EARLY)


def _number_rule(low: float, high: float) -> Check:
    return Check(
        lambda text: bool(_NUMBER.fullmatch(text)) and low <= float(text) <= high,
        element_wise=True,
        error=f"ist keine Zahl von {low} bis {high}; erlaubt ist die Schreibweise 51.5 mit Punkt.",
    )


def _circle_fits(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return where the circle is that of a house if the point is exact, and any other if not."""
    radius = pd.to_numeric(rows["radius_m"], errors="coerce")
    exact = rows["precision"].isin(_EXACT)
    return radius.isna() | ~rows["precision"].isin(list(Precision)) | radius.le(_HOUSE_M).where(exact, radius != 0)


_HOUSE_M: Final = 100
"""Radius in metres up to which a point is that of a house: a service in the network knows it to about 30 m."""
_EXACT: Final = tuple(precision for precision in Precision if precision.is_exact)
_CIRCLE_RULES: Final = (
    Check(
        lambda rows: rows["lat"].isna() == rows["radius_m"].isna(),
        name="radius_m",
        error="passt nicht zu lat; ein Umkreis steht genau dort, wo ein Punkt steht.",
    ),
    Check(
        _circle_fits,
        name="radius_m",
        error=f"passt nicht zu precision; bei {' oder '.join(_EXACT)} steht 0 bis {_HOUSE_M}, sonst mehr als 0.",
    ),
)


def _in_its_district(districts: Collection[str], boundaries: Districts) -> Check:
    """Return the rule that a point lies in the district; what is no point or no district is told elsewhere."""

    def lies_in(lat: str, lon: str, district: str) -> bool:
        try:
            point = Point(lat=float(lat), lon=float(lon))
        except ValueError:
            return True
        return district not in districts or boundaries.locate(point, within=[district]) is not None

    def holds(rows: pd.DataFrame) -> pd.Series[bool]:
        cells = zip(rows["lat"], rows["lon"], rows["district"], strict=True)
        return pd.Series([lies_in(*cell) for cell in cells], index=rows.index, dtype=bool)

    return Check(holds, name="district", error="passt nicht zu lat und lon; der Punkt liegt in einem anderen Kreis.")
