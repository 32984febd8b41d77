"""A victim publishes, is killed with SIGKILL at a random moment, and what is left is looked at; again and again.

python -m tests.store.crash URL KILLS SEED
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.store import forks, samples
from tourkarte.desk.history import undo
from tourkarte.desk.publishing import plan, publish
from tourkarte.store.engines import reading
from tourkarte.store.records import AppointmentRecord, DocumentRecord, DocumentState, DraftRecord, DraftState, Record
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from tourkarte.store.log import Revision

DOCUMENT: Final = "einladung"
DRAFTS: Final = 50
_FIRST: Final = dt.date(2017, 8, 2)


def lay(store: Store, count: int = DRAFTS) -> None:
    """Lay a document with many drafts on the desk."""
    with store.write("Anna", "import", "eingelesen") as change:
        if change.find(type(samples.TOUR_RECORD), samples.TOUR) is None:
            change.add(samples.TOUR_RECORD)
        change.add(DocumentRecord(id=DOCUMENT, name="e.pdf", tour=samples.TOUR, text="x" * 10_000, digest="0" * 64))
        for number in range(count):
            change.add(
                DraftRecord(
                    id=f"{DOCUMENT}-{number}",
                    document=DOCUMENT,
                    position=number,
                    date=_FIRST + dt.timedelta(days=number),
                    start=dt.time(10),
                    title=f"Besuch Nummer {number}",
                    city="Herne",
                    postal_code="44649",
                )
            )


def publish_all(store: Store) -> None:
    """Publish the document as the desk does."""
    with store.read() as reader:
        shown = plan(reader, DOCUMENT, today=_FIRST)
    publish(store, shown, author="Anna")


def _victim(url: str, begun: int) -> None:
    store = Store(url)
    with store.read() as reader:
        shown = plan(reader, DOCUMENT, today=_FIRST)
    os.write(begun, b"!")
    publish(store, shown, author="Anna")
    os.write(begun, b".")


def _killed(url: str, after: float) -> bool:
    """Kill a victim some seconds after it began to publish; return whether it was still at it."""
    begun, says = os.pipe()
    child = forks.start(partial(_victim, url, says))
    os.close(says)
    assert os.read(begun, 1) == b"!"
    time.sleep(after)  # the moment itself is what is drawn
    forks.kill(child)
    done = os.read(begun, 1) == b"."
    os.close(begun)
    return not done


def _seconds(url: str) -> float:
    """Return how long a victim publishes that nobody kills, from its first moment on."""
    begun, says = os.pipe()
    child = forks.start(partial(_victim, url, says))
    os.close(says)
    os.read(begun, 1)
    start = time.perf_counter()
    os.read(begun, 1)
    seconds = time.perf_counter() - start
    os.close(begun)
    assert forks.ended_well(child)
    return seconds


def outcome(url: str) -> str:
    """Return whether all or nothing was published, and take it back; anything else is an error."""
    store = Store(url)
    with store.write("Bernd", "look", "nichts"):
        pass  # as soon as we may write, a server has noticed that its client is dead
    with store.read() as reader:
        appointments = reader.all(AppointmentRecord)
        states = {draft.state for draft in reader.all(DraftRecord)}
        found = (len(appointments), states, reader.get(DocumentRecord, DOCUMENT).state)
        latest = reader.changes(limit=1)[0]
        for kind in (AppointmentRecord, DraftRecord, DocumentRecord):
            for record in reader.all(kind):  # what was taken back was looked at before
                _check_log(reader.history(record.kind, record.id), record)
    _check_integrity(store)
    if found == (0, {DraftState.OPEN}, DocumentState.OPEN):
        assert latest.action != "publish"
        store.close()
        return "nothing"
    assert found == (DRAFTS, {DraftState.PUBLISHED}, DocumentState.PUBLISHED), found
    assert latest.action == "publish"
    undo(store, latest.id, author="Bernd")
    store.close()
    return "all"


def _check_log(log: list[Revision], record: Record) -> None:
    assert [entry.number for entry in log] == list(range(1, record.revision + 1)), record
    assert log[-1].after["revision"] == record.revision


def _check_integrity(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        with reading(store.engine) as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def crash(url: str, kills: int, seed: int) -> Counter[str]:
    """Kill many victims; return how many left all, how many nothing, and how many died at it."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    store = Store(url)
    lay(store)
    publish_all(store)  # so that nothing is left to import or to load in the victims
    store.close()
    assert outcome(url) == "all"
    lasts = _seconds(url)
    assert outcome(url) == "all"
    found: Counter[str] = Counter(killed=0)
    for _ in range(kills):
        died = _killed(url, chance.uniform(0, lasts))
        lasts *= 1.05 if died else 0.8  # the machine has others to serve: most die at it, and some get through
        found["killed"] += died
        found[outcome(url)] += 1
    return found


def main() -> None:
    """Print what was found."""
    url, kills, seed = sys.argv[1:]
    found = crash(url, int(kills), int(seed))
    sys.stdout.write(f"{found['killed']} {found['nothing']} {found['all']}\n")


if __name__ == "__main__":
    main()
