"""Map and list as one document."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from tests.frames import facts, frames, hostile, sample, synthetic
from tourkarte.clock import ZONE
from tourkarte.language import speaking
from tourkarte.progress import Phase
from tourkarte.views.embed import MOST_LISTED, Shown, document
from tourkarte.views.embed_parts import Parts

LINKED = Parts(asset_url="assets/{}".format)


def shown(rows: pd.DataFrame, **changes: Any) -> Shown:
    usual: dict[str, Any] = {
        "title": "Sommertour",
        "rows": rows,
        "everything": rows,
        "dashboard": "./?stadt=Herne",
        "page": "termine/{}".format,
    }
    return Shown(**(usual | changes))


def data_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="tk-data">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_is_the_same_whenever_it_is_made() -> None:
    assert document(shown(facts()), LINKED) == document(shown(facts()), LINKED)


def test_has_map_and_list() -> None:
    text = document(shown(sample()), LINKED)
    assert text.count('class="folium-map"') == 1
    assert text.count('<li class="tk-entry') == 6
    assert "tourkarte.appointments(feature_group_appointments, map_tour," in text
    assert 'href="termine/sommertour-2017-herne" target="_blank" rel="noopener"' in text
    assert 'href="./?stadt=Herne" target="_blank" rel="noopener"' in text
    assert "6 Termine · 2.–4. August 2017" in text


def test_everything_is_linked_from_one_server() -> None:
    text = document(shown(sample(), dashboard=None, page=lambda _id: None), LINKED)
    assert re.findall(r'(?:src|href)="([^"]*)"', text) == [
        "assets/leaflet/leaflet.css",
        "assets/map.css",
        "assets/embed.css",
        "assets/boundaries.json",
        "assets/leaflet/leaflet.js",
        "assets/map.js",
        "assets/embed.js",
    ]


def test_only_its_own_script_may_run() -> None:
    text = document(shown(sample()), LINKED)
    (inline,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    assert f"script-src &#39;self&#39; &#39;sha256-{digest}&#39;;" in text
    assert "unsafe" not in text


@pytest.mark.parametrize("parts", [LINKED, Parts(asset_url=str, texts=dict.fromkeys(["map.js", "map.css"], "x"))])
def test_no_text_becomes_markup(parts: Parts) -> None:
    text = document(shown(hostile(), title="</title><script>alert(1)</script>"), parts)
    assert "<script>alert(1)" not in text
    assert "<img" not in text
    assert 'href="https://example.org/\'"' not in text


@given(frames())
@settings(max_examples=25, deadline=None)
def test_draws_any_frame(rows: pd.DataFrame) -> None:
    text = document(shown(rows), LINKED)
    assert text.count('<li class="tk-entry') == len(rows)
    assert set(data_of(text)["times"]) == set(rows["id"][rows["status"] == "scheduled"])


def test_says_that_there_is_nothing() -> None:
    for with_list in (True, False):
        text = document(shown(sample().iloc[:0], with_list=with_list), LINKED)
        assert text.count("Für diese Auswahl gibt es keine Termine.") == 1


def test_without_a_list_there_is_a_map_only() -> None:
    text = document(shown(sample(), with_list=False), LINKED)
    assert "tk-entry" not in text
    assert "folium-map" in text


def test_speaks_english() -> None:
    with speaking("en"):
        text = document(shown(sample()), LINKED)
    assert '<html lang="en"' in text
    assert "Open the full map" in text
    assert "Termin" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def test_what_is_german_on_an_english_page_says_so() -> None:
    rows = sample().assign(title="Gespräch")
    rows.loc[rows["city"] != "Herne", "city"] = None
    with speaking("en"):
        text = document(shown(rows), LINKED)
    assert text.count('<p lang="de">Gespräch</p>') == 1
    assert text.count('<strong lang="de">Gespräch</strong>') == 5
    assert text.count("<strong>Herne</strong>") == 1
    assert text.count('<p class="tk-quiet" lang="de">') == 6
    assert text.count('lang="de"') == 12
    assert 'lang="de"' not in document(shown(rows), LINKED).partition("<body")[2]


def test_a_filter_does_not_renumber() -> None:
    everything = sample()
    text = document(shown(everything[everything["city"] == "Herne"], everything=everything), LINKED)
    assert 'aria-hidden="true">3</span>' in text
    assert '"number":3' in text


def test_cancelled_and_moved_ones_say_so_without_a_script() -> None:
    text = document(shown(facts()), LINKED)
    assert '<span class="tk-phase">abgesagt</span>' in text
    assert '<span class="tk-phase">verschoben auf Montag, 7. August 2017, 10:00 Uhr</span>' in text
    assert text.count("tk-entry tk-off") == 2


@pytest.mark.parametrize("day", [dt.date(2017, 8, 2), dt.date(2017, 10, 30), dt.date(2018, 6, 1)])
def test_of_many_those_around_a_day_are_listed(day: dt.date) -> None:
    rows = synthetic(900)
    text = document(shown(rows, around=day), LINKED)
    listed = re.findall(r'<li class="tk-entry[^>]*data-choose="([^"]+)"', text)
    assert len(listed) == MOST_LISTED
    days = rows.set_index("id").loc[listed]["date"]
    nearest = min(max(pd.Timestamp(day), rows["date"].min()), rows["date"].max())
    assert days.min() <= nearest <= days.max()
    if day == dt.date(2017, 10, 30):
        assert days.min() < nearest < days.max()
    assert "… und 600 weitere Termine." in text


def test_too_many_to_tell_apart_are_summed() -> None:
    text = document(shown(synthetic(2_300)), LINKED)
    assert '"stops":[]' in text
    assert "tk-choose" not in text
    assert len(data_of(text)["times"]) <= MOST_LISTED
    assert "Zahl der Termine je Gemeinde oder Kreis" in text
    drawn = text.rpartition('"sums":')[2].partition("</script>")[0]
    assert '["abgesagt",' in drawn
    assert not any(phase.label in drawn for phase in Phase if phase.is_on), "what follows from the clock is kept"


def test_a_moment_is_fixed_where_one_is_asked_for() -> None:
    moment = dt.datetime(2017, 8, 3, 23, 59, 59, 999_999, tzinfo=ZONE)
    assert data_of(document(shown(sample(), now=moment), LINKED))["now"] == 1501797600000
    assert data_of(document(shown(sample()), LINKED))["now"] is None
