"""What visitors are shown: current after every change, read once for all of them, and the last known in need."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from tests import folders
from tests.ui.desk import HERNE
from tests.ui.reviews import BERND, ERIKA, gone, on_the_desk
from tourkarte import clock
from tourkarte.desk import editing, publishing
from tourkarte.model import Status
from tourkarte.settings import settings
from tourkarte.store import published
from tourkarte.store.installed import store
from tourkarte.store.store import Store
from tourkarte.web import loaded as kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = 8


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.copy(tmp_path / "data")))
    settings.cache_clear()
    monkeypatch.setattr(kept, "_LAST", {})
    yield
    settings.cache_clear()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return a list that grows with each time that all appointments are read."""
    counted: list[Any] = []
    load = published.load

    def count(*args: Any) -> Any:
        counted.append(args)
        return load(*args)

    monkeypatch.setattr(published, "load", count)
    return counted


def test_many_sessions_at_once_read_the_appointments_once(loads: list[Any]) -> None:
    store().prepare()
    queries: list[str] = []
    sa.event.listen(store().engine, "before_cursor_execute", lambda *event: queries.append(event[2]))
    found: list[kept.Loaded] = []
    together = threading.Barrier(MANY)

    def visit() -> None:
        together.wait(60)
        found.append(kept.loaded())

    visitors = [threading.Thread(target=visit) for _ in range(MANY)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(60)
    assert len(loads) == 1
    assert len({id(each.data) for each in found}) == 1
    read = [query for query in queries if "FROM appointment" in query]
    assert len(read) == 1
    before = len(queries)
    kept.loaded()
    assert len([query for query in queries[before:] if query.startswith("SELECT")]) == 1, "asked for its state only"


def test_what_is_published_is_there_at_the_next_look(loads: list[Any]) -> None:
    before = kept.loaded()
    document = on_the_desk()
    drafted = kept.loaded()
    assert len(drafted.data.appointments) == len(before.data.appointments) == 6, "drafts are not for visitors"
    with store().read() as reader:
        plan = publishing.plan(reader, document, today=publishing.present_day())
    publishing.publish(store(), plan, author=ERIKA)
    after = kept.loaded()
    assert after.stamp != before.stamp
    assert "Unna" in set(after.data.appointments["city"])
    assert "Unna" in after.known.cities
    reads = len(loads)
    assert kept.loaded().stamp == after.stamp
    assert len(loads) == reads


def test_while_the_store_is_gone_the_last_known_is_shown_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.loaded()
    with gone(monkeypatch):
        for _ in range(3):
            last = kept.loaded()
            assert last.stamp is None
            assert len(last.data.appointments) == 6
            (problem,) = [each for each in last.problems if each not in before.problems]
            assert f"gezeigt wird der Stand von {before.at:%H:%M} Uhr" in str(problem)
            assert "geheim" not in str(problem)
    editing.cancel(store(), HERNE, 1, author=BERND)
    back = kept.loaded()
    assert back.problems == before.problems
    assert dict(zip(back.data.appointments["id"], back.data.appointments["status"], strict=True))[HERNE] == "cancelled"
    assert Status.CANCELLED.value == "cancelled"
    assert back.at <= clock.now()


@pytest.mark.parametrize(
    ("now", "told"), [("2017-08-02T18:30", "von 17:45 Uhr."), ("2017-08-03T00:10", "vom 02.08.2017, 17:45 Uhr.")]
)
def test_the_time_is_that_at_which_the_store_last_said_so(
    monkeypatch: pytest.MonkeyPatch, loads: list[Any], now: str, told: str
) -> None:
    for moment in ("2017-08-02T08:00", "2017-08-02T17:45"):
        monkeypatch.setattr(clock, "now", lambda moment=moment: dt.datetime.fromisoformat(moment))
        kept.loaded()
    assert len(loads) == 1
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.fromisoformat(now))
    with gone(monkeypatch):
        assert str(kept.loaded().problems[-1]).endswith(f"gezeigt wird der Stand {told}")


def test_what_changes_between_asking_and_reading_is_read_once(
    monkeypatch: pytest.MonkeyPatch, loads: list[Any]
) -> None:
    before = store().stamp()
    editing.cancel(store(), HERNE, 1, author=BERND)
    with monkeypatch.context() as patched:
        patched.setattr(Store, "stamp", lambda _: before)
        first = kept.loaded()
    assert kept.loaded() is first
    assert first.stamp == store().stamp()
    assert len(loads) == 1


def test_where_nothing_is_known_a_sentence_says_so_without_the_databases_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with gone(monkeypatch):
        empty = kept.loaded()
        assert len(empty.data.appointments) == 0
        assert empty.stamp is None
        said = " ".join(map(str, empty.problems))
        assert "Die Datenbank antwortet nicht; die Termine erscheinen, sobald sie wieder da ist." in said
        assert "geheim" not in said
        assert "geheim" in caplog.text, "the operator is told which one"
    assert len(kept.loaded().data.appointments) == 6
