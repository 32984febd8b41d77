"""Running the tour at the desk: what each of its pages does to the store, and what it says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests import folders, frames
from tests.ui.desk import AACHEN, APP, HERNE, address, field, get, html, latest, run, said
from tourkarte import frame as contract
from tourkarte.desk import editing
from tourkarte.model import Media, Status
from tourkarte.settings import settings
from tourkarte.store.installed import store
from tourkarte.store.records import TourRecord

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

PAGES = ["redaktion_termine.py", "redaktion_touren.py", "redaktion_verlauf.py"]
TERMINE, TOUREN, VERLAUF = PAGES


pytestmark = pytest.mark.usefixtures("signed_in")


def over(frame: pd.DataFrame, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.with_appointments(folder, frame)))
    settings.cache_clear()


def save(app: AppTest) -> None:
    app.button(key="save").click().run()
    assert not app.exception


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_asked_to_sign_in(signed_in: dict[str, str], page: str) -> None:
    signed_in.clear()
    app = run(page, termin=AACHEN)
    assert "in sein Protokoll" in said(app)
    assert "/anmelden" in html(app)
    assert not app.button
    assert not app.text_input


def test_the_desk_has_no_filters_and_keeps_its_own_address() -> None:
    app = run(TERMINE, termin=HERNE)
    assert not app.sidebar.multiselect
    assert address(app, "termin") == HERNE
    assert not app.warning


def test_a_field_of_the_form_is_saved_and_taken_back() -> None:
    app = run(TERMINE, termin=AACHEN)
    field(app, "Beginn").input("11.30 Uhr")
    field(app, "Hinweis").input("Eingang über den Hof")
    field(app, "Medien").select(Media.OPEN)
    field(app, "Bericht").input("https://example.org/bericht")
    save(app)
    record = get(AACHEN)
    assert (record.start, record.note, record.media) == (dt.time(11, 30), "Eingang über den Hof", "open")
    assert record.report == "https://example.org/bericht"
    assert "geändert" in said(app)
    assert "<del>11:00 Uhr</del> → <ins>11:30 Uhr</ins>" in html(app)
    assert not app.warning  # nobody tells an author about their own change
    with store().read() as reader:
        change = reader.changes(limit=1)[0]
    assert change.author == "Erika"
    app.button(key=f"undo-{change.id}").click().run()
    assert get(AACHEN).start == dt.time(11)
    assert field(app, "Beginn").value == "11:00"
    assert not app.warning


@pytest.mark.parametrize(
    ("label", "typed", "expected"),
    [
        ("Beginn", "25 Uhr", "„25 Uhr“ ist keine Uhrzeit"),
        ("Postleitzahl", "Berlin", "keine Postleitzahl"),
        ("Titel", " ", "Titel: Ein leeres Feld"),
        ("Bericht", "javascript:alert(1)", "keine Webadresse"),
        ("Letzter Tag", dt.date(2017, 8, 1), "liegt vor"),
    ],
)
def test_what_cannot_be_is_said_and_stays_in_the_form(label: str, typed: object, expected: str) -> None:
    app = run(TERMINE, termin=AACHEN)
    field(app, label).set_value(typed)
    save(app)
    assert expected in app.error[0].value.replace("\\", "")
    assert field(app, label).value == typed
    assert get(AACHEN).revision == 1


def test_saving_nothing_says_so() -> None:
    app = run(TERMINE, termin=AACHEN)
    save(app)
    assert "nichts zu speichern" in said(app)
    assert get(AACHEN).revision == 1


def test_who_comes_second_is_told_and_merges() -> None:
    app = run(TERMINE, termin=AACHEN)
    editing.edit_appointment(store(), AACHEN, 1, author="Max", title="Von Max", room="Saal")
    field(app, "Titel").input("Von Erika")
    field(app, "Hinweis").input("Mit Hinweis")
    save(app)
    assert "nichts überschrieben" in said(app)
    assert get(AACHEN).title == "Von Max"
    assert any("Saal" in text.value for text in app.markdown)
    choice = next(radio for radio in app.radio if radio.label == "Titel")
    assert [option.replace("\\", "") for option in choice.options] == ["meine Angabe: Von Erika", "die neue: Von Max"]
    app.button(key="merge").click().run()
    record = get(AACHEN)
    assert (record.title, record.room, record.note) == ("Von Erika", "Saal", "Mit Hinweis")
    assert field(app, "Titel").value == "Von Erika"
    assert not app.radio


def test_who_comes_second_may_give_up() -> None:
    app = run(TERMINE, termin=AACHEN)
    editing.edit_appointment(store(), AACHEN, 1, author="Max", title="Von Max")
    field(app, "Titel").input("Von Erika")
    save(app)
    app.button(key="give-up").click().run()
    assert field(app, "Titel").value == "Von Max"
    assert get(AACHEN).revision == 2


def test_a_change_of_somebody_else_is_told_before_saving() -> None:
    app = run(TERMINE, termin=AACHEN)
    editing.edit_appointment(store(), AACHEN, 1, author="Max *x*", title="Von Max")
    app.run()
    assert "Inzwischen von Max \\*x\\* geändert" in said(app)
    assert "Von Max" not in field(app, "Titel").value
    app.button(key=f"reload-{AACHEN}").click().run()
    assert field(app, "Titel").value == "Von Max"


def test_a_pin_is_set_by_typing_and_what_is_typed_elsewhere_stays() -> None:
    app = run(TERMINE, termin=AACHEN)
    title = field(app, "Titel").id
    field(app, "Koordinaten (Breite, Länge)").input("50.7800, 6.1000")
    next(button for button in app.button if button.label == "Nadel setzen").click().run()
    record = get(AACHEN)
    assert (record.lat, record.point_source) == (50.78, "Redaktion")
    assert field(app, "Titel").id == title  # what is typed there is in the browser, as long as it is the same widget
    assert not app.warning
    field(app, "Titel").input("Nach dem Punkt")
    save(app)
    assert get(AACHEN).title == "Nach dem Punkt"
    field(app, "Koordinaten (Breite, Länge)").input("irgendwo")
    next(button for button in app.button if button.label == "Nadel setzen").click().run()
    assert "keine Koordinaten" in app.error[0].value


def test_an_appointment_is_cancelled_and_set_again() -> None:
    app = run(TERMINE, termin=AACHEN)
    app.button(key="cancel").click().run()
    app.text_input(key="cancel-note").input("Krank")
    app.button(key="cancel-now").click().run()
    assert not app.exception
    record = get(AACHEN)
    assert (record.status, record.note) == (Status.CANCELLED, "Krank")
    assert "ist abgesagt" in said(app)
    assert field(app, "Stand").value == Status.CANCELLED
    app.button(key="restore").click().run()
    assert get(AACHEN).status is Status.SCHEDULED


def test_an_appointment_is_moved_and_the_old_one_leads_to_the_new() -> None:
    app = run(TERMINE, termin=AACHEN)
    app.button(key="move").click().run()
    app.date_input(key="move-date").set_value(dt.date(2017, 8, 9))
    app.text_input(key="move-start").input("12")
    app.button(key="move-now").click().run()
    old = get(AACHEN)
    assert (old.status, old.date) == (Status.MOVED, dt.date(2017, 8, 2))
    assert old.moved_to
    new = get(old.moved_to)
    assert (new.date, new.start, new.status) == (dt.date(2017, 8, 9), dt.time(12), Status.SCHEDULED)
    assert address(app, "termin") == new.id
    assert field(app, "Beginn").value == "12:00"
    old_page = run(TERMINE, termin=AACHEN)
    old_page.button(key="to-moved").click().run()
    assert address(old_page, "termin") == new.id


@pytest.mark.parametrize(("start", "expected"), [("11:00", "ist der alte"), ("25", "keine Uhrzeit")])
def test_a_move_that_is_none_is_said(start: str, expected: str) -> None:
    app = run(TERMINE, termin=AACHEN)
    app.button(key="move").click().run()
    app.text_input(key="move-start").input(start)
    app.button(key="move-now").click().run()
    assert expected in app.error[0].value
    assert get(AACHEN).revision == 1


def test_an_appointment_is_removed_after_asking_and_comes_back() -> None:
    app = run(TERMINE, termin=AACHEN)
    app.button(key="remove").click().run()
    assert not get(AACHEN).deleted
    app.button(key="remove-now").click().run()
    assert get(AACHEN, deleted=True).deleted
    assert not dict(app.query_params)
    with store().read() as reader:
        change = reader.changes(limit=1)[0].id
    app.button(key=f"undo-{change}").click().run()
    assert not get(AACHEN).deleted
    assert "gibt es nicht" in said(run(TERMINE, termin="sommertour-2017-nirgends"))


def test_an_appointment_is_added() -> None:
    app = run(TERMINE)
    app.button(key="new").click().run()
    app.button(key="add").click().run()
    assert "einen Tag und einen Titel" in app.error[0].value
    field(app, "Datum").set_value(dt.date(2017, 8, 10))
    field(app, "Titel").input("Besuch in Unna")
    field(app, "Stadt").input("Unna")
    field(app, "Postleitzahl").input("59423")
    app.button(key="add").click().run()
    assert not app.exception
    record = get("sommertour-2017-unna")
    assert (record.title, record.date, record.district) == ("Besuch in Unna", dt.date(2017, 8, 10), "05978")
    assert address(app, "termin") == record.id


def test_the_table_is_narrowed_by_tour_words_and_phase() -> None:
    editing.add_tour(store(), author="Max", title="Herbst")
    editing.add_appointment(store(), author="Max", tour="herbst", date=dt.date(2017, 10, 1), title="Im Herbst")
    app = run(TERMINE)

    def shown() -> list[str]:
        return list(app.session_state["desk-table"].rows)

    assert [key.rsplit("-")[-1] for key in shown()] == ["herne", "bielefeld", "wesel", "schwelm", "herbst"]
    app.selectbox(key="desk-tour").select("herbst").run()
    assert len(shown()) == 1
    app.text_input(key="desk-words").input("nirgendwo").run()
    assert "Kein Termin passt" in said(app)
    app.button(key="desk-all").click().run()
    assert len(shown()) == 7
    app.text_input(key="desk-words").input("NADELFABRIK").run()
    assert shown() == [AACHEN]
    app.selectbox(key="desk-choice").select(AACHEN).run()
    assert address(app, "termin") == AACHEN
    app.button(key="to-table").click().run()
    assert shown() == [AACHEN]


def test_a_session_that_ended_meanwhile_saves_nothing(signed_in: dict[str, str]) -> None:
    app = run(TERMINE, termin=AACHEN)
    field(app, "Titel").input("Zu spät")
    signed_in.clear()
    app.button(key="save").click().run()
    assert get(AACHEN).revision == 1
    assert "/anmelden" in html(app)


def test_the_log_tells_who_did_what_and_takes_it_back() -> None:
    editing.edit_appointment(store(), AACHEN, 1, author="Max", title="<b>Neu</b>")
    app = run(VERLAUF)
    assert app.expander[0].label.split(" · ")[1:] == [
        "**Max**",
        "Termin „Kommunales Integrationszentrum Stadt Aachen und Städteregion Aachen“ geändert",
    ]
    app.session_state["change-2"] = True
    app.run()
    assert "<ins>&lt;b&gt;Neu&lt;/b&gt;</ins>" in html(app)
    app.button(key="log-undo-2").click().run()
    assert get(AACHEN).title != "<b>Neu</b>"
    assert latest().startswith("Rückgängig: ")
    assert "zurückgenommen" in app.expander[1].label
    app.session_state["change-3"] = True
    app.run()
    assert app.button(key="log-undo-3").label == "Wiederholen"
    app.button(key="log-undo-3").click().run()
    assert get(AACHEN).title == "<b>Neu</b>"


def test_what_was_changed_again_is_not_taken_back() -> None:
    editing.edit_appointment(store(), AACHEN, 1, author="Max", title="Eins")
    editing.edit_appointment(store(), AACHEN, 2, author="Max", title="Zwei")
    app = run(VERLAUF)
    app.session_state["change-2"] = True
    app.run()
    app.button(key="log-undo-2").click().run()
    assert "danach in Titel noch einmal geändert" in app.error[0].value
    assert get(AACHEN).title == "Zwei"


def test_the_log_is_narrowed_and_paged() -> None:
    for number in range(1, 56):
        editing.edit_appointment(store(), AACHEN, number, author=f"P{number % 2}", title=f"Größe {number}")
    app = run(VERLAUF)
    assert len(app.expander) == 50
    app.button(key="log-older").click().run()
    assert len(app.expander) == 6
    assert app.query_params["vor"]
    app.selectbox(key="log-author").select("P1").run()
    assert len(app.expander) == 28
    assert "vor" not in app.query_params
    app.selectbox(key="log-author").set_value(None)
    app.text_input(key="log-words").input("GRÖSSE 7 %").run()
    assert "Keine Änderung passt" in said(app)
    app.text_input(key="log-words").input("größe 53").run()
    assert len(app.expander) == 1
    app.text_input(key="log-words").input("nichts").run()
    app.button(key="log-all").click().run()
    assert len(app.expander) == 50
    assert len(run(VERLAUF, vor="٣" * 3).expander) == 50
    assert len(run(VERLAUF, vor="9" * 40).expander) == 50


def test_tours_are_added_and_changed() -> None:
    app = run(TOUREN)
    assert [box.label for box in app.expander] == ["**Sommertour 2017** · 6 Termine, 14 geplant"]
    app.button(key="tour-add").click().run()
    assert "braucht einen Titel" in app.error[0].value
    title = next(each for each in app.text_input if each.label == "Titel" and not each.value)
    title.input("Herbst *2018*")
    app.button(key="tour-add").click().run()
    assert app.expander[0].label == "**Herbst \\*2018\\*** · 0 Termine"
    next(each for each in app.text_input if each.value == "Sommertour 2017").input("Sommer")
    next(each for each in app.number_input if each.value == 14).set_value(20)
    app.button(key="tour-save-sommertour-2017").click().run()
    with store().read() as reader:
        tour = reader.get(TourRecord, "sommertour-2017")
    assert (tour.title, tour.planned) == ("Sommer", 20)


def test_a_tour_that_somebody_else_changed_is_not_overwritten() -> None:
    app = run(TOUREN)
    editing.edit_tour(store(), "sommertour-2017", 1, author="Max", planned=15)
    next(each for each in app.text_input if each.value == "Sommertour 2017").input("Sommer")
    app.button(key="tour-save-sommertour-2017").click().run()
    assert "inzwischen von Max geändert" in app.error[0].value
    assert next(each for each in app.text_input if each.value == "Sommer")
    app.button(key="tour-save-sommertour-2017").click().run()
    with store().read() as reader:
        tour = reader.get(TourRecord, "sommertour-2017")
    assert (tour.title, tour.planned) == ("Sommer", 15)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_store_says_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    over(contract.empty(), tmp_path, monkeypatch)
    app = run(page)
    if page == TERMINE:
        assert "noch keine Termine" in said(app)


def test_hostile_text_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    over(frames.hostile().assign(tour=frames.TOUR), tmp_path, monkeypatch)
    app = run(TERMINE)
    keys = list(app.session_state["desk-table"].rows)
    assert len(keys) == len(frames.HOSTILE) - 1  # a title of nothing but a line separator is none
    for key in keys[::4]:
        own = html(run(TERMINE, termin=key))
        assert "<script" not in own
        assert "<img" not in own
    app = run(VERLAUF)
    app.session_state["change-1"] = True
    assert "<script" not in html(app.run())
    assert "weitere.</p>" in html(app)  # it touched more than can be read


@pytest.mark.parametrize("page", PAGES)
def test_a_store_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    app = run(page)
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", "postgresql://niemand@127.0.0.1:9/nichts")
    for cached in (settings, store):
        cached.cache_clear()
    from tourkarte.store import installed  # noqa: PLC0415

    installed.watch.cache_clear()
    app.run()
    assert not app.exception
    assert "gerade nicht zu benutzen" in said(app)


def test_editing_is_in_the_menu_of_editors_only(signed_in: dict[str, str]) -> None:
    def visible() -> list[str]:
        app = AppTest.from_file(str(APP), default_timeout=60)
        seen: list[str] = []
        import streamlit as st  # noqa: PLC0415

        own = st.Page

        def page(*args: object, **options: object) -> object:
            if options.get("visibility", "visible") == "visible":
                seen.append(str(options["title"]))
            return own(*args, **options)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(st, "Page", page)
            app.run()
        assert not app.exception
        return seen

    public = ["Karte", "Tabelle und Export", "Fortschritt", "Hinweise"]
    assert visible() == [*public, "Einladungen einlesen", "Termine bearbeiten", "Touren", "Verlauf"]
    signed_in.clear()
    assert visible() == public
