"""Who is at the desk, what they did last and how it went.

Everything that writes goes through `do`: it asks who is there at that very moment, for sessions end while a page is
open, and what went wrong is said on the page and never as a traceback.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.desk import history
from tourkarte.errors import TourkarteError
from tourkarte.store.errors import ConflictError, StoreError
from tourkarte.store.installed import watch
from tourkarte.ui import sign_in
from tourkarte.ui.desk import own
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Callable

_SAID: Final = "desk-said"
_ENDED: Final = "Ihre Anmeldung ist abgelaufen; es wurde nichts gespeichert. Bitte neu anmelden."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """How something went.

    Attributes
    ----------
    change
        Id of the change that it made, to be undone.
    """

    text: str
    good: bool = True
    change: int | None = None


def enter(title: str) -> sign_in.Editor:
    """Open a page of the desk for editors, and end it for everybody else."""
    with st.container(key="desk-title"):
        st.title(title)
    who = sign_in.editor()
    if who is None:
        _lost()
        sign_in.ask()
        st.stop()
    # In a place of its own that is always there: what comes and goes must not move the fields below, for a field that
    # is moved is a new one in the browser, without what is being typed into it.
    with st.container(key="desk-messages"):
        report()
        _unavailable()
    return who


def _lost() -> None:
    """Tell somebody whose session has ended that nothing was done; what was said before is for editors."""
    said: Said | None = st.session_state.get(_SAID)
    if said and said.text == _ENDED:
        st.error(_ENDED, icon=":material/error:")


def signature() -> None:
    """Say who is at the desk, with the way out."""
    if who := sign_in.editor():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"Angemeldet als {plain(who.name)}. Der Name steht neben jeder Änderung.", width="stretch")
            st.button("Abmelden", key="sign-out", icon=":material/logout:", on_click=who.sign_out)


def do(
    service: Callable[..., Any],
    *args: Any,
    done: str | None = None,
    quiet: bool = False,
    merging: bool = False,
    **values: Any,
) -> Any:
    """Call one of the desk's services with the store and the author; return what it returns.

    What went wrong is said on top of the page, and None is returned.

    Parameters
    ----------
    done
        What is said when it worked; None is what the log says of it.
    quiet
        Whether nothing is said when it worked, so that a page on which somebody types does not jump.
    merging
        Whether a conflict is raised, for a caller that can merge it, and not said.
    """
    who = sign_in.editor()
    if who is None:
        say(_ENDED, good=False)
        return None
    try:
        with own.noting() as noted:
            result = service(noted, *args, author=who.name, **values)
    except TourkarteError as error:
        if merging and isinstance(error, ConflictError):
            raise
        say(str(error), good=False)
        return None
    if quiet:
        forget()
    elif noted.made:
        say(done or noted.made[-1].summary, change=noted.made[-1].change)
    return result


def say(text: str, *, good: bool = True, change: int | None = None) -> None:
    """Keep something to be said on top of the page, until something else is."""
    st.session_state[_SAID] = Said(text=text, good=good, change=change)


def report() -> None:
    """Say how the last thing went, with the way back."""
    said: Said | None = st.session_state.get(_SAID)
    if said is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="desk-said-box"):
        box = st.success if said.good else st.error
        box(plain(said.text), icon=":material/check:" if said.good else ":material/error:", width="stretch")
        if said.change:
            st.button(
                "Rückgängig",
                key=f"undo-{said.change}",
                icon=":material/undo:",
                shortcut="Ctrl+Alt+Z",
                on_click=undo,
                args=(said.change,),
            )
        st.button("Schließen", key="said-close", type="tertiary", on_click=forget)


def _unavailable() -> None:
    """Say that the database is gone, if it is; the page goes on showing what it showed where it can."""
    try:
        watch().stamp()
    except StoreError:
        st.warning(
            "Die Datenbank antwortet gerade nicht. Was Sie getippt haben, bleibt stehen und lässt sich speichern, "
            "sobald sie wieder da ist.",
            icon=":material/database_off:",
        )


def forget() -> None:
    """Say no more about the last thing."""
    st.session_state.pop(_SAID, None)


def undo(change: int) -> None:
    """Take a change back."""
    do(history.undo, change)
