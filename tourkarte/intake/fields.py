"""Read the fields of one stop: title, venue, room, street, postal code, city.

What stands in one run with the address is the place, what a colon, a bracket or a semicolon sets apart is the title.
Labels (`Ort:`, `Was:`) overrule that. Where there is no address, words lead to the place.

Limits: in a sentence the title is the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tourkarte.intake.address_fields import AddressTaker
from tourkarte.intake.city_fields import CityTaker
from tourkarte.intake.house_fields import HouseTaker
from tourkarte.intake.labels import read_rows, without_labels
from tourkarte.intake.pieces import Kind, Piece, Range, Scissors, brackets, trimmed
from tourkarte.intake.placewords import PlaceWords
from tourkarte.intake.runs import is_address, place_before_colon, place_run, without_noise
from tourkarte.intake.titles import TitleFinder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.addresses import PostalCity, Street
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.places.gazetteer import Gazetteer


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
        self._address = AddressTaker(self._text, self._words, {postal.start: postal for postal in postals})
        self._house = HouseTaker(self._text, self._words, self._address)
        self._city = CityTaker(layout, self._words, self._address, self._house)
        self._scissors = Scissors(layout.text, holes=holes, streets=streets, postals=postals)

    def read(self, stop: Stop) -> Fields:
        """Return the fields of a stop."""
        fields = Fields()
        rows = read_rows(self._layout, stop.start, stop.end, stop.reach)
        for row in rows:
            if row.label == "place":
                self._read_place(row.start, row.end, fields)
            elif row.label == "title":
                fields.title = fields.title or trimmed(self._text, row.start, row.end)
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
        return self._city.named_by(fields)

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

    def _read_place(self, start: int, end: int, fields: Fields) -> None:
        """Read a passage that a label says to be the place."""
        pieces = self._cut(start, end)
        self._address.take(pieces, fields)
        free = [piece for piece in pieces if self._address.is_free(piece, fields)]
        if not fields.city:
            free = self._city.of_place(free, fields)
        self._address.take_venue(free, fields)

    def _read_free(self, start: int, end: int, fields: Fields, stop: Stop) -> None:
        """Read a passage where only the order and the separators say what is what."""
        whole = self._without_asides(self._cut(start, end), start, end, stop)
        pieces = self._city.leading(whole, fields, stop.when.start)
        run = place_run(pieces, self._words)
        if run.stop == 0 and pieces and pieces[0].start > stop.when.start:
            run = place_before_colon(pieces, self._words)
        place, outside = pieces[run], [*pieces[: run.start], *pieces[run.stop :]]
        if place and not fields.street and not fields.postal_code:
            self._address.take(place, fields)
        free: Sequence[Piece] = [piece for piece in place if self._address.is_free(piece, fields)]
        continued = start > stop.when.end and bool(fields.street or fields.postal_code)
        if not continued and not self._stands_below(place, outside, stop):
            title = self._titles.find(outside, place, stop.when.start)
            # Behind a city of its own, a single house is the venue; else the run holds the title if nothing else does.
            only_house = len(pieces) < len(whole) and len(free) == 1 and self._house.names_house(free[0])
            if not only_house and free and (not title or (len(free) > 1 and self._titles.comes_after(title, place))):
                title, free = self._titles.split(free)
            fields.title = fields.title or title
        self._address.take_venue(free, fields)
        self._house.take(outside, place, fields)
        if not fields.city:
            self._city.at_edge(pieces, start, fields, stop)
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
