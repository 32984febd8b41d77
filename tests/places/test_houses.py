from __future__ import annotations

import pytest

from tourkarte.places.houses import house_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Hauptstraße 92 a", "Hauptstr. 92A"), ("HAUPTSTRASSE 92a", "Hauptstr.92a"), ("Weg 1-3", "Weg 1 – 3")),
        *(("Willy-Brandt-Platz 2", "Willy-Brandt-Pl. 2"), ("St.-Anna-Str. 5", "Sankt-Anna-Straße 5")),
        *(("An der Mühle 1", "An d. Mühle 1"), ("Dr.-Külz-Ring 3", "Doktor-Külz-Ring 3")),
    ],
)
def test_ways_to_write_a_house_share_a_key(one: str, other: str) -> None:
    assert house_keys(one) & house_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hauptstraße 9", "Hauptstraße 92"), ("Weg 1-3", "Weg 13"), ("Weg 1", "Weg 1a"), ("Ring 3", "Ring"), ("", "")],
)
def test_other_houses_do_not(one: str, other: str) -> None:
    assert not house_keys(one) & house_keys(other)
