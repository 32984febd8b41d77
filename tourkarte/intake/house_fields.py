"""Find what the address does not say in the words around it: the house, a street without a number, a city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import Gap, Kind, Piece
from tourkarte.intake.words import names_house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.address_fields import AddressTaker
    from tourkarte.intake.fields import Fields
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.placewords import PlaceWords

_LONGEST_NAME: Final = 4
"""Words of a house's name that stands behind a title."""


class HouseTaker:
    """Takes houses from the pieces of one text."""

    def __init__(self, text: str, words: PlaceWords, address: AddressTaker) -> None:
        self._text = text
        self._words = words
        self._address = address

    def names_house(self, piece: Piece) -> bool:
        """Whether a piece is free and holds a word for a building."""
        return piece.kind is Kind.FREE and names_house(self._text[piece.start : piece.end])

    def take(self, outside: Sequence[Piece], place: Sequence[Piece], fields: Fields) -> None:
        """Find what the address does not say in the words around it."""
        self._address.take_room(outside, fields)
        self._address.take_online(outside, fields)
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
            if apart and not is_title and self.names_house(piece):
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
        if len(parts) < 2 or parts[-1].gap is not Gap.COMMA or not self.names_house(parts[-1]):  # noqa: PLR2004
            return
        if len(self._text[parts[-1].start : parts[-1].end].split()) <= _LONGEST_NAME:
            fields.venue = parts[-1].start, parts[-1].end
            fields.title = parts[0].start, parts[-2].end
