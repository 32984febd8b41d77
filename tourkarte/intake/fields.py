"""Read the fields of one stop: title, venue, room, street, postal code, city.

What stands in one run with the address is the place, what a colon, a bracket or a semicolon sets apart is the title. If
all of it is one run, the title comes first. Labels (`Ort:`, `Was:`) overrule that. Where there is no address, words
lead to the place.

Limits: in a sentence the title is the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import Gap, Kind, Piece, Range, Scissors
from tourkarte.intake.placewords import PlaceWords
from tourkarte.intake.stops import LABEL
from tourkarte.intake.words import could_be_city, names_house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.addresses import PostalCity, Street
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.places.gazetteer import Gazetteer

_WRAPPED: Final = re.compile(
    r"(?:\b(?:und|oder|der|die|das|des|dem|den|im|in|am|an|auf|für|mit|von|vom|zu|zum|zur|bei|beim|eine?|eine[rsm]|einen|"
    r"über|unter|aus|sowie)|[-–/&„])$",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s[–—-]\s(?=[^–—]{1,60}$)")
_LEADING_ON: Final = re.compile(
    r"(?:\s(?:am|vom|um|ab|bis|von|für|den|dem|zum|jeweils|kommenden|nächsten|diesen|– jeweils)){1,4}$"
)
_DANGLING: Final = re.compile(r"\b(?:für|und|es|er|sie|man|ist|sind|der|die|das|erst am|und am)$", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r"(?:in|im|auf|am|an|vor|nach|bei|beim|hinter|zum|zur|von|vom|bis)\s", re.IGNORECASE)
_CITY_BEFORE_COLON: Final = re.compile(r"(?P<city>(?:Bad |Sankt )?[A-ZÄÖÜ][\w-]+):")
_EDGE: Final = " \t\n,;:|–—-•"
_LONGEST_NAME: Final = 4
"""Words of a house's name that stands behind a title."""
_FAR: Final = 3
"""How many pieces may stand between a street and its postal code."""


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
        self._gazetteer = gazetteer
        self._words = PlaceWords(layout.text, gazetteer)
        self._postals = {postal.start: postal for postal in postals}
        self._scissors = Scissors(layout.text, holes=holes, streets=streets, postals=postals)

    def read(self, stop: Stop) -> Fields:
        """Return the fields of a stop."""
        fields = Fields()
        free: list[Range] = []
        for label, start, end in self._rows(stop):
            if label == "place":
                self._read_place(start, end, fields)
            elif label == "title":
                fields.title = fields.title or self._trimmed(start, end)
            elif label in ("", "when"):
                free.append((start, end))
        for start, end in _merged(free):
            self._read_free(start, end, fields, stop)
        return fields

    def read_place(self, start: int, end: int) -> Fields:
        """Return the place that a passage names, such as a heading that holds for several stops."""
        fields = Fields()
        self._read_place(start, end, fields)
        return fields

    # Lines and labels

    def _rows(self, stop: Stop) -> list[tuple[str, int, int]]:
        """Return the lines of a stop with their labels; beyond its end only labelled lines count."""
        rows: list[tuple[str, int, int]] = []
        pending = ""
        lines = self._layout.between(stop.start, stop.reach)
        if not lines or lines[0].start > stop.start:
            rows.append(("", stop.start, min(lines[0].start if lines else stop.reach, stop.reach)))
        for line in lines:
            match = LABEL.match(self._text, line.start, line.end)
            if match and match.end() >= line.end:
                pending = _label(match)
                continue
            label = _label(match) if match else self._label_above(pending, rows)
            pending = ""
            if label or match or line.start < stop.end:
                rows.append((label, match.end() if match else line.start, min(line.end, stop.reach)))
        return rows

    def _label_above(self, pending: str, rows: Sequence[tuple[str, int, int]]) -> str:
        """Return the label that a line without one stands under."""
        if pending and pending != "when":
            return pending
        unfinished = rows and rows[-1][0] == "place" and self._text[rows[-1][1] : rows[-1][2]].rstrip().endswith(",")
        return "place" if unfinished else ""

    def _trimmed(self, start: int, end: int) -> Range | None:
        while start < end and self._text[start] in _EDGE:
            start += 1
        while end > start and self._text[end - 1] in _EDGE:
            end -= 1
        return (start, end) if start < end else None

    # The place

    def _cut(self, start: int, end: int) -> list[Piece]:
        table = bool(self._layout.lines) and self._layout.line_at(start).row
        pieces = self._scissors.cut(start, end, table=table)
        return [
            replace(piece, kind=Kind.FREE) if piece.kind is Kind.STREET and not _is_address(pieces, number) else piece
            for number, piece in enumerate(pieces)
        ]

    def _read_place(self, start: int, end: int, fields: Fields) -> None:
        pieces = self._without_noise(self._cut(start, end))
        self._take_address(pieces, fields)
        free = [piece for piece in pieces if self._is_free(piece, fields)]
        if len(free) > 1 and not fields.city and (city := self._words.city_alone(free[-1].start, free[-1].end)):
            fields.city = city
            free.pop()
        self._take_venue(free, fields)

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
        if any(piece.kind is Kind.ONLINE for piece in pieces):
            fields.online = True
            if not street and not postal and not fields.venue:
                fields.venue = next((piece.start, piece.end) for piece in pieces if piece.kind is Kind.ONLINE)

    def _street(self, pieces: Sequence[Piece], postal: Piece | None) -> Piece | None:
        streets = [piece for piece in pieces if piece.kind is Kind.STREET]
        if sure := next((piece for piece in streets if piece.sure), None):
            return sure
        if postal is None:
            return None
        number = pieces.index(postal)
        before = pieces[number - 1] if number else None
        if before is None or before.kind is Kind.STREET:
            return before
        if before.kind is Kind.FREE and (bare := self._words.street(before.start, before.end)):
            return Piece(*bare, Kind.STREET, before.gap)
        return None

    def _city_after(self, pieces: Sequence[Piece], street: Piece | None) -> Range | None:
        """Return the city right of the street; without a street, a known one at the end."""
        number = pieces.index(street) + 1 if street in pieces else max(len(pieces) - 1, 0)
        for piece in pieces[number : number + _FAR - 1]:
            if piece.kind is Kind.FREE and (street is None or piece.depth <= street.depth):
                return self._words.city_alone(piece.start, piece.end, known=street is None)
        return None

    def _take_room(self, pieces: Sequence[Piece], fields: Fields) -> None:
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

    def _is_free(self, piece: Piece, fields: Fields) -> bool:
        """Whether a piece may be title or venue: also a street, if another one is the address."""
        if piece.kind is not Kind.FREE and (piece.kind is not Kind.STREET or piece.sure):
            return False
        taken = (fields.street, fields.city, fields.room, fields.venue)
        return not any(each and each[0] < piece.end and piece.start < each[1] for each in taken)

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
        fields.venue = self._balanced(start, end)

    def _balanced(self, start: int, end: int) -> Range:
        if self._text.count("(", start, end) > self._text.count(")", start, end) and self._text[end : end + 1] == ")":
            end += 1
        return start, end

    # Text without labels

    def _read_free(self, start: int, end: int, fields: Fields, stop: Stop) -> None:
        whole = self._without_noise(self._cut(start, end))
        pieces = self._without_city(whole, fields, stop.when.start)
        place = self._place_run(pieces) or self._place_before_colon(pieces, stop.when.start)
        outside = [piece for piece in pieces if piece not in place]
        if place and not fields.street and not fields.postal_code:
            self._take_address(place, fields)
        free: Sequence[Piece] = [piece for piece in place if self._is_free(piece, fields)]
        continued = start > stop.when.end and bool(fields.street or fields.postal_code)
        if not continued and not self._stands_below(place, stop):
            title = self._title(outside, stop.when.start)
            if self._tells_more(title, place):
                title = None
            if len(pieces) < len(whole) and len(free) == 1 and self._names_house(free[0]):
                pass  # behind a city of its own, a house is the venue
            elif free and (title is None or (len(free) > 1 and self._comes_after(title, place))):
                title, free = self._split_title(free)
            fields.title = fields.title or title
        self._take_venue(free, fields)
        self._take_words(outside, place, fields)
        if fields.title and not fields.city:
            fields.city = self._words.city_within(*fields.title)

    def _stands_below(self, place: Sequence[Piece], stop: Stop) -> bool:
        """Whether what is about to be read belongs to a heading or a label: then its first words are no title."""
        if stop.labelled:
            return True
        line = self._layout.line_at(stop.when.start)
        alone = not self._text[stop.when.end : line.end].strip(" :.,|()")
        number = self._layout.number_at(stop.when.start)
        below_heading = number > 0 and self._layout.lines[number - 1].heading > 0 and not line.bullet
        return alone and bool(place) and (below_heading or place[-1].end <= stop.when.start)

    def _without_noise(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Drop pieces that say nothing about the appointment, and what follows them in brackets or sentence."""
        kept: list[Piece] = []
        depth: int | None = None
        for piece in pieces:
            if depth is not None and (piece.depth < depth or (piece.gap is Gap.STRONG and piece.depth <= depth)):
                depth = None
            if depth is None and piece.kind is Kind.NOISE:
                depth = piece.depth if piece.gap >= Gap.LINE and piece.gap is not Gap.COLON else None
            elif depth is None or piece.kind in (Kind.STREET, Kind.POSTAL):
                kept.append(piece)
        return kept

    def _without_city(self, pieces: Sequence[Piece], fields: Fields, time: int) -> Sequence[Piece]:
        """Take the city that stands by itself behind the time: `10.00 Uhr, Düsseldorf`, `8 Uhr Rostock: …`."""
        first = pieces[0] if pieces else None
        if first is None or first.kind is not Kind.FREE:
            return pieces
        city = self._words.city_alone(first.start, first.end, known=True)
        named = _CITY_BEFORE_COLON.match(self._text, first.start, first.end + 1)
        if city is None and named and named.end() == first.end + 1 and first.start > time:
            likely = could_be_city(named["city"], led=True) and not names_house(named["city"])
            city = named.span("city") if likely and len(pieces) > 1 else None
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

    def _names_house(self, piece: Piece) -> bool:
        return piece.kind is Kind.FREE and names_house(self._text[piece.start : piece.end])

    def _place_before_colon(self, pieces: Sequence[Piece], time: int) -> Sequence[Piece]:
        """Return the place that only a colon parts from the title behind it: `19 Uhr, Rathaus, Moers: Lesung`."""
        number = next((number for number, piece in enumerate(pieces) if piece.gap is Gap.COLON), 0)
        last = pieces[number - 1] if number else None
        if last is None or pieces[0].start < time or any(piece.gap > Gap.LINE for piece in pieces[1:number]):
            return []
        known = last.kind is Kind.FREE and self._words.city_alone(last.start, last.end, known=True) is not None
        return pieces[:number] if known or last.kind is Kind.ONLINE else []

    def _place_run(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Return the run of pieces around the address."""
        cores = [number for number, piece in enumerate(pieces) if _is_address(pieces, number)]
        if not cores:
            return []
        first = last = cores[0]
        for number in cores[1:]:
            parted = any(piece.gap is Gap.STRONG and piece.depth == 0 for piece in pieces[last + 1 : number])
            if number - last > _FAR or parted:
                break
            last = number
        core = pieces[first]
        while last + 1 < len(pieces) and self._belongs(pieces[last + 1], pieces[last]):
            last += 1
        while first > 0 and self._leads_to(pieces[first - 1], pieces[first], core):
            first -= 1
        return pieces[first : last + 1]

    def _leads_to(self, before: Piece, piece: Piece, core: Piece) -> bool:
        """Whether a piece left of the address is in one run with it."""
        if piece.gap <= Gap.LINE:
            return before.depth >= core.depth
        return piece.depth > core.depth and before.depth == core.depth  # a bracket inside of the venue's name

    def _belongs(self, piece: Piece, last: Piece) -> bool:
        """Whether a piece right of the address is still the place: a room, a city, a name in brackets."""
        if piece.kind in (Kind.ROOM, Kind.POSTAL, Kind.ONLINE):
            return piece.gap is not Gap.COLON
        if piece.kind is not Kind.FREE or last.kind is not Kind.STREET:
            return False
        if piece.depth > last.depth:
            return True
        return piece.gap <= Gap.LINE and self._words.city_alone(piece.start, piece.end) is not None

    def _title(self, pieces: Sequence[Piece], time: int) -> Range | None:
        """Return the first stretch of free pieces, with the commas, colons and brackets inside it."""
        best: Range | None = None
        for piece in pieces:
            if best is None:
                named = piece.kind is Kind.FREE and not self._only_leads(piece, time)
                best = (piece.start, piece.end) if named else None
            elif piece.kind not in (Kind.FREE, Kind.NOISE, Kind.ROOM) or not self._goes_on(best[1], piece):
                break
            else:
                best = best[0], piece.end
        return self._balanced(best[0], self._without_leading_words(*best)) if best else None

    def _comes_after(self, title: Range, place: Sequence[Piece]) -> bool:
        """Whether a title stands behind the place, in a sentence of its own."""
        return title[0] > place[-1].end and ":" not in self._text[place[-1].end : title[0]]

    def _tells_more(self, title: Range | None, place: Sequence[Piece]) -> bool:
        """Whether what would be the title is a sentence that follows the place in a line of its own."""
        if title is None or not place or title[0] < place[-1].end:
            return False
        return "\n" in self._text[place[-1].end : title[0]] and self._text[title[1] : title[1] + 1] == "."

    def _without_leading_words(self, start: int, end: int) -> int:
        """Return where a passage ends before the words that lead on to a time: `… findet am`."""
        match = _LEADING_ON.search(self._text, start, end)
        return match.start() if match and match.start() > start else end

    def _only_leads(self, piece: Piece, time: int) -> bool:
        """Whether a part of a sentence says where, or only leads to the time: `In Kleve geht es`, `auf dem Markt`."""
        match = _PREPOSITION.match(self._text, piece.start, piece.end)
        if match and (match[0][0].islower() or piece.end <= time):
            return True
        return piece.end <= time and _DANGLING.search(self._text, piece.start, piece.end) is not None

    def _goes_on(self, end: int, piece: Piece) -> bool:
        if piece.gap is Gap.LINE:
            return self._wraps(end, piece.start)
        if piece.gap is Gap.STRONG:
            return False
        return not self._text[end : piece.start].strip(' ,:|"“”„)(')

    def _wraps(self, end: int, start: int) -> bool:
        """Whether a line break stands inside a phrase."""
        line = self._layout.line_at(end - 1)
        return bool(_WRAPPED.search(self._text, line.start, end)) or self._text[start : start + 1].islower()

    def _split_title(self, free: Sequence[Piece]) -> tuple[Range | None, Sequence[Piece]]:
        """Part the title from the venue where both stand in one run: the title comes first, unless it is a place."""
        if _PREPOSITION.match(self._text, free[0].start, free[0].end) and self._text[free[0].start].islower():
            return None, free
        if dashed := self._at_dash(free[0]):
            return (free[0].start, dashed.start()), [replace(free[0], start=dashed.end()), *free[1:]]
        count = 1
        while count < len(free) and self._joins(free[0], free[count - 1], free[count]):
            count += 1
        return self._balanced(free[0].start, free[count - 1].end), free[count:]

    def _at_dash(self, piece: Piece) -> re.Match[str] | None:
        """Return the dash that parts a title from a house: `Festakt der Stadt – Tonhalle`."""
        match = _DASH.search(self._text, piece.start, piece.end)
        return match if match and names_house(self._text[match.end() : piece.end]) else None

    def _joins(self, first: Piece, last: Piece, piece: Piece) -> bool:
        """Whether a name goes on in brackets or in the next line; the name of a centre does until it is one."""
        if piece.gap is not Gap.LINE:
            in_brackets = piece.depth > last.depth and self._text[last.end : piece.start].strip() == "("
            return in_brackets and not self._names_house(piece)
        if self._wraps(last.end, piece.start):
            return True
        shorter, longer = (" ".join(self._text[first.start : end].split()) for end in (last.end, piece.end))
        return self._gazetteer.centre(shorter) is None and self._gazetteer.centre(longer) is not None

    def _take_words(self, outside: Sequence[Piece], place: Sequence[Piece], fields: Fields) -> None:
        """Find what the address does not say in the words around it."""
        self._take_room(outside, fields)
        if any(piece.kind is Kind.ONLINE for piece in outside):
            fields.online = True
            if not fields.venue and not fields.street:
                fields.venue = next((piece.start, piece.end) for piece in outside if piece.kind is Kind.ONLINE)
        free = [piece for piece in outside if piece.kind is Kind.FREE]
        for piece in free:
            fields.city = fields.city or self._words.city_within(piece.start, piece.end)
            if not fields.street and not place:
                fields.street = self._words.street(piece.start, piece.end)
                fields.street = fields.street or self._words.street_within(piece.start, piece.end)
        if not fields.venue:
            fields.venue = self._house(free, place, fields)
        if not fields.venue and not place:
            self._split_venue(free, fields)

    def _split_venue(self, free: Sequence[Piece], fields: Fields) -> None:
        """Take the house that ends a title behind a comma: `Ministerin eröffnet die Messe, Stadthalle`."""
        parts = [piece for piece in free if fields.title and fields.title[0] <= piece.start < fields.title[1]]
        if len(parts) < 2 or parts[-1].gap is not Gap.COMMA or not self._names_house(parts[-1]):  # noqa: PLR2004
            return
        if len(self._text[parts[-1].start : parts[-1].end].split()) <= _LONGEST_NAME:
            fields.venue = parts[-1].start, parts[-1].end
            fields.title = parts[0].start, parts[-2].end

    def _house(self, free: Sequence[Piece], place: Sequence[Piece], fields: Fields) -> Range | None:
        """Return the house that stands behind a semicolon or in brackets, or that a preposition leads to."""
        before = next((piece for piece in reversed(free) if place and piece.end <= place[0].start), None)
        if before and place[0].depth > before.depth and (named := self._words.led_to(before.start, before.end)):
            return named
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


def _is_address(pieces: Sequence[Piece], number: int) -> bool:
    piece = pieces[number]
    if piece.kind is not Kind.STREET:
        return piece.kind is Kind.POSTAL
    return piece.sure or (number + 1 < len(pieces) and pieces[number + 1].kind is Kind.POSTAL)


def _label(match: re.Match[str]) -> str:
    return next(name for name in ("place", "title", "when", "other") if match[name])


def _merged(ranges: Sequence[Range]) -> list[Range]:
    """Join lines that follow each other, so that a name may go on below."""
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start - merged[-1][1] <= _LINE_GAP:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


_LINE_GAP: Final = 8
"""Characters between two lines of one block: the break and the indent."""
