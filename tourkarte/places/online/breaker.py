"""Not asking a service that is down: what one process learns, all of them know at once.

After some failures in a row, or when the service asks for it, there is a pause. When it is over, one request goes out
to see; its success ends the matter, its failure begins the next pause.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from tourkarte.places.online.state import State

FAILURES: Final = 3
PAUSE_S: Final = 60.0
LONGEST_S: Final = 3600.0
"""No pause is longer, whatever the service asks for; one that is, is a leftover from before the machine restarted."""
_TRIAL_S: Final = 30.0
"""How long the others keep away while one request sees whether the service is back; longer than any request takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """The pauses of one server. Moments are those of `time.monotonic`, as in `pace`."""

    state: State
    server: str
    clock: Callable[[], float] = time.monotonic

    def left(self) -> float:
        """Return the seconds of pause that are left; 0 if the service may be asked.

        Raises
        ------
        StateError
            As all of them.
        """
        return self._left(self.state.read(self._row)[1])

    def enter(self) -> float:
        """Return as `left`; after a pause only the first caller gets 0, the others wait for what it finds."""

        def work(connection: sqlite3.Connection) -> float:
            failures, until = self._row(connection)
            left = self._left(until)
            if until and not left:
                self._store(connection, failures, self.clock() + _TRIAL_S)
            return left

        return self.state.write(work) if self.state.read(self._row)[1] else 0

    def succeed(self) -> None:
        """Forget all failures."""
        if self.state.read(self._row) != (0, 0):
            self.state.write(lambda it: it.execute("DELETE FROM breaker WHERE server = ?", (self.server,)))

    def fail(self, pause: float | None = None) -> None:
        """Count a failure.

        Parameters
        ----------
        pause
            Seconds for which the service asked not to be asked.
        """

        def work(connection: sqlite3.Connection) -> None:
            failures, until = self._row(connection)
            if pause is None and not until and failures + 1 < FAILURES:
                self._store(connection, failures + 1, 0)
            else:
                length = min(PAUSE_S if pause is None else pause, LONGEST_S)
                self._store(connection, failures + 1, self.clock() + length)

        self.state.write(work)

    def _row(self, connection: sqlite3.Connection) -> tuple[int, float]:
        """Return the failures in a row, and the end of the pause or of the trial; 0 if there is none."""
        found = connection.execute("SELECT failures, until FROM breaker WHERE server = ?", (self.server,)).fetchone()
        return found or (0, 0)

    def _store(self, connection: sqlite3.Connection, failures: int, until: float) -> None:
        connection.execute("REPLACE INTO breaker VALUES (?, ?, ?)", (self.server, failures, until))

    def _left(self, until: float) -> float:
        left = until - self.clock()
        return left if 0 < left <= LONGEST_S else 0
