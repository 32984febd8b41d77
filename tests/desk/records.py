"""The first tour's six appointments as records, and drafts that say the same: what cases are made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any, Final

import pandas as pd

from tests.frames import sample
from tourkarte.store.records import AppointmentRecord, DraftRecord, Facts, Record, checked

OLD: Final = "einladung-1"
NEW: Final = "einladung-2"
_FACTS: Final = ("date", "title", *({f.name for f in fields(Facts)} - {f.name for f in fields(Record)}))


def published(frame: pd.DataFrame, document: str | None = OLD) -> list[AppointmentRecord]:
    """Return the rows of a frame as appointments that came from `document`."""
    columns = {f.name for f in fields(AppointmentRecord)} & set(frame.columns)
    found = []
    for row in frame.to_dict("records"):
        said = {name: row[name] for name in columns if pd.notna(row[name])}
        found.append(checked(AppointmentRecord, said | {"date": row["date"].date(), "document": document}))
    return found


def tour() -> dict[str, AppointmentRecord]:
    """Return the six appointments by the last word of their id: `herne`."""
    return {each.id.rpartition("-")[2]: replace(each, revision=1) for each in published(sample())}


def draft(known: AppointmentRecord, position: int = 0, /, **said: Any) -> DraftRecord:
    """Return a draft of the new invitation that says the same as the appointment, but for `said`."""
    facts = {name: getattr(known, name) for name in _FACTS}
    identity = {"id": f"{NEW}-{position}", "document": NEW, "position": position}
    return DraftRecord(**(facts | identity | said))


def drafts(appointments: dict[str, AppointmentRecord], **corrections: dict[str, Any] | None) -> list[DraftRecord]:
    """Return the new invitation: what each appointment says, but for `corrections`; None leaves one out."""
    return [
        draft(each, position, **(corrections.get(name) or {}))
        for position, (name, each) in enumerate(appointments.items())
        if corrections.get(name, {}) is not None
    ]


def added(position: int = 9, **said: Any) -> DraftRecord:
    """Return a draft that says nothing but `said`."""
    return DraftRecord(id=f"{NEW}-{position}", document=NEW, position=position, **said)


def at(text: str) -> dt.time:
    """Return a time of day."""
    return dt.time.fromisoformat(text)


def on(month: int, day: int) -> dt.date:
    """Return a day of 2017."""
    return dt.date(2017, month, day)
