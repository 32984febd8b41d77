"""What the map of the pin is given; what it does with it, tests/browser/test_pin_map.py shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tourkarte.model import Point
from tourkarte.ui import pin_map
from tourkarte.web.assets import assets

PAGE = Path(__file__).parents[1] / "browser" / "pin_page.py"


def given(**query: str) -> dict[str, Any]:
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert app.text[0].value.endswith("Läufe: 1")
    data: dict[str, Any] = json.loads(app.get("bidi_component")[0].proto.json)
    return data


def test_the_map_is_given_the_point_its_circle_and_the_candidates() -> None:
    data = given(herne="", vorschlag="")
    assert data["point"] == [51.5402, 7.2203]
    assert data["radius"] == 900
    assert [each["letter"] for each in data["candidates"]] == ["A", "B"]
    (south, west), (north, east), *others = data["begin"]
    assert (north - south) * 111.32 == pytest.approx(1.8)
    assert (east - west) * 69.2 == pytest.approx(1.8, rel=0.01)
    assert others == [[51.52, 7.15], [51.48, 7.22]]


def test_without_a_point_it_begins_with_the_state() -> None:
    data = given()
    assert data["point"] is None
    assert data["begin"] == []


def test_the_ground_is_that_of_the_dashboard() -> None:
    data = given()
    assert data["map"]["minZoom"] == 6
    assert data["ground"]["boundaries"].endswith("/boundaries.json")
    assert data["ground"]["colours"]["land"] == "#f7f8f9"


def test_everything_that_it_loads_is_there() -> None:
    data = given()
    names = [re.sub(r"^/assets/\w+/", "", address) for address in (*data["scripts"], *data["styles"])]
    assert set(names) <= set(assets())


def test_every_runtime_knows_it() -> None:
    """It is declared once per process, and each `given` starts a runtime of its own."""
    assert given() == given()


@pytest.mark.parametrize(("number", "letter"), [(0, "A"), (25, "Z"), (26, "27")])
def test_candidates_have_letters(number: int, letter: str) -> None:
    assert pin_map.letter_of(number) == letter


def test_at_the_pole_the_circle_is_finite() -> None:
    (_, west), (_, east) = pin_map._begin(Point(lat=90, lon=0), 100, [])  # noqa: SLF001 (nothing else reaches it)
    assert -1 < west < east < 1


def test_the_module_names_no_other_server() -> None:
    assert "//" not in (Path(pin_map.__file__).with_suffix(".js")).read_text("utf-8").replace("// ", "")
