"""What open pages are told of the store."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.ui.reviews import gone
from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.store import installed
from tourkarte.store.records import AppointmentRecord, VenueRecord
from tourkarte.web import state
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=state.ROUTES)) as client:
        yield client


def _work_at_the_desk() -> None:
    with installed.store().write("Anna", "pin", "Punkt") as transaction:
        transaction.add(VenueRecord(id=f"v{installed.store().stamp().number}", lat=51.0, lon=7.0, source="Redaktion"))


def _publish() -> None:
    with installed.store().write("Anna", "add", "Termin") as transaction:
        transaction.add(
            AppointmentRecord(id="neu", tour="sommertour-2017", date=dt.date(2017, 8, 9), title="Neuer Besuch")
        )


def test_visitors_are_told_of_what_is_published_only(client: TestClient) -> None:
    before = client.get(state.VISITORS)
    assert before.headers["cache-control"] == "no-store"
    _work_at_the_desk()
    assert client.get(state.VISITORS).text == before.text
    _publish()
    assert client.get(state.VISITORS).text != before.text


def test_the_desk_is_told_of_everything_and_nobody_else_is(client: TestClient) -> None:
    assert client.get(state.DESK).status_code == 403
    session = gate().sessions.begin("Anna", clock.now())  # type: ignore[union-attr]
    client.cookies.set(COOKIE, session)
    before = client.get(state.DESK)
    assert before.status_code == 200
    _work_at_the_desk()
    assert client.get(state.DESK).text != before.text


def test_a_store_that_is_gone_is_told_as_well(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "folder.sqlite").mkdir()
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", f"sqlite:///{tmp_path / 'folder.sqlite'}")
    for cached in (settings, installed.store, installed.watch):
        cached.cache_clear()
    assert client.get(state.VISITORS).text == state.GONE


def test_a_store_that_is_back_is_told_with_the_state_that_it_had(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get(state.VISITORS).text
    with gone(monkeypatch):
        answer = client.get(state.VISITORS)
        assert (answer.status_code, answer.text) == (200, state.GONE)
    assert client.get(state.VISITORS).text == before


def test_the_state_is_read_only(client: TestClient) -> None:
    assert client.head(state.VISITORS).status_code == 200
    assert client.post(state.VISITORS).status_code == 405
