"""The door of an installation without a provider: one token at a time, printed where only the operator reads it."""

from __future__ import annotations

import hmac
import math
import secrets
from threading import Lock
from typing import TYPE_CHECKING

from tourkarte.errors import TooManyAttemptsError, WrongTokenError
from tourkarte.web.sign_in.attempts import Attempts
from tourkarte.web.sign_in.names import editor_name
from tourkarte.web.sign_in.sessions import COOKIE, Sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta


class Door:
    """Lets somebody in for a token, once.

    Attributes
    ----------
    sessions
        Those who are in.
    """

    def __init__(self, lasting: timedelta) -> None:
        self.sessions = Sessions(lasting)
        self._attempts = Attempts()
        self._say: Callable[[str], None] | None = None
        self._token = secrets.token_urlsafe(32)
        self._lock = Lock()  # the token must not let in two who come at once

    def open(self, say: Callable[[str], None]) -> None:
        """Tell the operator the token, and from now on each new one."""
        self._say = say
        say(self._token)

    def enter(self, *, token: str, name: str, address: str, now: datetime) -> str:
        """Use the token up; return the cookie of a new session.

        Raises
        ------
        InvalidValueError
            If the name is none. The token is not looked at then.
        TooManyAttemptsError
            If too many wrong tokens came from this address.
        WrongTokenError
            If this is not the token.
        """
        called = editor_name(name)
        with self._lock:
            self._guess(token.strip(), address, now)
            self._token = secrets.token_urlsafe(32)
        if self._say:
            self._say(self._token)
        return self.sessions.begin(called, now)

    def _guess(self, token: str, address: str, now: datetime) -> None:
        if hmac.compare_digest(token.encode(errors="replace"), self._token.encode()):
            return  # whoever has it is let in, whatever others tried behind the same proxy
        if wait := self._attempts.wait(address, now):
            minutes = math.ceil(wait.total_seconds() / 60)
            raise TooManyAttemptsError(
                "Von Ihrem Anschluss kamen zu viele falsche Schlüssel. Bitte versuchen Sie es in "
                f"{'einer Minute' if minutes == 1 else f'{minutes} Minuten'} noch einmal.",
                seconds=math.ceil(wait.total_seconds()),
            )
        self._attempts.wrong(address, now)
        raise WrongTokenError(
            "Dieser Schlüssel gilt nicht oder nicht mehr: Jeder gilt für eine Anmeldung. "
            "Den neuen schreibt der Server in sein Protokoll."
        )

    def editor(self, cookies: Mapping[str, str], now: datetime) -> str | None:
        """Return who is signed in, None where nobody is."""
        session = self.sessions.find(cookies.get(COOKIE), now)
        return session.name if session else None
