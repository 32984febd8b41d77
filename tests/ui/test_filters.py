"""What the sidebar and the chips do with the address, run as Streamlit runs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests import folders, frames
from tests.ui.test_pages import drawn
from tests.ui.visitors import html, run
from tourkarte.settings import settings
from tourkarte.ui import facets

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("in_the_middle_of_the_tour")


@pytest.fixture
def two_tours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = frames.sample()
    rows.loc[rows["city"] == "Schwelm", "tour"] = "herbst"
    folder = folders.with_appointments(tmp_path, rows)
    with (folder / "tours.csv").open("a", encoding="utf-8") as tours:
        tours.write("herbst,Herbsttour,,3\n")
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folder))
    settings.cache_clear()


def cities(app: AppTest) -> list[str]:
    return [stop["city"] for stop in drawn(app)["stops"]]


def component(app: AppTest, name: str) -> dict[str, Any]:
    """Return what a component was given."""
    (found,) = [each for each in app.get("bidi_component") if each.proto.component_name.endswith(name)]
    given: dict[str, Any] = json.loads(found.proto.json)
    return given


def counts(app: AppTest) -> dict[str, dict[str, int]]:
    groups = component(app, "tourkarte_facets")["groups"]
    return {group["name"]: {key: count for key, _, count in group["options"]} for group in groups}


def link(app: AppTest) -> dict[str, list[str]]:
    return parse_qs(component(app, "tourkarte_copy_link")["query"])


class TestAround:
    @pytest.mark.parametrize(
        ("query", "found", "chip"),
        [
            ({"nahe": "44649"}, ["Herne", "Schwelm"], "30 km um 44649 Herne"),
            ({"nahe": "herne", "km": "60"}, ["Münster", "Herne", "Wesel", "Schwelm"], "60 km um Herne"),
            ({"nahe": "Aachen", "km": "8"}, ["Aachen"], "8 km um Aachen"),
        ],
    )
    def test_an_address_shows_what_lies_around(self, query: dict[str, str], found: list[str], chip: str) -> None:
        app = run(**query)
        assert cities(app) == found
        assert chip in [button.label.replace("\\", "") for button in app.button]
        assert not app.warning

    def test_the_fields_and_the_address_say_the_same(self) -> None:
        app = run()
        assert app.number_input(key="km").disabled
        app.text_input(key="nahe").set_value("44649").run()
        assert not app.number_input(key="km").disabled
        assert app.number_input(key="km").value == 30
        assert cities(app) == ["Herne", "Schwelm"]
        app.number_input(key="km").set_value(5).run()
        assert cities(app) == ["Herne"]
        assert link(app) == {"nahe": ["44649"], "km": ["5"]}
        app.button(key="chip-nahe-44649").click().run()
        assert app.text_input(key="nahe").value == ""
        assert app.number_input(key="km").value is None
        assert len(cities(app)) == 6
        assert link(app) == {}

    def test_an_emptied_distance_is_the_usual_one(self) -> None:
        app = run(nahe="44649", km="5")
        assert app.number_input(key="km").value == 5
        app.number_input(key="km").set_value(None).run()
        assert cities(app) == ["Herne", "Schwelm"]
        assert link(app) == {"nahe": ["44649"], "km": ["30"]}

    def test_a_place_that_does_not_exist_is_said_in_place(self) -> None:
        app = run()
        app.text_input(key="nahe").set_value("Hernne").run()
        assert "gemeint: „Herne“?" in app.warning[0].value
        assert len(cities(app)) == 6
        app.text_input(key="nahe").set_value("").run()
        assert not app.warning

    def test_what_has_no_point_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = frames.sample()
        rows.loc[rows["city"] == "Herne", ["lat", "lon", "radius_m", "precision", "point_source"]] = None
        monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.with_appointments(tmp_path, rows)))
        settings.cache_clear()
        shown = html(run(nahe="44649"))
        assert "1 Termin ohne bekannte Lage ist im Umkreis nicht dabei." in shown
        assert "ohne bekannte Lage" not in html(run(nahe="44649", stadt="Wesel"))


def test_counts_answer_to_the_other_filters() -> None:
    found = counts(run(bezirk="Arnsberg"))
    assert found["bezirk"] == {"Arnsberg": 2, "Detmold": 1, "Düsseldorf": 1, "Köln": 1, "Münster": 1}
    assert {city: count for city, count in found["stadt"].items() if count} == {"Herne": 1, "Schwelm": 1}
    assert found["status"] == {"geplant": 2, "abgesagt": 0, "verschoben": 0}
    assert len(found["kreis"]) == 53
    assert list(found["kreis"])[:2] == ["05954", "05916"]  # what shows something comes first
    assert "tour" not in found


def _ticking() -> None:
    import streamlit  # noqa: PLC0415 (a page of its own)

    from tourkarte.ui import facets, filters  # noqa: PLC0415

    choice = {"turn": 4, "values": {"stadt": ["Herne"], "bezirk": [], "lang": ["en"]}}
    streamlit.session_state[facets._KEY] = {"choice": choice}  # noqa: SLF001
    facets.write()
    streamlit.button("Häkchen", on_click=facets._chosen)  # noqa: SLF001
    streamlit.button("Kreis", on_click=filters.show_district, args=("05916",))


def test_what_is_ticked_stands_in_the_address() -> None:
    app = AppTest.from_function(_ticking)
    app.query_params["bezirk"] = "Köln"
    app.run().button[0].click().run()
    assert dict(app.query_params) == {"stadt": "Herne"}
    assert app.session_state[facets._SEEN] == 4  # noqa: SLF001


def test_an_address_that_is_late_takes_nothing_back() -> None:
    app = run(stadt="Herne")
    app.query_params["stadt"] = "Wesel"
    app.text_input(key="suche").set_value("zentrum").run()
    assert cities(app) == ["Herne"]
    assert app.query_params["stadt"] == "Herne"


def test_a_district_comes_and_goes() -> None:
    app = AppTest.from_function(_ticking)
    app.query_params["kreis"] = "05170"
    app.run().button[1].click().run()
    assert app.query_params["kreis"] == ["05170", "05916"]
    app.button[1].click().run()
    assert app.query_params["kreis"] == "05170"


def test_a_slip_of_the_pen_is_forgiven_and_told() -> None:
    app = run(suche="Nadelfabirk")
    assert cities(app) == ["Aachen"]
    assert "„Nadelfabirk“ kommt nicht vor; gesucht wurde auch „Nadelfabrik“." in html(app)
    assert "kommt nicht vor" not in html(run(suche="Nadelfabrik"))


def test_the_link_holds_all_that_is_seen() -> None:
    app = run(stadt=["Herne", "Wesel"], von="2017-08-03", suche="kreis", termin="sommertour-2017-wesel", lang="en")
    assert link(app) == {
        "stadt": ["Herne", "Wesel"],
        "von": ["2017-08-03"],
        "suche": ["kreis"],
        "termin": ["sommertour-2017-wesel"],
        "lang": ["en"],
    }


def test_clearing_the_filters_leaves_how_one_looks_at_them() -> None:
    app = run(stadt="Herne", nahe="44649", km="20", suche="a", termin="sommertour-2017-herne", lang="en")
    app.button(key="chip-all").click().run()
    assert dict(app.query_params) == {"termin": "sommertour-2017-herne", "lang": "en"}
    assert app.text_input(key="nahe").value == ""


@pytest.mark.usefixtures("two_tours")
class TestTours:
    def test_one_or_all_can_be_chosen(self) -> None:
        group = component(run(), "tourkarte_facets")["groups"][0]
        assert (group["name"], group["single"], group["archive"]) == ("tour", True, [])
        assert [tuple(option) for option in group["options"]] == [
            ("", "alle Touren", 6),
            ("herbst", "Herbsttour", 1),
            (frames.TOUR, "Sommertour 2017", 5),
        ]

    def test_what_was_over_long_ago_is_in_the_archive(self) -> None:
        group = component(run(stand="2017-12-01T12:00", tour="herbst"), "tourkarte_facets")["groups"][0]
        assert [key for key, *_ in group["options"]] == [""]
        assert [key for key, *_ in group["archive"]] == ["herbst", frames.TOUR]
        assert group["chosen"] == ["herbst"]


def test_what_an_address_asks_for_in_vain_is_said_in_its_language() -> None:
    (warning,) = run(lang="en", stadt="Hernne").warning
    assert "did you mean" in warning.value


def test_filters_are_english_in_english() -> None:
    app = run(lang="en", bezirk="Arnsberg", nahe="44649", status="geplant", von="2017-08-03")
    labels = {button.label.replace("\\", "") for button in app.button}
    assert {"30 km around 44649 Herne", "Status: planned", "from 3 August 2017", "Remove all filters"} <= labels
    assert [group["label"] for group in component(app, "tourkarte_facets")["groups"]][:2] == ["Town", "District"]
