"""One appointment by its id, or why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tests.frames import sample
from tourkarte.language import speaking
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord
from tourkarte.web.appointment import Absent, find
from tourkarte.web.loaded import loaded

if TYPE_CHECKING:
    import pandas as pd
    import pytest

HERNE = "sommertour-2017-herne"


def delete(key: str) -> None:
    with store().write("Erika", "delete", "Termin") as transaction:
        transaction.put(replace(transaction.get(AppointmentRecord, key), deleted=True))


def absent(found: pd.DataFrame | Absent) -> tuple[int, str]:
    assert isinstance(found, Absent)
    return found.status, found.reason


def test_an_appointment_is_a_frame_of_one_row() -> None:
    found = find(loaded(), HERNE)
    assert not isinstance(found, Absent)
    assert (list(found["id"]), list(found.index)) == ([HERNE], [0])
    assert list(found.columns) == list(sample().columns)


def test_an_unknown_one_is_told_in_few_words() -> None:
    assert absent(find(loaded(), "gibt-es-nicht")) == (404, "Den Termin „gibt-es-nicht“ gibt es nicht.")
    status, reason = absent(find(loaded(), "x" * 5000))
    assert status == 404
    assert len(reason) < 100


def test_a_deleted_one_is_gone_and_not_unknown() -> None:
    delete(HERNE)
    assert absent(find(loaded(), HERNE)) == (410, "Dieser Termin wurde gelöscht.")
    with speaking("en"):
        assert absent(find(loaded(), HERNE))[1] == "This appointment was deleted."


def test_a_row_that_somebody_broke_past_the_product_is_not_called_deleted() -> None:
    store().prepare()
    with store().engine.begin() as connection:
        connection.execute(sa.text("UPDATE appointment SET date = 'morgen' WHERE id = :id"), {"id": HERNE})
    assert absent(find(loaded(), HERNE))[0] == 404


def test_the_log_tells_while_the_store_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    delete(HERNE)
    held = loaded()

    def gone() -> None:
        raise StoreUnavailableError("weg")

    monkeypatch.setattr("tourkarte.web.appointment.store", gone)
    assert absent(find(held, HERNE))[0] == 410
