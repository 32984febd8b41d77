from __future__ import annotations

import pytest
from geopy.exc import GeocoderQueryError
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.model import Venue
from tourkarte.places.addresses import one_line, to_venue

AACHEN = Venue(street="Reichsweg 30", postal_code="52068", city="Aachen")


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Reichsweg 30, 52068 Aachen", AACHEN),
        ("Nadelfabrik, Reichsweg 30, 52068 Aachen, Deutschland", AACHEN),
        ("Reichsweg 30\n52068 Aachen", AACHEN),
        ("Reichsweg 30 52068 Aachen", AACHEN),
        ("44649", Venue(postal_code="44649")),
        ("44649 Herne", Venue(postal_code="44649", city="Herne")),
        ("Herne", Venue(city="Herne")),
        ("Reichsweg 30, Aachen, Germany", Venue(street="Reichsweg 30", city="Aachen")),
    ],
)
def test_a_text_is_taken_apart(text: str, venue: Venue) -> None:
    assert to_venue(text) == venue


def test_nominatims_mapping_and_a_venue_say_the_same() -> None:
    assert to_venue({"street": "Reichsweg 30", "postalcode": "52068", "city": "Aachen", "country": "DE"}) == AACHEN
    assert to_venue(AACHEN) is AACHEN


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "keine Anschrift"),
        (" , ", "keine Anschrift"),
        ({}, "keine Anschrift"),
        (Venue(name="Nadelfabrik"), "keine Anschrift"),
        ({"postalcode": "ABC"}, "„ABC“ ist keine Postleitzahl"),
        ({"postalcode": 52068}, "postalcode ist kein Text"),
        ({"plz": "52068"}, "Unbekannt ist plz; erlaubt sind street, postalcode"),
        (None, "NoneType"),
        (52068, "int"),
    ],
)
def test_what_is_no_address_is_refused_in_geopys_own_way(query: object, told: str) -> None:
    with pytest.raises(GeocoderQueryError, match=told):
        to_venue(query)


WORD = st.text("abcdeäöüß", min_size=1, max_size=8)


@given(
    st.builds(
        Venue,
        street=st.builds("{} {}".format, WORD, st.integers(1, 999)),
        postal_code=st.from_regex(r"[0-9]{5}", fullmatch=True),
        city=WORD.filter(lambda city: city != "de"),
    )
)
def test_a_line_reads_back(venue: Venue) -> None:
    assert to_venue(one_line(venue)) == venue
