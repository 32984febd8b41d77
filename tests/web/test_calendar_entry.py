"""One appointment as a file for the reader's own calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tourkarte.model import Status
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord
from tourkarte.web import answers, calendar_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from httpx2 import Response

HERNE = "/termine/sommertour-2017-herne.ics"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(answers, "_LOOK_S", 0)
    with TestClient(Starlette(routes=calendar_entry.ROUTES)) as client:
        yield client


def events(answer: Response) -> list[Any]:
    found: list[Any] = Calendar.from_ical(answer.content).walk("VEVENT")
    return found


def change(**fields: Any) -> None:
    with store().write("Erika", "edit", "Termin") as transaction:
        transaction.put(replace(transaction.get(AppointmentRecord, "sommertour-2017-herne", deleted=True), **fields))


def test_is_one_entry_to_save(client: TestClient) -> None:
    found = client.get(HERNE)
    assert found.status_code == 200
    assert found.headers["content-type"] == "text/calendar; charset=utf-8"
    assert found.headers["content-disposition"] == 'attachment; filename="sommertour-2017-herne.ics"'
    assert [event["UID"] for event in events(found)] == ["sommertour-2017-herne@tourkarte"]
    assert events(found)[0]["URL"] == "http://testserver/termine/sommertour-2017-herne"


def test_follows_a_change_and_says_that_it_is_one(client: TestClient) -> None:
    before = client.get(HERNE)
    assert client.get(HERNE, headers={"If-None-Match": before.headers["etag"]}).status_code == 304
    change(status=Status.CANCELLED)
    after = client.get(HERNE, headers={"If-None-Match": before.headers["etag"]})
    first, second = (events(answer)[0] for answer in (before, after))
    assert (second["STATUS"], second["SEQUENCE"]) == ("CANCELLED", first["SEQUENCE"] + 1)
    assert second["LAST-MODIFIED"].dt >= first["LAST-MODIFIED"].dt  # within one second, mostly


def test_a_deleted_one_is_gone_and_an_unknown_one_unknown(client: TestClient) -> None:
    assert client.get(HERNE).status_code == 200
    change(deleted=True)
    gone, unknown = client.get(HERNE), client.get("/termine/nirgends.ics")
    assert (gone.status_code, gone.text) == (410, "Dieser Termin wurde gelöscht.\n")
    assert (unknown.status_code, unknown.text) == (404, "Den Termin „nirgends“ gibt es nicht.\n")
    assert {answer.headers["cache-control"] for answer in (gone, unknown)} == {"no-store"}
    change(deleted=False)
    assert client.get(HERNE).status_code == 200


@pytest.mark.parametrize("path", ["%2e%2e%2fetc%2fpasswd", "%00", "%0d%0aSet-Cookie:x", "x" * 5000, "%ff", "ü", "."])
def test_what_is_no_id_is_answered_plainly(client: TestClient, path: str) -> None:
    found = client.get(f"/termine/{path}.ics")
    assert found.status_code == 404
    assert len(found.content) < 200
    assert "set-cookie" not in found.headers


def test_speaks_the_language_that_is_asked_for(client: TestClient) -> None:
    change(status=Status.CANCELLED)
    assert b"SUMMARY:Cancelled: " in client.get(f"{HERNE}?lang=en").content
    assert client.get(f"{HERNE}?lang=xx").status_code == 400
    assert client.get("/termine/nirgends.ics?lang=en").text == "There is no appointment “nirgends”.\n"


def test_says_what_may_be_asked(client: TestClient) -> None:
    assert client.options(HERNE).headers["allow"] == "GET, HEAD, OPTIONS"
    head = client.head(HERNE)
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(HERNE).status_code == 405
