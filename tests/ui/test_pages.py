"""Every page, run as Streamlit runs it, over data that are whole, empty, broken, hostile and many."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from tests import frames
from tests.ui.visitors import html, run
from tourkarte import frame as contract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("in_the_middle_of_the_tour")
PAGES = ["karte.py", "termine.py", "hinweise.py"]


def drawn(app: AppTest) -> dict[str, Any]:
    """Return what the map was given to draw."""
    component = app.get("component_instance")[0]
    script = json.loads(component.proto.json_args)["feature_group"]
    found = re.search(r"tourkarte\.appointments\(\w+, \w+, (\{.*\})\);", script)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def _bright(data: bytes) -> list[str]:
    rows = convert_arrow_bytes_to_pandas_df(data)
    return list(rows.loc[rows["opacity"] == 1, "city"])


def cities_of(app: AppTest) -> dict[str, list[str]]:
    """Return the cities that each view shows, in its order."""
    table = run("termine.py", **{name: app.query_params[name] for name in app.query_params})
    charts = [data for chart in app.get("vega_lite_chart") for data in chart.proto.datasets if data.name == "stops"]
    cards = re.findall(
        r'<li class="tk-card[^>]*>\s*<span[^>]*>(\d+)</span>.*?<strong>(.*?)</strong>', html(app), re.DOTALL
    )
    return {
        "map": [stop["city"] for stop in drawn(app)["stops"]],
        "cards": [city for _, city in sorted(cards)],  # they begin with the present day
        "timeline": [city for chart in charts for city in _bright(chart.data.data)],
        "table": re.findall(r'<th scope="row">(.*?)</th>', html(table)),
    }


@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ({}, ["Aachen", "Münster", "Herne", "Bielefeld", "Wesel", "Schwelm"]),
        ({"stadt": ["Herne", "Wesel"]}, ["Herne", "Wesel"]),
        ({"bezirk": ["Münster"]}, ["Münster"]),
        ({"von": "2017-08-03", "bis": "2017-08-03"}, ["Herne", "Bielefeld"]),
        ({"suche": "NADELFABRIK"}, ["Aachen"]),
        ({"suche": "muenster"}, ["Münster"]),
        ({"kreis": "05170"}, ["Wesel"]),
        ({"status": "abgesagt"}, []),
        ({"stadt": "Herne", "von": "2017-08-04"}, []),
    ],
)
def test_all_views_show_the_same_selection(query: dict[str, Any], cities: list[str]) -> None:
    app = run(**query)
    assert cities_of(app) == dict.fromkeys(("map", "cards", "timeline", "table"), cities)
    figures = re.findall(r'tk-value">(\d+)<', html(app))
    assert figures[1] == str(len(cities))
    assert f"{len(cities)} von 6 Terminen" in html(app) or cities_of(run())["map"] == cities


def test_the_figures_are_those_of_the_moment() -> None:
    shown = html(run())
    assert re.findall(r'tk-value">(\d+)<', shown) == ["3", "6", "14", "6"]
    assert "2 davon heute" in shown
    assert re.search(
        r"Nächster Termin <span[^>]*>in 2 Std.</span></h2>\s*<p class=\"tk-value\"><button[^>]*>Bielefeld<", shown
    )


def test_what_a_desk_knows_is_on_the_pages(over: Callable[[pd.DataFrame], Path]) -> None:
    over(frames.facts().iloc[[2, 4]])
    for page in ("karte.py", "termine.py"):
        shown = html(run(page))
        assert "3.–6. August 2017" in shown  # the heading reaches to the last day
        assert "Bildtermin um 10:15 Uhr" in shown


def test_taking_a_chip_out_widens_the_selection() -> None:
    app = run(stadt=["Herne", "Wesel"], kreis="05170")
    app.button(key="chip-stadt-Herne").click().run()
    assert app.query_params["stadt"] == "Wesel"
    app.button(key="chip-kreis-05170").click().run()
    assert "kreis" not in app.query_params
    app.button(key="reset").click().run()
    assert len(drawn(app)["stops"]) == 6
    assert not dict(app.query_params)


def test_an_end_before_the_beginning_is_said() -> None:
    app = run(von="2017-08-04", bis="2017-08-02")
    (warning,) = app.warning
    assert "liegt vor" in warning.value
    assert [stop["city"] for stop in drawn(app)["stops"]] == ["Wesel", "Schwelm"]
    app.date_input(key="bis").set_value(dt.date(2017, 8, 3)).run()
    assert len(app.warning) == 1
    app.button(key="chip-von-2017-08-04").click().run()
    assert not app.warning
    assert [stop["city"] for stop in drawn(app)["stops"]] == ["Aachen", "Münster", "Herne", "Bielefeld"]


@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ({"bis": "0001-01-01"}, []),
        ({"von": "1999-12-31", "bis": "9999-12-31"}, 6),
        ({"stadt": "Mu\u0308nster"}, ["Münster"]),
        ({"stadt": " Herne\t"}, ["Herne"]),
        ({"suche": "x" * 300}, 6),
        ({"stadt": ["Herne", "Herne"]}, ["Herne"]),
    ],
)
def test_the_page_shows_what_the_address_means(query: dict[str, Any], cities: list[str] | int) -> None:
    shown = [stop["city"] for stop in drawn(run(**query))["stops"]]
    assert shown == cities or len(shown) == cities


def test_two_tours_are_counted_together_and_apart(over: Callable[[pd.DataFrame], Path]) -> None:
    rows = frames.sample()
    rows.loc[rows["city"] == "Schwelm", "tour"] = "herbst"
    folder = over(rows)
    with (folder / "tours.csv").open("a", encoding="utf-8") as tours:
        tours.write("herbst,Herbsttour,,3\n")
    assert 'tk-value">17<' in html(run())
    autumn = run(tour="herbst")
    assert "Herbsttour" in html(autumn)
    assert 'tk-value">3<' in html(autumn)
    assert [stop["city"] for stop in drawn(autumn)["stops"]] == ["Schwelm"]


def test_without_the_list_of_tours_the_figures_still_count(over: Callable[[pd.DataFrame], Path]) -> None:
    (over(frames.sample()) / "tours.csv").unlink()
    assert re.findall(r'tk-value">(\d+)<', html(run())) == ["3", "6", "6"]


def test_what_is_searched_for_shows_as_it_is() -> None:
    hostile = ":material/home: **fett** :red[x] $a^2$"
    app = run(suche=hostile)
    label = next(button.label for button in app.button if (button.key or "").startswith("chip-suche"))
    assert ":material" not in label
    assert "\\*\\*fett" in label


def test_what_the_address_asks_for_in_vain_is_said() -> None:
    app = run(stadt="Hernne", farbe="blau", bis="morgen")
    (warning,) = app.warning
    said = warning.value.replace("\\", "")
    assert "gemeint: „Herne“?" in said
    assert "„farbe“" in said
    assert "morgen" in said
    assert len(drawn(app)["stops"]) == 6
    assert not dict(app.query_params)
    app.text_input(key="suche").set_value("Herne").run()
    assert not app.warning


def test_the_circle_of_uncertainty_is_drawn_for_herne_alone() -> None:
    assert {stop["city"]: stop["radius"] for stop in drawn(run())["stops"] if stop["radius"]} == {"Herne": 1300.0}


@pytest.mark.parametrize("page", PAGES)
def test_no_appointments_are_said_kindly(over: Callable[[pd.DataFrame], Path], page: str) -> None:
    over(contract.empty())
    app = run(page)
    if page != "hinweise.py":
        assert "noch keine Termine" in app.info[0].value


BROKEN = pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00rubbish", b"a,b\n1,2,3\n"])


def spoil(file: Path, content: bytes | None) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)


@pytest.mark.parametrize("page", PAGES)
@BROKEN
def test_a_broken_list_of_districts_is_named_and_the_page_is_there(
    over: Callable[[pd.DataFrame], Path], page: str, content: bytes | None
) -> None:
    folder = over(frames.sample())
    spoil(folder / "districts.csv", content)
    app = run(page)
    assert "districts.csv" in app.warning[0].value.replace("\\", "")
    if page == "karte.py":
        assert len(drawn(app)["stops"]) == 6


@pytest.mark.parametrize(("file", "stops"), [("appointments.csv", 0), ("tours.csv", 6), ("centres.csv", 6)])
@BROKEN
def test_what_a_new_store_cannot_be_filled_with_is_told_to_the_operator(
    over: Callable[[pd.DataFrame], Path], file: str, stops: int, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(over(frames.sample()) / file, content)
    app = run()
    assert len(drawn(app)["stops"]) == stops
    assert not app.warning
    assert file in caplog.text


def test_mended_districts_are_read_without_a_restart(over: Callable[[pd.DataFrame], Path]) -> None:
    file = over(frames.sample()) / "districts.csv"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"05916,", b"5x,"))
    app = run()
    assert app.warning
    file.write_bytes(whole)
    app.run()
    assert not app.warning


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_stays_text(over: Callable[[pd.DataFrame], Path], page: str) -> None:
    over(frames.hostile().assign(tour=frames.TOUR))
    app = run(page)
    own = html(app)
    assert "<script" not in own
    assert "<img" not in own
    if page == "termine.py":
        assert "Quellen der Lage" in own
    if page == "karte.py":
        script = json.loads(app.get("component_instance")[0].proto.json_args)["feature_group"]
        assert "</script" not in script
        assert "`" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", script)


@pytest.mark.parametrize("page", PAGES)
def test_two_thousand_appointments_do_not_break_a_page(over: Callable[[pd.DataFrame], Path], page: str) -> None:
    over(frames.synthetic(2000))
    app = run(page)
    if page == "karte.py":
        assert len(drawn(app)["stops"]) > 1900
        assert "weitere Termine in der Tabelle" in html(app)
