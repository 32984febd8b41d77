"""Find places that words name, where no address does: `in der Stadthalle`, `nach Herne`, `Rotes Rathaus, Saal 2`.

A preposition leads to most of them. A house is one if it holds a word for a building; a city if the gazetteer or the
list of large cities knows it, or if its name ends the way names of places do.

Limits: houses with proper names only (`im Kröpcke`) are not told from other nouns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.addresses import COMPOUND, city_end
from tourkarte.intake.words import could_be_city, is_known_place, names_house

if TYPE_CHECKING:
    from tourkarte.intake.pieces import Range
    from tourkarte.places.gazetteer import Gazetteer

_NAME: Final = r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüßé]+(?:-[A-Za-zÄÖÜäöüß]+)*"
_CITY_ALONE: Final = re.compile(
    rf"(?P<lead>(?:in|nach)\s)?"
    rf"(?P<city>(?:Bad |Sankt |St\. |Hohen )?{_NAME}(?: (?:am|an der|auf|im) {_NAME})?)"
    rf"(?:\sin\s{_NAME}|\s\([^)]*\)?)?(?:\sund(?:\sauch)?\s(?:online|im\s\w+))?"
)
_IN_CITY: Final = re.compile(
    rf"\b(?:in|nach|In|Nach)\s(?P<city>(?:Bad |Sankt |Kloster )?{_NAME})\b(?!\s+(?:\w+straße|Straße))"
)
_AT: Final = (
    r"(?:[Ii]m|[Ii]n der|[Ii]n dem|[Ii]n den|[Ii]n das|[Ii]n die|[Ii]ns|[Aa]uf dem|[Aa]uf der|[Aa]m|[Aa]n der|"
    r"[Aa]n dem|[Vv]or der|[Vv]or dem|[Bb]ei der|[Bb]eim|[Hh]inter dem|[Hh]inter der)"
)
_NOUN: Final = r"[A-ZÄÖÜ„\"0-9][^\s,;()]*"
_LINK: Final = r"(?:der|des|und|für|von|am|im|an|an der|beim|the|of|&|–)"
_PHRASE: Final = re.compile(rf"\b{_AT}\s(?P<name>{_NOUN}(?:\s(?:{_NOUN}|{_LINK}(?=\s)))*)(?:\szu Gast)?")
_CAPITALISED: Final = re.compile(r"(?<!\S)[A-ZÄÖÜ][\w-]+")
_MOST_CITY_WORDS: Final = 3
_LEADING: Final = re.compile(rf"(?:[Oo]rt ist (?:das|die|der)|{_AT}|[Ii]n|[Nn]ach|[Bb]ei)\s(?=[A-ZÄÖÜ„0-9])")
_BARE_STREET: Final = (
    r"(?:Verlängerung\s)?"
    r"(?:[A-ZÄÖÜ][\w-]+er\s|[A-ZÄÖÜ][\w.]*-|Neue\s|Alte\s)?(?:[A-ZÄÖÜ][\w.-]*)?"
    r"(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Gg]asse|[Aa]llee|[Cc]haussee|[Pp]latz|[Ww]eg|[Uu]fer|[Dd]amm|[Rr]ing|"
    r"(?<!Weihnachts)(?<!Floh)(?<!Jahr)(?<!Arbeits)(?<!Super)(?<!Bau)(?<!Wochen)(?<!Finanz)(?:[Mm]arkt))"
)
_BESIDE: Final = r" (?:bei|beim|vor|hinter|neben|am|an|in)\b"
_STREETS: Final = re.compile(rf"{_BARE_STREET}(?:\s?/\s?(?:{_BARE_STREET}|[A-ZÄÖÜ](?:(?!{_BESIDE})[\w ]){{2,25}}))?")
_LED_STREET: Final = re.compile(
    r"(?:(?:Treffpunkt|Treffen|Ort|Start)(?:\sist)?(?:\s(?:am|an der|in der|auf dem|der|die))?\s)?"
    r"(?:(?:Ecke|Kreuzung)\s)?"
    rf"(?P<street>{_STREETS.pattern})"
)
_STREET_BESIDE: Final = re.compile(
    rf"(?P<street>{_STREETS.pattern})\s(?:vor|hinter|neben|gegenüber|bei|beim|nahe|Nähe|auf Höhe)\s.+"
)
_NAMED_BY_PLACE: Final = re.compile(
    r"(?:Auf dem|Auf der|Auf den|An der|An den|Am|Im|In der|In den|Zum|Zur|Unter den|Hinter der|Hinter dem|Vor dem)\s"
    rf"{_NAME}"
)
_AT_STREET: Final = re.compile(
    rf"\b(?:in der|an der|auf der|in die|auf dem|am)\s(?:(?:Kreuzung|Ecke)\s)?(?P<street>{_STREETS.pattern})(?!\w)"
)
_ROOM_NOUN: Final = (
    r"(?:[\w-]{0,40}(?:saal|raum|zimmer|halle|foyer|aula|keller|lounge|büro))"
    r"(?:\s(?:[0-9IVX][\w./-]{0,5}|„[^“”]{1,40}[“”]))?"
)
_OF_ROOM: Final = re.compile(
    rf"(?P<room>{_ROOM_NOUN})\s(?:im|in der|in dem|der|des|auf dem|am)\s(?P<venue>[A-ZÄÖÜ„].+)", re.IGNORECASE
)
_TRAILING_ROOM: Final = re.compile(
    r"(?P<venue>.{4,}?)\s(?P<room>(?:Forum|Saal|Raum|Halle|Zimmer)\s[0-9IVX]+(?:\s(?:und|/)\s[0-9IVX]+)?)"
)


class PlaceWords:
    """Finds places in the words of one text. All passages are given and returned as ranges of it."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self._text = text
        self._gazetteer = gazetteer

    def city_alone(self, start: int, end: int, *, known: bool = False) -> Range | None:
        """Return the city that a passage consists of; one that is not known only if `known` is not asked for."""
        match = _CITY_ALONE.fullmatch(self._text, start, end)
        if match is None:
            return None
        name = match["city"]
        if self.is_known(name) or (not names_house(name) and self.is_known(name.split("-")[0])):
            return match.span("city")
        if known or names_house(name) or not could_be_city(name, led=match["lead"] is not None):
            return None
        return match.span("city")

    def is_known(self, name: str) -> bool:
        """Whether a name is that of a city."""
        return is_known_place(name, self._gazetteer)

    def city_at_end(self, start: int, end: int) -> Range | None:
        """Return the known city that ends a passage: `Landesfunkhaus Magdeburg`."""
        words = list(_CAPITALISED.finditer(self._text, start, end))
        for word in words[-_MOST_CITY_WORDS:]:
            if word.start() > start and self.is_known(self._text[word.start() : end]):
                return word.start(), end
        return None

    def city_at_start(self, start: int, end: int) -> Range | None:
        """Return the longest known city that begins a passage: `Markt Indersdorf Gewerbegebiet`."""
        words = list(_CAPITALISED.finditer(self._text, start, end))
        for word in reversed(words[:_MOST_CITY_WORDS]):
            if words[0].start() == start and self.is_known(self._text[start : word.end()]):
                return start, word.end()
        return None

    def city_within(self, start: int, end: int) -> Range | None:
        """Return the city that a preposition leads to."""
        for match in _IN_CITY.finditer(self._text, start, end):
            name = match["city"]
            whole = match.end() == end and match.start() == start
            if (
                self.is_known(name)
                or self.is_known(name.split("-")[0])
                or (could_be_city(name, led=not whole) and not names_house(name))
            ):
                first = match.start("city")
                return first, city_end(self._text, first, match.end("city"), self._gazetteer)
        return None

    def house(self, start: int, end: int, *, at_end: bool = False) -> Range | None:
        """Return the house that a preposition leads to, the last one if it must end the passage."""
        for match in _PHRASE.finditer(self._text, start, end):
            if names_house(match["name"]) and (match.end() == end or not at_end):
                return match.span("name")
        return None

    def led_to(self, start: int, end: int) -> Range | None:
        """Return the name at the end of a passage that a preposition leads to, whatever it is."""
        led = [match for match in _PHRASE.finditer(self._text, start, end) if match.end() == end]
        return led[-1].span("name") if led else None

    def street(self, start: int, end: int) -> Range | None:
        """Return the street without a number that a passage consists of."""
        match = _LED_STREET.fullmatch(self._text, start, end) or _STREET_BESIDE.fullmatch(self._text, start, end)
        return match.span("street") if match else None

    def street_before_code(self, start: int, end: int) -> Range | None:
        """Return the street without a number that stands before a postal code: there, `Auf dem Höhnisch` is one."""
        named = _NAMED_BY_PLACE.fullmatch(self._text, start, end) and not names_house(self._text[start:end])
        if named or COMPOUND.fullmatch(self._text, start, end):
            return start, end
        return self.street(start, end)

    def street_within(self, start: int, end: int) -> Range | None:
        """Return the street without a number that a preposition leads to."""
        match = _AT_STREET.search(self._text, start, end)
        return match.span("street") if match and not match["street"].endswith("latz") else None

    def room_and_house(self, start: int, end: int) -> tuple[Range | None, Range]:
        """Part a room from its house: `Festsaal im Rathaus`, `Polizeiwache Forum 1`."""
        for pattern in (_OF_ROOM, _TRAILING_ROOM):
            if match := pattern.fullmatch(self._text, start, end):
                return match.span("room"), match.span("venue")
        return None, (start, end)

    def without_preposition(self, start: int, end: int) -> int:
        """Return where a passage begins behind its preposition."""
        match = _LEADING.match(self._text, start, end)
        return match.end() if match else start
