"""From a file that somebody dropped to a document with its drafts in the store, each placed as well as it can be."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk.places import candidates_of, geocoder, point_of
from tourkarte.errors import DocumentError
from tourkarte.intake.read import read_any
from tourkarte.intake.tables import RowDraft
from tourkarte.model import BETWEEN_PEOPLE, Precision, Status
from tourkarte.places.districts import districts
from tourkarte.places.placing import place
from tourkarte.store.records import (
    DocumentRecord,
    DocumentState,
    DraftRecord,
    TourRecord,
    checked,
)
from tourkarte.store.rows import storable
from tourkarte.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tourkarte.intake.read import FileReading
    from tourkarte.model import Draft
    from tourkarte.places.lookup import PlaceGeocoder
    from tourkarte.places.placing import Placed
    from tourkarte.store.queries import Reader
    from tourkarte.store.store import Store

    Tell = Callable[[int, int], object]

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A document that lies on the desk, or that could be put there: its revision is 0 then.

    Attributes
    ----------
    again
        Whether the very same file lay there already, unpublished; nothing was written then.
    """

    document: DocumentRecord
    drafts: tuple[DraftRecord, ...]
    again: bool = False


def import_file(
    store: Store,
    data: bytes,
    name: str,
    *,
    author: str,
    tour: str | None = None,
    columns: Mapping[str, str] | None = None,
    tell: Tell | None = None,
) -> Imported:
    """Read a file and put what it says on the desk.

    Parameters
    ----------
    name
        The file's name as the person knows it.
    tour
        Id of the tour that the appointments are for; None is the one that the file itself names, or the only one.
    columns
        Which column of a table holds which field.
    tell
        Told how many of how many appointments are placed.

    Raises
    ------
    DocumentError
        If the file cannot be read or holds no appointment, or it is not clear which tour it is for.
    StoreError
        If the store cannot be read or written.
    """
    found = read_file(store, data, name, tour=tour, columns=columns, tell=tell)
    if found.again:
        return found
    with store.write(
        author, "import", f"„{found.document.name}“ eingelesen: {_count(len(found.drafts))}"
    ) as transaction:
        document = found.document
        if lying := _lying(transaction, document.digest, document.tour):  # dropped while we looked for its places
            return lying
        stored = transaction.add(document)
        transaction.keep_original(stored.id, data)
        return Imported(document=stored, drafts=tuple(transaction.add(draft) for draft in found.drafts))


def read_file(
    store: Store,
    data: bytes,
    name: str,
    *,
    tour: str | None = None,
    columns: Mapping[str, str] | None = None,
    tell: Tell | None = None,
) -> Imported:
    """Return what `import_file` would put on the desk, or what lies there of the same file; nothing is written."""
    digest = hashlib.sha256(data).hexdigest()
    reading = read_any(data, name, columns=columns)
    with store.read() as reader:
        chosen = _tour(reader, tour, reading.drafts)
        if lying := _lying(reader, digest, chosen):
            return lying
    placed = _placed(reading.drafts, geocoder(store), tell)
    document = _document(reading, name, chosen, digest)
    drafts = tuple(
        _draft(document.id, position, draft, where)
        for position, (draft, where) in enumerate(zip(reading.drafts, placed, strict=True), 1)
    )
    return Imported(document=document, drafts=drafts)


def tidy_name(name: str) -> str:
    """Return the name of a file as one short line of visible characters that keeps its ending."""
    seen = one_line(name) or "ohne Namen"
    return seen if len(seen) <= LONGEST_NAME else f"{seen[: LONGEST_NAME - 21]}…{seen[-20:]}"


def _count(number: int) -> str:
    return "1 Termin" if number == 1 else f"{number} Termine"


