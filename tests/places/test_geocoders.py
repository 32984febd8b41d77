from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from geopy import Location
from geopy.exc import GeocoderQueryError, GeocoderUnavailable
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from tests.places.conftest import DATA
from tourkarte.errors import InvalidValueError
from tourkarte.model import Point, Precision, Venue
from tourkarte.places.districts import Districts
from tourkarte.places.gazetteer import Gazetteer
from tourkarte.places.geocoders import (
    ChainGeocoder,
    MunicipalityGeocoder,
    PostalCodeGeocoder,
    VenueGeocoder,
    chain,
    chain_of,
)
from tourkarte.places.venues import KnownVenue, load_venues
from tourkarte.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = chain_of(Gazetteer.load(DATA), Districts.load(DATA), load_venues(DATA))


def found(geocoder: Any, query: object) -> Location:
    location = geocoder.geocode(query)
    assert isinstance(location, Location)
    return location


def reasons(location: Location) -> str:
    return "\n".join(doubt.reason for doubt in location.raw["doubts"])


@pytest.mark.parametrize(
    ("query", "point", "precision", "radius", "municipality"),
    [
        ("Reichsweg 30, 52068 Aachen", (50.772806, 6.120250), "address", 0, "05334002"),
        ("Klemensstr. 10, 48143 Münster", (51.961302, 7.629351), "address", 0, "05515000"),
        ("Niederwall 23, 33602 Bielefeld", (52.021646, 8.534651), "address", 0, "05711000"),
        ("Reeser Landstraße 31, 46483 Wesel", (51.664865, 6.608383), "address", 0, "05170048"),
        ("Hauptstraße 92, 58332 Schwelm", (51.285507, 7.298537), "address", 0, "05954024"),
        ("Reichsweg 30, Aachen", (50.772806, 6.120250), "address", 0, "05334002"),
        ("Rademachers Weg 15, 44649 Herne", (51.5329, 7.1611), "postal_code", 1300, "05916000"),
        ("Reichsweg 31, 52068 Aachen", (50.7787, 6.1085), "postal_code", 2300, "05334002"),
        ("Rademachers Weg 15, Herne", (51.5388, 7.22572), "municipality", 4000, "05916000"),
    ],
)
def test_an_address_is_placed_as_well_as_it_is_known(
    query: str, point: tuple[float, float], precision: str, radius: float, municipality: str
) -> None:
    location = found(WHOLE, query)
    assert (location.latitude, location.longitude) == point
    assert location.raw["precision"] is Precision(precision)
    assert location.raw["radius_m"] == radius
    assert location.raw["municipality"] == municipality
    assert location.raw["district"] == municipality[:5]
    assert location.raw["source"]
    assert location.raw["attribution"]
    assert location.raw["doubts"] == ()


def test_a_text_a_mapping_and_a_venue_find_the_same(geocoder: ChainGeocoder) -> None:
    text = found(geocoder, "Reichsweg 30, 52068 Aachen")
    assert found(geocoder, {"street": "Reichsweg 30", "postalcode": "52068", "city": "Aachen"}) == text
    assert found(geocoder, Venue(street="Reichsweg 30", postal_code="52068", city="Aachen")) == text


@pytest.mark.parametrize("query", ["10115 Berlin", "Hauptstraße 92", "Entenhausen", "99999"])
def test_what_is_not_known_is_not_found(geocoder: ChainGeocoder, query: str) -> None:
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize("exactly_one", [True, False])
def test_a_query_without_an_address_is_an_error_of_geopy(geocoder: ChainGeocoder, exactly_one: bool) -> None:  # noqa: FBT001
    with pytest.raises(GeocoderQueryError, match="keine Anschrift"):
        geocoder.geocode("", exactly_one=exactly_one)


def test_a_known_house_in_another_district_than_the_city_is_not_used(geocoder: ChainGeocoder) -> None:
    location = found(geocoder, "Reichsweg 30, 52068 Köln")
    assert location.raw["precision"] is Precision.MUNICIPALITY
    assert location.raw["district"] == "05315"
    assert "Zur Postleitzahl 52068 gehört Aachen, nicht Köln." in reasons(location)
    assert "Nicht verwendet: Der Punkt für Reichsweg 30, 52068 Aachen" in reasons(location)


def test_a_register_with_a_wrong_point_falls_to_the_next(gazetteer: Gazetteer, districts: Districts) -> None:
    aachen, *others = load_venues(DATA)
    moved = replace(aachen, point=Point(lat=48.85, lon=2.35))
    location = found(chain_of(gazetteer, districts, [moved, *others]), "Reichsweg 30, 52068 Aachen")
    assert location.raw["precision"] is Precision.POSTAL_CODE
    assert "liegt nicht in Aachen" in reasons(location)
    assert VenueGeocoder(gazetteer, districts, [moved]).geocode("Reichsweg 30, 52068 Aachen") is None


@pytest.mark.parametrize(
    ("query", "field", "told"),
    [
        (
            "Reichsweg 1, 99999 Aachen",
            "postal_code",
            "Die Postleitzahl 99999 ist in Nordrhein-Westfalen nicht bekannt.",
        ),
        ("Reichsweg 1, 44649 Berlin", "city", "Berlin liegt nicht in Nordrhein-Westfalen."),
        (
            "Reichsweg 1, 52222 Aachen",
            "postal_code",
            "Zur Postleitzahl 52222 gehört Stolberg (Rheinland), nicht Aachen.",
        ),
    ],
)
def test_parts_that_do_not_agree_are_a_doubt(geocoder: ChainGeocoder, query: str, field: str, told: str) -> None:
    assert [(doubt.field, doubt.reason) for doubt in found(geocoder, query).raw["doubts"]] == [(field, told)]


