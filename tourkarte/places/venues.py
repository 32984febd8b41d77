"""The venues whose points are known, because somebody looked them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.model import Point, Precision, Venue
from tourkarte.places.files import CellError, Row, load_items

if TYPE_CHECKING:
    from pathlib import Path

_COLUMNS: Final = ("name", "street", "postal_code", "city", "lat", "lon", "precision", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVenue:
    """A venue with its point, and who says that it is there."""

    venue: Venue
    point: Point
    precision: Precision
    source: str


def load_venues(data_dir: Path) -> list[KnownVenue]:
    """Read venues.csv.

    Raises
    ------
    DataFileError
        Names the file and all rows that are not as they must be.
    """
    return load_items(data_dir / "venues.csv", _COLUMNS, _venue)


def _venue(row: Row) -> KnownVenue:
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
        allowed = ", ".join(Precision)
        raise CellError(f"„{text}“ ist keine Genauigkeit; erlaubt sind {allowed}.", "precision") from None
