"""Write an address register of any size in the real format: real municipalities, plausible streets, invented houses.

The same seed gives the same bytes. Each street is a line of houses on two sides, somewhere in its municipality; two of
a hundred streets share their name with another one in the same municipality.
"""

from __future__ import annotations

import json
import random
import zipfile
from dataclasses import dataclass
from itertools import product
from typing import IO, TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

from tourkarte.places.gazetteer import Municipality, load_municipalities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


_FIRST: Final = _words("""
    Anna Bertha Carl Clara Dietrich Elisabeth Emil Ernst Ferdinand Franz Friedrich Georg Gerhart Gottfried Gustav
    Hans Heinrich Hermann Hilde Jakob Johann Josef Julius Karl Käthe Konrad Kurt Lise Ludwig Maria Martin Max Otto
    Paul Peter Richard Robert Rosa Rudolf Sophie Theodor Thomas Walter Werner Wilhelm
""")
_LAST: Final = _words("""
    Adenauer Ampère Arndt Bach Bebel Becker Beethoven Benz Böll Bonhoeffer Brahms Brandt Brecht Bosch Böckler
    Busch Clausen Daimler Diesel Dürer Ebert Ehrlich Eichendorff Einstein Engels Erzberger Fontane Freiligrath
    Fröbel Gauß Geiger Goethe Grimm Gropius Hahn Händel Hauptmann Haydn Hebbel Hegel Heine Heisenberg Heuss
    Hölderlin Humboldt Jahn Kant Kästner Keller Kepler Ketteler Kleist Klopstock Koch Kollwitz Kolping Körner
    Krupp Lehr Leibniz Lessing Liebig Liebknecht Lortzing Luther Mann Marx Meitner Mendel Menzel Mörike Mozart
    Müller Niemöller Nobel Ohm Pestalozzi Planck Raiffeisen Rathenau Reuter Rilke Ritter Röntgen Scheffel Schiller
    Schlegel Scholl Schubert Schumacher Schumann Schweitzer Siemens Spitzweg Stein Stephan Storm Strauß Stresemann
    Suttner Telemann Thoma Tucholsky Uhland Virchow Wagner Weber Wichern Wieland Zeppelin Zille Zuckmayer
""")
_BASE: Final = _words("""
    Ahorn Akazien Amsel Apfel Bach Bahnhof Berg Berliner Birken Blumen Brunnen Buchen Burg Dahlien Distel Dohlen
    Dorf Drossel Eichen Erlen Eschen Espen Falken Feld Fichten Finken Flieder Fluss Garten Geranien Ginster Haupt
    Hafen Hasel Heide Himbeer Hirsch Hoch Hof Holunder Industrie Jäger Kastanien Kiefern Kirch Kirsch Kloster
    König Kreuz Krokus Kurz Lärchen Lang Lavendel Lerchen Lilien Linden Löwen Mai Markt Meisen Mittel Mohn Mozart
    Mühlen Nachtigall Narzissen Nelken Neben Nord Nuss Ost Pappel Park Post Quell Rathaus Reiher Ring Rosen Rot
    Sand Schloß Schul Schwalben Schützen See Sonnen Specht Sperber Stadt Stein Süd Tal Tannen Teich Tulpen Turm
    Ulmen Veilchen Vogel Wald Wasser Weiden Weinberg West Wiesen Wind Wolf Zaunkönig Zeisig Ziegel
""")
_KINDS: Final = ("straße", "weg", "platz", "allee", "ring", "gasse", "pfad", "kamp", "stiege", "hof", "ufer", "wall")
_FIELDS: Final = _words("""
    Alten_Hof Anger Bahndamm Berg Brink Brunnen Buschkamp Dorfplatz Esch Freibad Friedhof Golfplatz Graben Hang
    Hafen Kirchplatz Knick Kreuz Markt Mühlenteich Park Rathaus Ring_3 Sportplatz Stadion Stadtgarten Steinbruch
    Tannenbusch Turm Wäldchen Wasserwerk Weiher Weinberg Zollhaus
""")
_FEMALE: Final = _words("""
    Aue Bleiche Burg Eiche Furt Heide Höhe Kapelle Kirche Linde Mauer Mühle Quelle Schanze Schule Wiese
""")
_PARTS: Final = _words("""
    Mitte Nord Süd Ost West Altstadt Oberdorf Unterdorf Heide Bruch Kirchdorf Neustadt Hochfeld Marienthal
""")
_REGIONS: Final = {"1": "Düsseldorf", "3": "Köln", "5": "Münster", "7": "Detmold", "9": "Arnsberg"}
_SOME: Final = 8000  # inhabitants where they are not known
_TWICE: Final = 100  # one in so many streets has the name of another one


@dataclass(frozen=True, slots=True)
class Address:
    """A house of the register, with what is true of it."""

    ags: str
    city: str
    part: str
    street: str
    number: int
    suffix: str
    lat: float
    lon: float


