"""Reviewing a document: correct, skip, add and split its drafts, settle doubts, set their pins.

As in `editing`, each call names the revision that the person saw.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk import hints, places
from tourkarte.desk.importing import drafts_of
from tourkarte.errors import InvalidValueError
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord, DraftState

if TYPE_CHECKING:
    from tourkarte.model import Point
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction

_OF_PLACE: Final = frozenset(["point", "venue", "street", "postal_code", "city"])
"""The fields whose doubts a pin settles."""


def edit_draft(store: Store, key: str, base: int, *, author: str, **values: Any) -> DraftRecord:
    """Correct fields of a draft. What somebody wrote is no longer doubtful; another address is placed anew.

    Raises
    ------
    ConflictError
        If somebody else changed it since.
    """
    with store.read() as reader:
        seen = reader.get(DraftRecord, key)
    wanted = replace(seen, **values)
    settled = {name for name in values if getattr(wanted, name) != getattr(seen, name)}
    if places.address_of(wanted) != places.address_of(seen):
        placed = places.placed(wanted, places.geocoder(store))
        values |= {**places.point_of(placed), "district": placed.district}
        values["candidates"] = places.candidates_of(placed)
        others = [doubt for doubt in seen.doubts if doubt.field not in settled | _OF_PLACE]
        others = [doubt for doubt in others if doubt not in hints.of_centre(seen)]
        values["doubts"] = (*others, *placed.doubts, *hints.of_centre(replace(wanted, district=placed.district)))
    else:
        values["doubts"] = tuple(doubt for doubt in seen.doubts if doubt.field not in settled)
    with store.write(author, "review", f"Entwurf „{wanted.title or 'ohne Titel'}“ korrigiert") as transaction:
        of_open(transaction, seen.document)
        return transaction.edit(DraftRecord, key, base, **values)


def settle(store: Store, key: str, base: int, *, author: str) -> DraftRecord:
    """Say that a draft is right as it is, whatever was doubtful about it."""
    with store.write(author, "settle", "Entwurf geprüft") as transaction:
        seen = transaction.get(DraftRecord, key)
        of_open(transaction, seen.document)
        transaction.summary = f"Entwurf „{seen.title or 'ohne Titel'}“ geprüft"
        return transaction.edit(DraftRecord, key, base, doubts=())


def set_point(store: Store, key: str, base: int, point: Point, *, author: str) -> DraftRecord:
    """Set the pin of a draft; the point is remembered for its venue.

    Raises
    ------
    InvalidValueError
        If it does not lie in the state.
    ConflictError
        If somebody else changed the draft since.
    """
    values = places.pin(point)
    with store.write(author, "pin", "Punkt gesetzt") as transaction:
        seen = transaction.get(DraftRecord, key)
        of_open(transaction, seen.document)
        doubts = tuple(doubt for doubt in seen.doubts if doubt.field not in _OF_PLACE)
        record = transaction.edit(DraftRecord, key, base, **values, doubts=doubts, candidates=())
        places.remember(transaction, record)
        transaction.summary = f"Punkt von „{record.title or record.city or 'Entwurf'}“ gesetzt"
        return record


def skip(store: Store, key: str, base: int, *, author: str, skipped: bool = True) -> DraftRecord:
    """Leave a draft out of what is published, or take it in again."""
    state, what = (DraftState.SKIPPED, "übersprungen") if skipped else (DraftState.OPEN, "wieder aufgenommen")
    with store.write(author, "skip", f"Entwurf {what}") as transaction:
        seen = transaction.get(DraftRecord, key)
        of_open(transaction, seen.document)
        transaction.summary = f"Entwurf „{seen.title or 'ohne Titel'}“ {what}"
        return transaction.edit(DraftRecord, key, base, state=state)


def add_draft(store: Store, document: str, *, author: str, after: str | None = None) -> DraftRecord:
    """Add an empty draft at the end, or a copy of another one behind it, to split what was read as one.

    Parameters
    ----------
    after
        Id of the draft that is split; both then have its passage.
    """
    what = "geteilt" if after else "hinzugefügt"
    with store.write(author, "add-draft", f"Entwurf {what}") as transaction:
        found = of_open(transaction, document)
        own = uuid.uuid4().hex[:8]
        if after is None:
            position = max((draft.position for draft in drafts_of(transaction, found.id)), default=0) + 1
            return transaction.add(DraftRecord(id=f"{document}-{own}", document=document, position=position))
        split = transaction.get(DraftRecord, after)
        transaction.summary = f"Entwurf „{split.title or 'ohne Titel'}“ {what}"
        # At the same position and behind it by its id: the drafts that follow stay as those who edit them saw them.
        return transaction.add(replace(split, id=f"{split.id}-{own}", revision=0, own_id=None, appointment=None))


def discard(store: Store, document: str, base: int, *, author: str) -> DocumentRecord:
    """Take a document off the desk without publishing it; undo brings it back."""
    with store.write(author, "discard", "Dokument verworfen") as transaction:
        found = of_open(transaction, document)
        transaction.summary = f"„{found.name}“ verworfen"
        return transaction.edit(DocumentRecord, document, base, state=DocumentState.DISCARDED)


def of_open(transaction: Transaction, document: str) -> DocumentRecord:
    """Return a document that lies on the desk.

    Raises
    ------
    InvalidValueError
        If it is published already or discarded.
    """
    found = transaction.get(DocumentRecord, document)
    if found.state is not DocumentState.OPEN:
        raise InvalidValueError(
            f"„{found.name}“ ist schon {'veröffentlicht' if found.state is DocumentState.PUBLISHED else 'verworfen'}. "
            "Bitte die Termine selbst bearbeiten oder das Dokument noch einmal einlesen."
        )
    return found
