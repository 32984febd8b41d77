from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.places.register.deliveries import Row, text
from tourkarte.places.register.build import build
from tourkarte.places.register.index import Register

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)
AACHEN = Row(ags="05334002", city="Aachen", east=295_000, north=5_628_500)
KOELN = Row(ags="05315000", city="Köln", east=354_500, north=5_646_500)
DUISBURG = Row(ags="05112000", city="Duisburg", east=344_000, north=5_700_000)
HALLE = Row(ags="05754012", city="Halle (Westf.)", east=454_000, north=5_768_000)
BRAKEL = Row(ags="05762016", city="Brakel", east=512_000, north=5_729_000)
MUELHEIM = Row(ags="05117000", city="Mülheim an der Ruhr", east=353_000, north=5_699_000)
HAGEN = Row(ags="05914000", city="Hagen", east=393_000, north=5_690_000)


def street(row: Row, name: str, numbers: str, code: str, *, north: float = 0) -> Iterator[Row]:
    """Yield the houses of a street that runs to the east, ten metres for each number."""
    for number in numbers.split():
        digits = number.rstrip("abc")
        yield row.but(
            street=name,
            number=digits,
            suffix=number[len(digits) :],
            code=code,
            east=row.east + 10 * int(digits),
            north=row.north + north,
        )


def rows() -> Iterator[Row]:
    yield from street(AACHEN, "Reichsweg", "28 30 32 32a", "1")
    yield from street(AACHEN, "Sankt-Töniser Straße", "1 2 3 8", "2", north=300)
    yield from street(AACHEN, "Straße des 17. Juni", "17 135", "3", north=600)
    yield from street(AACHEN, "Weg", "2 3 12", "4", north=900)
    yield from street(AACHEN, "Ring 3", "1 2", "5", north=1200)
    yield from street(AACHEN, "Ring 2", "1 2", "6", north=1300)
    yield from street(AACHEN, "Am Markt", "1 2 3 4", "7", north=1500)
    yield from street(AACHEN, "Hauptstraße", "1 2 3 7 11 16b 377 383", "8", north=1800)
    yield from street(AACHEN, "An der Mühle", "5", "9", north=2100)
    yield from street(AACHEN, "Große-Kurfürsten-Straße", "5", "10", north=2400)
    yield from street(AACHEN, "Weg A", "1", "11", north=2500)
    yield from street(AACHEN, "Theodor-Heuss-Platz", "1 2", "12", north=2700)
    # Names that people abbreviate.
    yield from street(AACHEN, "Friedrich-Ebert-Straße", "1 2", "14", north=2900)
    yield from street(AACHEN, "Friedrich-Wilhelm-Straße", "1 2", "15", north=3000)
    yield from street(AACHEN, "Franz-Wallraff-Straße", "1 2", "16", north=3100)
    yield from street(AACHEN, "Fritz-Wallraff-Straße", "1 2", "17", north=3200)
    # Two streets by one name, in two parts of town and far apart.
    yield from street(KOELN.but(part="Ehrenfeld"), "Schulstraße", "1 2 3", "21")
    yield from street(KOELN.but(part="Porz", east=361_800, north=5_636_500), "Schulstraße", "2 3 4 50", "22")
    # Two streets by one name, far apart, without a part of town; one has more houses.
    yield from street(KOELN.but(east=361_800, north=5_637_500), "Dorfstraße", "1 2 45", "26")
    yield from street(KOELN.but(east=357_900, north=5_638_700), "Dorfstraße", "1 2 20", "27")
    # One street through two parts of town.
    yield from street(KOELN.but(part="Ehrenfeld"), "Lange Straße", "1 2 3", "23", north=500)
    yield from street(KOELN.but(part="Nippes"), "Lange Straße", "4 5 6", "23", north=500)
    yield from street(KOELN, "Bergstraße", "1 2", "24", north=900)
    yield from street(KOELN, "Burgstraße", "1 2", "25", north=1900)
    yield from street(DUISBURG.but(part="Marxloh"), "Weseler Straße", "1 2 3", "31")
    yield from street(HALLE, "Bahnhofstraße", "1 2 3", "41")
    yield from street(BRAKEL, "Bahnhofstraße", "1 2 3", "51")
    yield from street(MUELHEIM, "Bahnhofstraße", "1 2 3", "61")
    # Some towns tell same-named streets apart in the name.
    yield from street(BRAKEL, "Brunnenweg (Gehrden)", "1 2", "52", north=500)
    yield from street(BRAKEL, "Brunnenweg (Bökendorf)", "1 2", "53", north=5500)
    # A name that streets elsewhere have, and one like it.
    yield from street(AACHEN, "Postplatz", "1 2", "13", north=2800)
    yield from street(HALLE, "Ostplatz", "1 2", "42", north=500)
    yield from street(HAGEN, "Ostplatz", "1 2", "72", north=500)
    yield from street(HAGEN, "Dorfstraße", "1 2 3", "71")


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("register")
    source = folder / "gebref.txt"
    source.write_text(text(rows()), "utf-8")
    build(source, folder / "register.sqlite", now=NOW)
    return Register.open(folder / "register.sqlite")
