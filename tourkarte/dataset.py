"""The data folder as one object: tours, centres, districts and the appointments frame.

People edit these files with a spreadsheet, so nothing in them may bring the dashboard down: a row that breaks the
contract is left out and told, and so is a file that is missing or broken. The rest keeps working.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

import orjson

from tourkarte import frame
from tourkarte.errors import DataFileError, Problem
from tourkarte.model import Tour
from tourkarte.places.districts import Districts
from tourkarte.places.elsewhere import ELSEWHERE_COLUMNS, read_elsewhere
from tourkarte.places.files import CellError, read_items, read_rows
from tourkarte.places.gazetteer import (
    CENTRE_COLUMNS,
    DISTRICT_COLUMNS,
    MUNICIPALITY_COLUMNS,
    POSTAL_COLUMNS,
    read_centre,
    read_district,
    read_municipality,
    read_postal_place,
)
from tourkarte.places.shapes import read_areas
from tourkarte.places.venues import VENUE_COLUMNS, read_venue
from tourkarte.rows import COLUMNS, UNKNOWN_DISTRICT, row_contract, sift
from tourkarte.versions import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    import pandera.pandas as pa

    from tourkarte.model import Centre, District
    from tourkarte.places.files import Row
    from tourkarte.versions import Versions

T = TypeVar("T")

REFERENCE_FILES: Final = ("districts.csv",)
"""The files that `reference` reads."""

FILES: Final = ("tours.csv", "centres.csv", "districts.csv", "appointments.csv", "municipalities.geojson")
"""The files that `load` reads."""

MUNICIPALITIES: Final = "municipalities.geojson"
BOUNDARY_FILES: Final = ("districts.geojson", "regions.geojson", "state.geojson", "municipalities.csv", MUNICIPALITIES)
"""The files that the map is drawn from."""

_LAYERS: Final = ("districts", "regions", "state")
_TOUR_COLUMNS: Final = ("id", "title", "subtitle", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What an installation shows, and what was wrong with its files.

    Attributes
    ----------
    tours
        By id, in the order of the file.
    districts
        By AGS.
    appointments
        A frame that fulfils `frame.CONTRACT`.
    """

    tours: Mapping[str, Tour]
    centres: tuple[Centre, ...]
    districts: Mapping[str, District]
    appointments: pd.DataFrame
    problems: tuple[Problem, ...]
    versions: Versions = UNKNOWN


def load(data_dir: Path) -> Dataset:
    """Read the data folder; never raises for what is in its files."""
    problems: list[Problem] = []
    districts = _items(data_dir / "districts.csv", DISTRICT_COLUMNS, read_district, "ags", problems)
    by_ags = {district.ags: district for district in districts}
    centres = _items(data_dir / "centres.csv", CENTRE_COLUMNS, _centre_in(by_ags), "district", problems)
    tours = {tour.id: tour for tour in _items(data_dir / "tours.csv", _TOUR_COLUMNS, _tour, "id", problems)}
    contract = row_contract(tours, {centre.district for centre in centres}, by_ags, _boundaries(data_dir, problems))
    return Dataset(
        tours=tours,
        centres=tuple(centres),
        districts=by_ags,
        appointments=_appointments(data_dir / "appointments.csv", contract, by_ags, problems),
        problems=tuple(problems),
    )


def reference(data_dir: Path) -> Dataset:
    """Read what the store does not hold: the districts. There are no tours and no appointments in it."""
    problems: list[Problem] = []
    districts = _items(data_dir / "districts.csv", DISTRICT_COLUMNS, read_district, "ags", problems)
    return Dataset(
        tours={},
        centres=(),
        districts={district.ags: district for district in districts},
        appointments=frame.empty(),
        problems=tuple(problems),
    )


def check(data_dir: Path) -> tuple[Problem, ...]:
    """Return all that is wrong with what the product reads, file by file; never raises for what is in them."""
    problems = list(load(data_dir).problems)
    _items(data_dir / "municipalities.csv", MUNICIPALITY_COLUMNS, read_municipality, "ags", problems)
    _items(data_dir / "postal_codes.csv", POSTAL_COLUMNS, read_postal_place, None, problems)
    _items(data_dir / "elsewhere.csv", ELSEWHERE_COLUMNS, read_elsewhere, "postal_code", problems)
    _items(data_dir / "venues.csv", VENUE_COLUMNS, read_venue, None, problems)
    for name in _LAYERS:
        path = data_dir / f"{name}.geojson"
        try:
            read_areas(path)
        except DataFileError as error:
            problems.append(Problem(str(error), path.name))
    return tuple(problems)


def stamps(data_dir: Path, names: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return what tells whether files of the data folder changed, to be the key of what is kept of them."""
    return tuple(_stamp(data_dir / name) for name in names)


def boundaries(data_dir: Path) -> bytes:
    """Return what the map draws below the appointments, as one compact JSON document.

    It holds `districts`, `regions` and `state` as GeoJSON collections, and `towns` as `[name, lat, lon, population]`,
    the largest first. A town whose row is not as it must be has no label, which is told by `check`.

    Raises
    ------
    DataFileError
        If a file is missing or is not what it must be.
    """
    found, _ = read_items(data_dir / "municipalities.csv", MUNICIPALITY_COLUMNS, read_municipality, key="ags")
    towns = sorted(found, key=lambda town: (-town.population, town.name))
    layers = {name: read_areas(data_dir / f"{name}.geojson")[0] for name in _LAYERS}
    points = [[town.name, town.point.lat, town.point.lon, town.population] for town in towns]
    return orjson.dumps({**layers, "towns": points})


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _items(
    path: Path, columns: Sequence[str], make: Callable[[Row], T], key: str | None, problems: list[Problem]
) -> list[T]:
    try:
        items, found = read_items(path, columns, make, key=key)
    except DataFileError as error:
        items, found = [], [Problem(str(error), path.name)]
    problems += found
    return items


def _boundaries(data_dir: Path, problems: list[Problem]) -> Districts | None:
    try:
        return Districts.load(data_dir)
    except DataFileError as error:
        problems.append(Problem(f"{error} Solange prüft niemand, ob Punkte in ihrem Kreis liegen.", FILES[-1]))
        return None


def _tour(row: Row) -> Tour:
    return Tour(
        id=row.text("id"), title=row.text("title"), subtitle=row.cells["subtitle"], planned=row.count("planned")
    )


def _centre_in(districts: Collection[str]) -> Callable[[Row], Centre]:
    def make(row: Row) -> Centre:
        centre = read_centre(row)
        if districts and centre.district not in districts:
            raise CellError(f"„{centre.district}“ {UNKNOWN_DISTRICT}", "district")
        return centre

    return make


def _appointments(
    path: Path, contract: pa.DataFrameSchema, districts: Mapping[str, District], problems: list[Problem]
) -> pd.DataFrame:
    try:
        rows, found = read_rows(path, COLUMNS, optional=frame.LATER)
    except DataFileError as error:
        problems.append(Problem(str(error), path.name))
        return frame.empty()
    good, broken = sift(rows, contract)
    found += [replace(problem, file=path.name) for problem in broken]
    problems += sorted(found, key=lambda problem: problem.row or 0)
    names = {ags: district.name for ags, district in districts.items()}
    regions = {ags: district.region for ags, district in districts.items()}
    ags = good["district"]
    return frame.from_rows(good.assign(district_name=ags.map(names), region=ags.map(regions)).to_dict("records"))
