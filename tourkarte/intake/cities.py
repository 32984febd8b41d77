"""Conclude in which city an appointment is where its own words do not say so.

Limits: a city is taken from the item before, from the names of house and title, from the heading or from who invites;
all of it is marked as inferred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.headlines import document_title
from tourkarte.intake.pieces import overlaps
from tourkarte.intake.words import NOUNS_TOO, is_known_city, is_known_place, names_house

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tourkarte.intake.entries import Entry
    from tourkarte.intake.people import People
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.segment import Layout
    from tourkarte.places.gazetteer import Gazetteer


_OFFICE: Final = re.compile(
    r"\b(?:Stadt|Landeshauptstadt|Hansestadt|Gemeinde|Magistrat)\s(?P<city>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöü]+)?)\b"
    r"|^(?P<dateline>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöü]+)?)\s\((?:ots|OTS|RK|APA|dpa)\b",
    re.MULTILINE,
)
_NAME: Final = re.compile(r"[A-ZÄÖÜ][a-zäöüßé]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*")
_LED: Final = re.compile(r"\b(?:in|nach|aus)\s$")
_LONGEST_LEAD: Final = 6
_LONGEST_NOUN: Final = 30


def share_cities(entries: Sequence[Entry]) -> None:
    """Give the city of the item before to an item of the same list that has no place beside its time."""
    for before, entry in pairwise(entries):
        if entry.key != before.key or not _is_bare_item(entry) or entry.fields.online:
            continue
        if before.fields.city and not before.fields.street and not before.fields.postal_code:
            entry.fields.city = before.fields.city
            entry.inferred.add("city")


def _is_bare_item(entry: Entry) -> bool:
    """Whether an item's first line holds nothing but its time, and nothing in it is an address."""
    if entry.is_addressed:
        return False
    rest = entry.text[entry.stop.when.end : entry.stop.end]
    return not rest.partition("\n")[0].strip(" :.,")


def conclude_cities(layout: Layout, entries: Sequence[Entry], gazetteer: Gazetteer, people: People) -> None:
    """Take a city from the names where it is not stated: `Stadtbibliothek Stuttgart`, a heading `Berlin`.

    A city that another appointment states is known in a name, too. If all appointments that state one state the same,
    and one of them with its postal code, it is that of a house or a street without a city.
    """
    title = document_title(layout)
    stated = {entry.value("city"): entry.fields.city for entry in entries if entry.fields.city}
    finder = _CityFinder(layout.text, gazetteer, people, {city for city in stated if city})
    coded = any(entry.fields.postal_code and entry.fields.city for entry in entries)
    only = next(iter(stated.values())) if coded and len(stated) == 1 else None
    only = only or _city_of_office(layout, entries, gazetteer)
    for entry in entries:
        if entry.fields.city or entry.fields.online:
            continue
        heading = entry.stop.heading
        streets = [entry.fields.street] if entry.fields.street else []
        above = (heading.start, heading.end) if heading else None
        for place in (entry.fields.venue, entry.fields.title, above, title):
            if place and (city := finder.city_in(place, streets)):
                entry.fields.city = city
                entry.inferred.add("city")
                break
        else:
            if only and (entry.fields.street or entry.fields.venue):
                entry.fields.city = only
                entry.inferred.add("city")


def _city_of_office(layout: Layout, entries: Sequence[Entry], gazetteer: Gazetteer) -> Range | None:
    """Return the city whose office invites, if only one is called so: `Die Stadt Nürnberg hört zu`."""
    found = {match[match.lastgroup or 0]: match.span(match.lastgroup or 0) for match in _OFFICE.finditer(layout.text)}
    stops = sorted((entry.stop.start, entry.stop.end) for entry in entries)
    found = {city: where for city, where in found.items() if not overlaps(stops, where)}
    known = [where for city, where in found.items() if is_known_place(city, gazetteer)]
    return known[0] if len(known) == 1 else None


def _could_mean_city(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether a name that is a common noun as well is led to as a city is: `in Essen`, `Rathaus Essen`."""
    if match[0] not in NOUNS_TOO:
        return True
    before = text[max(floor, match.start() - _LONGEST_NOUN) : match.start()].split()
    return bool(before) and (before[-1] in ("in", "nach", "Stadt", "aus") or names_house(before[-1]))


@dataclass(frozen=True, slots=True)
class _CityFinder:
    """Finds cities in the names of one text; `named` are those that it states elsewhere."""

    text: str
    gazetteer: Gazetteer
    people: People
    named: Collection[str]

    def city_in(self, place: Range, streets: Iterable[Range]) -> Range | None:
        """Return the last city in a passage that is neither a person's name nor a street's."""
        taken = [*self.people.within(*place).values(), *streets]
        for match in reversed(list(_NAME.finditer(self.text, *place))):
            if any(start <= match.start() < end for start, end in taken):
                continue
            if not _could_mean_city(self.text, match, place[0]):
                continue
            if length := self._length(match):
                return match.start(), match.start() + length
        return None

    def _length(self, match: re.Match[str]) -> int:
        """Return how many letters of a name are the city; `Kölner` and `Karlsruher` hold it, `Bremer` does not."""
        name = match[0]
        shorter = (name[:-1], name[:-2]) if name.endswith("er") else ()
        following = _NAME.match(self.text, match.end() + 1)
        of_house = bool(shorter and following and names_house(following[0]))  # `Eichstätter Erlöserkirche`
        led = _LED.search(self.text, max(match.start() - _LONGEST_LEAD, 0), match.start()) is not None
        for city in (name, *shorter):
            known = city in self.named or is_known_city(city, self.gazetteer)
            if known or ((of_house or led) and is_known_place(city, self.gazetteer)):
                return len(city)
        return 0
