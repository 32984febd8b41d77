"""Which changes of the store this session made: people of the same name may sit at other desks."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.store.installed import store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tourkarte.store.log import Change
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction

_MINE: Final = "desk-own-changes"


class Noting:
    """The store as one call of a service is given it.

    Attributes
    ----------
    made
        What the call has written.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.made: list[Transaction] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def write(self, *args: Any, **values: Any) -> Iterator[Transaction]:
        """Change the store as `Store.write` does."""
        with self._store.write(*args, **values) as transaction:
            yield transaction
        if transaction.change is not None:
            self.made.append(transaction)


@contextmanager
def noting() -> Iterator[Any]:
    """Give the store to a service; what is written through it is this session's."""
    noted = Noting(store())
    try:
        yield noted
    finally:
        mine: set[int | None] = st.session_state.setdefault(_MINE, set())
        mine.update(transaction.change for transaction in noted.made)


def made_all(changes: Collection[Change]) -> bool:
    """Return whether there are changes, and this session made each of them."""
    return bool(changes) and st.session_state.get(_MINE, set()).issuperset(change.id for change in changes)
