"""The gazetteer: which districts, municipalities, postal codes and centres there are.

A candidate place in a text is nothing until the gazetteer confirms it. Loading takes some milliseconds and nothing
but the csv module, so that the command line starts fast; what needs geometry is in `districts`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from tourkarte.model import Centre, District
from tourkarte.places.centres import centre_key, fits
from tourkarte.places.files import Row, load_items
from tourkarte.places.names import key, keys
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tourkarte.model import Point

T = TypeVar("T")

DISTRICT_COLUMNS: Final = ("ags", "name", "kind", "region", "seat", "nuts3")
CENTRE_COLUMNS: Final = ("district", "name")
MUNICIPALITY_COLUMNS: Final = ("ags", "name", "district", "population", "lat", "lon", "area_km2", "radius_m")
POSTAL_COLUMNS: Final = ("postal_code", "place", "district", "lat", "lon", "radius_m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A Stadt or Gemeinde.

    Attributes
    ----------
    ags
        Amtlicher Gemeindeschlüssel, eight digits; the first five are the district's.
    population
        Inhabitants of the town; 0 where they are not known.
    point
        The middle of the town; where that is not known, any point inside.
    radius_m
        Radius in metres of a circle as large as the municipality.
    """

    ags: str
    name: str
    district: str
    population: int
    point: Point
    radius_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalPlace:
    """A postal code, in one of the places that have it.

    Attributes
    ----------
    radius_m
        How far in metres an address may well be from the point: the radius of a circle as large as the area of the
        municipality divided by the number of its postal codes.
    """

    code: str
    place: str
    district: str
    point: Point
    radius_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All places of the state, to be looked up by name or code.

    Attributes
    ----------
    districts
        By AGS.
    centres
        By the AGS of their district.
    """

    districts: Mapping[str, District]
    centres: Mapping[str, Centre]
    _municipalities: Mapping[str, tuple[Municipality, ...]] = field(repr=False)
    _postal: Mapping[str, tuple[PostalPlace, ...]] = field(repr=False)
    _codes: Mapping[str, tuple[str, ...]] = field(repr=False)
    _by_words: Mapping[frozenset[str], District] = field(repr=False)

    @classmethod
    def load(cls, data_dir: Path) -> Gazetteer:
        """Read the gazetteer's four files.

        Raises
        ------
        DataFileError
            Names the file and all rows that are not as they must be.
        """
        districts = load_items(data_dir / "districts.csv", DISTRICT_COLUMNS, read_district, key="ags")
        centres = load_items(data_dir / "centres.csv", CENTRE_COLUMNS, read_centre, key="district")
        municipalities = load_municipalities(data_dir)
        postal = load_items(data_dir / "postal_codes.csv", POSTAL_COLUMNS, read_postal_place)
        return cls(
            districts={district.ags: district for district in districts},
            centres={centre.district: centre for centre in centres},
            _municipalities=_index((name, item) for item in municipalities for name in keys(item.name)),
            _postal=_index((item.code, item) for item in postal),
            _codes=_index((key(item.place), item.code) for item in postal),
            _by_words={centre_key(district.name): district for district in districts},
        )

    def postal(self, code: str) -> tuple[PostalPlace, ...]:
        """Return the places that have the postal code; none if there is no such code in the state."""
        return self._postal.get(code, ())

    def municipality_of(self, place: PostalPlace) -> Municipality | None:
        """Return the municipality in which a postal code's place lies; GeoNames names its part too, as a last word."""
        words = place.place.split(" ")
        for count in range(len(words), 0, -1):
            for municipality in self.municipalities(" ".join(words[:count])):
                if municipality.district == place.district:
                    return municipality
        return None

    def postal_region(self, digits: str) -> tuple[PostalPlace, ...]:
        """Return the places whose postal codes begin with `digits`."""
        return tuple(place for code, places in self._postal.items() if code.startswith(digits) for place in places)

    def postal_places(self, district: str) -> tuple[PostalPlace, ...]:
        """Return the places in a district that have postal codes."""
        return tuple(place for places in self._postal.values() for place in places if place.district == district)

    def municipalities(self, name: str) -> tuple[Municipality, ...]:
        """Return the municipalities that `name` may mean, however it is written."""
        return self._municipalities.get(key(name), ())

    def municipality_names(self) -> dict[str, str]:
        """Return the names of all municipalities by AGS."""
        return {item.ags: item.name for items in self._municipalities.values() for item in items}

    def name_of(self, ags: str) -> str:
        """Return the name of a district or municipality."""
        district = self.districts.get(ags)
        return district.name if district else self.municipality_names().get(ags, ags)

    def is_place(self, name: str) -> bool:
        """Whether `name` is a municipality of the state or a place that a postal code is known for."""
        return bool(self.municipalities(name)) or bool(self.codes(name))

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the postal codes that are known for the place `name`."""
        return self._codes.get(key(name), ())

    def centre(self, name: str) -> Centre | None:
        """Return the centre that `name` means; None if it names none of them, or more than one.

        The word „Integrationszentrum“ or „KI“ must be in the name: a district's name alone is no centre.
        """
        district = self._by_words.get(centre_key(name, named=True))
        return self.centres.get(district.ags) if district and fits(name, district) else None


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of this installation, read once."""
    return Gazetteer.load(settings().data_dir)


def load_municipalities(data_dir: Path) -> list[Municipality]:
    """Read municipalities.csv.

    Raises
    ------
    DataFileError
        As `Gazetteer.load`.
    """
    return load_items(data_dir / "municipalities.csv", MUNICIPALITY_COLUMNS, read_municipality, key="ags")


def read_district(row: Row) -> District:
    """Return the district that a row of districts.csv stands for."""
    return District(
        ags=row.digits("ags", 5),
        name=row.text("name"),
        kind=row.text("kind"),
        region=row.text("region"),
        seat=row.text("seat"),
    )


def read_centre(row: Row) -> Centre:
    """Return the centre that a row of centres.csv stands for."""
    return Centre(district=row.digits("district", 5), name=row.text("name"))


def read_municipality(row: Row) -> Municipality:
    """Return the municipality that a row of municipalities.csv stands for."""
    return Municipality(
        ags=row.digits("ags", 8),
        name=row.text("name"),
        district=row.digits("district", 5),
        population=row.count("population") if row.cells["population"] else 0,
        point=row.point(),
        radius_m=row.radius("radius_m"),
    )


def read_postal_place(row: Row) -> PostalPlace:
    """Return the place that a row of postal_codes.csv stands for."""
    return PostalPlace(
        code=row.digits("postal_code", 5),
        place=row.text("place"),
        district=row.digits("district", 5),
        point=row.point(),
        radius_m=row.radius("radius_m"),
    )


def _index(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for name, item in pairs:
        found[name].append(item)
    return {name: tuple(items) for name, items in found.items()}
