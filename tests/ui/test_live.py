"""What a page tells the browser to watch for; that it does is tried in a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.desk import APP, HERNE, run
from tests.ui.reviews import BERND, INTAKE, REVIEW, gone, on_the_desk
from tourkarte.desk import editing
from tourkarte.store.installed import store
from tourkarte.web import state
from tourkarte.web.loaded import loaded

PAGES = ["karte.py", "termine.py", "hinweise.py"]


def _page(page: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    app.switch_page(page).run()
    assert not app.exception
    return app


def _watched(app: AppTest) -> Any:
    (live,) = [each.proto for each in app.get("bidi_component") if each.proto.component_name.endswith("tourkarte_live")]
    return json.loads(live.json)


@pytest.mark.parametrize("page", PAGES)
def test_a_visitors_page_watches_for_what_is_published(page: str) -> None:
    watched = _watched(_page(page))
    assert watched["address"] == state.VISITORS
    assert watched["state"] == state.visible(store().stamp())
    assert 1000 <= watched["every"] < 5000, "seen within five seconds, and no burden"


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("page", [INTAKE, REVIEW])
def test_a_page_of_the_desk_watches_for_everything(page: str) -> None:
    watched = _watched(run(page, dokument=on_the_desk()))
    assert (watched["address"], watched["state"]) == (state.DESK, state.whole(store().stamp()))


def test_after_a_change_the_next_run_watches_for_the_one_after_it() -> None:
    app = _page("karte.py")
    before = _watched(app)["state"]
    editing.cancel(store(), HERNE, 1, author=BERND)
    after = _watched(app.run())["state"]
    assert after == state.visible(store().stamp())
    assert after != before


def test_while_the_store_is_gone_a_page_watches_for_its_return(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded()
    with gone(monkeypatch):
        app = _page("karte.py")
        assert _watched(app)["state"] == state.GONE
    assert _watched(app.run())["state"] == state.visible(store().stamp())