def write(data_dir: Path, path: Path, *, houses: int, sample: int, seed: int = 1) -> list[Address]:
    """Write a zip with about so many houses, and return some of them."""
    picker = random.Random(seed)  # noqa: S311 -- reproducible, not secret
    towns = load_municipalities(data_dir)
    people = sum(town.population or _SOME for town in towns)
    to_metres = pyproj.Transformer.from_crs("EPSG:4258", "EPSG:25832", always_xy=True)
    to_degrees = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4258", always_xy=True)
    areas = _areas(data_dir, to_metres)
    names = _names(towns)
    kept: list[Address] = []
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("gebref.txt", "w", force_zip64=True) as file,
    ):
        for town in towns:
            share = (town.population or _SOME) / people
            kept += _write_town(
                file,
                town,
                areas[town.ags],
                names,
                to_degrees,
                picker,
                round(houses * share),
                round(sample * share + 0.5),
            )
    picker.shuffle(kept)
    return kept[:sample]


def _areas(data_dir: Path, to_metres: pyproj.Transformer) -> dict[str, shapely.Geometry]:
    features = json.loads((data_dir / "municipalities.geojson").read_text("utf-8"))["features"]
    return {
        each["properties"]["ags"]: shapely.transform(
            shapely.geometry.shape(each["geometry"]), lambda xy: np.column_stack(to_metres.transform(*xy.T))
        )
        for each in features
    }


def _names(towns: list[Municipality]) -> list[str]:
    """Return all the streets there are, the commonest first."""
    plain = [f"{base}{kind}" for kind, base in product(_KINDS, _BASE)]
    fields = [f"{word} {name}" for word, name in product(("Am", "Zum", "Im"), _FIELDS)]
    fields += [f"{word} der {name}" for word, name in product(("An", "Auf", "Hinter"), _FEMALE)]
    to_towns = [f"{town.name.split(' (')[0].split('/')[0].split(' ')[-1]}er Straße" for town in towns]
    people = [f"{first}-{last}-{kind}" for kind in ("Straße", "Weg", "Platz") for first, last in product(_FIRST, _LAST)]
    odd = ["Straße des 17. Juni", "Platz des 1. Mai", "Sankt-Töniser Straße", "Große Straße", "Alter Markt", "Markt"]
    return list(dict.fromkeys([*odd, *plain, *fields, *to_towns, *people]))


def _write_town(  # noqa: PLR0917 -- one loop's body
    file: IO[bytes],
    town: Municipality,
    area: shapely.Geometry,
    names: list[str],
    to_degrees: pyproj.Transformer,
    picker: random.Random,
    houses: int,
    sample: int,
) -> Iterator[Address]:
    numbers = np.random.default_rng(int(town.ags))
    per_street = min(45, 18 + houses // 8000)
    count = max(3, houses // per_street)
    head = int(min(len(names), count * 1.3 + 50))
    chosen = picker.sample(names[:head], min(count, head))
    chosen += picker.choices(chosen, k=max(count // _TWICE, 1))
    with_parts = picker.random() < 0.5  # noqa: PLR2004
    region, district, key = town.ags[2], town.ags[3:5], town.ags[5:]
    start = f"05;Nordrhein-Westfalen;{region};{_REGIONS[region]};{district};Kreis {town.district};{key};{town.name}"
    rows: list[str] = []
    truths: list[tuple[str, str, int, str, float, float]] = []
    for code, (name, middle) in enumerate(zip(chosen, _points(area, len(chosen), numbers), strict=True), 1):
        part = picker.choice(_PARTS) if with_parts else ""
        street = f"{start};{f'{code % 90:04}' if part else '0000'};{part};{code:05};{name}"
        size = max(1, int(numbers.gamma(1.3, per_street / 1.3)))
        heading = numbers.random() * np.pi
        along = np.array([np.cos(heading), np.sin(heading)])
        for number, suffix in _numbers(size, picker):
            aside = np.array([-along[1], along[0]]) * (11 if number % 2 else -11)
            east, north = middle + along * (number - size / 2) * 9 + aside
            if suffix:
                east += 4 * (ord(suffix) - 96)
            metres = f"{east:.3f};{north:.3f}".replace(".", ",")
            quality = "B" if number % 9 == 0 else "A"
            rows.append(
                f"N;DENW{len(rows):012};{quality};{street};{number};{suffix};32;{metres};2024-0{number % 9 + 1}-11"
            )
            truths.append((name, part, number, suffix, round(east, 3), round(north, 3)))
    file.write("".join(f"{row}\r\n" for row in rows).encode())
    for name, part, number, suffix, east, north in picker.sample(truths, min(sample, len(truths))):
        lon, lat = to_degrees.transform(east, north)
        yield Address(town.ags, town.name, part, name, number, suffix, lat, lon)


def _numbers(size: int, picker: random.Random) -> Iterator[tuple[int, str]]:
    for number in range(1, size + 1):
        chance = picker.random()
        if chance > 0.04 or size == 1:  # noqa: PLR2004 -- a gap
            yield number, ""
        if chance > 0.95:  # noqa: PLR2004 -- some are divided
            yield number, "a"
        if chance > 0.985:  # noqa: PLR2004
            yield number, "b"


def _points(area: shapely.Geometry, count: int, numbers: np.random.Generator) -> np.ndarray:
    """Return random points inside of an area."""
    west, south, east, north = shapely.bounds(area)
    shapely.prepare(area)
    found = np.empty((0, 2))
    while len(found) < count:
        tries = numbers.random((count * 3, 2)) * (east - west, north - south) + (west, south)
        found = np.vstack([found, tries[shapely.contains_xy(area, *tries.T)]])
    return found[:count]
