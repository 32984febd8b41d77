"""Eight editors change the same appointments at once; whoever comes second reads again, merges and tries again.

python -m tests.store.race URL CHANGES SEED
"""

from __future__ import annotations

import os
import random
import sys
import time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tests.store import forks, samples
from tourkarte.desk.editing import edit_appointment
from tourkarte.store.errors import ConflictError
from tourkarte.store.records import AppointmentRecord, Kind
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.store.log import Revision

EDITORS: Final = 8
KEYS: Final = [f"besuch-{number}" for number in range(50)]


def _count(record: AppointmentRecord) -> int:
    return int(record.note or 0)


def _get(store: Store, key: str) -> AppointmentRecord:
    with store.read() as reader:
        return reader.get(AppointmentRecord, key)


def _increment(store: Store, key: str, author: str) -> int:
    """Count up an appointment's note as a person would, from what was seen; return how many conflicts that took."""
    seen, conflicts = _get(store, key), 0
    while True:
        try:
            edit_appointment(store, key, seen.revision, author=author, note=str(_count(seen) + 1))
        except ConflictError as error:
            (conflict,) = error.conflicts
            assert conflict.theirs == ("note",)
            conflicts += 1
            assert isinstance(conflict.current, AppointmentRecord)
            seen = conflict.current
        else:
            return conflicts


def _edit(url: str, editor: int, changes: int, seed: int) -> int:
    chance = random.Random(seed * EDITORS + editor)  # noqa: S311 -- no secret
    store = Store(url)
    conflicts = sum(_increment(store, chance.choice(KEYS), f"Editor {editor}") for _ in range(changes))
    store.close()
    return conflicts


def race(url: str, changes: int, seed: int) -> tuple[int, float]:
    """Let the editors loose, all at the same moment; return how many conflicts there were, and the seconds it took.

    Raises
    ------
    AssertionError
        If an update is lost, the log has a gap, or an editor did not come to an end.
    """
    store = Store(url)
    samples.add(store, *KEYS)
    edit_appointment(store, KEYS[0], 1, author="Anna", note="0")  # loads what checking needs
    store.close()
    gate, opens = os.pipe()
    heard, told = os.pipe()

    def edit(editor: int) -> None:
        os.close(opens)
        os.read(gate, 1)  # ends once nobody holds it open any more
        share = changes // EDITORS + (editor < changes % EDITORS)
        os.write(told, f"{_edit(url, editor, share, seed)}\n".encode())

    children = [forks.start(partial(edit, editor)) for editor in range(EDITORS)]
    os.close(told)
    start = time.perf_counter()
    os.close(opens)
    ended = [forks.ended_well(child) for child in children]
    seconds = time.perf_counter() - start
    assert all(ended), ended
    os.close(gate)
    with os.fdopen(heard) as lines:
        conflicts = sum(map(int, lines))
    _check(url, changes)
    return conflicts, seconds


def _check(url: str, changes: int) -> None:
    """Check that each change is in the appointments and in the log, once."""
    store = Store(url)
    with store.read() as reader:
        records = reader.all(AppointmentRecord)
        for record in records:
            _check_log(record, reader.history(Kind.APPOINTMENT, record.id))
        edits = [change for change in reader.changes(limit=2 * changes + 10) if change.author != "Anna"]
    store.close()
    assert sum(map(_count, records)) == changes
    assert len(edits) == changes
    assert len({change.author for change in edits}) == min(EDITORS, changes)


def _check_log(record: AppointmentRecord, log: Sequence[Revision]) -> None:
    assert [entry.number for entry in log] == list(range(1, record.revision + 1))
    assert [entry.before for entry in log] == [None, *(entry.after for entry in log[:-1])]
    notes = [int(entry.after["note"] or 0) for entry in log]
    assert all(later in {earlier, earlier + 1} for earlier, later in pairwise(notes)), notes
    assert notes[-1] == _count(record)


def main() -> None:
    """Print what was found."""
    url, changes, seed = sys.argv[1:]
    conflicts, seconds = race(url, int(changes), int(seed))
    sys.stdout.write(f"{conflicts} {seconds:.1f}\n")


if __name__ == "__main__":
    main()