def test_an_ambiguous_postal_code_gives_all_places_and_a_doubt(geocoder: ChainGeocoder) -> None:
    both = geocoder.geocode("52525", exactly_one=False)
    assert isinstance(both, list)
    assert [location.address for location in both] == ["52525 Heinsberg", "52525 Waldfeucht"]
    assert "mehrdeutig" in reasons(found(geocoder, "52525"))


def test_the_city_settles_an_ambiguous_postal_code(geocoder: ChainGeocoder) -> None:
    location = found(geocoder, "52525 Waldfeucht")
    assert (location.address, location.raw["doubts"]) == ("52525 Waldfeucht", ())


def test_the_parts_of_one_town_are_not_ambiguous(geocoder: ChainGeocoder) -> None:
    location = found(geocoder, "57319 Bad Berleburg")
    assert (location.address, location.raw["doubts"]) == ("57319 Bad Berleburg", ())


def test_each_register_is_a_geocoder_of_its_own(gazetteer: Gazetteer, districts: Districts) -> None:
    assert found(PostalCodeGeocoder(gazetteer, districts), "Reichsweg 30, 52068 Aachen").address == "52068 Aachen"
    assert found(MunicipalityGeocoder(gazetteer, districts), "Reichsweg 30, 52068 Aachen").address == "Aachen"
    assert MunicipalityGeocoder(gazetteer, districts).geocode("52068") is None


def test_who_says_where_a_town_is(geocoder: ChainGeocoder) -> None:
    assert found(geocoder, "Herne").raw["attribution"] == "GeoNames, CC BY 4.0"
    assert found(geocoder, "Swisttal").raw["attribution"] == "© GeoBasis-DE / BKG 2016 (Daten verändert)"


def test_geopy_takes_them_for_its_own_and_they_never_reach_the_network(geocoder: ChainGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    with pytest.raises(GeocoderUnavailable, match="fragt niemanden"):
        geocoder._call_geocoder("https://example.org", list)  # noqa: SLF001 -- the way of geopy's own geocoders


@given(
    st.builds(
        Venue,
        street=st.sampled_from(["Reichsweg 30", "Niederwall 23", "Am Markt 1"]),
        postal_code=st.none() | st.sampled_from(["52068", "44649", "33602", "57319", "99999"]),
        city=st.none() | st.sampled_from(["Aachen", "Herne", "Bielefeld", "Bad Berleburg", "Nirgends"]),
    )
)
def test_no_point_lies_outside_of_the_district_that_the_city_names(venue: Venue) -> None:
    location = WHOLE.geocode(venue)
    towns = WHOLE.gazetteer.municipalities(venue.city or "")
    assert isinstance(location, Location | None)
    if towns:
        assert location is not None
        assert location.raw["district"] in {town.district for town in towns}


def test_a_pin_is_believed_before_a_known_venue() -> None:
    house = Venue(name="Nadelfabrik", street="Reichsweg 30", postal_code="52068", city="Aachen")
    where = chain(settings(), pins=[_pin(house, Point(lat=50.77, lon=6.12))])
    hit, _ = where.search(replace(house, name=None)).hits[0]
    assert (hit.point, hit.precision) == (Point(lat=50.77, lon=6.12), Precision.MANUAL)


def test_a_venue_without_a_street_is_known_by_its_name() -> None:
    square = Venue(name="Alter Markt", city="Köln")
    where = chain(settings(), pins=[_pin(square, Point(lat=50.9381, lon=6.9603))])

    def is_known(venue: Venue) -> bool:
        return any(hit.precision is Precision.MANUAL for hit, _ in where.search(venue).hits)

    assert is_known(Venue(name="ALTER MARKT", city="Stadt Köln"))
    assert not is_known(Venue(name="Neumarkt", city="Köln"))
    assert not is_known(Venue(name="Alter Markt", city="Bielefeld"))
    assert not is_known(Venue(name="Alter Markt", street="Hohe Straße 1", city="Köln"))


def _pin(venue: Venue, point: Point) -> KnownVenue:
    return KnownVenue(venue=venue, point=point, precision=Precision.MANUAL, source="Redaktion")


def test_venues_with_an_unknown_precision_are_refused(tmp_path: Path) -> None:
    header = (DATA / "venues.csv").read_text("utf-8").splitlines()[0]
    (tmp_path / "venues.csv").write_text(f"{header}\nHaus,Weg 1,52068,Aachen,50.7,6.1,genau,ich\n", "utf-8")
    with pytest.raises(OSError, match=r"venues\.csv, Zeile 2, Feld „precision“: „genau“ ist keine Genauigkeit"):
        load_venues(tmp_path)


def test_a_venue_known_to_its_street_is_not_exact(gazetteer: Gazetteer, districts: Districts) -> None:
    aachen, *_ = load_venues(DATA)
    for precision, radius in ((Precision.STREET, 200), (Precision.MANUAL, 0), (Precision.ADDRESS, 0)):
        known = [replace(aachen, precision=precision)]
        location = found(VenueGeocoder(gazetteer, districts, known), "Reichsweg 30, 52068 Aachen")
        assert (location.raw["precision"], location.raw["radius_m"]) == (precision, radius)


@pytest.mark.parametrize("precision", [Precision.POSTAL_CODE, Precision.MUNICIPALITY])
def test_a_point_of_a_whole_town_is_no_venue(precision: Precision) -> None:
    aachen, *_ = load_venues(DATA)
    with pytest.raises(InvalidValueError, match="keine Genauigkeit eines Hauses; erlaubt sind address, street, manual"):
        replace(aachen, precision=precision)
