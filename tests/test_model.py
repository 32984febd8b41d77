from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from tourkarte.errors import InvalidValueError
from tourkarte.model import (
    LONGEST_ADDRESS,
    District,
    Doubt,
    Draft,
    Media,
    Point,
    Precision,
    Span,
    Status,
    Venue,
    is_web_address,
)

HERNE = District(ags="05916", name="Herne", kind="kreisfreie Stadt", region="Arnsberg", seat="Herne")


@pytest.mark.parametrize(("lat", "lon"), [(0, 0), (90, 180), (-90, -180), (51.5, 7.2)])
def test_a_point_is_on_earth(lat: float, lon: float) -> None:
    assert (Point(lat=lat, lon=lon).lat, Point(lat=lat, lon=lon).lon) == (lat, lon)


@pytest.mark.parametrize(
    ("lat", "lon", "message"),
    [
        (90.1, 0, "Breite 90.1 liegt nicht zwischen -90 und 90"),
        (-91, 0, "Breite -91"),
        (float("nan"), 0, "Breite nan"),
        (0, 180.5, "Länge 180.5 liegt nicht zwischen -180 und 180"),
        (0, float("inf"), "Länge inf"),
    ],
)
def test_a_point_elsewhere_is_refused(lat: float, lon: float, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Point(lat=lat, lon=lon)


def test_latitude_and_longitude_cannot_be_swapped_unnoticed() -> None:
    positional: Any = Point
    with pytest.raises(TypeError):
        positional(51.5, 7.2)


@pytest.mark.parametrize("postal_code", ["ABC", "123", "123456", "12 34", "44649\n", ""])
def test_a_venue_has_a_postal_code_of_five_digits(postal_code: str) -> None:
    with pytest.raises(InvalidValueError, match="ist keine Postleitzahl; erlaubt sind fünf Ziffern"):
        Venue(postal_code=postal_code)
    assert Venue(postal_code="44649").postal_code == "44649"
    assert Venue().postal_code is None


@pytest.mark.parametrize("ags", ["5916", "0591600", "Herne", ""])
def test_a_district_has_a_key_of_five_digits(ags: str) -> None:
    with pytest.raises(InvalidValueError, match="ist kein Kreisschlüssel; erlaubt sind fünf Ziffern"):
        replace(HERNE, ags=ags)


def test_a_span_marks_a_passage() -> None:
    assert Span(3, 12).of("Am 2. August") == "2. August"
    assert Span(0, 0).of("Am") == ""


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    with pytest.raises(InvalidValueError, match=f"Die Textstelle {start}–{end} ist keine"):
        Span(start, end)


def test_spans_are_ordered_as_in_the_text() -> None:
    assert sorted([Span(5, 6), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(5, 6)]


def test_where_a_draft_was_read_does_not_make_it_another() -> None:
    here = Draft(date=dt.date(2017, 8, 2), title="Besuch", source=Span(0, 9), spans={"title": (Span(0, 6),)})
    there = replace(here, source=Span(50, 59), spans={})
    assert here == there
    assert hash(here) == hash(there)
    assert here != replace(here, doubts=(Doubt("date", "Der Tag ist ein Sonntag."),))


def test_nothing_is_changed_after_it_was_made() -> None:
    herne: Any = replace(HERNE)
    with pytest.raises(FrozenInstanceError):
        herne.name = "Wanne-Eickel"


def test_only_exact_points_are_pins() -> None:
    assert {precision for precision in Precision if precision.is_exact} == {Precision.ADDRESS, Precision.MANUAL}


def test_words_of_the_contract() -> None:
    assert list(Status) == ["scheduled", "cancelled", "moved"]
    assert list(Precision) == ["address", "street", "postal_code", "municipality", "manual"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/a?b=c&d=e#f",
        "HTTPS://Example.org/Grüße",
        "https://localhost:8501/",
        "https://example.org/@name",
        "https://example.org?a@b",
        "https://a.de/" + "x" * (LONGEST_ADDRESS - 13),
    ],
)
def test_a_link_may_lead_to_a_web_address(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "//example.org",
        "javascript:alert(1)",
        "javascript:alert(1)//https://example.org",
        "data:text/html,https://example.org",
        "ftp://example.org",
        "https:example.org",
        "https://",
        "https:///pfad",
        " https://example.org",
        "https://example.org/a b",
        "https://example.org/a\u00a0b",
        "https://example.org/a\u2028b",
        "https://example.org/\n",
        "https://example.org/\x00",
        "https://example.org/\x85",
        "https://land.nrw@evil.example/",
        "https://anna:geheim@evil.example",
        "https://land.nrw\\@evil.example",
        "https://example.org/\u202egpj.exe",
        "https://a.de/" + "x" * (LONGEST_ADDRESS - 12),
    ],
)
def test_a_link_leads_nowhere_else(text: str) -> None:
    assert not is_web_address(text)


def test_whether_the_press_may_come_is_said_in_german() -> None:
    assert [media.label for media in Media] == ["presseöffentlich", "nicht presseöffentlich"]
