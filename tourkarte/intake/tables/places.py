"""Where a row says that it takes place: columns that hold one part each, or one that holds them all.

`Nadelfabrik, Reichsweg 30, 52068 Aachen` in one cell is taken apart by the reader's own grammar of addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.addresses import find_postal_cities, find_streets
from tourkarte.intake.pieces import Kind, Scissors
from tourkarte.intake.placewords import PlaceWords
from tourkarte.intake.tables.cells import as_text, is_nothing
from tourkarte.intake.tables.concluded import about_concluded, conclude_town
from tourkarte.model import POSTAL_CODE, Doubt, Venue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.intake.pieces import Piece
    from tourkarte.intake.tables.grid import Cell
    from tourkarte.places.gazetteer import Gazetteer

PLACE_FIELDS: Final = frozenset({"address", "postal_code", "city", "venue", "street", "house_number", "house_suffix"})
"""Fields that tell where a house is."""
_LONGEST: Final = 500
"""Characters of a cell in which an address is looked for."""
_CODE: Final = re.compile(r"(?:[A-Z]{1,2}[-– ]\s?)?(?P<code>[0-9]{4,5})(?![0-9])[\s,/–-]*(?P<city>.*)", re.DOTALL)
_COUNTRY: Final = re.compile(r"(?:deutschland|germany|nrw|nordrhein-westfalen|de)", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"[A-Za-z]")
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A place, and what is doubtful about it."""

    venue: Venue
    doubts: tuple[Doubt, ...] = ()


def read_place(values: Mapping[str, Cell], gazetteer: Gazetteer) -> Place:
    """Return where a row takes place.

    Parameters
    ----------
    values
        The row's cells by field.
    """
    whole = split_place(_lines(values.get("address")), gazetteer)
    code, behind, doubts = _postal_code(values.get("postal_code"))
    own, town = _town(values.get("city"))
    venue = Venue(
        name=_text(values, "venue"),
        room=_text(values, "room"),
        street=_street(values),
        postal_code=code or own,
        city=town or behind,
    )
    joined = _joined(venue, whole)
    place = _with_split_name(joined, gazetteer)
    if place.city:
        return Place(place, doubts)
    town = conclude_town(place.name, _text(values, "title") or _text(values, "centre"), gazetteer)
    return Place(replace(place, city=town), (*doubts, about_concluded(town))) if town else Place(place, doubts)


def split_place(text: str, gazetteer: Gazetteer) -> Venue:
    """Return the parts of a place that is written in one line."""
    text = text[:_LONGEST]
    if not text:
        return Venue()
    postals, streets = find_postal_cities(text, gazetteer), find_streets(text)
    pieces = Scissors(text, holes=(), streets=streets, postals=postals).cut(0, len(text), table=False)
    postal = postals[0] if postals else None
    street = _street_piece(pieces)
    rooms = [piece for piece in pieces if piece.kind is Kind.ROOM]
    words = PlaceWords(text, gazetteer)
    free = [piece for piece in pieces if _is_free(text, piece) and piece is not street]
    city = None
    if postal is None and free and (street or len(free) > 1):
        city = words.city_alone(free[-1].start, free[-1].end, known=street is None)
        free = free[:-1] if city else free
    elif postal is None and len(free) == 1 and len(pieces) == 1:
        city = words.city_alone(free[0].start, free[0].end, known=True)
        free = [] if city else free
    name, room = _name_and_room(text, words, free, rooms)
    return Venue(
        name=name,
        room=room,
        street=text[street.start : street.end] if street else None,
        postal_code=postal.code if postal else None,
        city=text[postal.city_start : postal.end] if postal else text[slice(*city)] if city else None,
    )


def _street_piece(pieces: Sequence[Piece]) -> Piece | None:
    """Return the street: what surely is one, else what may be and stands before the postal code."""
    streets = [piece for piece in pieces if piece.kind is Kind.STREET]
    sure = [piece for piece in streets if piece.sure]
    before = [piece for piece, after in pairwise(pieces) if piece.kind is Kind.STREET and after.kind is Kind.POSTAL]
    return next(iter([*sure, *before]), None)


