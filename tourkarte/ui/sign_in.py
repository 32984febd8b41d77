"""Who is at the desk, asked anew on every run: sessions end while a page is open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.ui.markdown import plain
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.members import Person, Standing
from tourkarte.web.sign_in.routes import SIGN_IN
from tourkarte.web.sign_in.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.web.sign_in.provider import Provider

_LOCK: Final = ":material/lock:"


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may edit.

    Attributes
    ----------
    name
        As it stands beside each change; text, not Markdown.
    sign_out
        Ends the session; for the callback of a button.
    """

    name: str
    sign_out: Callable[[], None]


def editor() -> Editor | None:
    """Return who is at the desk, None where it is nobody who may edit."""
    door = gate()
    if isinstance(door, Door):
        cookie = st.context.cookies.get(COOKIE)
        session = door.sessions.find(cookie, clock.now())
        return Editor(session.name, partial(_leave, door, cookie)) if session else None
    person = _person(door)
    allowed = person and person.standing is Standing.EDITOR
    return Editor(person.name, partial(_log_out, door, person)) if person and allowed else None


def ask() -> None:
    """Say that the desk is closed, and what opens it."""
    door = gate()
    if isinstance(door, Door):
        _ask_for_token()
    else:
        _ask_provider(door, _person(door))


def _ask_for_token() -> None:
    st.info(
        "Hier arbeitet nur die Redaktion. Zum Anmelden brauchen Sie einen Schlüssel: Der Server schreibt ihn beim "
        "Start in sein Protokoll, zusammen mit der ganzen Adresse. Fragen Sie die Person, die den Server betreibt.",
        icon=_LOCK,
    )
    # In this window: Streamlit's own links to other addresses open a new one, and this one would stay closed.
    st.html(f'<a class="tk-button" href="{SIGN_IN}" target="_self">Zur Anmeldung</a>')


def _ask_provider(door: Provider, person: Person | None) -> None:
    if person is None:
        st.info("Hier arbeitet nur die Redaktion. Bitte melden Sie sich an.", icon=_LOCK)
    elif person.standing is Standing.EXPIRED:
        hours = f"{settings().session_hours:g}".replace(".", ",")
        st.info(f"Ihre Anmeldung ist abgelaufen; sie gilt {hours} Stunden. Bitte melden Sie sich neu an.", icon=_LOCK)
    else:
        st.warning(
            f"Sie sind als {plain(person.name)} angemeldet, gehören aber nicht zur Redaktion. Wenn Sie dazugehören "
            "sollten, bitten Sie die Person, die den Server betreibt, Ihre Adresse oder Gruppe einzutragen.",
            icon=_LOCK,
        )
        st.button("Abmelden", key="sign-out", on_click=_log_out, args=(door, person))
        return
    st.button("Anmelden", key="sign-in", type="primary", on_click=st.login)


def _person(door: Provider) -> Person | None:
    return door.person(st.user.to_dict(), clock.now())


def _leave(door: Door, cookie: str | None) -> None:
    door.sessions.end(cookie, clock.now())


def _log_out(door: Provider, person: Person) -> None:
    """End the session here, in other windows and at the provider."""
    door.end(person, clock.now())
    st.logout()
