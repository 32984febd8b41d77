from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.frames import HOSTILE
from tourkarte.places.online.entries import ATTRIBUTION
from tourkarte.views.sources import BKG, GEBREF, GEONAMES, OPENSTREETMAP, Note, notes, sources

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop


def test_sources_are_counted_once_each_and_only_for_points(six: list[Stop]) -> None:
    nowhere = replace(six[1], position=None, source="Gerücht")
    unnamed = replace(six[1], source="")
    assert sources([*six, nowhere, unnamed]) == [("OpenStreetMap", 5), ("GeoNames", 1)]
    assert sources([]) == []


@pytest.mark.parametrize(
    ("source", "due"),
    [
        ("OpenStreetMap", [OPENSTREETMAP]),
        ("Nominatim", [OPENSTREETMAP]),
        ("Photon", [OPENSTREETMAP]),
        ("Photonik-Zentrum", []),
        (ATTRIBUTION, [OPENSTREETMAP]),
        ("Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0", [GEBREF]),
        ("GeoNames", [GEONAMES]),
        ("VG250 des BKG", [BKG]),
        ("Amtliche Schuldaten NRW 2021, selbe Anschrift", []),
        ("", []),
    ],
)
def test_publishers_are_named_as_they_want_it(six: list[Stop], source: str, due: list[Note]) -> None:
    assert notes([replace(six[0], source=source)]) == due
    assert notes([replace(six[0], source=source, position=None)]) == []


def test_the_note_says_what_the_geocoder_says() -> None:
    assert OPENSTREETMAP.text == ATTRIBUTION


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_row_becomes_a_note(six: list[Stop], text: str) -> None:
    assert notes([replace(six[0], source=f"OpenStreetMap {text}")]) == [OPENSTREETMAP]
