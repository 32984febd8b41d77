"""What people call the kinds of records, in the cases that sentences need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tourkarte.store.records import Kind


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind's name, its plural, and both with the article as they begin a sentence: who, and whom."""

    one: str
    many: str
    who: str
    whom: str


NOUNS: Final = {
    Kind.TOUR: Noun("Tour", "Touren", "Die Tour", "Die Tour"),
    Kind.CENTRE: Noun("Zentrum", "Zentren", "Das Zentrum", "Das Zentrum"),
    Kind.DOCUMENT: Noun("Dokument", "Dokumente", "Das Dokument", "Das Dokument"),
    Kind.APPOINTMENT: Noun("Termin", "Termine", "Der Termin", "Den Termin"),
    Kind.DRAFT: Noun("Entwurf", "Entwürfe", "Der Entwurf", "Den Entwurf"),
    Kind.VENUE: Noun("Ort", "Orte", "Der Ort", "Den Ort"),
}
