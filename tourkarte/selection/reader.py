"""From the parameters of an address to what can be used of them, and sentences about the rest."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tourkarte.errors import Problem
from tourkarte.language import _
from tourkarte.selection.near import DEFAULT_KM, MAX_KM, Near
from tourkarte.selection.parameters import MAX_WORDS, PARAMETERS, STATUS_OF, label_of
from tourkarte.selection.said import close_name, even, unknown
from tourkarte.text import fold, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.selection.known import Known

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_KM: Final = re.compile(r"0*(\d{1,3})", re.ASCII)


class Reader:
    """Sorts the given values of a query string into good pairs, a circle, and problems."""

    def __init__(self, given: Mapping[str, Sequence[str]], known: Known) -> None:
        self.good: list[tuple[str, str]] = []
        self.near: Near | None = None
        self.problems: list[Problem] = []
        self._given = given
        if strange := [name for name in given if name not in PARAMETERS]:
            told = unknown(strange, {name: name for name in PARAMETERS})
            self._refuse(strange[0], _("Die Angabe {told}").format(told=told))
        self._choose("tour", known.tours, single=True)
        self._choose("stadt", {city: city for city in known.cities})
        self._choose("kreis", known.districts)
        self._choose("bezirk", {region: region for region in known.regions})
        self._around(known)
        self._days()
        self._choose("status", {word: _(word) for word in STATUS_OF})
        self._words("suche")

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(message, field=shown(name)))

    def _single(self, name: str) -> str | None:
        values = self._given.get(name, ())
        if len(set(values)) > 1:
            told = _("„{name}“ steht mehrmals in der Adresse; es gilt der erste Wert „{value}“.")
            self._refuse(name, told.format(name=name, value=shown(values[0])))
        return even(values[0]) if values else None

    def _choose(self, name: str, allowed: Mapping[str, str], *, single: bool = False) -> None:
        first = self._single(name) if single else None
        values = [first] if first else list(dict.fromkeys(self._given.get(name, ())))
        keys = {even(key): key for key in allowed} | {key: key for key in allowed}
        meant = {value: keys.get(value) or keys.get(even(value)) for value in values}
        self.good += [(name, key) for key in meant.values() if key]
        if strange := [value for value, key in meant.items() if not key]:
            self._refuse(name, f"{label_of(name)} {unknown(strange, allowed)}")

    def _around(self, known: Known) -> None:
        name, km = self._single("nahe"), self._single("km")
        if name is None:
            if km is not None:
                self._refuse("km", _("Die Angabe „km“ gilt nur zusammen mit „nahe“, einer Postleitzahl oder Stadt."))
            return
        place = known.places.find(name)
        if place is None:
            self._refuse("nahe", _no_place(name, known))
        else:
            radius = self._radius(km)
            self.near = Near(point=place.point, km=radius, key=place.key, label=place.label)

    def _radius(self, text: str | None) -> int:
        if text is None:
            return DEFAULT_KM
        found = _KM.fullmatch(text)
        if found and 1 <= int(found[1]) <= MAX_KM:
            return int(found[1])
        told = _("Den Umkreis „{value}“ („km“) gibt es nicht; erlaubt sind ganze Kilometer von 1 bis {most}.")
        self._refuse("km", told.format(value=shown(text), most=MAX_KM))
        return DEFAULT_KM

    def _days(self) -> None:
        since, until = self._day("von"), self._day("bis")
        if since and until and until < since:
            self.good.remove(("bis", until))
            told = _("Der Tag {until} („bis“) liegt vor {since} („von“); erlaubt ist derselbe oder ein späterer.")
            self._refuse("bis", told.format(until=until, since=since))

    def _day(self, name: str) -> str | None:
        value = self._single(name)
        if value is None:
            return None
        if not _is_day(value):
            told = _("Den Tag „{value}“ („{name}“) gibt es nicht; erlaubt ist einer wie 2017-08-02.")
            self._refuse(name, told.format(value=shown(value), name=name))
            return None
        self.good.append((name, value))
        return value

    def _words(self, name: str) -> None:
        words = self._single(name)
        if words is None:
            return
        if len(words) > MAX_WORDS:
            told = _("Die Suche ist {length} Zeichen lang; erlaubt sind höchstens {most}.")
            self._refuse(name, told.format(length=len(words), most=MAX_WORDS))
        elif any(map(_is_control, words)):
            told = _("Die Suche enthält Steuerzeichen; erlaubt sind Buchstaben, Ziffern und Satzzeichen.")
            self._refuse(name, told)
        elif not fold(words):
            told = _("Die Suche „{words}“ enthält keinen lateinischen Buchstaben und keine Ziffer.")
            self._refuse(name, told.format(words=shown(words)))
        else:
            self.good.append((name, words))


def _no_place(name: str, known: Known) -> str:
    close = close_name(name, (place.key for place in known.places.by_key.values()))
    if close:
        told = _("Den Ort „{value}“ („nahe“) gibt es hier nicht; gemeint: „{close}“?")
        return told.format(value=shown(name), close=close)
    told = _("Den Ort „{value}“ („nahe“) gibt es hier nicht; erlaubt ist eine Postleitzahl oder Stadt des Landes.")
    return told.format(value=shown(name))


def _is_control(char: str) -> bool:
    """Whether a character is a control character or half of another one."""
    return unicodedata.category(char) in {"Cc", "Cs"}


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and dt.date.fromisoformat(text))
    except ValueError:
        return False
