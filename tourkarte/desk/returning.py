"""Appointments that come back: what was published, taken back and is published again keeps its id and its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.store.records import AppointmentRecord, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tourkarte.store.queries import Reader
    from tourkarte.store.records import DocumentRecord, DraftRecord


def returning(
    reader: Reader, document: DocumentRecord, drafts: Iterable[DraftRecord]
) -> Mapping[str, AppointmentRecord]:
    """Return by draft the deleted appointment that it last became, where its publication was taken back."""
    ever = reader.all(AppointmentRecord, deleted=True, document=document.id)
    gone = {each.id: each for each in ever if each.deleted}
    if not gone:
        return {}
    became = {draft.id: _last(reader, draft, gone) for draft in drafts}
    return {draft: gone[key] for draft, key in became.items() if key}


def _last(reader: Reader, draft: DraftRecord, gone: Mapping[str, AppointmentRecord]) -> str | None:
    log = reader.history(Kind.DRAFT, draft.id)
    return next((entry.after["appointment"] for entry in reversed(log) if entry.after["appointment"] in gone), None)
