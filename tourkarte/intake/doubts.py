"""Say on which fields a person should look, and why.

A doubt must earn its place: what is written in full and confirmed, or at least not contradicted, carries none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.intake.dates import WEEKDAY_NAMES
from tourkarte.intake.towns import about_town
from tourkarte.model import Doubt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from tourkarte.intake.entries import Entry
    from tourkarte.places.gazetteer import Gazetteer

_LONG_AGO: Final = 30
"""Days before the document's own date from which an announced day is strange."""


def find_doubts(entry: Entry, issued: dt.date | None, gazetteer: Gazetteer) -> tuple[Doubt, ...]:
    """Return the doubts about one appointment."""
    return (*_about_time(entry, issued), *_about_place(entry, gazetteer), *_about_standing(entry))


def _about_time(entry: Entry, issued: dt.date | None) -> Iterator[Doubt]:
    day, resolved = entry.day, entry.resolved
    if resolved.date is None:
        reason = "Im Text steht kein Tag; bitte das Datum eintragen."
        if resolved.contradicted and day:
            reason = f"Den {day.day}.{day.month}. gibt es nicht; bitte das Datum eintragen."
        elif day:
            reason = f"Zum {day.day}.{day.month}. steht im Text kein Jahr; bitte das Datum eintragen."
        yield Doubt("date", reason)
    elif resolved.contradicted and day and day.weekday is not None:
        named, real = WEEKDAY_NAMES[day.weekday], WEEKDAY_NAMES[resolved.date.weekday()]
        yield Doubt("date", f"Der {resolved.date:%d.%m.%Y} ist ein {real}, im Text steht {named}.")
    elif entry.day is None and resolved.inferred:
        yield Doubt(
            "date", f"Im Text steht kein Datum, nur der Wochentag; gemeint sein dürfte der {resolved.date:%d.%m.%Y}."
        )
    elif "date" in entry.inferred:
        yield Doubt("date", f"Beim Termin steht kein Tag; im Text ist nur der {resolved.date:%d.%m.%Y} genannt.")
    elif resolved.inferred:
        yield Doubt("date", f"Das Jahr {resolved.date.year} steht nicht beim Tag, es ist erschlossen.")
    if resolved.date and issued and (issued - resolved.date).days > _LONG_AGO:
        yield Doubt(
            "date", f"Der {resolved.date:%d.%m.%Y} liegt lange vor dem Datum des Dokuments ({issued:%d.%m.%Y})."
        )
    if entry.begin is None:
        yield Doubt("start", "Im Text steht keine Uhrzeit.")


def _about_standing(entry: Entry) -> Iterator[Doubt]:
    if entry.perhaps_off:
        words = entry.text[slice(*entry.perhaps_off)]
        yield Doubt("cancelled", f"Im Text steht „{words}“; findet der Termin statt?")


def _about_place(entry: Entry, gazetteer: Gazetteer) -> Iterator[Doubt]:
    for name in ("street", "postal_code"):
        if name in entry.inferred and (value := entry.value(name)):
            yield Doubt(name, f"„{value}“ steht nicht beim Termin, sondern an anderer Stelle im Text.")
    code, city = entry.value("postal_code"), entry.value("city")
    if city and "city" in entry.inferred:
        yield Doubt("city", f"„{city}“ steht nicht beim Termin, der Ort ist erschlossen.")
    elif city and (doubt := about_town(code, city, gazetteer)):
        yield doubt
    elif not city and not entry.fields.online:
        yield Doubt("city", "Im Text steht kein Ort.")
