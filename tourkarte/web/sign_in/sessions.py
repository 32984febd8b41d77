"""Sessions of editors who came in with a token: signed, ended by time, by signing out, and with the server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

COOKIE: Final = "tourkarte_desk"
_MOST_ENDED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who may edit, until when."""

    id: str
    name: str
    until: datetime


class Ended:
    """Sessions that were signed out before their time, remembered until then.

    Only who signed in can sign out, so this stays small; the bound is there for the case that it does not.
    """

    def __init__(self, most: int = _MOST_ENDED) -> None:
        self._most = most
        self._until: dict[str, datetime] = {}

    def __contains__(self, session: str) -> bool:
        return session in self._until

    def __len__(self) -> int:
        return len(self._until)

    def add(self, session: str, *, until: datetime, now: datetime) -> None:
        """Remember a session; forget those that are over anyway, and beyond the bound the one that ends first."""
        self._until = {each: end for each, end in self._until.items() if end > now}
        self._until[session] = until
        if len(self._until) > self._most:
            del self._until[min(self._until, key=self._until.__getitem__)]


class Sessions:
    """What a cookie says is believed because it is signed with a key that lives and dies with this process."""

    def __init__(self, lasting: timedelta) -> None:
        self.lasting = lasting
        self._ended = Ended()
        self._signed = URLSafeSerializer(secrets.token_bytes(32), salt=COOKIE)

    def begin(self, name: str, now: datetime) -> str:
        """Return the cookie of a new session."""
        return str(self._signed.dumps([secrets.token_urlsafe(16), name, (now + self.lasting).timestamp()]))

    def find(self, cookie: str | None, now: datetime) -> Session | None:
        """Return the session that a cookie stands for, None where there is none any more."""
        try:
            key, name, until = self._signed.loads(cookie or "")
        except BadData:
            return None
        session = Session(key, name, datetime.fromtimestamp(until, UTC))
        return session if now < session.until and session.id not in self._ended else None

    def end(self, cookie: str | None, now: datetime) -> None:
        """End the session, wherever its cookie is kept."""
        if session := self.find(cookie, now):
            self._ended.add(session.id, until=session.until, now=now)
