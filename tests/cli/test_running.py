from __future__ import annotations

import datetime as dt

import pytest

from tests.cli.desk import HERNE, appointment, appointments, call, change_in, changes, works
from tourkarte.model import Precision, Status
from tourkarte.store.installed import store

pytestmark = pytest.mark.usefixtures("_on_both")


def test_cancelling_says_what_was_done_and_how_to_take_it_back() -> None:
    told = works("cancel", HERNE, "--note", "Krankheitsfall", "--author", "Frau Weiß")
    assert told.startswith("Termin „Kommunales Integrationszentrum Stadt Herne“ am 03.08.2017 abgesagt. Änderung ")
    assert told.count("\n") == 1
    assert (appointment().status, appointment().note) == (Status.CANCELLED, "Krankheitsfall")
    with store().read() as reader:
        change = reader.change_of(change_in(told))
    assert change is not None
    assert (change.author, change.action) == ("Frau Weiß", "cancel")
    works("undo", str(change.id))
    assert (appointment().status, appointment().note) == (Status.SCHEDULED, None)


def test_what_is_so_already_is_no_change() -> None:
    works("cancel", HERNE)
    before = changes()
    assert works("cancel", HERNE).endswith("am 03.08.2017: nichts geändert, es steht schon so da.\n")
    assert "nichts geändert" in works("edit", HERNE, "stadt=Herne")
    assert changes() == before


@pytest.mark.parametrize(
    ("options", "start", "end"),
    [
        ([], dt.time(10), dt.time(11, 30)),
        (["--start", "14 Uhr"], dt.time(14), dt.time(15, 30)),
        (["--start", "23:00"], dt.time(23), None),
        (["--start", "14:00", "--end", "14:30"], dt.time(14), dt.time(14, 30)),
        (["--end", ""], dt.time(10), None),
        (["--start", ""], None, None),
    ],
    ids=["same time", "same length", "past midnight", "both", "open end", "no time"],
)
def test_moving_keeps_what_is_not_said(options: list[str], start: dt.time | None, end: dt.time | None) -> None:
    works("edit", HERNE, "ende=11:30")
    told = works("move", HERNE, "--date", "5.8.2017", *options)
    assert "vom 03.08.2017, 10:00 bis 11:30 Uhr, auf den 05.08.2017" in told
    old = appointment()
    assert (old.status, old.date) == (Status.MOVED, dt.date(2017, 8, 3))
    assert old.moved_to is not None
    assert f"jetzt {old.moved_to}. Änderung" in told
    new = appointment(old.moved_to)
    assert (new.status, new.date, new.start, new.end) == (Status.SCHEDULED, dt.date(2017, 8, 5), start, end)
    works("undo", str(change_in(told)))
    assert appointment().status is Status.SCHEDULED
    assert len(appointments()) == 6


def test_moving_twice_names_the_one_to_move() -> None:
    works("move", HERNE, "--date", "2017-08-05")
    result = call("move", HERNE, "--date", "2017-08-06")
    assert result.exit_code == 1
    assert f"„{HERNE}-05-08“" in result.stderr


def test_editing_takes_german_and_english_names_and_tells_before_and_after() -> None:
    told = works("edit", HERNE, "beginn=11 Uhr", "room=Aula", "PLZ=44649", "medien=ja", "Datum=4.8.2017")
    assert "Datum Do, 3. August 2017 → Fr, 4. August 2017" in told
    assert "Beginn 10:00 Uhr → 11:00 Uhr; Raum – → Aula" in told
    record = appointment()
    assert (record.start, record.room, record.media, record.date.day) == (dt.time(11), "Aula", "open", 4)
    works("edit", HERNE, "raum=", "stand=abgesagt", "zentrum=KI Kreis Wesel")
    record = appointment()
    assert (record.room, record.status, record.centre) == (None, Status.CANCELLED, "05170")


def test_another_address_gets_another_point() -> None:
    before = appointment()
    told = works("edit", HERNE, "stadt=Wesel", "plz=46483", "straße=", "gebäude=")
    after = appointment()
    assert "Punkt auf der Karte" in told
    assert (after.lat, after.lon) != (before.lat, before.lon)
    assert (after.district, after.precision) == ("05170", Precision.POSTAL_CODE)
    assert "Bitte prüfen: Der Ort liegt im Gebiet von" in told
    assert "Bitte prüfen" not in works("edit", HERNE, "raum=Aula")


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("plz=Herne", "Postleitzahl: „Herne“ ist keine Postleitzahl"),
        ("bericht=javascript:alert(1)", "Bericht: „javascript:alert(1)“ ist keine Webadresse"),
        ("titel=\x07", "Titel: „ “ enthält Steuerzeichen"),
        ("datum=1999-01-01", "liegt zu weit weg"),
        ("letzter Tag=1.8.2017", "letzter Tag: „2017-08-01“ liegt vor „Datum“"),
    ],
)
def test_what_may_not_be_published_is_not_written(pair: str, reason: str) -> None:
    works("appointments")
    before = changes()
    result = call("edit", HERNE, pair)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert changes() == before


def test_who_saw_an_older_revision_is_told_what_changed_since() -> None:
    works("cancel", HERNE, "--author", "Frau Weiß")
    before = changes()
    for arguments in (
        ["edit", HERNE, "raum=Aula"],
        ["move", HERNE, "--date", "2017-08-05"],
        ["remove", HERNE],
        ["cancel", HERNE],
    ):
        result = call(*arguments, "--revision", "1")
        assert result.exit_code == 1
        assert "inzwischen von Frau Weiß geändert (Fassung 2)" in result.stderr
        assert "  Stand: geplant → abgesagt\n" in result.stderr
    assert changes() == before
    works("edit", HERNE, "raum=Aula", "--revision", "2")


def test_what_is_removed_is_gone_and_comes_back() -> None:
    told = works("remove", HERNE)
    assert "gelöscht. Änderung" in told
    assert len(appointments()) == 5
    result = call("cancel", HERNE)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Der Termin „{HERNE}“ ist gelöscht; ")
    works("undo", str(change_in(told)))
    assert len(appointments()) == 6


@pytest.mark.parametrize("command", [["cancel"], ["remove"], ["move", "--date", "2017-08-05"], ["edit", "raum=1"]])
@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("herne", f"gemeint ist vielleicht „{HERNE}“."),
        ("sommertour-2017-hrene", f"gemeint ist vielleicht „{HERNE}“"),
        ("xyz", "„tourkarte appointments“ nennt alle."),
    ],
)
def test_an_unknown_id_is_told_with_what_may_be_meant(command: list[str], key: str, hint: str) -> None:
    result = call(command[0], key, *command[1:])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Den Termin „{key}“ gibt es nicht; ")
    assert hint in result.stderr


def test_what_was_moved_is_cancelled_where_it_is_now() -> None:
    works("move", HERNE, "--date", "2017-08-04")
    before = changes()
    for arguments in (["cancel", HERNE], ["edit", HERNE, "stand=abgesagt"], ["move", HERNE, "--date", "2017-08-05"]):
        result = call(*arguments)
        assert result.exit_code == 1
        assert f"ist schon verschoben, auf den Termin „{HERNE}-04-08“ am 04.08.2017. Bitte diesen" in result.stderr
    assert changes() == before
    works("edit", HERNE, "stand=geplant")
    assert len(appointments()) == 6
