"""The table to edit in: what becomes of typed cells. That a browser sends them, tests/browser shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.desk import AACHEN, HERNE, get, said, typed
from tourkarte.desk import editing
from tourkarte.errors import InvalidValueError
from tourkarte.model import Media, Status
from tourkarte.store.installed import store
from tourkarte.ui import sign_in
from tourkarte.ui.desk import cells
from tourkarte.ui.desk.listing import listing
from tourkarte.ui.desk.values import read_day

if TYPE_CHECKING:
    from tourkarte.ui.desk.table import Shown

COLUMN_OF_ALL = dict.fromkeys(cells.FIELDS)


@pytest.fixture(autouse=True)
def _erika(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "editor", lambda: sign_in.Editor("Erika", lambda: None))


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 -- a script of its own

    from tourkarte.ui.desk import appointment, listing, session, table  # noqa: PLC0415

    session.report()
    appointment.settle_any()
    found = listing.listing()
    table.show(found, found.frame, ("all",))
    if "typed" in st.session_state:
        st.button("Tippen", on_click=lambda: table.save(st.session_state["desk-table"], st.session_state["typed"]))


def opened() -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> Shown:
    table: Shown = app.session_state["desk-table"]
    return table


def test_a_cell_is_saved_and_the_table_stays_where_it_is() -> None:
    app = opened()
    before = shown(app).key
    typed(app, {0: {"start": "11:30"}})
    assert get(AACHEN).start == dt.time(11, 30)
    assert shown(app).key == before
    assert shown(app).rows[AACHEN]["start"] == "11:30"
    typed(app, {0: {"start": "11:30", "room": "Saal"}})  # the browser sends all cells typed so far
    assert (get(AACHEN).room, get(AACHEN).revision) == ("Saal", 3)
    assert shown(app).key == before


def test_a_cell_that_is_stored_in_another_way_shows_what_is_stored() -> None:
    app = opened()
    before = shown(app).key
    typed(app, {0: {"start": "11.30 Uhr", "date": "2.8.17"}})
    assert shown(app).key != before
    assert shown(app).rows[AACHEN]["start"] == "11:30"


def test_a_pasted_block_is_one_change() -> None:
    app = opened()
    typed(app, {0: {"room": "A", "status": "abgesagt"}, 2: {"room": "H", "media": "presseöffentlich"}})
    assert (get(AACHEN).room, get(AACHEN).status) == ("A", Status.CANCELLED)
    assert (get(HERNE).room, get(HERNE).media) == ("H", Media.OPEN)
    with store().read() as reader:
        assert [change.summary for change in reader.changes()] == ["2 Termine geändert", "Erste Daten angelegt"]
    typed(app, {2: {"media": None}})
    assert get(HERNE).media is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ({"start": "25 Uhr"}, "keine Uhrzeit"),
        ({"date": "31.02.2017"}, "kein Tag"),
        ({"date": ""}, "Datum: Ein leeres Feld"),
        ({"title": " "}, "Titel: Ein leeres Feld"),
        ({"postal_code": "Aachen"}, "keine Postleitzahl"),
        ({"status": "vielleicht"}, "erlaubt ist geplant"),
        ({"media": "ja"}, "erlaubt ist presseöffentlich"),
    ],
)
def test_a_cell_that_cannot_be_is_said_and_shows_again_what_is_stored(cell: dict[str, str], expected: str) -> None:
    app = opened()
    before = shown(app).key
    typed(app, {0: cell, 1: {"room": "Saal"}})
    assert expected in app.error[0].value
    assert shown(app).key != before
    assert get(AACHEN).revision == 1
    assert get("sommertour-2017-muenster").room == "Saal"  # typed before it, and sent together
    assert "Die Tabelle zeigt wieder" in app.error[0].value


def test_who_comes_second_merges_and_the_others_cells_are_saved() -> None:
    app = opened()
    app.session_state["typed"] = {}
    app.run()
    editing.edit_appointment(store(), AACHEN, 1, author="Max", city="Düren", title="Von Max")
    app.session_state["typed"] = {0: {"city": "Köln"}, 2: {"room": "H"}}
    next(button for button in app.button if button.label == "Tippen").click().run()
    assert get(HERNE).room == "H"
    assert get(AACHEN).city == "Düren"
    assert "nichts überschrieben" in said(app)
    assert [radio.label for radio in app.radio] == ["Stadt"]  # and not the point, which follows from it
    app.button(key="merge").click().run()
    record = get(AACHEN)
    assert (record.city, record.title) == ("Köln", "Von Max")
    assert shown(app).rows[AACHEN]["city"] == "Köln"


def test_what_somebody_else_did_is_told_and_shown_when_wanted() -> None:
    app = opened()
    editing.edit_appointment(store(), HERNE, 1, author="Max", title="Von Max")
    app.run()
    assert "Inzwischen wurde etwas geändert" in said(app)
    assert shown(app).rows[HERNE]["title"] != "Von Max"
    app.button(key="table-reload").click().run()
    assert shown(app).rows[HERNE]["title"] == "Von Max"
    assert not app.warning


def test_what_concerns_another_table_is_not_told() -> None:
    app = opened()
    before = shown(app).key
    editing.add_tour(store(), author="Max", title="Herbst")
    app.run()
    assert not app.warning
    assert shown(app).key == before


def test_what_one_took_back_oneself_shows_at_once() -> None:
    app = typed(opened(), {0: {"title": "Neu"}})
    with store().read() as reader:
        change = reader.changes(limit=1)[0].id
    app.button(key=f"undo-{change}").click().run()
    assert shown(app).rows[AACHEN]["title"] == get(AACHEN).title != "Neu"
    assert not app.warning


def test_cells_are_what_fields_are() -> None:
    row = cells.of({**COLUMN_OF_ALL, "date": dt.date(2017, 8, 2), "start": dt.time(9, 5), "status": "moved"})
    assert (row["date"], row["start"], row["status"], row["room"]) == ("02.08.2017", "09:05", "verschoben", None)
    assert cells.read({"date": "02.08.2017", "start": "9.05", "room": "  "}) == {
        "date": dt.date(2017, 8, 2),
        "start": dt.time(9, 5),
        "room": None,
    }
    assert set(cells.frame([]).dtypes.astype(str)) == {"str"}


@pytest.mark.parametrize("text", ["2.8.2017", "02. 08. 2017", "02.08.17", "2017-08-02"])
def test_a_day_is_read_as_germans_write_it(text: str) -> None:
    assert read_day(text, "Datum") == dt.date(2017, 8, 2)


@pytest.mark.parametrize("text", ["08/02/2017", "2.13.2017", "morgen", "2.8.", "٢.٨.٢٠١٧"])
def test_what_is_no_day_is_none(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"02\.08\.2017"):
        read_day(text, "Datum")


def test_the_listing_is_that_of_the_store() -> None:
    first = listing()
    assert listing() is first
    editing.edit_appointment(store(), AACHEN, 1, author="Max", city="Düren")
    assert listing().labels[AACHEN].startswith("02.08.2017 11:00 · Düren · ")
