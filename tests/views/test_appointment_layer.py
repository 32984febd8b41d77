from __future__ import annotations

import json
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import folium

from tests.frames import HOSTILE, HOSTILE_ADDRESS
from tourkarte.model import Point
from tourkarte.progress import Phase
from tourkarte.selection import Selection
from tourkarte.views.appointment_layer import (
    LONGEST_ROUTE,
    MOST_FACTS,
    appointment_layer,
    summed_layer,
)
from tourkarte.views.sources import BKG, OPENSTREETMAP
from tourkarte.views.summing import Sum

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop


def _drawn(shown: list[Stop], **how: Any) -> dict[str, Any]:
    """Return what the browser is given, read back from the page that folium writes."""
    return _read(appointment_layer(shown, **how))


def _read(layer: folium.FeatureGroup) -> dict[str, Any]:
    page = folium.Map(tiles=None)
    layer.add_to(page)
    script = page.get_root().render()
    found = re.search(r"tourkarte\.appointments\(\w+, \w+, (\{.*\})\);", script)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_a_stop_carries_its_words_and_its_uncertainty(six: list[Stop]) -> None:
    herne = _drawn(six)["stops"][2]
    assert herne["number"] == 3
    assert herne["radius"] == 1300
    assert herne["label"] == "3. Herne, Do, 3. August, 10:00 Uhr"
    assert herne["look"] == "area"
    assert herne["unsure"] == "Lage ungefähr, nur Postleitzahl"
    assert ["Lage", "nur Postleitzahl, ±\u00a01\u00a0km"] in herne["facts"]
    assert ["Quelle", "GeoNames"] in herne["facts"]
    assert _drawn(six)["stops"][0]["unsure"] == ""
    assert ["Raum", "Raum 467"] in _drawn(six)["stops"][1]["facts"]


def test_a_stop_carries_what_a_desk_knows(known: list[Stop]) -> None:
    stops = {stop["id"]: stop for stop in _drawn(known)["stops"]}
    aachen, muenster, herne = (stops[f"sommertour-2017-{city}"] for city in ("aachen", "muenster", "herne"))
    assert ["Stand", "verschoben auf Montag, 7. August 2017, 10:00 Uhr"] in aachen["facts"]
    assert ["Stand", "geplant, ursprünglich Mittwoch, 2. August"] in stops["sommertour-2017-aachen-neu"]["facts"]
    assert ["Presse", "presseöffentlich"] in muenster["facts"]
    assert ["Teilnehmende", "Serap Güler, Staatssekretärin; Markus Lewe, Oberbürgermeister"] in muenster["facts"]
    assert muenster["report"] == "https://www.example.org/berichte/muenster?jahr=2017&art=bild"
    assert herne["report"] == ""
    assert dict(herne["facts"])["Hinweis"].startswith("Eingang über den Hof.\n")
    assert herne["label"] == "3. Herne, 3.–5. August, Beginn 10:00 Uhr, Ende 12:30 Uhr"


def test_the_route_follows_the_order_of_time_and_skips_what_is_off(six: list[Stop]) -> None:
    off = [*six[:2], replace(six[2], phase=Phase.CANCELLED), *six[3:]]
    assert _drawn(off)["route"] == [list(stop.position or ()) for at, stop in enumerate(six) if at != 2]
    assert len(_drawn(off)["stops"]) == 6


def test_a_route_that_would_hide_the_map_is_not_drawn(six: list[Stop]) -> None:
    assert _drawn(six[:1] * LONGEST_ROUTE)["route"]
    assert not _drawn(six[:1] * (LONGEST_ROUTE + 1))["route"]


def test_a_stop_without_a_point_is_not_on_the_map_but_its_district_is(six: list[Stop]) -> None:
    nowhere = [replace(six[0], position=None)]
    assert _drawn(nowhere)["stops"] == []
    assert _drawn(nowhere)["districts"] == {"05334": "done"}


def test_hostile_text_is_data(hostile: list[Stop]) -> None:
    titles = [stop["title"] for stop in _drawn(hostile)["stops"]]
    assert titles == [stop.title for stop in hostile]
    assert set(titles) == set(HOSTILE)
    for name in ("Teilnehmende", "Hinweis"):
        assert {dict(stop["facts"])[name] for stop in _drawn(hostile)["stops"]} == set(HOSTILE)
    assert {stop["report"] for stop in _drawn(hostile)["stops"]} == {HOSTILE_ADDRESS}
    named = [dict(stop["facts"])["Quelle"] for stop in _drawn(hostile)["stops"]]
    assert set(named) == set(HOSTILE)


def test_publishers_of_shown_points_are_named_beside_those_of_the_base(six: list[Stop]) -> None:
    assert [note["text"] for note in _drawn(six)["notes"]] == ["© OpenStreetMap-Mitwirkende (ODbL)"]
    assert _drawn(six[2:3])["notes"] == []


def test_the_notes_hold_no_text_of_a_row(six: list[Stop], hostile: list[Stop]) -> None:
    mixed = [replace(stop, source=f"OpenStreetMap {stop.source}") for stop in hostile]
    assert _drawn(mixed)["notes"] == _drawn(six)["notes"]


def test_the_map_is_told_what_is_chosen_and_what_the_selection_is(six: list[Stop]) -> None:
    selection = Selection(districts=("05170",), cities=("Wesel",))
    near: Any = SimpleNamespace(point=Point(lat=51.5, lon=7.2), km=30, label="Herne")
    data = _drawn(six[4:5], chosen=six[4].id, near=near, about=selection)
    assert data["chosen"] == "sommertour-2017-wesel"
    assert data["picked"] == ["05170"]
    assert data["about"] == "stadt=Wesel&kreis=05170"
    assert data["near"] == {"lat": 51.5, "lon": 7.2, "km": 30}
    assert _drawn(six, about=Selection())["about"] == ""


def test_of_many_stops_only_the_chosen_one_comes_with_all_its_facts(six: list[Stop]) -> None:
    many = [replace(six[0], id=f"t-{number}") for number in range(MOST_FACTS + 1)]
    stops = _drawn(many, chosen="t-7")["stops"]
    assert [stop["id"] for stop in stops if stop["facts"]] == ["t-7"]
    assert stops[7]["title"] == six[0].title
    assert stops[8]["label"] == stops[7]["label"]
    assert all(stop["facts"] for stop in _drawn(many[:MOST_FACTS])["stops"])


def test_a_sum_tells_by_status_and_names_its_district() -> None:
    phases = ((Phase.DONE, 1200), (Phase.CANCELLED, 3))
    found = Sum(
        name="Köln", district="Köln", district_ags="05315", lat=50.9, lon=6.9, count=1203, size=58, phases=phases
    )
    fills = {"05315": "done"}
    data = _read(summed_layer([found], fills=fills, said=[OPENSTREETMAP, BKG]))
    assert data["sums"] == [
        {
            "lat": 50.9,
            "lon": 6.9,
            "text": "1.203",
            "size": 58,
            "label": "Köln: 1.203 Termine",
            "district": "05315",
            "districtName": "Köln",
            "phases": [["erledigt", "1.200"], ["abgesagt", "3"]],
        }
    ]
    assert data["stops"] == data["route"] == []
    assert data["districts"] == fills
    assert [note["text"] for note in data["notes"]] == [OPENSTREETMAP.text]
