"""Which fields a heading may mean: words in German and English, exact, in brackets, within a phrase or misspelt.

A heading may mean several fields (`Beginn` a day or a time, `Ort` a town or a house); what the cells below it hold
decides then, in `mapping`. The order of `FIELDS` is the order in which fields are preferred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tourkarte.intake.tables.synonyms import FIELDS
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


_MEANS: Final[dict[str, list[tuple[str, int]]]] = {}
for _each in FIELDS:
    for _place, _word in enumerate(_each.words):
        _MEANS.setdefault(_word, []).append((_each.name, _place))

_NAMED: Final = {fold("Ort"): "venue", fold("Uhrzeit"): "start", fold("Zeit"): "start", fold("Termin"): "title"}
"""What a word means as the name of a field, where as a heading it may mean several."""
_BRACKETS: Final = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_LONGEST: Final = 60
_SHORTEST_FUZZY: Final = 5
_FUZZY: Final = 86
"""Of 100: one wrong letter in six."""
_OTHER: Final = re.compile(
    r"\b(?:anmeld|registr|frist|deadline|kontakt|ansprech|telefon|tel\b|phone|fax|mail|web|url|link|preis|kosten|eintritt|price|"
    r"teilnehm|anzahl|bemerk|notiz|note|beschreib|descri|kommentar|comment|erstell|geaender|created|updated|modified|"
    r"dauer|duration|vor\b|verantwort|veranstalter|organi)"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field that a heading may mean, how likely from 0 to 1, and why, in German."""

    field: str
    confidence: float
    reason: str


def meanings(heading: str) -> tuple[Meaning, ...]:
    """Return what a heading may mean, the likeliest first; nothing if it is none that is known."""
    return _meanings(heading) if 0 < len(heading) <= _LONGEST else ()


@lru_cache(maxsize=4096)
def _meanings(heading: str) -> tuple[Meaning, ...]:
    folded = fold(heading)
    found = _exact(folded, 1.0, "heißt so")
    if not found and (bare := fold(_BRACKETS.sub(" ", heading))) != folded:
        found = _exact(bare, 0.95, "heißt ohne Klammer so")
    if not found and not _OTHER.search(folded):
        found = _within(folded) or _similar(folded)
    return tuple(sorted(found, key=lambda meaning: -meaning.confidence))


def _exact(folded: str, confidence: float, reason: str) -> list[Meaning]:
    return [Meaning(name, confidence - place / 200, reason) for name, place in _MEANS.get(folded, ())]


def _within(folded: str) -> list[Meaning]:
    """Find the longest known word or words inside of a phrase, those at its beginning first."""
    words = folded.split()
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            part = " ".join(words[first : first + length])
            if len(part) > 2 and part in _MEANS:  # noqa: PLR2004 - `x`, `nr`, `um` say nothing inside of a phrase
                return _exact(part, 0.75 - 0.05 * (first > 0), f"enthält „{part}“")
    return []


def _similar(folded: str) -> list[Meaning]:
    if len(folded) < _SHORTEST_FUZZY:
        return []
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where a heading is not known

    known = [word for word in _MEANS if len(word) >= _SHORTEST_FUZZY]
    best = process.extractOne(folded, known, scorer=fuzz.ratio, score_cutoff=_FUZZY)
    return _exact(best[0], best[1] / 100 * 0.8, f"ähnelt „{best[0]}“") if best else []


def header_score(cells: Iterable[object]) -> float:
    """Return how much a row looks like a header: the sum of how likely each of its fields is."""
    best: dict[str, float] = {}
    options = [meanings(cell.strip()) for cell in cells if isinstance(cell, str)]
    for found in sorted(options, key=len):  # what can mean one thing only goes first
        new = next((meaning for meaning in found if meaning.field not in best), None)
        if new:
            best[new.field] = new.confidence
    return sum(best.values()) if len(best) > 1 else 0.0


def field_named(name: str) -> str | None:
    """Return the field that a person means by `name`: `datum`, `date`, `Uhrzeit`, `plz`; None if there is none."""
    folded = fold(name)
    if folded in _NAMED:
        return _NAMED[folded]
    names = {fold(field.name): field.name for field in FIELDS} | {fold(field.label): field.name for field in FIELDS}
    options = _MEANS.get(folded, ())
    return names.get(folded) or (min(options, key=lambda option: option[1])[0] if options else None)
