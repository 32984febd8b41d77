from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.places.online.answers import F_HOUSE, HOUSE
from tourkarte.places.online.nominatim import NominatimService
from tourkarte.places.online.outcome import Reason, ServiceError
from tourkarte.places.online.photon import PhotonService
from tourkarte.places.online.protocol import text

NOMINATIM = NominatimService("https://geo.example.org", user_agent="Tourkarte/1")
PHOTON = PhotonService("https://geo.example.org", user_agent="Tourkarte/1")
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
PATHS: list[Any] = ["lat", "lon", "address", "boundingbox", "class", "type", "addresstype"]
F_PATHS: list[Any] = ["geometry", "properties", "type"]


def entries(service: Any, value: Any) -> Any:
    """Return what the service makes of an answer; None if it refuses it as it should, and only then."""
    try:
        return service._parse_json(value, exactly_one=False)  # noqa: SLF001 -- geopy's own seam
    except ServiceError as error:
        return None if error.failed.reason is Reason.ANSWER else error.failed


@pytest.mark.parametrize(
    "value", [None, 0, "", "error", {}, {"error": "Unable to geocode"}, [[]], [None], [HOUSE, "x"]]
)
def test_what_is_not_nominatims_answer_is_a_failure_and_not_nothing(value: Any) -> None:
    assert entries(NOMINATIM, value) is None


@pytest.mark.parametrize(
    "change",
    [
        {"lat": None},
        {"lat": "north"},
        {"lat": True},
        {"lat": "nan"},
        {"lat": "91"},
        {"lon": [6]},
        {"lon": "1e999"},
        {"address": None},
        {"address": "Reichsweg 30"},
        {"address": {"road": ["Reichsweg"]}},
        {"class": 7},
        {"addresstype": {"a": 1}},
        {"boundingbox": "50,51,6,7"},
        {"boundingbox": ["50", "51", "6"]},
        {"boundingbox": ["51", "50", "6", "7"]},
        {"boundingbox": ["50", "51", "6", "x"]},
        {"boundingbox": ["50", "91", "6", "7"]},
    ],
)
def test_wrong_types_are_a_failure(change: dict[str, Any]) -> None:
    assert entries(NOMINATIM, [HOUSE, HOUSE | change]) is None


@pytest.mark.parametrize("value", [None, [], {}, {"features": None}, {"features": {}}, {"message": "x"}])
def test_what_is_not_photons_answer_is_a_failure_and_not_nothing(value: Any) -> None:
    assert entries(PHOTON, value) is None


@pytest.mark.parametrize(
    "change",
    [
        {"geometry": None},
        {"geometry": {"type": "Point", "coordinates": [6]}},
        {"geometry": {"type": "Point", "coordinates": ["six", 50]}},
        {"geometry": {"type": "Point", "coordinates": [50, 600]}},
        {"geometry": {"type": "Polygon", "coordinates": [[6, 50]]}},
        {"geometry": {"type": "Point", "coordinates": "6,50"}},
        {"properties": None},
        {"properties": {"street": 7}},
        {"properties": {"extent": [1, 2]}},
    ],
)
def test_wrong_types_in_a_feature_are_a_failure(change: dict[str, Any]) -> None:
    assert entries(PHOTON, {"features": [F_HOUSE | change]}) is None


def test_a_list_without_end_is_a_failure() -> None:
    assert entries(NOMINATIM, [HOUSE] * 51) is None
    assert entries(PHOTON, {"features": [F_HOUSE] * 51}) is None


@given(st.sampled_from(PATHS), ANY_JSON)
def test_no_value_in_a_place_is_an_error_that_nobody_expects(name: str, value: Any) -> None:
    entries(NOMINATIM, [HOUSE | {name: value}])
    entries(NOMINATIM, value)


@given(st.sampled_from(F_PATHS), ANY_JSON)
def test_no_value_in_a_feature_is_an_error_that_nobody_expects(name: str, value: Any) -> None:
    entries(PHOTON, {"features": [F_HOUSE | {name: value}]})
    entries(PHOTON, {"features": value})


def test_texts_are_short_and_on_one_line() -> None:
    assert text(" Am\n Markt\x00\x1b ", "road") == "Am Markt"
    assert text("x" * 1000, "road") == "x" * 100
    assert text("\x00 ", "road") is None
