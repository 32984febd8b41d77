"""The contract of the appointments frame: the one table that every view, figure and export reads.

A frame that passed `validate` is sorted by time and holds one row per appointment. Text that is not known is
missing (NaN), never an empty string. Times are local times of Europe/Berlin; coordinates are WGS84 degrees.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.pandas import Check, Column

from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE
from tourkarte.errors import InvalidValueError, Problem
from tourkarte.model import LONGEST_ADDRESS, LONGEST_PLACE, TURNING, Media, Precision, Status, is_web_address
from tourkarte.moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TEXT: Final = pd.StringDtype(na_value=np.nan)
DAY: Final = np.dtype("datetime64[us]")
MOMENT: Final = pd.DatetimeTZDtype("us", ZONE)


def matches(pattern: str, otherwise: str) -> Check:
    """Return the rule that a whole text matches `pattern`; `otherwise` continues a sentence that begins with it."""
    return Check.str_matches(rf"\A(?:{pattern})\Z", error=otherwise)


def one_of(allowed: Iterable[str], otherwise: str) -> Check:
    """Return the rule that a text is one of those allowed, which are told at the end of the sentence."""
    values = list(allowed)
    return Check.isin(values, error=f"{otherwise} {', '.join(values)}.")


def at_most(longest: int) -> Check:
    """Return the rule that a text is not longer."""
    return Check.str_length(max_value=longest, error=f"ist zu lang; erlaubt sind höchstens {longest} Zeichen.")


_SHOWN: Final = 60
"""Characters of a value that a sentence about it repeats."""
READABLE: Final = matches(rf"[^\x00-\x08\x0b-\x1f\x7f{TURNING}]*", "enthält Steuerzeichen; erlaubt ist lesbarer Text.")
IDENTIFIER: Final = matches(
    "[a-z0-9][a-z0-9-]*", "ist keine Kennung; erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche."
)
UNIQUE: Final = Check(lambda column: ~column.duplicated(), error="steht schon weiter oben; erlaubt ist es einmal.")
CLOCK: Final = matches("(?:[01][0-9]|2[0-3]):[0-5][0-9]", "ist keine Uhrzeit; erlaubt ist HH:MM von 00:00 bis 23:59.")
POSTAL_CODE: Final = matches("[0-9]{4,5}", "ist keine Postleitzahl; erlaubt sind fünf Ziffern, im Ausland auch vier.")
AGS: Final = matches("[0-9]{5}", "ist kein Kreisschlüssel; erlaubt sind fünf Ziffern.")
STATUS: Final = one_of(Status, "ist kein Stand; erlaubt sind")
PRECISION: Final = one_of(Precision, "ist keine Genauigkeit; erlaubt sind")
MEDIA: Final = one_of(Media, "sagt nicht, ob die Presse hinein darf; erlaubt sind")
WEB_ADDRESS: Final = Check(
    is_web_address,
    element_wise=True,
    error="ist keine Webadresse; erlaubt ist eine, die mit http:// oder https:// beginnt, ohne Leerzeichen und mit "
    f"höchstens {LONGEST_ADDRESS} Zeichen.",
)

TOO_EARLY: Final = "liegt vor date; erlaubt ist derselbe Tag oder ein späterer."
TOO_FAR: Final = f"liegt zu weit weg; erlaubt ist {FIRST_DAY} bis {LAST_DAY}."

LIMITS: Final = {"lat": (-90, 90), "lon": (-180, 180), "radius_m": (0, 1_000_000)}

POINT_RULES: Final = (  # each is named by the field that it is about
    Check(
        lambda frame: frame["lat"].isna() == frame["lon"].isna(),
        name="lon",
        error="passt nicht zu lat; erlaubt sind beide oder keines.",
    ),
    Check(
        lambda frame: frame["lat"].isna() == frame["precision"].isna(),
        name="precision",
        error="passt nicht zu lat; eine Genauigkeit steht genau dort, wo ein Punkt steht.",
    ),
)
MOVED_RULE: Final = Check(  # a status that is none is told elsewhere
    lambda frame: frame["moved_to"].isna() | ~frame["status"].isin([Status.SCHEDULED, Status.CANCELLED]),
    name="moved_to",
    error=f"passt nicht zu status; erlaubt ist eine neue Kennung nur bei {Status.MOVED}.",
)


def _text(*rules: Check, nullable: bool = True) -> Column:
    return Column(TEXT, [READABLE, *rules], nullable=nullable)


def _number(name: str) -> Column:
    low, high = LIMITS[name]
    rule = Check.in_range(low, high, error=f"ist zu klein oder zu groß; erlaubt ist {low} bis {high}.")
    return Column(float, rule, nullable=True)


_WITHIN: Final = Check.in_range(pd.Timestamp(FIRST_DAY), pd.Timestamp(LAST_DAY), error=TOO_FAR)
_ORDER_RULE: Final = Check(
    lambda frame: ~(frame["end_date"] < frame["date"]),  # a missing day is not before any
    name="end_date",
    error=TOO_EARLY,
)

CONTRACT: Final = pa.DataFrameSchema(
    {
        "id": _text(IDENTIFIER, UNIQUE, nullable=False),
        "tour": _text(nullable=False),
        "date": Column(DAY, _WITHIN, nullable=False),  # midnight of the local day, without zone
        "start": _text(CLOCK),  # HH:MM, local
        "end": _text(CLOCK),
        "starts_at": Column(MOMENT, nullable=False),  # start of the day where `start` is missing
        "over_at": Column(MOMENT, nullable=False),  # from then on it is over; see `moments`
        "title": _text(at_most(300), nullable=False),
        "venue": _text(at_most(LONGEST_PLACE)),
        "room": _text(at_most(LONGEST_PLACE)),
        "street": _text(at_most(LONGEST_PLACE)),
        "postal_code": _text(POSTAL_CODE),
        "city": _text(at_most(LONGEST_PLACE)),
        "centre": _text(AGS),  # of the district whose centre is visited
        "district": _text(AGS),
        "district_name": _text(),
        "region": _text(),
        "status": _text(STATUS, nullable=False),
        "lat": _number("lat"),
        "lon": _number("lon"),
        "precision": _text(PRECISION),
        "radius_m": _number("radius_m"),  # radius of uncertainty in metres; 0 = the house itself
        "point_source": _text(at_most(500)),  # who says that the point is there
        "end_date": Column(DAY, _WITHIN, nullable=True),  # last day of an appointment of several days
        "people": _text(at_most(4_000)),  # who takes part, joined by "; "
        "media": _text(MEDIA),
        "note": _text(at_most(4_000)),  # a public remark, may hold line breaks
        "report": _text(WEB_ADDRESS),  # where a report of it stands
        "moved_to": _text(IDENTIFIER),  # id of the appointment that takes the place of a moved one
    },
    checks=[*POINT_RULES, MOVED_RULE, _ORDER_RULE],
    strict=True,
    ordered=True,
    index=pa.Index(int),
)

COLUMNS: Final = tuple(CONTRACT.columns)
LATER: Final = COLUMNS[COLUMNS.index("end_date") :]
"""Columns that files written before there were these do not have."""
_DTYPES: Final[dict[str, Any]] = dict.fromkeys(COLUMNS, TEXT) | {
    **dict.fromkeys(("date", "end_date"), DAY),
    **dict.fromkeys(("starts_at", "over_at"), MOMENT),
    **dict.fromkeys(("lat", "lon", "radius_m"), float),
}


def problems_in(broken: pa.errors.SchemaErrors) -> list[Problem]:
    """Return all that a contract found, by row; a rule about several columns once, for the field that names it.

    The row of each is the frame's label of it, none where the frame as a whole is not as it must be.
    """
    about = {rule.error: rule.name for rule in broken.schema.checks}
    found: dict[tuple[Any, ...], Problem] = {}
    for case in broken.failure_cases.itertuples():
        if pd.isna(case.index):
            found[case.failure_case, case.check] = Problem(f"„{case.failure_case}“ verletzt {case.check}.")
        else:
            row, field = int(case.index), about.get(case.check, case.column)
            message = _sentence(broken.data.loc[row, field], case.check)
            found[row, field, case.check] = Problem(message, row=row, field=field)
    return sorted(found.values(), key=lambda problem: -1 if problem.row is None else problem.row)


def _sentence(value: Any, rule: str) -> str:
    if rule == "not_nullable":
        return "Ein leeres Feld ist hier nicht erlaubt; bitte ausfüllen."
    if pd.isna(value):
        return f"Ein leeres Feld {rule}"
    text = str(value.date() if isinstance(value, pd.Timestamp) else value)
    return f"„{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}“ {rule}"


def from_rows(rows: Iterable[Mapping[Any, Any]]) -> pd.DataFrame:
    """Return the validated frame of `rows`, one mapping per appointment; absent columns are missing values.

    `date` and `end_date` are a `datetime.date` or ISO text, `start` and `end` are HH:MM; `starts_at` and `over_at` are
    worked out.

    Raises
    ------
    InvalidValueError
        As `validate`, and if a value cannot be read as its column's type.
    """
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS))
    try:
        days = frame.assign(date=_days(frame["date"]), end_date=_days(frame["end_date"]))
        typed = days.assign(**moments(days.astype({"start": TEXT, "end": TEXT}))).astype(_DTYPES)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"Ein Wert hat nicht den Typ, den seine Spalte erlaubt: {error}") from error
    return validate(typed)


def empty() -> pd.DataFrame:
    """Return a frame without rows that fulfils the contract."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in _DTYPES.items()})


def validate(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` sorted by time and numbered from 0, or say everything that breaks the contract.

    Raises
    ------
    InvalidValueError
        Names each row, counted from 1 in order of time, and field that does not fit, all at once.
    """
    ordered = frame.sort_values(["starts_at", "id"], ignore_index=True)
    try:
        return CONTRACT.validate(ordered, lazy=True)
    except pa.errors.SchemaErrors as broken:
        found = [
            replace(problem, row=None if problem.row is None else problem.row + 1) for problem in problems_in(broken)
        ]
        raise InvalidValueError("\n".join(["Die Termine passen nicht zum Vertrag.", *map(str, found)])) from broken


def _days(cells: pd.Series[Any]) -> pd.Series[pd.Timestamp]:
    return pd.to_datetime(cells, format="%Y-%m-%d").astype(DAY)
