"""The venues whose points are known, because somebody looked them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.errors import InvalidValueError
from tourkarte.model import Point, Precision, Venue
from tourkarte.places.files import CellError, Row, load_items

if TYPE_CHECKING:
    from pathlib import Path

VENUE_COLUMNS: Final = ("name", "street", "postal_code", "city", "lat", "lon", "precision", "source")
_PRECISIONS: Final = (Precision.ADDRESS, Precision.STREET, Precision.MANUAL)
_HALF_A_STREET_M: Final = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVenue:
    """A venue with its point, and who says that it is there.

    Whose point is known no better than to its postal code is none: those are in a register of their own.
    """

    venue: Venue
    point: Point
    precision: Precision
    source: str

    def __post_init__(self) -> None:
        if self.precision not in _PRECISIONS:
            allowed = ", ".join(_PRECISIONS)
            raise InvalidValueError(f"„{self.precision}“ ist keine Genauigkeit eines Hauses; erlaubt sind {allowed}.")

    @property
    def radius_m(self) -> float:
        """How far in metres the house may well be from the point; 0 where the point is its own."""
        return 0.0 if self.precision.is_exact else _HALF_A_STREET_M


def load_venues(data_dir: Path) -> list[KnownVenue]:
    """Read venues.csv.

    Raises
    ------
    DataFileError
        Names the file and all rows that are not as they must be.
    """
    return load_items(data_dir / "venues.csv", VENUE_COLUMNS, read_venue)


def read_venue(row: Row) -> KnownVenue:
    """Return the venue that a row of venues.csv stands for."""
    return KnownVenue(
        venue=Venue(
            name=row.cells["name"] or None,
            street=row.text("street"),
            postal_code=row.text("postal_code"),
            city=row.text("city"),
        ),
        point=row.point(),
        precision=_precision(row),
        source=row.text("source"),
    )


def _precision(row: Row) -> Precision:
    text = row.text("precision")
    try:
        return Precision(text)
    except ValueError:
        allowed = ", ".join(_PRECISIONS)
        raise CellError(f"„{text}“ ist keine Genauigkeit; erlaubt sind {allowed}.", "precision") from None