def _tour(reader: Reader, named: str | None, drafts: Sequence[Draft]) -> str:
    """Return the tour that the appointments are for."""
    tours = {tour.id: tour.title for tour in reader.all(TourRecord)}
    if named is None:
        own = {draft.tour for draft in drafts if isinstance(draft, RowDraft) and draft.tour in tours}
        candidates = own or set(tours)
        if len(candidates) == 1:
            return str(candidates.pop())
    if named in tours:
        return str(named)
    listed = ", ".join(f"„{key}“ ({title})" for key, title in tours.items()) or "keine; bitte zuerst eine anlegen"
    what = f"Die Tour „{named}“ gibt es nicht" if named else "Es ist nicht klar, für welche Tour die Termine sind"
    raise DocumentError(f"{what}; es gibt {listed}. Bitte eine davon nennen.")


def _lying(reader: Reader, digest: str, tour: str) -> Imported | None:
    """Return the same file if it lies on the desk, not yet published."""
    same = reader.all(DocumentRecord, digest=digest, tour=tour, state=DocumentState.OPEN)
    if not same:
        return None
    return Imported(document=same[0], drafts=drafts_of(reader, same[0].id), again=True)


def drafts_of(reader: Reader, document: str) -> tuple[DraftRecord, ...]:
    """Return the drafts of a document in their order."""
    return tuple(sorted(reader.all(DraftRecord, document=document), key=lambda draft: (draft.position, draft.id)))


def _placed(drafts: Sequence[Draft], where: PlaceGeocoder, tell: Tell | None) -> list[Placed | None]:
    found: list[Placed | None] = []
    for number, draft in enumerate(drafts, 1):
        own = isinstance(draft, RowDraft) and draft.point is not None
        found.append(None if own else place(draft.venue, where))
        if tell:
            tell(number, len(drafts))
    return found


def _document(reading: FileReading, name: str, tour: str, digest: str) -> DocumentRecord:
    return DocumentRecord(
        id=uuid.uuid4().hex[:12],
        name=tidy_name(storable(name)),
        tour=tour,
        text=storable(reading.text),
        digest=digest,
        warnings=reading.warnings,
        unread=tuple((span.start, span.end) for span in reading.unread),
    )


def _draft(document: str, position: int, draft: Draft, placed: Placed | None) -> DraftRecord:
    off = Status.CANCELLED if draft.cancelled else Status.SCHEDULED
    values = {
        "id": f"{document}-{position}",
        "document": document,
        "position": position,
        "date": draft.date,
        "end_date": draft.end_date,
        "start": draft.start,
        "end": draft.end,
        "title": draft.title,
        "people": BETWEEN_PEOPLE.join(draft.people) or None,
        "venue": draft.venue.name,
        "room": draft.venue.room,
        "street": draft.venue.street,
        "postal_code": draft.venue.postal_code,
        "city": draft.venue.city,
        "centre": draft.centre,
        "status": Status.MOVED if draft.moved else off,
        "source": (draft.source.start, draft.source.end),
        "spans": {field: tuple((span.start, span.end) for span in spans) for field, spans in draft.spans.items()},
        "own_id": draft.id if isinstance(draft, RowDraft) else None,
        **(_found(placed) if placed else _own_point(draft)),
    }
    values["doubts"] = (*draft.doubts, *(placed.doubts if placed else ()))
    return checked(DraftRecord, {name: _storable(value) for name, value in values.items()})


def _storable(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _found(placed: Placed) -> dict[str, Any]:
    return {**point_of(placed), "district": placed.district, "candidates": candidates_of(placed)}


def _own_point(draft: Draft) -> dict[str, Any]:
    """Return where a table itself says that its row is."""
    if not isinstance(draft, RowDraft) or draft.point is None:
        return {}
    precision = draft.precision or Precision.MANUAL
    radius = draft.radius_m if draft.radius_m is not None else 0.0
    municipality = districts().locate(draft.point)
    return {
        "lat": draft.point.lat,
        "lon": draft.point.lon,
        "precision": precision if precision.is_exact or radius else Precision.MANUAL,
        "radius_m": radius,
        "point_source": draft.point_source,
        "district": municipality[:5] if municipality else draft.district,
    }