def _is_free(text: str, piece: Piece) -> bool:
    if piece.kind is Kind.STREET:
        return True
    return piece.kind is Kind.FREE and not _COUNTRY.fullmatch(text, piece.start, piece.end)


def _name_and_room(
    text: str, words: PlaceWords, free: Sequence[Piece], rooms: Sequence[Piece]
) -> tuple[str | None, str | None]:
    named_room = ", ".join(text[piece.start : piece.end] for piece in rooms) or None
    if len(free) == 1:
        room, house = words.room_and_house(free[0].start, free[0].end)
        if room and not named_room:
            return text[slice(*house)], text[slice(*room)]
    name = ", ".join(text[piece.start : piece.end] for piece in free) or None
    if name is None and named_room:
        return named_room, None
    return name, named_room


def _joined(venue: Venue, whole: Venue) -> Venue:
    """Return `venue`, with what only `whole` says filled in."""
    return Venue(
        name=venue.name or whole.name,
        room=venue.room or whole.room,
        street=venue.street or whole.street,
        postal_code=venue.postal_code or whole.postal_code,
        city=venue.city or whole.city,
    )


def _with_split_name(venue: Venue, gazetteer: Gazetteer) -> Venue:
    """Take an address out of the venue's name where the columns hold none."""
    if not venue.name or (venue.street and venue.room):
        return venue
    parts = split_place(venue.name, gazetteer)
    if parts.city and not (parts.name or parts.street or parts.postal_code or venue.city or venue.street):
        return replace(venue, name=None, city=parts.city)
    if parts.postal_code and not venue.street and not venue.postal_code:
        return _joined(replace(venue, name=parts.name, city=venue.city or parts.city), parts)
    if parts.street and parts.name and not venue.street and not parts.postal_code:
        return replace(venue, name=parts.name, street=parts.street, room=venue.room or parts.room)
    if parts.room and parts.name and not venue.room and not parts.street and not parts.city:
        return replace(venue, name=parts.name, room=parts.room)
    return venue


def _text(values: Mapping[str, Cell], field: str) -> str | None:
    cell = values.get(field)
    return None if is_nothing(cell) else as_text(cell)


def _lines(cell: Cell) -> str:
    """Return a cell's lines as parts of one."""
    if not isinstance(cell, str) or is_nothing(cell):
        return ""
    return ", ".join(line for line in (" ".join(line.split()).rstrip(",") for line in cell.splitlines()) if line)


def _street(values: Mapping[str, Cell]) -> str | None:
    street, number = _text(values, "street"), _text(values, "house_number")
    whole = f"{street} {number}" if street and number else street
    suffix = _text(values, "house_suffix") or ""
    return f"{whole}{suffix}" if whole and whole[-1].isdigit() and _SUFFIX.fullmatch(suffix) else whole


def _postal_code(cell: Cell) -> tuple[str | None, str | None, tuple[Doubt, ...]]:
    """Return the code, the town behind it, and doubts."""
    text = as_text(cell)
    if text is None or is_nothing(cell):
        return None, None, ()
    if isinstance(cell, int | float) and text.isdigit() and len(text) == _SHORT:
        return text.zfill(5), None, (Doubt("postal_code", f"Aus der Zahl {text} ist {text.zfill(5)} geworden."),)
    match = _CODE.fullmatch(text)
    if match is None or not POSTAL_CODE.fullmatch(match["code"]):
        return None, None, (Doubt("postal_code", f"„{text}“ ist keine Postleitzahl; erlaubt sind fünf Ziffern."),)
    return match["code"], match["city"].strip() or None, ()


def _town(cell: Cell) -> tuple[str | None, str | None]:
    """Return the postal code before a town, if there is one, and the town."""
    text = None if is_nothing(cell) else as_text(cell)
    match = _CODE.fullmatch(text) if text else None
    return (match["code"], match["city"].strip() or None) if match else (None, text)
