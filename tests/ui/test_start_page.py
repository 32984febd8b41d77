"""The start page and the table: what is read first, what is in focus, and what many appointments become."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests import frames
from tests.ui.visitors import run
from tourkarte import frame as contract
from tourkarte.ui import table_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("in_the_middle_of_the_tour")
PAGES = ["karte.py", "termine.py"]
HERNE = "sommertour-2017-herne"


_OF_THE_FRAME = ("<style", 'hreflang="', "tk-footer")  # whose links lead to what is seen


def html(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not any(part in body for part in _OF_THE_FRAME))


def linked(app: AppTest) -> Any:
    (found,) = [each.proto for each in app.get("bidi_component") if each.proto.component_name.endswith("linked")]
    return json.loads(found.json)


def charts(app: AppTest) -> list[str]:
    return [data.name for chart in app.get("vega_lite_chart") for data in chart.proto.datasets]


def test_the_cards_begin_with_today() -> None:
    found = re.findall(r"<h2>([^<]+)</h2>\s*<h3>([^<]+)</h3>", html(run()))
    assert found == [
        ("Heute", "Donnerstag, 3. August 2017"),
        ("Kommende Tage", "Freitag, 4. August 2017"),
        ("Vergangene Tage", "Mittwoch, 2. August 2017"),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_the_browser_is_told_what_is_in_focus_and_nothing_else_changes(page: str) -> None:
    """Only then choosing draws nothing anew: no flicker, no lost place in a list, no lost keyboard."""
    without, within = run(page), run(page, termin=HERNE)
    assert (linked(without)["chosen"], linked(within)["chosen"]) == (None, HERNE)
    assert linked(without)["shown"] == linked(within)["shown"]
    assert html(without) == html(within)


def test_the_present_day_follows_the_moment_that_is_looked_at() -> None:
    shown = html(run(stand="2017-08-02T08:00"))
    assert re.search(r"<h2>Heute</h2>\s*<h3>Mittwoch, 2. August 2017", shown)
    assert "in 3 Std." in shown
    assert "data-at" not in shown  # that moment does not go on


@pytest.mark.parametrize("page", PAGES)
def test_english_pages_hold_no_german(page: str) -> None:
    parts = (part.proto.body for part in run(page, lang="en").get("html") if "tk-legend" not in part.proto.body)
    shown = re.sub(r"<style.*?</style>|<[^>]*>", " ", " ".join(parts), flags=re.DOTALL)
    assert "August 2017" in shown
    assert not re.search(
        r"\b(Uhr|Termine?|Heute|erledigt|geplant|Stadt|Datum|Zeit|Lage|von|und|nur|Quellen)\b", _own(shown)
    )


def _own(shown: str) -> str:
    """Return what is not the data's own words."""
    frame = frames.sample()
    for text in (*frame["title"], *frame["venue"].dropna(), *frame["room"].dropna()):
        shown = shown.replace(text, "")
    for text in ("Stadthaus", "besucht Kommunale", "zum Stadtarchiv"):
        shown = shown.replace(text, "")
    return shown


def test_a_day_is_a_button_that_filters() -> None:
    shown = html(run(von="2017-08-04", bis="2017-08-04"))
    assert re.findall(r'data-days="([^"]+)" aria-pressed="(\w+)"', shown) == [
        ("2017-08-02/2017-08-02", "false"),
        ("2017-08-03/2017-08-03", "false"),
        ("2017-08-04/2017-08-04", "true"),
    ]
    assert "Alle Tage" in shown


def test_many_appointments_are_summed_and_few_rows_are_shown(over: Callable[[pd.DataFrame], Path]) -> None:
    over(frames.synthetic(600))
    app = run()
    assert charts(app) == ["bars", "days"]
    assert html(app).count('class="tk-card') >= 100
    assert "… und 500 weitere Termine in der Tabelle." in html(app)
    months = re.findall(r'class="tk-day" data-days="([^"]+)"', html(app))
    assert months[0] == "2017-08-01/2017-08-31"
    since, until = months[1].split("/")
    narrowed = run(von=since, bis=until)
    weeks = re.findall(r'class="tk-day" data-days="([^"]+)"', html(narrowed))
    assert 4 <= len(weeks) <= 6  # the weeks of that month


def test_the_table_is_turned_over_and_turns_to_what_is_in_focus(over: Callable[[pd.DataFrame], Path]) -> None:
    over(frames.synthetic(450))
    app = run("termine.py")
    assert "Termine 1 bis 200 von 450." in html(app)
    assert html(app).count('scope="row"') == table_view.MOST_ROWS
    app.button(key="leaf-arrow_forward").click().run()
    assert "Termine 201 bis 400 von 450." in html(app)
    app.button(key="leaf-arrow_forward").click().run()
    assert "Termine 401 bis 450 von 450." in html(app)
    assert app.button(key="leaf-arrow_forward").disabled
    third = re.findall(r'<tr data-choose="([^"]+)"', html(app))[3]
    assert "Termine 401 bis 450 von 450." in html(run("termine.py", termin=third))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_published_is_a_page_too(over: Callable[[pd.DataFrame], Path], page: str, language: str) -> None:
    over(contract.empty())
    app = run(page, **({} if language == "de" else {"lang": language}))
    assert app.info
    assert not charts(app)
