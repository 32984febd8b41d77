"""Fields of records and their values in German words, for differences, the log, conflicts and the command line.

Values come as records hold them or as the log's JSON does; both are told alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_date
from babel.numbers import format_decimal

from tourkarte.desk.fields import Spot
from tourkarte.model import Doubt, Precision, Status
from tourkarte.places.gazetteer import gazetteer
from tourkarte.selection import STATUS_WORDS
from tourkarte.store.records import DocumentState, DraftState
from tourkarte.views.precision import precision_words

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING: Final = "–"
_LOCALE: Final = "de"
_LABELS: Final = {
    "id": "Kennung",
    "revision": "Fassung",
    "deleted": "gelöscht",
    "tour": "Tour",
    "date": "Datum",
    "end_date": "letzter Tag",
    "start": "Beginn",
    "end": "Ende",
    "zone": "Zeitzone",
    "title": "Titel",
    "subtitle": "Untertitel",
    "planned": "geplante Besuche",
    "name": "Name",
    "people": "Personen",
    "venue": "Gebäude",
    "room": "Raum",
    "street": "Straße",
    "postal_code": "Postleitzahl",
    "city": "Stadt",
    "centre": "Zentrum",
    "district": "Kreis",
    "point": "Punkt auf der Karte",
    "lat": "Breite",
    "lon": "Länge",
    "precision": "Genauigkeit",
    "radius_m": "Umkreis",
    "point_source": "Quelle des Punkts",
    "source": "Quelle",
    "status": "Stand",
    "moved_to": "verschoben auf",
    "media": "Medien",
    "note": "Hinweis",
    "report": "Bericht",
    "document": "Dokument",
    "text": "Text",
    "digest": "Prüfsumme",
    "warnings": "Warnungen",
    "unread": "ungelesene Textstellen",
    "state": "Bearbeitung",
    "position": "Platz im Dokument",
    "own_id": "eigene Kennung",
    "appointment": "Termin",
    "doubts": "Zweifel",
    "candidates": "mögliche Orte",
    "spans": "Textstellen der Felder",
}
_STATES: Final[Mapping[str, str]] = {
    DocumentState.OPEN: "offen",
    DocumentState.PUBLISHED: "veröffentlicht",
    DocumentState.DISCARDED: "verworfen",
    DraftState.SKIPPED: "ausgelassen",
}
_MEDIA: Final[Mapping[str, str]] = {"open": "presseöffentlich", "closed": "nicht presseöffentlich"}


def label(field: str) -> str:
    """Return the German name of a field; one that is not known keeps its own."""
    return _LABELS.get(field, field)


def shown(field: str, value: object) -> str:
    """Return what a field holds, as people read it; an unknown value stays as it is."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nein"
    words = _WORDS.get(field)
    if words:
        with suppress(ValueError, TypeError, KeyError):
            return words(value)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.date):
        return _day(value)
    if isinstance(value, dt.time):
        return _time(value)
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return _many(value)
    return str(value)


def _many(values: Collection[object]) -> str:
    return f"{len(values)} {'Eintrag' if len(values) == 1 else 'Einträge'}" if values else NOTHING


def _day(value: Any) -> str:
    day = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    return format_date(day, "EE, d. MMMM y", locale=_LOCALE).replace(".,", ",", 1)


def _time(value: Any) -> str:
    time = value if isinstance(value, dt.time) else dt.time.fromisoformat(value)
    return f"{time:%H:%M} Uhr"


def _district(value: Any) -> str:
    return f"{gazetteer().districts[value].name} ({value})"


def _centre(value: Any) -> str:
    return gazetteer().centres[value].name


def _precision(value: Any) -> str:
    return precision_words(Precision(value), 0)


def _metres(value: Any) -> str:
    return f"{format_decimal(round(value), locale=_LOCALE)} m"


def _degrees(value: Any) -> str:
    return f"{format_decimal(value, '0.0####', locale=_LOCALE)}°"


def _point(value: Any) -> str:
    if not isinstance(value, Spot):
        raise TypeError(value)
    how = precision_words(value.precision, value.radius_m or 0) if value.precision else None
    facts = [f"{_degrees(value.lat)} N, {_degrees(value.lon)} O", how, value.source]
    return "; ".join(fact for fact in facts if fact)


def _doubts(value: Any) -> str:
    reasons = [doubt.reason if isinstance(doubt, Doubt) else doubt["reason"] for doubt in value]
    return " ".join(reasons) or NOTHING


def _source(value: Any) -> str:
    """Return the passage of a draft, or who says where a venue is."""
    if isinstance(value, str):
        return value
    start, end = value
    return f"Zeichen {start} bis {end}"


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "date": _day,
    "end_date": _day,
    "start": _time,
    "end": _time,
    "district": _district,
    "centre": _centre,
    "status": lambda value: STATUS_WORDS[Status(value)],
    "state": lambda value: _STATES[value],
    "media": lambda value: _MEDIA[value],
    "precision": _precision,
    "radius_m": _metres,
    "lat": _degrees,
    "lon": _degrees,
    "point": _point,
    "doubts": _doubts,
    "source": _source,
}
