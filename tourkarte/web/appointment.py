"""One published appointment by its id, or why there is none: what all resources of one appointment begin with."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from tourkarte.language import _
from tourkarte.store.errors import StoreError
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord
from tourkarte.web.answers import Content

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.web.loaded import Loaded

_LONGEST: Final = 60
"""Characters of an unknown id that a sentence about it repeats."""


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such appointment: never was (404), or it was deleted (410); the reason is in the present language."""

    status: HTTPStatus
    reason: str

    def plain(self) -> Content:
        """Return the reason as text."""
        return Content(body=f"{self.reason}\n".encode(), media_type="text/plain; charset=utf-8", status=self.status)


def find(held: Loaded, key: str) -> pd.DataFrame | Absent:
    """Return the row of an appointment, as a frame that fulfils the contract, or why there is none."""
    if key in held.ids:
        appointments = held.data.appointments
        return appointments[appointments["id"] == key].reset_index(drop=True)
    if key in held.data.versions.of and _is_deleted(key):
        return Absent(HTTPStatus.GONE, _("Dieser Termin wurde gelöscht."))
    shown = key if len(key) <= _LONGEST else f"{key[:_LONGEST]}…"
    return Absent(HTTPStatus.NOT_FOUND, _("Den Termin „{id}“ gibt es nicht.").format(id=shown))


def _is_deleted(key: str) -> bool:
    """Return whether somebody deleted what the log knows; a row that nobody can read any more is not shown either."""
    try:
        with store().read() as reader:
            record = reader.find(AppointmentRecord, key)
    except StoreError:  # of what was read last, the log is all that is left to tell
        return True
    except (ValueError, TypeError):
        return False
    return record is not None and record.deleted
