"""Read the fields of one stop: title, venue, room, street, postal code, city.

What stands in one run with the address is the place, what a colon, a bracket or a semicolon sets apart is the title.
Labels (`Ort:`, `Was:`) overrule that. Where there is no address, words lead to the place.

Limits: in a sentence the title is the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tourkarte.intake.labels import read_rows, without_labels
from tourkarte.intake.pieces import Gap, Kind, Piece, Range, Scissors, balanced, brackets
from tourkarte.intake.placewords import PlaceWords
from tourkarte.intake.runs import is_address, place_before_colon, place_run, without_noise
from tourkarte.intake.titles import TitleFinder
from tourkarte.intake.words import could_be_city, names_house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.addresses import PostalCity, Street
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.places.gazetteer import Gazetteer

_CITY_BEFORE_COLON: Final = re.compile(r"(?P<city>(?:Bad |Sankt )?[A-ZÄÖÜ][\w-]+):")
_EDGE: Final = " \t\n,;:|–—-•"
_LONGEST_NAME: Final = 4
"""Words of a house's name that stands behind a title."""


@dataclass
class Fields:
    """What was read, as ranges of the plain text."""

    title: Range | None = None
    venue: Range | None = None
    room: Range | None = None
    street: Range | None = None
    postal_code: Range | None = None
    city: Range | None = None
    online: bool = False


