"""The contract of the appointments frame: the one table that every view, figure and export reads.

A frame that passed `validate` is sorted by time and holds one row per appointment. Text that is not known is
missing (NaN), never an empty string. Times are local times of Europe/Berlin; coordinates are WGS84 degrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.pandas import Check, Column

from tourkarte.clock import ZONE
from tourkarte.errors import InvalidValueError
from tourkarte.model import Precision, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXT: Final = pd.StringDtype(na_value=np.nan)
DAY: Final = np.dtype("datetime64[us]")
MOMENT: Final = pd.DatetimeTZDtype("us", ZONE)

_CONTROL_FREE: Final = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
_CLOCK: Final = r"^([01]\d|2[0-3]):[0-5]\d$"


def _text(*checks: Check, nullable: bool = True, unique: bool = False) -> Column:
    return Column(TEXT, [Check.str_matches(_CONTROL_FREE), *checks], nullable=nullable, unique=unique)


def _number(low: float, high: float) -> Column:
    return Column(float, Check.in_range(low, high), nullable=True)


CONTRACT: Final = pa.DataFrameSchema(
    {
        "id": _text(Check.str_matches(r"^[a-z0-9][a-z0-9-]*$"), nullable=False, unique=True),
        "tour": _text(Check.str_length(min_value=1), nullable=False),
        "date": Column(DAY, nullable=False),  # midnight of the local day, without zone
        "start": _text(Check.str_matches(_CLOCK)),  # HH:MM, local
        "end": _text(Check.str_matches(_CLOCK)),
        "starts_at": Column(MOMENT, nullable=False),  # start of the day where `start` is missing
        "title": _text(Check.str_length(min_value=1), nullable=False),
        "venue": _text(),
        "room": _text(),
        "street": _text(),
        "postal_code": _text(Check.str_matches(r"^\d{5}$")),
        "city": _text(),
        "centre": _text(Check.str_matches(r"^\d{5}$")),  # AGS of the district whose centre is visited
        "district": _text(Check.str_matches(r"^\d{5}$")),  # AGS
        "district_name": _text(),
        "region": _text(),
        "status": _text(Check.isin([status.value for status in Status]), nullable=False),
        "lat": _number(-90, 90),
        "lon": _number(-180, 180),
        "precision": _text(Check.isin([precision.value for precision in Precision])),
        "radius_m": _number(0, 1e6),  # radius of uncertainty in metres; 0 = the house itself
        "point_source": _text(),  # who says that the point is there
    },
    checks=[
        Check(lambda frame: frame["lat"].isna() == frame["lon"].isna(), error="lat und lon nur gemeinsam"),
        Check(lambda frame: frame["lat"].isna() == frame["precision"].isna(), error="Punkt nur mit Genauigkeit"),
    ],
    strict=True,
    ordered=True,
    index=pa.Index(int),
)

COLUMNS: Final = tuple(CONTRACT.columns)
_DTYPES: Final[dict[str, Any]] = {
    name: {"date": DAY, "starts_at": MOMENT, "lat": float, "lon": float, "radius_m": float}.get(name, TEXT)
    for name in COLUMNS
}


def from_rows(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the validated frame of `rows`, one mapping per appointment; absent columns are missing values.

    `date` is a `datetime.date` or ISO text, `start` and `end` are HH:MM; `starts_at` is worked out from them.

    Raises
    ------
    InvalidValueError
        As `validate`.
    """
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    days = pd.to_datetime(frame["date"])
    clock = pd.to_timedelta(frame["start"].fillna("00:00") + ":00")
    frame["starts_at"] = (days + clock).dt.tz_localize(ZONE, ambiguous=True, nonexistent="shift_forward")
    return validate(frame.astype(_DTYPES))


def empty() -> pd.DataFrame:
    """Return a frame without rows that fulfils the contract."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in _DTYPES.items()})


def validate(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` sorted by time and numbered from 0, or say everything that breaks the contract.

    Raises
    ------
    InvalidValueError
        Names each column and row that does not fit, all at once.
    """
    ordered = frame.sort_values(["starts_at", "id"], ignore_index=True)
    try:
        return CONTRACT.validate(ordered, lazy=True)
    except pa.errors.SchemaErrors as broken:
        lines = [
            f"Zeile {case.row}, Feld „{case.column}“: „{case.failure_case}“ verletzt {case.check}"
            for case in broken.failure_cases.rename(columns={"index": "row"}).itertuples()
        ]
        raise InvalidValueError("Die Termine passen nicht zum Vertrag:\n" + "\n".join(lines)) from broken
