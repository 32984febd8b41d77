"""Whatever is added, edited, removed and taken back in whatever order: the store holds what a dict would."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.databases import opened
from tests.store import samples
from tourkarte.desk.history import UndoError, undo
from tourkarte.store.errors import ConflictError
from tourkarte.store.records import AppointmentRecord, from_json, to_json
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from tourkarte.store.transaction import Transaction

FIELDS = ("title", "note")  # few of everything, so that the same meets often
KEYS = st.sampled_from(["a", "b"])
WORDS = st.sampled_from(["eins", "zwei", "drei"])
VALUES = st.dictionaries(st.sampled_from(FIELDS), WORDS, min_size=1)


@dataclass
class Done:
    """One change of one record, as the model knows it."""

    key: str
    before: AppointmentRecord | None
    after: AppointmentRecord
    undoes: int | None = None

    @property
    def fields(self) -> list[str]:
        before = self.before
        return [name for name in (*FIELDS, "deleted") if before and getattr(before, name) != getattr(self.after, name)]


@cache
def template() -> Path:
    """Return a file with a store that holds a tour, made once."""
    folder = Path(tempfile.mkdtemp(prefix="tourkarte-machine-"))
    atexit.register(shutil.rmtree, folder)
    with opened(f"sqlite:///{folder / 'template.sqlite'}", fill=samples.fill):
        return folder / "template.sqlite"


class Machine(RuleBasedStateMachine):
    """A store and a dict that are changed alike."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="tourkarte-machine-"))
        path = shutil.copy(template(), self.folder)
        self.store = Store(f"sqlite:///{path}")
        self.model: dict[str, AppointmentRecord] = {}
        self.log: dict[int, Done] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @initialize()
    def prepare(self) -> None:
        self.store.prepare()

    def _keep(self, change: Transaction, after: AppointmentRecord) -> None:
        """Put a record into the model as the store must hold it now."""
        before = self.model.get(after.id)
        if before == after:
            assert change.change is None
            return
        self.model[after.id] = replace(after, revision=(before.revision if before else 0) + 1)
        assert change.change
        self.log[change.change] = Done(after.id, before, self.model[after.id])

    @rule(key=KEYS, values=VALUES)
    def add(self, key: str, values: dict[str, str]) -> None:
        if key in self.model:
            return
        record = samples.appointment(key, **values)
        with self.store.write("Anna", "add", "hinzugefügt") as change:
            change.add(record)
        self._keep(change, record)

    @rule(key=KEYS, values=VALUES, back=st.sampled_from([0, 0, 0, 1]))
    def edit(self, key: str, values: dict[str, Any], back: int) -> None:
        known = self.model.get(key)
        if known is None or known.deleted:
            return
        base = max(known.revision - back, 1)
        if base != known.revision:
            with pytest.raises(ConflictError), self.store.write("Bernd", "edit", "geändert") as change:
                change.edit(AppointmentRecord, key, base, **values)
            return
        with self.store.write("Bernd", "edit", "geändert") as change:
            change.edit(AppointmentRecord, key, base, **values)
        self._keep(change, replace(known, **values))

    @rule(key=KEYS)
    def remove(self, key: str) -> None:
        known = self.model.get(key)
        if known is None or known.deleted:
            return
        with self.store.write("Carla", "remove", "gelöscht") as change:
            change.remove(known)
        self._keep(change, replace(known, deleted=True))

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.log)))
        done = self.log[number]
        current = self.model[done.key]
        if self._is_undone(number):
            with pytest.raises(UndoError):
                undo(self.store, number, author="Anna")
        elif self._was_changed_since(done, current):
            with pytest.raises(ConflictError):
                undo(self.store, number, author="Anna")
        else:
            values = {name: getattr(done.before, name) for name in done.fields} if done.before else {"deleted": True}
            wanted = replace(current, **values, revision=current.revision + 1)
            new = undo(self.store, number, author="Anna")
            assert new
            self.model[done.key] = wanted
            self.log[new] = Done(done.key, current, wanted, undoes=number)

    def _is_undone(self, number: int) -> bool:
        """Return whether a change is taken back, by one that is not taken back itself."""
        return any(done.undoes == number and not self._is_undone(later) for later, done in self.log.items())

    @staticmethod
    def _was_changed_since(done: Done, current: AppointmentRecord) -> bool:
        if done.before is None:
            return current != replace(done.after, revision=current.revision)
        return any(getattr(current, name) != getattr(done.after, name) for name in done.fields)

    @invariant()
    def the_store_holds_what_the_model_does(self) -> None:
        with self.store.read() as reader:
            held = {record.id: record for record in reader.all(AppointmentRecord, deleted=True)}
        assert held == self.model

    @invariant()
    def the_log_leads_to_what_the_store_holds(self) -> None:
        with self.store.read() as reader:
            assert {change.id for change in reader.changes(limit=1000)} == {1, *self.log}
            for key, record in self.model.items():
                log = reader.history(record.kind, key)
                assert [entry.number for entry in log] == list(range(1, record.revision + 1))
                assert [entry.before for entry in log] == [None, *(entry.after for entry in log[:-1])]
                assert from_json(record.kind, log[-1].after) == record
                assert log[-1].after == to_json(record)


TestMachine = Machine.TestCase
TestMachine.settings = settings(stateful_step_count=20)
