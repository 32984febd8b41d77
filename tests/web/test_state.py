"""The address that open pages ask whether the store has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.ui.reviews import BERND, gone
from tourkarte.desk import editing
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord
from tourkarte.web import state

if TYPE_CHECKING:
    from httpx2 import Response

HERNE = "sommertour-2017-herne"


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=state.ROUTES))


def _ask(client: TestClient) -> Response:
    return client.get(state.ADDRESS)


def _edit(room: str) -> None:
    with store().read() as reader:
        revision = reader.get(AppointmentRecord, HERNE).revision
    editing.edit_appointment(store(), HERNE, revision, author=BERND, room=room)


def test_the_state_is_another_after_a_change_and_only_then(client: TestClient) -> None:
    answer = _ask(client)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text == _ask(client).text == str(store().stamp())
    _edit("Saal")
    assert _ask(client).text != answer.text
    changed = _ask(client).text
    _edit("Saal")
    assert _ask(client).text == changed, "nothing was changed"


def test_a_store_that_is_gone_is_a_state_and_no_error(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _ask(client).text
    with gone(monkeypatch):
        answer = _ask(client)
        assert (answer.status_code, answer.text) == (200, state.GONE)
    assert _ask(client).text == before


def test_nothing_else_is_answered(client: TestClient) -> None:
    assert client.head(state.ADDRESS).status_code == 200
    assert client.post(state.ADDRESS).status_code == 405
