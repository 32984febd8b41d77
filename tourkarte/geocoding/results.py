"""What is added to a row: nine cells, and which kind of result they tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tourkarte.export.formulas import harmless
from tourkarte.intake.tables.grid import cleaned_cell
from tourkarte.model import Precision
from tourkarte.places.lookup import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.model import Doubt
    from tourkarte.places.placing import Placed

ADDED: Final = (
    *("lat", "lon", "precision", "radius_m", "source", "attribution", "matched_address", "result", "doubt"),
)
"""The headings of the added columns."""
_RESULT: Final = ADDED.index("result")
_PRECISION: Final = ADDED.index("precision")


class Kind(StrEnum):
    """What came of a row, as the summary counts it."""

    EXACT = "exact"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    MUNICIPALITY = "municipality"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    FAILED = "failed"


_OF_PRECISION: Final = {
    Precision.ADDRESS.value: Kind.EXACT,
    Precision.MANUAL.value: Kind.EXACT,
    Precision.STREET.value: Kind.STREET,
    Precision.POSTAL_CODE.value: Kind.POSTAL_CODE,
    Precision.MUNICIPALITY.value: Kind.MUNICIPALITY,
}
_OF_RESULT: Final = {
    Outcome.AMBIGUOUS.value: Kind.AMBIGUOUS,
    Outcome.NOT_FOUND.value: Kind.NOT_FOUND,
    Outcome.FAILED.value: Kind.FAILED,
}


@dataclass(frozen=True, slots=True)
class Result:
    """The added cells of a row."""

    cells: tuple[str, ...]
    kind: Kind


def result_of(placed: Placed, doubts: Iterable[Doubt], *, decimal_comma: bool) -> Result:
    """Return the cells for a venue that was looked up.

    Where a geocoder could not be asked and the others know no house, the row failed: asked again, it may become exact.
    The point that the others know is told all the same.

    Parameters
    ----------
    doubts
        Those about how the row was read.
    """
    exact = placed.precision is not None and placed.precision.is_exact
    outcome = Outcome.FAILED if placed.failure and not exact else placed.outcome
    reasons = dict.fromkeys(_line(doubt.reason) for doubt in (*doubts, *placed.doubts))
    numbers = (
        f"{placed.point.lat:.6f}" if placed.point else "",
        f"{placed.point.lon:.6f}" if placed.point else "",
        "" if placed.radius_m is None else f"{round(placed.radius_m, 1):.10g}",
    )
    lat, lon, radius = (number.replace(".", ",") if decimal_comma else number for number in numbers)
    texts = (placed.source, placed.attribution, placed.address)
    source, attribution, address = (harmless(_line(text or "")) for text in texts)
    precision = placed.precision.value if placed.precision else ""
    doubt = harmless(" | ".join(reasons))
    return _result((lat, lon, precision, radius, source, attribution, address, outcome.value, doubt))


def not_found(reason: str) -> Result:
    """Return the cells for a row that cannot be looked up."""
    return _result((*("",) * _RESULT, Outcome.NOT_FOUND.value, harmless(_line(reason))))


def kind_of(cells: Sequence[str]) -> Kind | None:
    """Return the kind of result that added cells tell; None if they tell none."""
    result = cells[_RESULT]
    return _OF_PRECISION.get(cells[_PRECISION]) if result == Outcome.FOUND.value else _OF_RESULT.get(result)


def _result(cells: tuple[str, ...]) -> Result:
    kind = kind_of(cells)
    if kind is None:
        raise ValueError(f"The cells {cells} tell no kind of result.")
    return Result(cells, kind)


def _line(text: str) -> str:
    return " ".join(str(cleaned_cell(text)).split())
