"""What machines read of an appointment: all that is known, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given

from tests.frames import TOUR, facts, frames, precisions, stop
from tourkarte import frame as contract
from tourkarte.model import Tour
from tourkarte.views.json_ld import About, event
from tourkarte.views.script_json import script_json

if TYPE_CHECKING:
    from collections.abc import Mapping

BARE = {"venue": None, "street": None, "postal_code": None, "city": None, "lat": None, "lon": None,
        "precision": None, "radius_m": None, "point_source": None}  # fmt: skip


def rows(frame: pd.DataFrame) -> dict[str, Mapping[Any, Any]]:
    return {row["id"].removeprefix(f"{TOUR}-"): row for row in frame.to_dict("records")}


def row(**changes: Any) -> Mapping[Any, Any]:
    [found] = contract.from_rows([stop(**changes)]).to_dict("records")
    return found


def test_all_that_is_known_is_said() -> None:
    about = About(
        url="https://termine.example.org/termine/a",
        tour=Tour(id=TOUR, title="Sommertour 2017", subtitle="", planned=14),
        tour_url="https://termine.example.org/termine/?tour=a",
        publisher="Staatskanzlei",
    )
    assert event(row(room="Raum 1", note="Bitte klingeln.", report="https://example.org/b"), about) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": about.url,
        "url": about.url,
        "name": "Kommunales Integrationszentrum Stadt Aachen und Städteregion Aachen",
        "description": "Bitte klingeln.",
        "startDate": "2017-08-02T11:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": "Nadelfabrik, Raum 1",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Reichsweg 30",
                "postalCode": "52068",
                "addressLocality": "Aachen",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 50.772806, "longitude": 6.12025},
        },
        "organizer": {"@type": "Organization", "name": "Staatskanzlei"},
        "superEvent": {"@type": "EventSeries", "name": "Sommertour 2017", "url": about.tour_url},
        "subjectOf": {"@type": "CreativeWork", "url": "https://example.org/b"},
        "inLanguage": "de",
    }


def test_what_is_not_known_is_not_said() -> None:
    assert event(row(start=None, **BARE), About()).keys() == {
        "@context", "@type", "name", "startDate", "eventStatus", "inLanguage",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "start", "end"),
    [
        ({}, "2017-08-02T11:00:00+02:00", None),
        ({"start": None}, "2017-08-02", None),
        ({"end": "12:30"}, "2017-08-02T11:00:00+02:00", "2017-08-02T12:30:00+02:00"),
        ({"start": None, "end": "12:30"}, "2017-08-02", "2017-08-02T12:30:00+02:00"),
        ({"start": "22:00", "end": "01:30"}, "2017-08-02T22:00:00+02:00", "2017-08-03T01:30:00+02:00"),
        ({"end_date": "2017-08-04"}, "2017-08-02T11:00:00+02:00", "2017-08-04"),
        ({"end_date": "2017-08-04", "start": None}, "2017-08-02", "2017-08-04"),
        ({"end_date": "2017-08-04", "end": "09:00"}, "2017-08-02T11:00:00+02:00", "2017-08-04T09:00:00+02:00"),
        ({"date": "2017-12-02"}, "2017-12-02T11:00:00+01:00", None),
    ],
)
def test_only_an_end_that_is_known_is_one(changes: dict[str, Any], start: str, end: str | None) -> None:
    found = event(row(**changes), About())
    assert (found["startDate"], found.get("endDate")) == (start, end)


def test_only_the_house_itself_is_a_point() -> None:
    found = {key: event(each, About())["location"].get("geo") for key, each in rows(precisions()).items()}
    assert {key: geo["@type"] for key, geo in found.items()} == {
        "aachen": "GeoCircle",
        "muenster": "GeoCoordinates",
        "herne": "GeoCircle",
        "bielefeld": "GeoCircle",
        "wesel": "GeoCoordinates",
        "schwelm": "GeoCoordinates",
    }
    assert found["bielefeld"]["geoRadius"] == 4100
    assert found["bielefeld"]["geoMidpoint"]["latitude"] == 52.021646


def test_a_point_that_may_be_anywhere_around_is_none() -> None:
    assert "geo" not in event(row(precision="street", radius_m=None), About())["location"]


def test_cancelled_moved_and_postponed_ones_say_so() -> None:
    found = rows(facts())
    assert event(found["bielefeld"], About())["eventStatus"].endswith("/EventCancelled")
    new = event(found["aachen-neu"], About(before=[found["aachen"]]))
    assert new["eventStatus"].endswith("/EventRescheduled")
    assert (new["previousStartDate"], new["startDate"]) == ("2017-08-02T11:00:00+02:00", "2017-08-07T10:00:00+02:00")
    open_end = event(found["aachen"], About())
    assert open_end["eventStatus"].endswith("/EventPostponed")
    assert open_end["previousStartDate"] == open_end["startDate"]
    twice = event(found["aachen-neu"], About(before=[found["aachen"], found["muenster"]]))
    assert twice["previousStartDate"] == ["2017-08-02T11:00:00+02:00", "2017-08-02T15:30:00+02:00"]


@given(frames())
def test_every_row_is_one_and_ends_no_script(frame: pd.DataFrame) -> None:
    for each in frame.to_dict("records"):
        found = event(each, About(url="https://example.org/a", publisher="</script>"))
        text = script_json(found)
        assert "<" not in text
        assert json.loads(text) == found
        assert found["name"] == each["title"]
        dt.datetime.fromisoformat(found["startDate"])
        assert ("endDate" in found) == (not pd.isna(each["end"]) or not pd.isna(each["end_date"]))
