"""How published appointments came to be what they are; on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.databases import opened
from tourkarte.model import Status
from tourkarte.store import versions
from tourkarte.store.records import AppointmentRecord, TourRecord, VenueRecord
from tourkarte.versions import Deed, Version

if TYPE_CHECKING:
    from tourkarte.store.store import Store
    from tourkarte.versions import Versions

FIRST = dt.datetime(2017, 8, 1, 8, tzinfo=dt.UTC)
VISIT = AppointmentRecord(
    id="herne", tour="tour", date=dt.date(2017, 8, 2), start=dt.time(10), title="Besuch", city="Herne"
)


def known(store: Store) -> Versions:
    with store.read() as reader:
        return reader.versions()


def begin(store: Store) -> None:
    with store.write("Erika", "add", "neu") as transaction:
        transaction.add(TourRecord(id="tour", title="Tour"))
        transaction.add(VISIT)


def change(store: Store, **fields: Any) -> None:
    with store.write("Erika", "edit", "Termin") as transaction:
        current = transaction.find(AppointmentRecord, "herne")
        assert current
        transaction.put(replace(current, **fields))


def test_each_change_is_a_version_and_what_visitors_see_of_it_an_event(database_url: str) -> None:
    times = iter(FIRST + dt.timedelta(hours=hour) for hour in range(20))
    with opened(database_url) as store:
        store._clock = lambda: next(times)  # noqa: SLF001 - the clock of this store
        begin(store)
        change(store, status=Status.CANCELLED)
        change(store, status=Status.SCHEDULED)
        change(store, date=dt.date(2017, 8, 3))
        change(store, note="Mit Presse")
        change(store, deleted=True)
        change(store, deleted=False, status=Status.MOVED)
        with store.write("Erika", "pin", "Punkt") as transaction:  # nothing that visitors see
            transaction.add(VenueRecord(id="v", lat=51.5, lon=7.2, source="Redaktion"))
        found = known(store)
    assert found.of == {"herne": Version(number=7, created=FIRST, changed=FIRST + dt.timedelta(hours=6))}
    assert found.at == FIRST + dt.timedelta(hours=6)
    said = [(event.number, event.deed, event.date.day, event.start) for event in found.events]
    assert said == [
        (7, Deed.NEW, 3, "10:00"),
        (5, Deed.CHANGED, 3, "10:00"),
        (4, Deed.MOVED, 3, "10:00"),
        (3, Deed.RESTORED, 2, "10:00"),
        (2, Deed.CANCELLED, 2, "10:00"),
        (1, Deed.NEW, 2, "10:00"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "deed"),
    [
        ({"start": None}, {"start": dt.time(10)}, Deed.CHANGED),
        ({}, {"start": None}, Deed.CHANGED),
        ({}, {"start": dt.time(11)}, Deed.MOVED),
        ({}, {"end": dt.time(12)}, Deed.CHANGED),
        ({"end": dt.time(12)}, {"end": dt.time(13)}, Deed.CHANGED),
        ({}, {"end_date": dt.date(2017, 8, 4)}, Deed.CHANGED),
        ({"end_date": dt.date(2017, 8, 4)}, {"end_date": None}, Deed.CHANGED),
        ({"end_date": dt.date(2017, 8, 4)}, {"end_date": dt.date(2017, 8, 5)}, Deed.MOVED),
        ({"start": None}, {"start": dt.time(10), "date": dt.date(2017, 8, 3)}, Deed.MOVED),
    ],
)
def test_only_another_day_or_another_start_is_a_move(
    database_url: str, before: dict[str, Any], after: dict[str, Any], deed: Deed
) -> None:
    with opened(database_url) as store:
        begin(store)
        if before:
            change(store, **before)
        change(store, **after)
        assert known(store).events[0].deed is deed


def test_an_event_has_all_days_and_times(database_url: str) -> None:
    with opened(database_url) as store:
        begin(store)
        change(store, end_date=dt.date(2017, 8, 4), end=dt.time(12, 30))
        after, before = known(store).events
    assert (after.date, after.end_date, after.start, after.end) == (VISIT.date, dt.date(2017, 8, 4), "10:00", "12:30")
    assert (before.end_date, before.end) == (None, None)


def test_of_a_new_store_nothing_is_known(database_url: str) -> None:
    with opened(database_url) as store:
        found = known(store)
    assert (found.of, found.events, found.at) == ({}, (), None)


def test_the_latest_events_are_enough(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_EVENTS", 2)
    with opened(database_url) as store:
        begin(store)
        change(store, note="a")
        change(store, note="b")
        assert [event.number for event in known(store).events] == [3, 2]
