"""Find the city of a passage where no postal code leads to it: in front, at the edge, among the pieces of a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import Gap, Kind, Piece, trimmed
from tourkarte.intake.words import could_be_city, names_house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.address_fields import AddressTaker
    from tourkarte.intake.fields import Fields
    from tourkarte.intake.house_fields import HouseTaker
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.placewords import PlaceWords
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop

_CITY_BEFORE_COLON: Final = re.compile(r"(?P<city>(?:Bad |Sankt )?[A-ZÄÖÜ][\w-]+):")


class CityTaker:
    """Takes cities from the pieces of one text."""

    def __init__(self, layout: Layout, words: PlaceWords, address: AddressTaker, house: HouseTaker) -> None:
        self._layout = layout
        self._text = layout.text
        self._words = words
        self._address = address
        self._house = house

    def of_place(self, free: list[Piece], fields: Fields) -> list[Piece]:
        """Take the city among the pieces of a place: the last, or a known one: `Gotha, Rathaus`, `Saal C, Linz`."""
        last = free[-1] if free else None
        if last and len(free) > 1 and (city := self._words.city_alone(last.start, last.end)):
            fields.city = city
            return free[:-1]
        for piece in free if len(free) > 1 or fields.street else []:
            if city := self._words.city_alone(piece.start, piece.end, known=True):
                fields.city = city
                return [each for each in free if each is not piece]
        return free

    def leading(self, pieces: Sequence[Piece], fields: Fields, time: int) -> Sequence[Piece]:
        """Take the city that stands by itself behind the time, and the houses that follow it in the same line."""
        city = self._city_first(pieces, time)
        if city is None:
            return pieces
        fields.city = fields.city or city
        rest = pieces[1:]
        number = next((number for number, piece in enumerate(rest) if piece.gap > Gap.COMMA), 0)
        houses = [piece for piece in rest[:number] if piece.kind is not Kind.ROOM]
        if houses and all(self._house.names_house(piece) for piece in houses):
            self._address.take_venue(houses, fields)
            self._address.take_room(rest[:number], fields)
            return rest[number:]
        return rest

    def _city_first(self, pieces: Sequence[Piece], time: int) -> Range | None:
        """Return the city that the first piece is: `10.00 Uhr, Düsseldorf`, `8 Uhr Rostock: …`."""
        first = pieces[0] if pieces else None
        if first is None or first.kind is not Kind.FREE:
            return None
        if city := self._words.city_alone(first.start, first.end, known=True):
            return city
        named = _CITY_BEFORE_COLON.match(self._text, first.start, first.end + 1)
        if not named or named.end() <= first.end or first.start < time or len(pieces) == 1:
            return None
        likely = could_be_city(named["city"], led=True) and not names_house(named["city"])
        return named.span("city") if likely else None

    def at_edge(self, pieces: Sequence[Piece], start: int, fields: Fields, stop: Stop) -> None:
        """Take a known city that ends the passage behind a comma or, in a table, the words of its last cell."""
        free = [piece for piece in pieces if piece.kind is Kind.FREE]
        gaps = (Gap.COMMA, Gap.LINE) if fields.street else (Gap.COMMA,)
        for piece in reversed(free[1:]):
            if piece.gap in gaps and (city := self._words.city_alone(piece.start, piece.end, known=True)):
                fields.city = city
                self._cut_off(city, fields)
                return
        if free and (fields.street or self._layout.line_at(start).row):
            fields.city = self._words.city_at_end(free[-1].start, free[-1].end)
        street = fields.street
        line = self._layout.line_at(start)
        if (
            free
            and not fields.city
            and not self._text[stop.when.end : line.end].strip(" .|")
            and free[0].start == line.start
        ):
            fields.city = self._words.city_at_start(free[0].start, free[0].end)
        if street and not fields.city and free and free[-1].end <= street[0] and free[0].start == start:
            fields.city = self._words.city_at_start(free[0].start, free[0].end)

    def _cut_off(self, city: Range, fields: Fields) -> None:
        """End title and venue before the city that was read as a part of them."""
        for name in ("title", "venue"):
            found = getattr(fields, name)
            if found and found[0] < city[0] < found[1]:
                setattr(fields, name, trimmed(self._text, found[0], city[0]))
            elif found == city:
                setattr(fields, name, None)

    def named_by(self, fields: Fields) -> str | None:
        """Return the city that house or title name: `Zentrum Lünen`."""
        for named in (fields.venue, fields.title):
            if named and (city := self._words.city_within(*named) or self._words.city_at_end(*named)):
                return self._text[city[0] : city[1]]
        return None
