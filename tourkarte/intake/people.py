"""Find the people that an appointment names: whoever an office, a title or a form of address introduces.

`Staatssekretärin Serap Güler`, `Frau Dr. Keller`, `Landrat Jürgen Müller und Anna Schmitz`. A full name that is
introduced once is known wherever it stands in the document, and names that continue a list are taken with it.

Limits: a person whom nothing introduces is not found; there is no list of first names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import overlaps
from tourkarte.intake.words import is_known_city, names_house

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tourkarte.intake.pieces import Range
    from tourkarte.places.gazetteer import Gazetteer

_OFFICE: Final = (
    r"(?:(?=[A-ZÄÖÜ])[\w-]{0,40}(?i:minister|präsident|sekretär|senator|meister|dezernent|kanzler|botschafter|direktor|"
    r"kommissar|rektor|sprecher|führer|kämmerer|dekan|general|autor|professor|leiter|inhaber|gründer|moderator|künstler|"
    r"pfarrer|pastor)(?:in|en|e?s|innen)?|"
    r"(?=[A-ZÄÖÜ])[\w-]{0,40}(?i:landr[aä]t|bischof|bischöf|anwalt|anwält)(?:in|e?s)?|"
    r"(?=[A-ZÄÖÜ])[\w-]{0,40}(?i:geordnete|beauftragte|sitzende)[rn]?|MdB|MdL|MdEP|Herrn?|Frau)"
)
_DEGREES: Final = r"(?:(?:Prof\.|Dr\.|Dipl\.-[A-Z][a-z]+\.|h\.\ ?c\.|med\.|jur\.|a\.\ ?D\.|Professor(?:in)?)\ ?)"
_WORD: Final = r"[A-ZÄÖÜÉŞÇ][a-zäöüßéèáíóúñçşğıć'’]++(?>(?:-[A-ZÄÖÜÉ][a-zäöüßéèáçşğı]++)*)"
_NAME: Final = rf"{_WORD}(?:\ (?:(?:von\ der|von|van\ der|van|de|zu|el|al)\ )?(?:{_WORD}|[A-Z]\.(?=\ [A-Z]))){{0,3}}"
_FULL: Final = rf"{_WORD}\ (?:(?:von\ der|von|van|de|zu)\ )?{_WORD}"

_INTRODUCED: Final = re.compile(
    rf"(?<![\w-])(?:{_OFFICE}(?:\ a\.\ ?D\.)?,?\ {_DEGREES}*|{_DEGREES}+)(?P<name>{_NAME})(?![\w-])"
)
_AFTER_FIELD: Final = re.compile(
    rf"(?<![\w-]){_OFFICE}\ (?:für|im|der|des|und)\ [^.,;:\n()]{{3,90}},\ {_DEGREES}*(?P<name>{_FULL})"
    r"(?=[,.)]|\ [a-zäöü])"
)
_FULL_NAME: Final = re.compile(rf"(?<![\w-]){_WORD}\ (?:(?:von\ der|von|van|de|zu)\ )?(?P<last>{_WORD})(?![\w-])")
_CAPITAL: Final = re.compile(r"(?<![\w-])[^\W\d_a-zäöüß]")
_GOES_ON: Final = re.compile(r"[\w-]")
_NEXT: Final = re.compile(r", | und | sowie ")
_LIST: Final = re.compile(rf"(?<![\w-]){_FULL}(?:,\ {_FULL}){{0,9}}\ (?:und|sowie)\ {_FULL}(?![\w-])")
_NO_NAME: Final = re.compile(
    rf"{_OFFICE}|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Uhr|Montag|Dienstag|"
    r"Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Damen|Herren|Kollegen|Kolleginnen|Ort|Zeit|Datum|Treffpunkt|"
    r"Deutschland|Nordrhein|Westfalen|Land|Stadt|Kreis|Bund|Bundes|Landes|Kontakt|Telefon|Pressestelle|Straße|Platz|"
    r"Die|Der|Das|Im|In|Am|An|Zum|Zur|Eröffnung|Besuch|Gespräch|Begrüßung|Grußwort|Rede|Fachtag|Tag|Woche)(?:s|n|en)?"
)
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class People:
    """The people of one document.

    Attributes
    ----------
    mentions
        Where a person is named, in the order of the text, and who that is: a family name alone means the only one who
        is named in full with it.
    """

    mentions: tuple[tuple[Range, str], ...] = ()

    def within(self, start: int, end: int) -> dict[str, Range]:
        """Return whom a passage names, each with the first place."""
        found: dict[str, Range] = {}
        first = bisect_left(self.mentions, start, key=lambda each: each[0][0])
        for number in range(first, len(self.mentions)):
            where, name = self.mentions[number]
            if where[1] > end:
                break
            found.setdefault(name, where)
        return found


def find_people(text: str, gazetteer: Gazetteer, streets: Iterable[Range] = ()) -> People:
    """Return the people whom a text introduces, and where else it names them; a street's name is nobody's."""
    taken = sorted(streets)
    introduced = [
        text[name[0] : name[1]]
        for pattern in (_INTRODUCED, _AFTER_FIELD)
        for match in pattern.finditer(text)
        if (name := _cut(text, match.span("name"), gazetteer)) and not overlaps(taken, name)
    ]
    names = set(introduced)
    for match in _LIST.finditer(text):
        listed = _NEXT.split(match[0])
        if not names.isdisjoint(listed):
            names.update(name for name in listed if not any(map(_NO_NAME.fullmatch, name.split())))
    for match in _FULL_NAME.finditer(text):
        if match["last"] in names and _cut(text, match.span(), gazetteer) == match.span():
            names.add(match[0])
    whole = _in_full(names)
    return People(
        tuple((where, whole[text[where[0] : where[1]]]) for where in _places(text, names) if not overlaps(taken, where))
    )


def _in_full(names: Collection[str]) -> dict[str, str]:
    """Return for each name the full one that it is short for, or itself."""
    longer: dict[str, set[str]] = {}
    for name in names:
        if " " in name:
            longer.setdefault(name.rpartition(" ")[2], set()).add(name)
    return {name: next(iter(found)) if len(found := longer.get(name, {name})) == 1 else name for name in names}


def _places(text: str, names: Collection[str]) -> Iterator[Range]:
    """Return where the names stand, the longest that fits at each word."""
    lengths = sorted({len(name) for name in names}, reverse=True)
    end = 0
    for word in _CAPITAL.finditer(text) if names else ():
        start = word.start()
        for length in lengths if start >= end else ():
            name = text[start : start + length]  # shorter at the end of the text
            if name in names and not _GOES_ON.match(text, start + len(name)):
                end = start + len(name)
                yield start, end
                break


def _cut(text: str, name: Range, gazetteer: Gazetteer) -> Range | None:
    """Return a name up to the first word that belongs to none; None if it holds none or is a place."""
    end = name[0]
    for number, word in enumerate(re.finditer(r"\S+", text[name[0] : name[1]])):
        if _NO_NAME.fullmatch(word[0]) or (number != 1 and names_house(word[0])):  # Backhaus is a family name
            break
        end = name[0] + word.end()
    found = text[name[0] : end].rstrip()
    if not found or len(found) > _LONGEST or (" " not in found and is_known_city(found, gazetteer)):
        return None
    return name[0], name[0] + len(found)
