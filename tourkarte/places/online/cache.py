"""What services answered, kept across restarts: so nobody is asked twice, and a second visit costs no time.

Only answers are kept. That a service failed says nothing about an address.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from tourkarte.errors import InvalidValueError
from tourkarte.model import Point, Precision
from tourkarte.places.lookup import Hit
from tourkarte.places.online.outcome import Found, NotFound

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from tourkarte.places.online.state import State

_DAY_S: Final = 86_400
FOUND_S: Final = 180 * _DAY_S
NOT_FOUND_S: Final = 7 * _DAY_S
_SKEW_S: Final = _DAY_S
"""How far in the future an entry may come from before it is taken for one of a clock that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """Answers by question. Moments are those of `time.time`, which outlives a restart."""

    state: State
    now: Callable[[], float] = time.time

    def get(self, question: str) -> Found | NotFound | None:
        """Return what was answered, None if it was not asked or is too old.

        Raises
        ------
        StateError
            If the state folder cannot be used.
        """
        now = self.now()

        def work(connection: sqlite3.Connection) -> Any:
            return connection.execute(
                "SELECT hits FROM answer WHERE question = ? AND asked <= ? AND expires > ?",
                (question, now + _SKEW_S, now),
            ).fetchone()

        row = self.state.read(work)
        return _outcome(row[0]) if row else None

    def put(self, question: str, outcome: Found | NotFound) -> None:
        """Keep an answer, and drop those that are too old.

        Raises
        ------
        StateError
            If the state folder cannot be used; nothing is kept then.
        """
        hits = outcome.hits if isinstance(outcome, Found) else ()
        now = self.now()
        row = (question, orjson.dumps([asdict(hit) for hit in hits]).decode(), now, now + _lifetime(outcome))

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM answer WHERE expires <= ?", (now,))
            connection.execute("REPLACE INTO answer VALUES (?, ?, ?, ?)", row)

        self.state.write(work)


def _lifetime(outcome: Found | NotFound) -> float:
    return FOUND_S if isinstance(outcome, Found) else NOT_FOUND_S


def _outcome(text: str) -> Found | NotFound | None:
    """Return the answer that an entry holds, None if somebody wrote something else into it."""
    try:
        hits = tuple(_hit(item) for item in orjson.loads(text))
    except (orjson.JSONDecodeError, InvalidValueError, ValueError, TypeError, KeyError):
        return None
    return Found(hits) if hits else NotFound()


def _hit(item: Any) -> Hit:
    return Hit(**item | {"point": Point(**item["point"]), "precision": Precision(item["precision"])})
