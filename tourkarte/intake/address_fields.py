"""Take from the pieces of a passage what an address says: street, postal code, city, room, house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.intake.pieces import Gap, Kind, Piece, balanced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.intake.addresses import PostalCity
    from tourkarte.intake.fields import Fields
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.placewords import PlaceWords


class AddressTaker:
    """Takes addresses from the pieces of one text."""

    def __init__(self, text: str, words: PlaceWords, postals: Mapping[int, PostalCity]) -> None:
        self._text = text
        self._words = words
        self._postals = postals

    def take(self, pieces: Sequence[Piece], fields: Fields) -> None:
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
        self.take_room(pieces, fields)
        self.take_online(pieces, fields)

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

    def take_room(self, pieces: Sequence[Piece], fields: Fields) -> None:
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

    def take_online(self, pieces: Sequence[Piece], fields: Fields) -> None:
        """Note that it is online, which is the venue where nothing else is."""
        online = next((piece for piece in pieces if piece.kind is Kind.ONLINE), None)
        if online:
            fields.online = True
            if not fields.venue and not fields.street and not fields.postal_code:
                fields.venue = online.start, online.end

    def is_free(self, piece: Piece, fields: Fields) -> bool:
        """Whether a piece may be title or venue."""
        taken = (fields.street, fields.city, fields.room, fields.venue)
        return piece.kind is Kind.FREE and not any(
            each and each[0] < piece.end and piece.start < each[1] for each in taken
        )

    def take_venue(self, pieces: Sequence[Piece], fields: Fields) -> None:
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
