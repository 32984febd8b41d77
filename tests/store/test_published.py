"""What visitors see is what the store holds; what somebody broke in it is left out and told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests import folders, frames
from tests.databases import opened
from tests.store import samples
from tourkarte import dataset
from tourkarte.settings import settings
from tourkarte.store import published
from tourkarte.store.first import fill, put
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from pathlib import Path

    from tourkarte.dataset import Dataset
    from tourkarte.store.store import Store


def loaded(store: Store) -> Dataset:
    with store.read() as reader:
        return published.load(reader, folders.OWN)


def test_a_new_store_shows_what_the_data_folder_holds(database_url: str) -> None:
    folder = dataset.load(folders.OWN)
    with opened(database_url, fill=fill) as store:
        found = loaded(store)
    pd.testing.assert_frame_equal(found.appointments, folder.appointments)
    assert found.tours == folder.tours
    assert sorted(found.centres, key=lambda centre: centre.district) == sorted(
        folder.centres, key=lambda centre: centre.district
    )
    assert found.districts == folder.districts
    assert found.problems == folder.problems == ()


def test_many_appointments_come_back_as_they_were(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = frames.synthetic(300).assign(tour=frames.TOUR)
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.with_appointments(tmp_path / "data", rows)))
    settings.cache_clear()
    folder = dataset.load(tmp_path / "data")
    assert len(folder.appointments) == 300
    with opened(database_url, fill=fill) as store:
        pd.testing.assert_frame_equal(loaded(store).appointments, folder.appointments)


CHAIN = {"a": "b", "b": "c", "c": None, "d": "nowhere"}
CIRCLE = {"a": "b", "b": "c", "c": "a", "d": "a"}


@pytest.mark.parametrize(
    ("moves", "kept"),
    [(CHAIN, CHAIN | {"d": None}), (CIRCLE, {"a": "b", "b": "c", "c": None, "d": "a"})],
    ids=["chain", "circle"],
)
def test_whatever_was_moved_to_what_a_new_store_takes_it(
    store: Store, moves: dict[str, str | None], kept: dict[str, str | None]
) -> None:
    rows = frames.sample().head(1).loc[lambda frame: frame.index.repeat(len(moves))].reset_index(drop=True)
    rows = rows.assign(id=list(moves), moved_to=pd.array([*moves.values()], dtype="string"), status="moved")
    with store.write("Anna", "fill", "gefüllt") as change:
        put(change, replace(dataset.load(folders.OWN), appointments=rows))
    with store.read() as reader:
        assert {record.id: record.moved_to for record in reader.all(AppointmentRecord)} == kept


def test_a_change_is_seen_and_a_deleted_appointment_is_not(store: Store) -> None:
    samples.add(store, "a", "b")
    with store.write("Bernd", "edit", "geändert") as change:
        change.edit(AppointmentRecord, "a", 1, title="Anders")
        change.remove(change.get(AppointmentRecord, "b"))
    assert loaded(store).appointments["title"].tolist() == ["Anders"]


def test_an_empty_store_shows_nothing(store: Store) -> None:
    found = loaded(store)
    assert found.appointments.empty
    assert (found.tours, found.centres, found.problems) == ({}, (), ())


BROKEN = {
    "status": "'weird'",
    "postal_code": "'ABC'",
    "title": "'a' || chr(1)",
    "lat": "51.5",
    "precision": "'address'",
    "radius_m": "-5",
    "date": "DATE '1066-10-14'",
    "id": "'NICHT ERLAUBT'",
}
BROKEN_FILE = {
    "date": "'übermorgen'",
    "start": "'gegen zehn'",
    "end": "'99:99'",
    "lat": "'oben'",
    "radius_m": "'groß'",
    "district": "x'00ff'",
    "end_date": "17",
}


def broken(store: Store, column: str, value: str) -> list[str]:
    """Break the second of three appointments; return the ids of those that are shown, and check what is told."""
    samples.add(store, "a", "b", "c")
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE appointment SET \"{column}\" = {value} WHERE id = 'b'")  # noqa: S608 - ours
    found = loaded(store)
    (problem,) = found.problems
    assert problem.message.startswith("Der Termin „")
    assert "in der Datenbank ist nicht zu zeigen: " in problem.message
    assert len(problem.message.split(": ", 1)[1]) > 10
    shown: list[str] = found.appointments["id"].tolist()
    return shown


@pytest.mark.parametrize(("column", "value"), BROKEN.items())
def test_a_row_that_somebody_broke_is_left_out_and_told(store: Store, kind: str, column: str, value: str) -> None:
    plain = value.replace("chr(", "char(").replace("DATE ", "") if kind == "sqlite" else value
    assert broken(store, column, plain) == ["a", "c"]


@pytest.mark.parametrize(("column", "value"), BROKEN_FILE.items())
def test_a_file_keeps_anything_in_any_column(file_store: Store, column: str, value: str) -> None:
    assert broken(file_store, column, value) == ["a", "c"]
