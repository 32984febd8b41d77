"""A change happens as a whole or not at all, overwrites nobody's work, and the log tells all of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.databases import opened
from tests.store import samples
from tourkarte.errors import InvalidValueError
from tourkarte.model import Doubt, Precision, Status
from tourkarte.store.errors import ConflictError, GoneError, StoreError
from tourkarte.store.records import (
    AppointmentRecord,
    Candidate,
    DocumentRecord,
    DraftRecord,
    Kind,
    Record,
    TourRecord,
    VenueRecord,
    to_json,
)

if TYPE_CHECKING:
    from tourkarte.store.store import Store

HERNE = "sommertour-herne"
NOON = dt.datetime(2017, 8, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def get(store: Store, key: str = HERNE) -> AppointmentRecord:
    with store.read() as reader:
        return reader.get(AppointmentRecord, key)


def edit(store: Store, base: int, *, author: str = "Bernd", **values: Any) -> AppointmentRecord:
    with store.write(author, "edit", "Termin geändert") as change:
        return change.edit(AppointmentRecord, HERNE, base, **values)


def test_a_new_record_is_at_its_first_revision(store: Store) -> None:
    (added,) = samples.add(store, HERNE)
    assert added == samples.appointment(HERNE, revision=1)
    assert get(store) == added


def test_each_change_counts_up_the_revision(store: Store) -> None:
    samples.add(store, HERNE)
    for number in (2, 3, 4):
        assert edit(store, number - 1, note=f"Fassung {number}").revision == number
    assert get(store).note == "Fassung 4"


def test_the_log_tells_who_did_what_and_when(database_url: str) -> None:
    with opened(database_url, clock=lambda: NOON) as store:
        samples.add(store, HERNE)
        with store.write("Bernd", "cancel", "Abgesagt") as change:
            change.edit(AppointmentRecord, HERNE, 1, status=Status.CANCELLED, note="krank")
            change.summary = "Termin „Besuch in Herne“ abgesagt"
        with store.read() as reader:
            latest, first = reader.changes()
            (revision,) = reader.revisions_of(latest.id)
    assert (first.author, first.action) == ("Anna", "add")
    assert (latest.author, latest.action, latest.summary) == ("Bernd", "cancel", "Termin „Besuch in Herne“ abgesagt")
    assert latest.at == NOON
    assert latest.at.utcoffset() == dt.timedelta(0)
    assert (revision.kind, revision.entity, revision.number) == (Kind.APPOINTMENT, HERNE, 2)
    assert set(revision.fields) == {"status", "note"}


def test_the_log_holds_each_revision_before_and_after(store: Store) -> None:
    (first,) = samples.add(store, HERNE)
    second = edit(store, 1, start=dt.time(10), lat=51.5, lon=7.1, precision=Precision.ADDRESS)
    third = edit(store, 2, start=None)
    with store.read() as reader:
        log = reader.history(Kind.APPOINTMENT, HERNE)
    states = [None, *(to_json(record) for record in (first, second, third))]
    assert [(entry.before, entry.after) for entry in log] == list(pairwise(states))


def test_a_change_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    samples.add(store, HERNE)
    before = store.stamp()
    assert edit(store, 1, city="Herne").revision == 1
    with store.write("Bernd", "edit", "nichts"):
        pass
    assert store.stamp() == before
    with store.read() as reader:
        assert len(reader.changes()) == 1


def test_the_stamp_tells_each_change(store: Store) -> None:
    stamps = [store.stamp()]
    samples.add(store, HERNE)
    stamps.append(store.stamp())
    edit(store, 1, note="a")
    stamps.append(store.stamp())
    assert len(set(stamps)) == 3
    assert store.stamp() == stamps[-1]
    assert len({stamp.identity for stamp in stamps}) == 1


def test_an_exception_inside_leaves_nothing(store: Store) -> None:
    samples.add(store, HERNE)
    before = store.stamp()
    with pytest.raises(ZeroDivisionError):
        begin_and_fail(store)
    assert store.stamp() == before
    with store.read() as reader:
        assert [record.id for record in reader.all(AppointmentRecord)] == [HERNE]
        assert reader.get(AppointmentRecord, HERNE).note is None
        assert len(reader.history(Kind.APPOINTMENT, HERNE)) == 1


def begin_and_fail(store: Store) -> None:
    with store.write("Bernd", "edit", "halb") as change:
        change.edit(AppointmentRecord, HERNE, 1, note="halb")
        change.add(samples.appointment("sommertour-wesel"))
        raise ZeroDivisionError


def test_its_reads_see_its_own_writes(store: Store) -> None:
    samples.add(store, HERNE)
    with store.write("Bernd", "edit", "zweimal") as change:
        change.edit(AppointmentRecord, HERNE, 1, note="eins")
        assert change.get(AppointmentRecord, HERNE).note == "eins"
        change.edit(AppointmentRecord, HERNE, 2, note="zwei")
    with store.read() as reader:
        assert [entry.after["note"] for entry in reader.history(Kind.APPOINTMENT, HERNE)] == [None, "eins", "zwei"]


def test_who_comes_second_is_told_what_changed(store: Store) -> None:
    samples.add(store, HERNE)
    edit(store, 1, author="Bernd", note="von Bernd", room="Aula")
    with pytest.raises(ConflictError, match="inzwischen von Bernd geändert") as caught:
        edit(store, 1, author="Carla", note="von Carla", start=dt.time(10))
    (conflict,) = caught.value.conflicts
    assert conflict.base == samples.appointment(HERNE, revision=1)
    assert conflict.current == get(store)
    assert conflict.mine == {"note": "von Carla", "start": dt.time(10)}
    assert set(conflict.theirs) == {"note", "room"}
    assert conflict.contested == ("note",)
    assert get(store).note == "von Bernd"


def test_what_both_changed_alike_is_not_contested(store: Store) -> None:
    samples.add(store, HERNE)
    edit(store, 1, status=Status.CANCELLED)
    with pytest.raises(ConflictError) as caught:
        edit(store, 1, status=Status.CANCELLED)
    assert caught.value.conflicts[0].contested == ()


def test_a_whole_record_is_not_put_over_a_newer_one(store: Store) -> None:
    (seen,) = samples.add(store, HERNE)
    edit(store, 1, room="Aula")
    with pytest.raises(ConflictError) as caught, store.write("Carla", "edit", "alles") as change:
        change.put(replace(seen, note="von Carla"))
    assert caught.value.conflicts[0].mine == {"note": "von Carla", "room": None}
    assert get(store).room == "Aula"


def test_a_deleted_record_is_gone_but_in_the_log(store: Store) -> None:
    (seen,) = samples.add(store, HERNE)
    with store.write("Bernd", "remove", "gelöscht") as change:
        assert change.remove(seen).revision == 2
    with store.read() as reader:
        assert reader.all(AppointmentRecord) == []
        assert reader.find(AppointmentRecord, HERNE) == replace(seen, revision=2, deleted=True)
        assert [entry.after["deleted"] for entry in reader.history(Kind.APPOINTMENT, HERNE)] == [False, True]
        with pytest.raises(GoneError, match="gibt es nicht oder nicht mehr"):
            reader.get(AppointmentRecord, HERNE)
    with pytest.raises(GoneError):
        edit(store, 2, note="zu spät")


@pytest.mark.parametrize(
    ("values", "named"),
    [({"date": None}, "date"), ({"status": "weird"}, "status"), ({"lat": "oben"}, "lat"), ({"title": None}, "title")],
)
def test_what_a_field_cannot_hold_is_refused(store: Store, values: dict[str, Any], named: str) -> None:
    samples.add(store, HERNE)
    with pytest.raises(InvalidValueError, match=f"„{named}“.*nichts gespeichert"):
        edit(store, 1, **values)
    with pytest.raises(InvalidValueError, match=f"„{named}“"), store.write("Carla", "add", "neu") as change:
        change.add(samples.appointment("neu", **values))
    assert get(store).revision == 1


def test_what_a_key_of_the_database_forbids_is_told(store: Store) -> None:
    samples.add(store, HERNE)
    before = store.stamp()
    with pytest.raises(StoreError, match=r"passt nicht zu dem, was schon in der Datenbank steht.*nichts gespeichert"):
        samples.add(store, "a", HERNE)
    assert store.stamp() == before


@pytest.mark.parametrize(
    "values", [{"note": "a\0b"}, {"note": "\ud83d"}, {"media": "x" * 21}, {"city": "Herne\0"}], ids=repr
)
def test_what_one_of_the_databases_cannot_keep_is_refused_by_both(store: Store, values: dict[str, Any]) -> None:
    samples.add(store, HERNE)
    with pytest.raises(InvalidValueError, match=f"„{next(iter(values))}“.*nichts gespeichert"):
        edit(store, 1, **values)
    assert get(store).revision == 1


def test_what_no_database_keeps_does_not_stand_in_the_logs_way(store: Store) -> None:
    samples.add(store, HERNE)
    with store.write("An\0na \ud83d", "edit", "„a\udfff.md“\0 geändert") as change:
        change.edit(AppointmentRecord, HERNE, 1, note="neu")
    with store.read() as reader:
        (latest,) = reader.changes(limit=1)
    assert (latest.author, latest.summary) == ("An na \ufffd", "„a\ufffd.md“  geändert")


def test_a_number_that_is_too_large_for_a_server_is_refused(server_store: Store) -> None:
    with (
        pytest.raises(InvalidValueError, match=r"Zahl ist zu groß.*nichts gespeichert"),
        server_store.write("Anna", "add", "zu groß") as change,
    ):
        change.add(TourRecord(id="tour", title="Tour", planned=2**40))
    with server_store.read() as reader:
        assert reader.all(TourRecord) == []


FULL: list[Record] = [
    TourRecord(id="tour", title="Ä„ß“ \U0001f600", subtitle="Zwei\nZeilen", planned=14),
    DocumentRecord(
        id="document", name="e.pdf", tour="tour", text="x\n\ty", digest="0" * 64, warnings=("a", "b"), unread=((1, 2),)
    ),
    AppointmentRecord(
        id="appointment",
        tour="tour",
        date=dt.date(2017, 12, 31),
        end_date=dt.date(2018, 1, 1),
        start=dt.time(23, 59),
        end=dt.time(0, 1),
        title="=1+1",
        lat=51.123456789012345,
        lon=-7.0,
        precision=Precision.MANUAL,
        radius_m=0.1,
        status=Status.MOVED,
        document="document",
        moved_to="appointment",
    ),
    DraftRecord(
        id="draft",
        document="document",
        position=3,
        doubts=(Doubt("city", "steht nirgends"),),
        candidates=(Candidate(label="a", lat=1, lon=2, precision=Precision.STREET, radius_m=3, source="s"),),
        source=(1, 5),
        spans={"city": ((1, 2), (3, 4))},
        appointment="appointment",
    ),
    VenueRecord(id="venue", lat=51.5, lon=7.1, source="Redaktion (Anna)"),
]


def test_every_kind_of_record_comes_back_as_it_was(store: Store) -> None:
    with store.write("Anna", "add", "von allem etwas") as change:
        added = [change.add(record) for record in FULL]
        change.keep_original("document", b"\x00\xff")
    assert added == [replace(record, revision=1) for record in FULL]
    with store.read() as reader:
        assert [reader.get(type(record), record.id) for record in FULL] == added
        assert reader.original("document") == b"\x00\xff"
        assert reader.original("other") is None


@pytest.mark.parametrize("values", [{"id": "other"}, {"revision": 7}, {"deleted": True, "note": "x"}])
def test_what_the_store_says_of_a_record_is_not_edited(store: Store, values: dict[str, Any]) -> None:
    samples.add(store, HERNE)
    with pytest.raises(InvalidValueError, match=f"{next(iter(values))} lässt sich nicht ändern"):
        edit(store, 1, **values)
    assert get(store) == samples.appointment(HERNE, revision=1)


def test_a_long_title_is_shortened_in_the_summary(store: Store) -> None:
    with store.write("Anna", "add", f"Termin „{'x' * 500}“ und „b“ hinzugefügt") as change:
        change.add(TourRecord(id="neu", title="Neu"))
    with store.read() as reader:
        assert reader.changes()[0].summary == f"Termin „{'x' * 120}…“ und „b“ hinzugefügt"


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_a_text_that_is_empty_is_none(store: Store, nothing: str) -> None:
    samples.add(store, HERNE)
    found = edit(store, 1, postal_code=nothing, note=" Eingang hinten\n", city=nothing)
    assert (
        (found.postal_code, found.note, found.city)
        == (None, "Eingang hinten", None)
        == (
            get(store).postal_code,
            get(store).note,
            get(store).city,
        )
    )
    with store.write("Anna", "add", "Dokument") as change:
        text = " \nEinladung\n"
        document = change.add(DocumentRecord(id="d", name="e.md", tour=samples.TOUR, text=text, digest="0" * 64))
        draft = change.add(DraftRecord(id="d-1", document="d", position=1, title=nothing, centre=nothing))
    assert (document.text, draft.title, draft.centre) == (text, None, None)


@pytest.mark.parametrize("nothing", ["", "  "])
def test_an_empty_title_is_refused(store: Store, nothing: str) -> None:
    samples.add(store, HERNE)
    with pytest.raises(InvalidValueError, match="Der Titel ist leer"):
        edit(store, 1, title=nothing)
    with pytest.raises(InvalidValueError, match="Der Titel ist leer"), store.write("Anna", "edit", "Tour") as change:
        change.edit(TourRecord, samples.TOUR, 1, title=nothing)
    assert get(store).revision == 1
