"""The progress page, run as Streamlit runs it, over data that are whole, empty, broken, hostile and many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import frames
from tests.ui import visitors
from tourkarte import frame as contract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("in_the_middle_of_the_tour")


def run(page: str = "fortschritt.py", **query: str) -> AppTest:
    return visitors.run(page, **query)


def html(app: AppTest) -> str:
    return "\n".join([visitors.html(app), *(element.value for element in app.markdown)])


def lead(app: AppTest) -> str:
    found = re.search(r'tk-progress-lead">(.*?)</p>', html(app))
    assert found
    return found[1]


def test_it_says_and_draws_how_far_the_tour_is() -> None:
    app = run()
    assert lead(app) == "3 von 53 Zentren sind besucht, Besuche in 3 weiteren sind angekündigt."
    assert html(app).count('class="tk-district tk-cover-visited"') == 3
    assert html(app).count("<h3>") == 5
    assert "Gezählt wird nur" not in html(app)


def test_in_english() -> None:
    app = run(lang="en")
    assert lead(app) == "3 of 53 centres have been visited, visits to 3 more have been announced."
    assert "All centres" in html(app)
    assert [app.button(key=f"replay-{name}").label for name in ("back", "play", "on")] == ["Back", "Play", "Forward"]


def test_it_steps_through_the_days() -> None:
    app = run(stand="2017-08-02T23:59")
    assert lead(app).startswith("2 von 53")
    app.button(key="replay-on").click().run()
    assert app.query_params["stand"] == "2017-08-03T23:59"
    assert lead(app).startswith("4 von 53")
    app.select_slider(key="replay-day").set_value(0).run()
    assert app.query_params["stand"] == "2017-08-01T23:59"
    assert app.button(key="replay-back").disabled
    app.button(key="replay-now").click().run()
    assert "stand" not in app.query_params
    assert lead(app).startswith("3 von 53")


def test_playing_begins_before_the_first_visit_and_goes_on_from_a_step() -> None:
    app = run()
    app.button(key="replay-play").click().run()
    assert app.query_params["stand"] == "2017-08-01T23:59"
    assert app.button(key="replay-play").label == "Anhalten"
    app.button(key="replay-play").click().run()
    assert app.button(key="replay-play").label == "Abspielen"
    app = run(stand="2017-08-02T23:59")
    app.button(key="replay-play").click().run()
    assert app.query_params["stand"] == "2017-08-02T23:59"


@pytest.mark.parametrize("page", ["karte.py", "termine.py", "hinweise.py"])
def test_every_page_says_as_of_when_it_is(page: str) -> None:
    app = run(page, stand="2017-08-02T23:59")
    assert html(app).count("Stand: Mittwoch, 2. August 2017") == 1
    app.button(key="as-of-now").click().run()
    assert "stand" not in app.query_params
    assert "Stand: Mittwoch" not in html(app)


def test_a_part_says_that_it_is_one() -> None:
    app = run(stadt="Herne")
    assert "Gezählt wird nur, was die Filter durchlassen." in html(app)
    assert "noch nicht" not in html(app)
    assert lead(app).startswith("In dieser Auswahl: 1 von 53")


def test_a_region_is_a_whole_of_its_own() -> None:
    app = run(bezirk="Arnsberg")
    assert lead(app).startswith("1 von 12 Zentren ist besucht")
    assert "noch nicht" in html(app)
    assert html(app).count("<h3>") == 1
    assert len(re.findall('class="tk-district', html(app))) == 53


def test_without_appointments_there_is_nothing_to_replay(over: Callable[[pd.DataFrame], Path]) -> None:
    over(contract.empty())
    app = run()
    assert lead(app) == "0 von 53 Zentren sind besucht."
    assert "noch kein Termin angekündigt" in html(app)
    assert not [button for button in app.button if (button.key or "").startswith("replay")]


def test_without_centres_it_says_so(over: Callable[[pd.DataFrame], Path]) -> None:
    folder = over(frames.sample().assign(centre=None))
    (folder / "centres.csv").write_text("district,name\n", encoding="utf-8")
    app = run()
    assert lead(app) == "Es sind keine Zentren bekannt, die besucht werden könnten."
    assert "6 Termine gehören zu keinem Zentrum" in html(app)


def test_without_points_and_districts_it_says_what_is_missing(over: Callable[[pd.DataFrame], Path]) -> None:
    nowhere = dict.fromkeys(
        ("centre", "district", "district_name", "region", "lat", "lon", "precision", "radius_m", "point_source")
    )
    over(frames.sample().assign(**nowhere))
    app = run()
    assert "6 Termine gehören zu keinem Zentrum" in html(app)
    assert "Von 3 Besuchen ist der Ort nicht bekannt" in html(app)


def test_without_boundaries_the_list_is_there(over: Callable[[pd.DataFrame], Path]) -> None:
    folder = over(frames.sample())
    (folder / "districts.geojson").write_text("{", encoding="utf-8")
    app = run()
    assert "kann gerade nicht gezeichnet werden" in html(app)
    assert lead(app).startswith("3 von 53")
    assert "<svg" not in html(app)


def test_hostile_rows_stay_text(over: Callable[[pd.DataFrame], Path]) -> None:
    over(frames.hostile().assign(tour=frames.TOUR))
    text = html(run())
    assert "<script" not in text
    assert "<img" not in text


def test_many_thousand_appointments(over: Callable[[pd.DataFrame], Path]) -> None:
    over(frames.synthetic(5_000))
    app = run(stand="2018-06-01T12:00")
    assert lead(app) == "53 von 53 Zentren sind besucht."
    assert html(app).count("weitere Termine") >= 50
