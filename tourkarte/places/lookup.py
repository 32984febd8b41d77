"""What the geocoders share: geopy's interface, and the check of what is found.

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

A hit counts only if it lies where the address says: a house in its municipality and near its postal code, the point of
a postal code or a town in its district. Found, ambiguous, not found and failed are different outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NoReturn

from geopy import Location
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from tourkarte.model import Doubt, Precision
from tourkarte.places.addresses import to_venue
from tourkarte.places.expectation import expected_places, is_foreign, too_far

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.model import Point, Venue
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer

_HOUSES: Final = (Precision.ADDRESS, Precision.STREET, Precision.MANUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A point that an address may have."""

    address: str
    point: Point
    precision: Precision
    radius_m: float
    source: str
    attribution: str


class Outcome(StrEnum):
    """What came of looking for an address."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of looking for an address.

    Attributes
    ----------
    hits
        Those that passed the checks, each with the AGS of its municipality, the best first.
    doubts
        Why a person should look at it.
    candidates
        The hits of which one is meant and nothing tells which; they may be more exact than `hits`.
    failure
        German: why a geocoder could not be asked. What follows from the others may be worse than it need be.
    """

    hits: tuple[tuple[Hit, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    candidates: tuple[Hit, ...] = ()
    failure: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Which of the four results it is."""
        if self.candidates:
            return Outcome.AMBIGUOUS
        if self.hits:
            return Outcome.FOUND
        return Outcome.FAILED if self.failure else Outcome.NOT_FOUND


class NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """Geopy's connection to the network, cut: these geocoders never ask anybody."""

    def get_text(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise GeocoderUnavailable(f"Die Ortssuche fragt niemanden im Netz, auch nicht {url}.")

    get_json = get_text


class PlaceGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """What the geocoders share: geopy's interface."""

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


class CheckedGeocoder(PlaceGeocoder):
    """A geocoder whose hits are checked, whoever gave them."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts) -> None:
        super().__init__()
        self.gazetteer = gazetteer
        self.districts = districts

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the hits, the best first, not yet checked."""
        raise NotImplementedError

    def search(self, venue: Venue) -> Answer:
        """Return the hits that pass the checks, and a doubt for each other."""
        return self.checked(self.candidates(venue), venue)

    def checked(self, candidates: Iterable[Hit], venue: Venue) -> Answer:
        """Return the hits that lie where the address says, and a doubt for each other.

        A house or street must lie in its municipality and not far from its postal code; the point that stands for a
        postal code or a town must lie in its district.
        """
        hits: list[tuple[Hit, str]] = []
        doubts: list[Doubt] = []
        for hit in candidates:
            exactly = hit.precision in _HOUSES
            expected = expected_places(self.gazetteer, venue, exactly=exactly)
            municipality = self.districts.locate(hit.point, within=expected)
            far = too_far(self.gazetteer, venue, hit.point) if exactly else None
            if exactly and venue.city and is_foreign(self.gazetteer, venue.city):
                doubts.append(_refused(hit, f"nicht in {venue.city}"))
            elif municipality is None:
                doubts.append(_refused(hit, f"nicht in {self._names(expected)}"))
            elif far:
                doubts.append(_refused(hit, f"weit von der Postleitzahl {far.code} ({far.place})"))
            else:
                hits.append((hit, municipality))
        ambiguous = _ambiguity(hits)
        return Answer(tuple(hits), (*doubts, *ambiguous), tuple(hit for hit, _ in hits) if ambiguous else ())

    def _names(self, expected: Iterable[str]) -> str:
        names = (self.gazetteer.name_of(ags) for ags in sorted(expected))
        return ", ".join(names) or "Nordrhein-Westfalen"


def _refused(hit: Hit, where: str) -> Doubt:
    return Doubt("point", f"Nicht verwendet: Der Punkt für {hit.address} ({hit.source}) liegt {where}.")


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
