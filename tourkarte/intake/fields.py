"""Read the fields of one stop: title, venue, room, street, postal code, city.

What stands in one run with the address is the place, what a colon, a bracket or a semicolon sets apart is the title. If
all of it is one run, the title comes first. Labels (`Ort:`, `Was:`) overrule that.

Limits: in a sentence the venue is found behind a preposition, and the title is the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tourkarte.intake.addresses import city_end
from tourkarte.intake.pieces import Gap, Kind, Piece, Range, Scissors
from tourkarte.intake.stops import LABEL
from tourkarte.intake.words import could_be_city, is_known_city, names_house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.addresses import PostalCity, Street
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.places.gazetteer import Gazetteer

_NAME: Final = r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüßé]+(?:-[A-Za-zÄÖÜäöüß]+)*"
_CITY_ONLY: Final = re.compile(
    rf"(?:in\s)?(?P<city>(?:Bad |Sankt |St\. |Hohen )?{_NAME}(?: (?:am|an der|auf|im) {_NAME})?)"
    rf"(?:\sin\s{_NAME}|\s\([^)]*\)?)?"
)
_IN_CITY: Final = re.compile(rf"\b(?:in|nach|In|Nach)\s(?P<city>{_NAME})\b(?!\s+(?:[A-ZÄÖÜ]\w+straße|Straße))")
_AT: Final = (
    r"(?:im|in der|in dem|in den|in das|in die|ins|auf dem|auf der|am|an der|an dem|vor der|vor dem|bei der|beim|"
    r"hinter dem|hinter der)"
)
_NOUN: Final = r"[A-ZÄÖÜ„\"0-9][^\s,;()]*"
_LINK: Final = r"(?:der|des|und|für|von|am|im|an|an der|beim|the|of|&|–)"
_PHRASE: Final = re.compile(rf"\b{_AT}\s(?P<name>{_NOUN}(?:\s(?:{_NOUN}|{_LINK}(?=\s)))*)")
_LEADING: Final = re.compile(rf"(?:ort\sist\s(?:das|die|der)|{_AT}|in|nach)\s(?=[A-ZÄÖÜ„])", re.IGNORECASE)
_BARE_STREET: Final = re.compile(
    r"(?P<lead>[A-ZÄÖÜ][\w.-]*\s)?"
    r"(?P<street>(?:[A-ZÄÖÜ][\w-]+er\s|[A-ZÄÖÜ][\w.]*-)?(?:[A-ZÄÖÜ][\w.-]*)?"
    r"(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Gg]asse|[Aa]llee|[Cc]haussee|[Pp]latz|[Ww]eg|[Uu]fer|[Dd]amm|[Rr]ing))"
)
_OF_ROOM: Final = re.compile(
    r"(?P<room>(?:[\w-]{0,40}(?:saal|raum|zimmer|halle|foyer|aula|keller|lounge|büro|garten))(?:\s[\w./-]{1,6})?)"
    r"\s(?:im|in der|in dem|der|des|auf dem|am)\s(?P<venue>.+)",
    re.IGNORECASE,
)
_TRAILING_ROOM: Final = re.compile(
    r"(?P<venue>.{4,}?)\s(?P<room>(?:Forum|Saal|Raum|Halle|Zimmer)\s[0-9IVX]+(?:\s(?:und|/)\s[0-9IVX]+)?)"
)
_WRAPPED: Final = re.compile(
    r"(?:\b(?:und|oder|der|die|das|des|dem|den|im|in|am|an|auf|für|mit|von|vom|zu|zum|zur|bei|beim|eine?|eine[rsm]|einen|"
    r"über|unter|aus|sowie)|[-–/&„])$",
    re.IGNORECASE,
)


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
    spare: list[Range] = field(default_factory=list)


class FieldReader:
    """Reads the stops of one document."""

    def __init__(
        self,
        layout: Layout,
        gazetteer: Gazetteer,
        streets: Sequence[Street],
        postals: Sequence[PostalCity],
        holes: Sequence[Range],
    ) -> None:
        self._layout = layout
        self._text = layout.text
        self._gazetteer = gazetteer
        self._postals = {postal.start: postal for postal in postals}
        self._hole_ends = {end for _, end in holes}
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
            self._read_free(start, end, fields, labelled=stop.labelled)
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
        start = stop.start
        for line in self._layout.between(stop.start, stop.reach):
            if not rows and line.start > start:
                rows.append(("", start, min(line.start, stop.reach)))
            match = LABEL.match(self._text, line.start, line.end)
            label = _label(match) if match else ""
            begin = match.end() if match else line.start
            if match and begin >= line.end:
                pending = label
                continue
            if not match and pending and pending != "when":
                label = pending
            elif not match and rows and rows[-1][0] == "place" and self._text[: rows[-1][2]].rstrip()[-1:] == ",":
                label = "place"
            if not match and not label and line.start >= stop.end:
                continue
            pending = ""
            rows.append((label, begin, min(line.end, stop.reach)))
        if not rows:
            rows.append(("", start, stop.end))
        return rows

    def _trimmed(self, start: int, end: int) -> Range | None:
        part = self._text[start:end]
        left = len(part) - len(part.lstrip(" \t\n,;:|–—-•·."))
        right = len(part.rstrip(" \t\n,;:|–—-•"))
        return (start + left, start + right) if left < right else None

    # Places

    def _read_place(self, start: int, end: int, fields: Fields) -> None:
        pieces = self._cut(start, end)
        self._take_address(pieces, fields)
        rest = [piece for piece in pieces if self._is_free(piece, fields)]
        if rest and not fields.city and not fields.street and (city := self._city_piece(rest[-1])) and len(rest) > 1:
            fields.city = city
            rest.pop()
        self._take_venue(rest, fields)

    def _cut(self, start: int, end: int) -> list[Piece]:
        table = self._layout.line_at(start).row if self._layout.lines else False
        return self._scissors.cut(start, end, table=table)

    def _take_address(self, pieces: list[Piece], fields: Fields) -> None:
        postal = next((piece for piece in pieces if piece.kind is Kind.POSTAL), None)
        street = self._best_street(pieces, postal)
        if street:
            fields.street = fields.street or (street.start, street.end)
        if postal:
            found = self._postals[postal.start]
            fields.postal_code = fields.postal_code or (found.code_start, found.code_start + len(found.code))
            fields.city = fields.city or (found.city_start, found.end)
        elif street:
            self._take_city_after(pieces, street, fields)
        rooms = [piece for piece in pieces if piece.kind is Kind.ROOM]
        if rooms and not fields.room:
            last = rooms[0]
            for piece in rooms[1:]:
                if pieces.index(piece) == pieces.index(last) + 1:
                    last = piece
            fields.room = (rooms[0].start, last.end)
        if not fields.venue and (online := next((piece for piece in pieces if piece.kind is Kind.ONLINE), None)):
            fields.online = True
            if not street and not postal:
                fields.venue = (online.start, online.end)

    def _best_street(self, pieces: list[Piece], postal: Piece | None) -> Piece | None:
        streets = [piece for piece in pieces if piece.kind is Kind.STREET]
        sure = next((piece for piece in streets if piece.sure), None)
        if sure:
            return sure
        if postal:
            before = pieces.index(postal) - 1
            if before >= 0 and pieces[before].kind is Kind.STREET and pieces[before].gap.value <= Gap.LINE.value + 2:
                return pieces[before]
            if before >= 0 and pieces[before].kind is Kind.FREE and (bare := self._bare_street(pieces[before])):
                return bare
        return None

    def _bare_street(self, piece: Piece) -> Piece | None:
        """Return the street without a number that a piece is: `Petriplatz`, `Schönfließer Straße`."""
        match = _BARE_STREET.fullmatch(self._text, piece.start, piece.end)
        if match is None or match["lead"]:
            return None
        return Piece(match.start("street"), match.end("street"), Kind.STREET, piece.gap)

    def _take_city_after(self, pieces: list[Piece], street: Piece, fields: Fields) -> None:
        number = pieces.index(street) if street in pieces else -1
        for piece in pieces[number + 1 : number + 3] if number >= 0 else []:
            if piece.kind is Kind.FREE and piece.depth <= street.depth and (city := self._city_piece(piece)):
                fields.city = fields.city or city
                return

    def _city_piece(self, piece: Piece) -> Range | None:
        match = _CITY_ONLY.fullmatch(self._text, piece.start, piece.end)
        if match is None:
            return None
        name = match["city"]
        if is_known_city(name, self._gazetteer) or (could_be_city(name) and not names_house(name)):
            return match.span("city")
        return None

    def _is_free(self, piece: Piece, fields: Fields) -> bool:
        """Whether a piece may be title or venue: also `Stadthaus 1`, which only looked like a street."""
        return (piece.kind is Kind.FREE or not piece.sure) and not self._taken(piece, fields)

    def _taken(self, piece: Piece, fields: Fields) -> bool:
        ranges = (fields.street, fields.city, fields.room)
        return any(taken and taken[0] < piece.end and piece.start < taken[1] for taken in ranges)

    def _take_venue(self, pieces: list[Piece], fields: Fields) -> None:
        if fields.venue or not pieces:
            return
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.gap not in (Gap.COMMA, Gap.NONE) or self._text[end : piece.start].strip(" ,|(") or piece.depth > 1:
                break
            end = piece.end
        start = self._after_preposition(start, end)
        for pattern in (_OF_ROOM, _TRAILING_ROOM):
            match = pattern.fullmatch(self._text, start, end)
            if match and not fields.room:
                fields.room = match.span("room")
                start, end = match.span("venue")
        fields.venue = self._balanced(start, end)

    def _balanced(self, start: int, end: int) -> Range:
        if self._text.count("(", start, end) > self._text.count(")", start, end) and self._text[end : end + 1] == ")":
            end += 1
        return start, end

    def _after_preposition(self, start: int, end: int) -> int:
        match = _LEADING.match(self._text, start, end)
        return match.end() if match else start

    # Text without labels

    def _read_free(self, start: int, end: int, fields: Fields, *, labelled: bool) -> None:
        pieces = self._without_noise(self._cut(start, end))
        if not pieces:
            return
        place = self._place_run(pieces)
        outside = [piece for piece in pieces if piece not in place]
        if first := self._city_first(outside):
            fields.city = fields.city or first
            outside = outside[1:]
        if place and not fields.street and not fields.postal_code:
            self._take_address(place, fields)
        free = [piece for piece in place if self._is_free(piece, fields)]
        title = self._title(outside)
        if fields.title is None:
            if title is None and free and not labelled:
                title, free = self._split_title(free)
            fields.title = title
        if not fields.venue:
            self._take_venue(free, fields)
        self._take_loose_place(outside, fields)

    def _without_noise(self, pieces: list[Piece]) -> list[Piece]:
        """Drop pieces that say nothing about the appointment, and what follows them in brackets or sentence."""
        kept: list[Piece] = []
        skipping: int | None = None
        for piece in pieces:
            if skipping is not None and (
                piece.depth < skipping or (piece.gap is Gap.STRONG and piece.depth <= skipping)
            ):
                skipping = None
            if skipping is None and piece.kind is Kind.NOISE:
                skipping = piece.depth if piece.gap in (Gap.STRONG, Gap.LINE) else 99
                continue
            if skipping is not None and skipping != 99 and piece.kind not in (Kind.STREET, Kind.POSTAL):  # noqa: PLR2004
                continue
            kept.append(piece)
        return kept

    def _place_run(self, pieces: list[Piece]) -> list[Piece]:
        """Return the run of pieces around the address."""
        cores = [number for number, piece in enumerate(pieces) if self._is_address(pieces, number)]
        if not cores:
            return []
        first = last = cores[0]
        for number in cores[1:]:
            between = pieces[last + 1 : number]
            if number - last > 3 or any(piece.gap is Gap.STRONG and piece.depth == 0 for piece in between):  # noqa: PLR2004
                break
            last = number
        while last + 1 < len(pieces) and self._belongs(pieces[last + 1], pieces[last]):
            last += 1
        while (
            first > 0
            and pieces[first].gap in (Gap.NONE, Gap.COMMA, Gap.LINE)
            and pieces[first - 1].depth >= pieces[first].depth
        ):
            first -= 1
        return pieces[first : last + 1]

    def _is_address(self, pieces: list[Piece], number: int) -> bool:
        piece = pieces[number]
        if piece.kind is Kind.POSTAL:
            return True
        if piece.kind is not Kind.STREET:
            return False
        return piece.sure or (number + 1 < len(pieces) and pieces[number + 1].kind is Kind.POSTAL)

    def _belongs(self, piece: Piece, last: Piece) -> bool:
        """Whether a piece right of the address is still the place: a room, a city, a name in brackets."""
        if piece.kind in (Kind.ROOM, Kind.POSTAL, Kind.ONLINE):
            return piece.gap is not Gap.COLON
        if piece.kind is not Kind.FREE:
            return False
        if piece.depth > last.depth and piece.gap is Gap.STRONG:
            return last.kind is Kind.STREET
        return (
            piece.gap in (Gap.COMMA, Gap.NONE, Gap.LINE)
            and last.kind is Kind.STREET
            and self._city_piece(piece) is not None
        )

    def _title(self, pieces: list[Piece]) -> Range | None:
        """Return the first stretch of free pieces, with the commas and colons inside it."""
        free = [number for number, piece in enumerate(pieces) if piece.kind is Kind.FREE]
        if not free:
            return None
        first = free[0]
        start, end = pieces[first].start, pieces[first].end
        for piece in pieces[first + 1 :]:
            if piece.kind not in (Kind.FREE, Kind.NOISE, Kind.ROOM) or not self._goes_on(end, piece):
                break
            end = piece.end
        return start, end

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

    def _split_title(self, free: list[Piece]) -> tuple[Range | None, list[Piece]]:
        """Part the title from the venue where both stand in one run: the title comes first."""
        count = 1
        while count < len(free) and free[count].gap is Gap.LINE and self._joins(free[0], free[count - 1], free[count]):
            count += 1
        return (free[0].start, free[count - 1].end), free[count:]

    def _joins(self, first: Piece, last: Piece, piece: Piece) -> bool:
        if self._wraps(last.end, piece.start):
            return True
        whole = " ".join(self._text[first.start : piece.end].split())
        return (
            self._gazetteer.centre(whole) is not None
            and self._gazetteer.centre(" ".join(self._text[first.start : last.end].split())) is None
        )

    def _take_loose_place(self, pieces: list[Piece], fields: Fields) -> None:
        """Find venue and city in the words of a sentence, where no address names them."""
        for piece in pieces:
            if piece.kind is Kind.ROOM and not fields.room and piece.depth == 0:
                fields.room = (piece.start, piece.end)
        free = [piece for piece in pieces if piece.kind is Kind.FREE]
        if not fields.city:
            fields.city = self._city_in(free)
        if not fields.venue and not (fields.street and fields.title):
            self._take_phrase(free, fields)
        if not fields.venue and not fields.street:
            bracket = next(
                (each for each in free if each.depth and names_house(self._text[each.start : each.end])), None
            )
            if bracket:
                fields.venue = (bracket.start, bracket.end)
        online = next((piece for piece in pieces if piece.kind is Kind.ONLINE), None)
        if online and not fields.venue and not fields.street:
            fields.venue = (online.start, online.end)

    def _city_first(self, pieces: list[Piece]) -> Range | None:
        """Return the city that stands by itself behind the time: `10.00 Uhr, Düsseldorf`, `10:00 Uhr Rostock: …`."""
        first = pieces[0] if pieces else None
        if first is None or first.kind is not Kind.FREE or len(pieces) == 1:
            return None
        match = _CITY_ONLY.fullmatch(self._text, first.start, first.end)
        if match is None:
            return None
        name = match["city"]
        if is_known_city(name, self._gazetteer) or is_known_city(name.split("-")[0], self._gazetteer):
            return match.span("city")
        behind_time = first.start - 1 in self._hole_ends and self._text[first.end : first.end + 1] == ":"
        return match.span("city") if behind_time and could_be_city(name) and not names_house(name) else None

    def _city_in(self, free: list[Piece]) -> Range | None:
        for piece in free:
            for match in _IN_CITY.finditer(self._text, piece.start, piece.end):
                name = match["city"]
                if is_known_city(name, self._gazetteer) or (could_be_city(name) and not names_house(name)):
                    start = match.start("city")
                    return start, city_end(self._text, start, match.end("city"), self._gazetteer)
        return None

    def _take_phrase(self, free: list[Piece], fields: Fields) -> None:
        for piece in free:
            for match in _PHRASE.finditer(self._text, piece.start, piece.end):
                if not names_house(match["name"]):
                    continue
                start, end = match.span("name")
                room = _OF_ROOM.fullmatch(self._text, start, end)
                if room and not fields.room:
                    fields.room = room.span("room")
                    start, end = room.span("venue")
                fields.venue = (start, end)
                return


def _label(match: re.Match[str]) -> str:
    return next((name for name in ("place", "title", "when", "other") if match[name]), "")


def _merged(ranges: list[Range]) -> list[Range]:
    """Join lines that follow each other, so that a name may go on below."""
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start - merged[-1][1] <= 8:  # noqa: PLR2004
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
