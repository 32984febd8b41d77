"""What the offline geocoders share: geopy's interface, and the check of what is found.

They are geopy geocoders, so that whoever knows geopy can use them and another geocoder can stand in for them. What
they return tells in `raw` how far it can be trusted:

precision, radius_m
    A `Precision`, and the radius in metres within which the address may well be.
source, attribution
    Who says so, and the note that must be shown with it.
municipality, district
    AGS of the place in which the point lies.
doubts
    Why a person should look at it: a tuple of `Doubt`.

A hit counts only if it lies in the district that the address names by its city or, failing that, its postal code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from geopy import Location
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from tourkarte.model import Doubt
from tourkarte.places.addresses import to_venue
from tourkarte.places.expectation import expected_districts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.model import Point, Precision, Venue
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A point that an address may have."""

    address: str
    point: Point
    precision: Precision
    radius_m: float
    source: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits that passed the check, each with the AGS of its municipality, and what is doubtful about them."""

    hits: tuple[tuple[Hit, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


class NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """Geopy's connection to the network, cut: these geocoders never ask anybody."""

    def get_text(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise GeocoderUnavailable(f"Die Ortssuche fragt niemanden im Netz, auch nicht {url}.")

    get_json = get_text


class PlaceGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """What the offline geocoders share: geopy's interface."""

    def __init__(self) -> None:
        super().__init__(adapter_factory=NoNetwork)

    def geocode(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 -- geopy's interface; nothing here takes time
    ) -> Location | list[Location] | None:
        """Return where an address is.

        Parameters
        ----------
        query
            A text such as `Reichsweg 30, 52068 Aachen`, a mapping with Nominatim's structured keys (street,
            postalcode, city), or a `Venue`.
        exactly_one
            Whether to return the best hit only; otherwise all of an ambiguous address.
        timeout
            Not used.

        Returns
        -------
        Location, list of Location or None
            None if the address is not found.

        Raises
        ------
        GeocoderQueryError
            If the query holds no address.
        """
        answer = self.search(to_venue(query))
        locations = [_location(hit, municipality, answer.doubts) for hit, municipality in answer.hits]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def search(self, venue: Venue) -> Answer:
        """Return the hits for an address."""
        raise NotImplementedError


class RegisterGeocoder(PlaceGeocoder):
    """A geocoder that looks addresses up in one register and checks what it finds."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts) -> None:
        super().__init__()
        self.gazetteer = gazetteer
        self.districts = districts

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the register's hits, the best first, not yet checked."""
        raise NotImplementedError

    def search(self, venue: Venue) -> Answer:
        """Return the hits that lie in the district which the address names, and a doubt for each other."""
        expected = expected_districts(self.gazetteer, venue)
        hits: list[tuple[Hit, str]] = []
        doubts: list[Doubt] = []
        for hit in self.candidates(venue):
            if municipality := self.districts.locate(hit.point, within=expected):
                hits.append((hit, municipality))
            else:
                doubts.append(self._outside(hit, expected))
        return Answer(tuple(hits), (*doubts, *_ambiguity(hits)))

    def _outside(self, hit: Hit, expected: Iterable[str]) -> Doubt:
        names = ", ".join(self.gazetteer.districts[ags].name for ags in sorted(expected)) or "Nordrhein-Westfalen"
        return Doubt("point", f"Nicht verwendet: Der Punkt für {hit.address} ({hit.source}) liegt nicht in {names}.")


def _ambiguity(hits: Sequence[tuple[Hit, str]]) -> tuple[Doubt, ...]:
    """Return a doubt if the hits lie in more than one municipality."""
    if len({municipality for _, municipality in hits}) <= 1:
        return ()
    names = "; ".join(hit.address for hit, _ in hits)
    return (Doubt("city", f"Die Anschrift ist mehrdeutig: {names}. Genommen ist der erste Ort."),)


def _location(hit: Hit, municipality: str, doubts: tuple[Doubt, ...]) -> Location:
    raw = {
        "precision": hit.precision,
        "radius_m": hit.radius_m,
        "source": hit.source,
        "attribution": hit.attribution,
        "municipality": municipality,
        "district": municipality[:5],
        "doubts": doubts,
    }
    return Location(hit.address, (hit.point.lat, hit.point.lon), raw)
