"""What the index holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tourkarte.model import Point


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality of the register."""

    id: int
    ags: str
    name: str


@dataclass(frozen=True, slots=True)
class Street:
    """A street of the register.

    Attributes
    ----------
    town
        Number of its municipality in the index.
    part
        Name of the part of town; often empty.
    code
        Key of the street in its municipality.
    middle
        Position of the house in its middle.
    houses
        Number of its houses.
    radius_m
        Metres from the middle to the farthest house.
    """

    id: int
    town: int
    part: str
    code: str
    name: str
    key: str
    middle: Point
    houses: int
    radius_m: float


class Spelling(NamedTuple):
    """How a street is written, and the keys of that."""

    key: str
    long_key: str
    name: str


@dataclass(frozen=True, slots=True)
class House:
    """A house on a street."""

    number: int
    suffix: str
    point: Point

    @property
    def label(self) -> str:
        """Number and suffix: `8a`, `8 1/2`, `2-4`."""
        between = "-" if self.suffix.isdigit() else " " if self.suffix[:1].isdigit() else ""
        return f"{self.number}{between}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What is in service.

    Attributes
    ----------
    source, source_date
        Name of the file that the index was built from, and its day.
    newest
        Day of the newest row; empty if the rows tell none.
    built
        When the index was built.
    read
        Number of rows that were read.
    size
        Bytes of the index.
    """

    source: str
    source_date: str
    epsg: int
    newest: str
    built: str
    read: int
    municipalities: int
    streets: int
    houses: int
    size: int
