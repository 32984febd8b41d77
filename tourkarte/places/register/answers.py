"""What asking the register may bring: found, not found and ambiguous are different results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tourkarte.model import Doubt, Point, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A point that an address may have.

    Attributes
    ----------
    address
        As the register writes it: `Reichsweg 30, Aachen`.
    ags, municipality, part
        The municipality, and the part of town where the register names one.
    radius_m
        Radius in metres within which the address may well be; 0 is the house itself.
    """

    address: str
    ags: str
    municipality: str
    part: str
    point: Point
    precision: Precision
    radius_m: float


@dataclass(frozen=True, slots=True)
class Found:
    """The address is here; the doubts tell why a person should look at it."""

    hit: Hit
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The address is one of these, and nothing in it tells which."""

    hits: tuple[Hit, ...]
    reason: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """The register does not have the address."""

    reason: str


Match = Found | Ambiguous | NotFound
