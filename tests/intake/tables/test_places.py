from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.tables.places import read_place, split_place
from tourkarte.model import Venue
from tourkarte.places.gazetteer import gazetteer

AACHEN = Venue(street="Reichsweg 30", postal_code="52068", city="Aachen")


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Reichsweg 30, 52068 Aachen", AACHEN),
        ("Reichsweg 30\n52068 Aachen\nDeutschland", AACHEN),
        (
            "Nadelfabrik, Reichsweg 30, 52068 Aachen",
            Venue(name="Nadelfabrik", street="Reichsweg 30", postal_code="52068", city="Aachen"),
        ),
        (
            "Stadthaus 1, Raum 467, Klemensstraße 10, 48143 Münster",
            Venue(name="Stadthaus 1", room="Raum 467", street="Klemensstraße 10", postal_code="48143", city="Münster"),
        ),
        ("52068 Aachen", Venue(postal_code="52068", city="Aachen")),
        ("Aachen", Venue(city="Aachen")),
        ("Rathaus, Herne", Venue(name="Rathaus", city="Herne")),
        ("Rathaus", Venue(name="Rathaus")),
        ("", Venue()),
    ],
)
def test_a_place_in_one_cell_is_taken_apart(text: str, venue: Venue) -> None:
    assert split_place(text, gazetteer()) == venue
    assert read_place({"address": text}, gazetteer()).venue == venue


@pytest.mark.parametrize(
    ("values", "venue"),
    [
        ({"street": "Reichsweg", "house_number": 30, "postal_code": 52068, "city": "Aachen"}, AACHEN),
        ({"street": "Reichsweg 30", "postal_code": "52068 Aachen"}, AACHEN),
        ({"street": "Reichsweg 30", "postal_code": "D-52068", "city": "Aachen"}, AACHEN),
        ({"street": "Reichsweg 30", "city": "52068 Aachen"}, AACHEN),
        ({"street": "Reichsweg 30", "postal_code": 52068.0, "city": "Aachen", "room": "-", "venue": "n.n."}, AACHEN),
        ({"address": "Reichsweg 30, 52068 Aachen", "city": "Aachen"}, AACHEN),
        ({"venue": "Reichsweg 30, 52068 Aachen"}, AACHEN),
        ({"venue": "Rathaus, Saal 2", "city": "Herne"}, Venue(name="Rathaus", room="Saal 2", city="Herne")),
        ({"venue": "Amt für Wohnen, Bauen und Kultur", "city": "Herne"}, None),
    ],
)
def test_a_place_in_several_cells_is_put_together(values: dict[str, str], venue: Venue | None) -> None:
    expected = venue or Venue(name=values["venue"], city=values["city"])
    assert read_place(values, gazetteer()).venue == expected


def test_a_code_that_a_spreadsheet_shortened_gets_its_zero_back() -> None:
    place = read_place({"postal_code": 1067, "city": "Dresden"}, gazetteer())
    assert place.venue.postal_code == "01067"
    assert [doubt.field for doubt in place.doubts] == ["postal_code"]


@pytest.mark.parametrize("cell", ["abc", "123", "1234567", 12.5])
def test_what_is_no_code_is_a_doubt(cell: str | float) -> None:
    place = read_place({"postal_code": cell}, gazetteer())
    assert place.venue.postal_code is None
    assert "ist keine Postleitzahl" in place.doubts[0].reason


WORDS = st.sampled_from(
    ["Aachen", "52068", "Reichsweg", "30", ",", "\n", "(", ")", "Raum", "Saal 3", "im", "Rathaus", "1067"]
)


@given(st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=100))
def test_any_text_is_a_place(text: str) -> None:
    assert isinstance(split_place(text, gazetteer()), Venue)
    assert isinstance(
        read_place(dict.fromkeys(("venue", "postal_code", "city", "address"), text), gazetteer()).venue, Venue
    )
