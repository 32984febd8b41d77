"""All drafts in one table: what becomes of typed cells. That a browser sends them, tests/browser shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui import reviews
from tests.ui.desk import typed
from tourkarte.desk import reviewing
from tourkarte.store.installed import store
from tourkarte.store.records import DraftState
from tourkarte.ui import sign_in

if TYPE_CHECKING:
    from tourkarte.ui.desk.draft_table import Shown


@pytest.fixture(autouse=True)
def _erika(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "editor", lambda: sign_in.Editor("Erika", lambda: None))


@pytest.fixture
def document() -> str:
    return reviews.on_the_desk()


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 -- a script of its own

    from tourkarte.ui.desk import draft_table, review, session  # noqa: PLC0415

    session.report()
    held = review.opened()
    assert held
    draft_table.show(held)
    if "typed" in st.session_state:
        st.button(
            "Tippen", on_click=lambda: draft_table.save(st.session_state["draft-table"], st.session_state["typed"])
        )


def opened(document: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60)
    app.query_params["dokument"] = document
    app.run()
    assert not app.exception
    return app


def key(app: AppTest) -> str:
    shown: Shown = app.session_state["draft-table"]
    return shown.key


def test_a_cell_is_saved_and_the_table_stays_where_it_is(document: str) -> None:
    app = opened(document)
    before = key(app)
    typed(app, {0: {"start": "11:45"}})
    typed(app, {0: {"start": "11:45", "room": "Saal"}})  # the browser sends all cells typed so far
    first, second = reviews.drafts(document)
    assert (first.start, first.room, first.revision) == (dt.time(11, 45), "Saal", 3)
    assert second.revision == 1
    assert key(app) == before


def test_a_row_is_left_out_and_taken_in_again(document: str) -> None:
    app = opened(document)
    typed(app, {1: {"taken": False}})
    assert [each.state for each in reviews.drafts(document)] == [DraftState.OPEN, DraftState.SKIPPED]
    typed(app, {1: {"taken": True}})
    assert [each.state for each in reviews.drafts(document)] == [DraftState.OPEN, DraftState.OPEN]


def test_what_cannot_be_is_said_and_what_is_stored_is_shown_again(document: str) -> None:
    app = opened(document)
    before = key(app)
    typed(app, {0: {"start": "25 Uhr"}})
    assert "keine Uhrzeit" in app.error[0].value
    assert reviews.drafts(document)[0].revision == 1
    assert key(app) != before


def test_what_somebody_else_changed_is_not_overwritten(document: str) -> None:
    app = opened(document)
    shown: Shown = app.session_state["draft-table"]
    stale = dict(shown.revisions)
    first = reviews.drafts(document)[0]
    reviewing.edit_draft(store(), first.id, 1, author="Bernd", title="Besuch")
    app.run()
    assert app.session_state["draft-table"].rows[first.id]["title"] == "Besuch"
    app.session_state["draft-table"].revisions = stale
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tourkarte.ui.desk.draft_table.Shown.revisions", property(lambda _: stale, lambda *_: None))
        typed(app, {0: {"title": "Rundgang"}})
    assert reviews.drafts(document)[0].title == "Besuch"
    assert "nichts überschrieben" in app.error[0].value