class FieldReader:
    """Reads the stops of one document; `holes` are the places that say when."""

    def __init__(
        self,
        layout: Layout,
        gazetteer: Gazetteer,
        *,
        streets: Sequence[Street],
        postals: Sequence[PostalCity],
        holes: Sequence[Range],
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._words = PlaceWords(layout.text, gazetteer)
        self._titles = TitleFinder(layout, gazetteer)
        self._holes = holes
        self._postals = {postal.start: postal for postal in postals}
        self._scissors = Scissors(layout.text, holes=holes, streets=streets, postals=postals)

    def read(self, stop: Stop) -> Fields:
        """Return the fields of a stop."""
        fields = Fields()
        rows = read_rows(self._layout, stop.start, stop.end, stop.reach)
        for row in rows:
            if row.label == "place":
                self._read_place(row.start, row.end, fields)
            elif row.label == "title":
                fields.title = fields.title or self._trimmed(row.start, row.end)
        for start, end in without_labels(rows):
            self._read_free(start, end, fields, stop)
        fields.title = self._titles.tidied(*fields.title) if fields.title else None
        return fields

    def read_place(self, start: int, end: int) -> Fields:
        """Return the place that a passage names, such as a heading that holds for several stops."""
        fields = Fields()
        self._read_place(start, end, fields)
        return fields

    def city_of(self, fields: Fields) -> str | None:
        """Return the city that house or title name: `Zentrum Lünen`."""
        for named in (fields.venue, fields.title):
            if named and (city := self._words.city_within(*named) or self._words.city_at_end(*named)):
                return self._text[city[0] : city[1]]
        return None

    def _trimmed(self, start: int, end: int) -> Range | None:
        while start < end and self._text[start] in _EDGE:
            start += 1
        while end > start and self._text[end - 1] in _EDGE:
            end -= 1
        return (start, end) if start < end else None

    def _cut(self, start: int, end: int) -> list[Piece]:
        table = bool(self._layout.lines) and self._layout.line_at(start).row
        pieces = self._scissors.cut(start, end, table=table)
        return without_noise(
            [
                replace(piece, kind=Kind.FREE)
                if piece.kind is Kind.STREET and not is_address(pieces, number)
                else piece
                for number, piece in enumerate(pieces)
            ]
        )

    # The two kinds of text

    def _read_place(self, start: int, end: int, fields: Fields) -> None:
        """Read a passage that a label says to be the place."""
        pieces = self._cut(start, end)
        self._take_address(pieces, fields)
        free = [piece for piece in pieces if self._is_free(piece, fields)]
        if not fields.city:
            free = self._without_city_of(free, fields)
        self._take_venue(free, fields)

    def _without_city_of(self, free: list[Piece], fields: Fields) -> list[Piece]:
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

    def _read_free(self, start: int, end: int, fields: Fields, stop: Stop) -> None:
        """Read a passage where only the order and the separators say what is what."""
        whole = self._without_asides(self._cut(start, end), start, end, stop)
        pieces = self._without_city(whole, fields, stop.when.start)
        run = place_run(pieces, self._words)
        if run.stop == 0 and pieces and pieces[0].start > stop.when.start:
            run = place_before_colon(pieces, self._words)
        place, outside = pieces[run], [*pieces[: run.start], *pieces[run.stop :]]
        if place and not fields.street and not fields.postal_code:
            self._take_address(place, fields)
        free: Sequence[Piece] = [piece for piece in place if self._is_free(piece, fields)]
        continued = start > stop.when.end and bool(fields.street or fields.postal_code)
        if not continued and not self._stands_below(place, outside, stop):
            title = self._titles.find(outside, place, stop.when.start)
            # Behind a city of its own, a single house is the venue; else the run holds the title if nothing else does.
            only_house = len(pieces) < len(whole) and len(free) == 1 and self._names_house(free[0])
            if not only_house and free and (not title or (len(free) > 1 and self._titles.comes_after(title, place))):
                title, free = self._titles.split(free)
            fields.title = fields.title or title
        self._take_venue(free, fields)
        self._take_words(outside, place, fields)
        if not fields.city:
            self._take_city_at_edge(pieces, start, fields, stop)
        if fields.title and fields.title in (fields.street, fields.city):
            fields.title = None
        for named in (fields.venue if fields.street else None, fields.title):
            if named and not fields.city:
                fields.city = self._words.city_within(*named)

    def _without_asides(self, pieces: Sequence[Piece], start: int, end: int, stop: Stop) -> Sequence[Piece]:
        """Drop brackets without an address that tell of another time: `(Treffpunkt um 10 Uhr: Ottoplatz)`."""
        asides = [each for each in brackets(self._text, start, end) if self._tells_time(*each, stop)]
        homes = [
            piece.start for piece in pieces if piece.kind is Kind.POSTAL or (piece.kind is Kind.STREET and piece.sure)
        ]
        asides = [each for each in asides if not any(each[0] < home < each[1] for home in homes)]
        return [piece for piece in pieces if not any(first < piece.start < last for first, last in asides)]

    def _tells_time(self, start: int, end: int, stop: Stop) -> bool:
        """Whether a passage holds a time that is not the one of the stop."""
        number = bisect_left(self._holes, (start, 0))
        return number < len(self._holes) and stop.when.start != self._holes[number][0] < end

    def _stands_below(self, place: Sequence[Piece], outside: Sequence[Piece], stop: Stop) -> bool:
        """Whether what is about to be read belongs to a heading or a label: then its first words are no title."""
        if stop.labelled or stop.trailing:
            return stop.labelled
        line = self._layout.line_at(stop.when.start)
        alone = not self._text[stop.when.end : line.end].strip(" :.,|()")
        number = self._layout.number_at(stop.when.start)
        below_heading = number > 0 and self._layout.lines[number - 1].heading > 0 and not line.bullet
        if not (alone and place):
            return False
        tells = any(piece.kind is Kind.FREE and stop.when.end < piece.end <= place[0].start for piece in outside)
        return (below_heading and not tells) or place[-1].end <= stop.when.start

    # What an address says

    def _take_address(self, pieces: Sequence[Piece], fields: Fields) -> None:
        """Take street, postal code, city and room from the run of pieces around an address."""
        postal = next((piece for piece in pieces if piece.kind is Kind.POSTAL), None)
        street = self._street(pieces, postal)
        if street and not fields.street:
            fields.street = street.start, street.end
        if postal and not fields.postal_code:
            found = self._postals[postal.start]
            fields.postal_code = found.code_start, found.code_start + len(found.code)
            fields.city = found.city_start, found.end
        elif not fields.city:
            fields.city = self._city_after(pieces, street)
        self._take_room(pieces, fields)
        self._take_online(pieces, fields)

    def _street(self, pieces: Sequence[Piece], postal: Piece | None) -> Piece | None:
        streets = [piece for piece in pieces if piece.kind is Kind.STREET]
        if postal and (number := pieces.index(postal)) and pieces[number - 1].kind is Kind.STREET:
            return pieces[number - 1]
        if sure := next((piece for piece in streets if piece.sure), None):
            return sure
        if postal is None:
            return None
        number = pieces.index(postal)
        before = pieces[number - 1] if number else None
        if before is None or before.kind is Kind.STREET:
            return before
        bare = self._words.street_before_code(before.start, before.end) if before.kind is Kind.FREE else None
        return Piece(*bare, Kind.STREET, before.gap) if bare else None

    def _city_after(self, pieces: Sequence[Piece], street: Piece | None) -> Range | None:
        """Return the city right of the street; without a street, a known one at the end."""
        if street is None or street not in pieces:
            return self._words.city_alone(pieces[-1].start, pieces[-1].end, known=True) if pieces else None
        number = pieces.index(street) + 1
        right = [each for each in pieces[number : number + 2] if each.kind is Kind.FREE and each.depth <= street.depth]
        known = (self._words.city_alone(piece.start, piece.end, known=True) for piece in right)
        return next(filter(None, known), None) or (
            self._words.city_alone(right[0].start, right[0].end) if right else None
        )

    def _take_room(self, pieces: Sequence[Piece], fields: Fields) -> None:
        """Take the first room, with the floors and halls that stand right behind it."""
        rooms = [number for number, piece in enumerate(pieces) if piece.kind is Kind.ROOM]
        if not rooms or fields.room:
            return
        last = rooms[0]
        while last + 1 in rooms:
            last += 1
        room, house = self._words.room_and_house(pieces[rooms[0]].start, pieces[last].end)
        fields.room = room or house
        if room and not fields.venue:
            fields.venue = house

    def _take_online(self, pieces: Sequence[Piece], fields: Fields) -> None:
        online = next((piece for piece in pieces if piece.kind is Kind.ONLINE), None)
        if online:
            fields.online = True
            if not fields.venue and not fields.street and not fields.postal_code:
                fields.venue = online.start, online.end

    def _is_free(self, piece: Piece, fields: Fields) -> bool:
        """Whether a piece may be title or venue."""
        taken = (fields.street, fields.city, fields.room, fields.venue)
        return piece.kind is Kind.FREE and not any(
            each and each[0] < piece.end and piece.start < each[1] for each in taken
        )

    def _take_venue(self, pieces: Sequence[Piece], fields: Fields) -> None:
        """Take the pieces in front of the address as its venue, up to the first that does not go on."""
        if fields.venue or not pieces:
            return
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if (piece.gap > Gap.COMMA and not piece.depth) or self._text[end : piece.start].strip(" ,|()/"):
                break
            end = piece.end
        start = self._words.without_preposition(start, end)
        room, house = self._words.room_and_house(start, end)
        if room and not fields.room:
            fields.room = room
            start, end = house
        fields.venue = balanced(self._text, start, end)

    # What words say

    def _names_house(self, piece: Piece) -> bool:
        return piece.kind is Kind.FREE and names_house(self._text[piece.start : piece.end])

    def _without_city(self, pieces: Sequence[Piece], fields: Fields, time: int) -> Sequence[Piece]:
        """Take the city that stands by itself behind the time, and the houses that follow it in the same line."""
        city = self._city_first(pieces, time)
        if city is None:
            return pieces
        fields.city = fields.city or city
        rest = pieces[1:]
        number = next((number for number, piece in enumerate(rest) if piece.gap > Gap.COMMA), 0)
        houses = [piece for piece in rest[:number] if piece.kind is not Kind.ROOM]
        if houses and all(self._names_house(piece) for piece in houses):
            self._take_venue(houses, fields)
            self._take_room(rest[:number], fields)
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

    def _take_city_at_edge(self, pieces: Sequence[Piece], start: int, fields: Fields, stop: Stop) -> None:
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
                setattr(fields, name, self._trimmed(found[0], city[0]))
            elif found == city:
                setattr(fields, name, None)

    def _take_words(self, outside: Sequence[Piece], place: Sequence[Piece], fields: Fields) -> None:
        """Find what the address does not say in the words around it."""
        self._take_room(outside, fields)
        self._take_online(outside, fields)
        if place and not fields.street:  # `38518 Gifhorn | Stadthalle, Am Wasserturm 5`
            street = next((piece for piece in outside if piece.kind is Kind.STREET and piece.sure), None)
            fields.street = (street.start, street.end) if street else None
        free = [piece for piece in outside if piece.kind is Kind.FREE]
        for piece in free:
            fields.city = fields.city or self._words.city_within(piece.start, piece.end)
            if not fields.street and not place:
                fields.street = self._words.street(piece.start, piece.end)
                fields.street = fields.street or self._words.street_within(piece.start, piece.end)
        if not fields.venue:
            fields.venue = self._house_before_bracket(free, place) or self._house(free, fields)
        if not fields.venue and not place:
            self._split_venue(free, fields)

    def _house_before_bracket(self, free: Sequence[Piece], place: Sequence[Piece]) -> Range | None:
        """Return the house whose address stands in brackets: `bei der Bäckerei Korn (Marktgasse 2, …)`."""
        before = next((piece for piece in reversed(free) if place and piece.end <= place[0].start), None)
        if before and place[0].depth > before.depth:
            return self._words.led_to(before.start, before.end)
        return None

    def _house(self, free: Sequence[Piece], fields: Fields) -> Range | None:
        """Return the house that stands behind a semicolon or in brackets, or that a preposition leads to."""
        for piece in free:
            apart = piece.depth or piece.gap is Gap.STRONG
            is_title = fields.title and fields.title[0] == piece.start
            if apart and not is_title and self._names_house(piece):
                start = self._words.without_preposition(piece.start, piece.end)
                led = self._words.house(piece.start, piece.end)
                return led if led and led[0] == start else (start, piece.end)
        for piece in free:
            if house := self._words.house(piece.start, piece.end):
                room, house = self._words.room_and_house(*house)
                fields.room = fields.room or room
                return house
        if fields.title and fields.street and fields.title[1] <= fields.street[0]:
            return self._words.house(*fields.title, at_end=True)
        return None

    def _split_venue(self, free: Sequence[Piece], fields: Fields) -> None:
        """Take the house that ends a title behind a comma: `Ministerin eröffnet die Messe, Stadthalle`."""
        parts = [piece for piece in free if fields.title and fields.title[0] <= piece.start < fields.title[1]]
        if len(parts) < 2 or parts[-1].gap is not Gap.COMMA or not self._names_house(parts[-1]):  # noqa: PLR2004
            return
        if len(self._text[parts[-1].start : parts[-1].end].split()) <= _LONGEST_NAME:
            fields.venue = parts[-1].start, parts[-1].end
            fields.title = parts[0].start, parts[-2].end
