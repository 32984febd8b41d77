"""When somebody else was faster: what they changed, and merging it with what is in the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

import streamlit as st

from tourkarte.desk.words import shown
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.installed import store
from tourkarte.store.records import Facts
from tourkarte.ui.desk import forms, own
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tourkarte.store.errors import Conflict, ConflictError
    from tourkarte.store.log import Change
    from tourkarte.store.records import Kind

    Save = Callable[[int, Mapping[str, Any]], object]
    """Saves fields on top of a revision."""

F = TypeVar("F", bound=Facts)

_KEPT: Final = "desk-conflict"
_MINE, _THEIRS = "meine", "deren"


def keep(error: ConflictError) -> None:
    """Remember a conflict until it is settled.

    What follows from the fields of a form, such as the point of another address, is worked out anew then.
    """
    if error.conflicts:
        conflict = error.conflicts[0]
        typed = {name: value for name, value in conflict.mine.items() if name in forms.FIELDS}
        st.session_state[_KEPT] = replace(conflict, mine=typed or conflict.mine)


def kept(kind: Kind) -> Conflict | None:
    """Return the conflict about a record of a kind that is not settled yet."""
    conflict: Conflict | None = st.session_state.get(_KEPT)
    return conflict if conflict and conflict.current.kind is kind else None


def of(record: Facts) -> Conflict | None:
    """Return the conflict about a record that is not settled yet."""
    conflict = kept(record.kind)
    return conflict if conflict and conflict.current.id == record.id else None


def begun(current: F) -> F:
    """Return the revision that the form is to show: the one that the person began with, or made themselves since."""
    seen = forms.base(current)
    if seen.revision >= current.revision or not _mine_since(seen, current):
        return seen
    forms.rebase(current)
    return current


def _mine_since(seen: Facts, current: Facts) -> bool:
    return own.made_all(_changes(current, current.revision - seen.revision))


def _changes(record: Facts, limit: int) -> list[Change]:
    """Return the latest changes of a record; none while the store is gone, for the form must stay."""
    try:
        with store().read() as reader:
            return reader.changes(limit=limit, entity=(record.kind, record.id))
    except StoreUnavailableError:
        return []


def changed_meanwhile(seen: Facts, current: Facts) -> None:
    """Say that somebody else has changed the record that is being edited."""
    with st.container():  # always there, so that the fields below stay in their place
        if seen.revision < current.revision:
            _banner(seen, current)


def _banner(seen: Facts, current: Facts) -> None:
    latest = _changes(current, 1)
    who = plain(latest[0].author) if latest else "jemand anderem"
    st.warning(f"Inzwischen von {who} geändert. Was hier steht, ist noch die Fassung davor.", icon=":material/group:")
    st.button("Neue Fassung laden", key=f"reload-{seen.id}", on_click=forms.drop, args=(seen,))


def settle(conflict: Conflict, save: Save) -> None:
    """Show what both changed, let the person choose, and save it together."""
    contested = conflict.contested
    with st.container(border=True, key="conflict"):
        st.warning(
            "Jemand anderes hat diesen Termin inzwischen geändert; es wurde nichts überschrieben.",
            icon=":material/group:",
        )
        for name in conflict.theirs:
            if name not in contested and name in forms.FIELDS:
                before, now = shown(name, getattr(conflict.base, name)), shown(name, getattr(conflict.current, name))
                st.markdown(f"{plain(forms.titled(name))}: {plain(before)} → **{plain(now)}** (wird übernommen)")
        for name in contested:
            _choice(conflict, name)
        with st.container(horizontal=True):
            st.button("Zusammenführen", type="primary", key="merge", on_click=_merge, args=(conflict, save))
            st.button("Meine Änderungen verwerfen", key="give-up", on_click=_give_up, args=(conflict,))


def _choice(conflict: Conflict, name: str) -> None:
    mine, now = shown(name, conflict.mine[name]), shown(name, getattr(conflict.current, name))
    words = {_MINE: f"meine Angabe: {plain(mine)}", _THEIRS: f"die neue: {plain(now)}"}
    st.radio(forms.titled(name), list(words), format_func=words.__getitem__, key=_chosen(name))


def _chosen(name: str) -> str:
    return f"choose-{name}"


def _merge(shown: Conflict, save: Save) -> None:
    latest = kept(shown.current.kind)
    conflict = latest if latest and latest.current.id == shown.current.id else shown  # with what was typed since then
    # Asked for now and not when the button was drawn: who is quick presses it before the page has run again.
    theirs = {name for name in conflict.mine if st.session_state.get(_chosen(name)) == _THEIRS}
    mine = {name: value for name, value in conflict.mine.items() if name not in theirs}
    _give_up(conflict)
    save(conflict.current.revision, mine)


def _give_up(conflict: Conflict) -> None:
    st.session_state.pop(_KEPT, None)
    forms.drop(conflict.current)  # type: ignore[arg-type]  # forms are of drafts and appointments only
