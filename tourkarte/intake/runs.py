"""Find the run of pieces that is the place: the address, and what only commas and line breaks part from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import Gap, Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.placewords import PlaceWords

_FAR: Final = 3
"""How many pieces may stand between a street and its postal code."""


def is_address(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a piece is a postal code with its city, or a street; one that is not sure needs the code behind it."""
    piece = pieces[number]
    if piece.kind is not Kind.STREET:
        return piece.kind is Kind.POSTAL
    return piece.sure or (number + 1 < len(pieces) and pieces[number + 1].kind is Kind.POSTAL)


def place_run(pieces: Sequence[Piece], words: PlaceWords) -> slice:
    """Return which pieces are the run around the first address; an empty slice if there is no address."""
    cores = [number for number in range(len(pieces)) if is_address(pieces, number)]
    if not cores:
        return slice(0, 0)
    first = last = cores[0]
    for number in cores[1:]:
        parted = any(piece.gap is Gap.STRONG and piece.depth == 0 for piece in pieces[last + 1 : number])
        if number - last > _FAR or parted:
            break
        last = number
    core = pieces[first]
    while last + 1 < len(pieces) and _belongs(pieces[last + 1], pieces[last], words):
        last += 1
    while first > 0 and _leads_to(pieces[first - 1], pieces[first], core):
        first -= 1
    return slice(first, last + 1)


def _leads_to(before: Piece, piece: Piece, core: Piece) -> bool:
    """Whether a piece left of the address is in one run with it."""
    if piece.gap <= Gap.LINE:
        return before.depth >= core.depth
    return piece.depth > core.depth and before.depth == core.depth  # a bracket inside of the venue's name


def _belongs(piece: Piece, last: Piece, words: PlaceWords) -> bool:
    """Whether a piece right of the address is still the place: a room, a city, a name in brackets."""
    if piece.kind in (Kind.ROOM, Kind.POSTAL, Kind.ONLINE):
        return piece.gap is not Gap.COLON
    if piece.kind is not Kind.FREE or last.kind is not Kind.STREET:
        return False
    return piece.depth > last.depth or (piece.gap <= Gap.LINE and words.city_alone(piece.start, piece.end) is not None)


def place_before_colon(pieces: Sequence[Piece], words: PlaceWords) -> slice:
    """Return which pieces are a place that only a colon parts from the title: `Rathaus, Moers: Lesung`."""
    number = next((number for number, piece in enumerate(pieces) if piece.gap is Gap.COLON), 0)
    last = pieces[number - 1] if number else None
    if last is None or any(piece.gap > Gap.LINE for piece in pieces[1:number]):
        return slice(0, 0)
    known = last.kind is Kind.FREE and words.city_alone(last.start, last.end, known=True) is not None
    return slice(0, number if known or last.kind is Kind.ONLINE else 0)


def without_noise(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop pieces that say nothing about the appointment, and what follows them in brackets or sentence."""
    kept: list[Piece] = []
    depth: int | None = None
    for piece in pieces:
        if depth is not None and (piece.depth < depth or (piece.gap is Gap.STRONG and piece.depth <= depth)):
            depth = None
        if depth is None and piece.kind is Kind.NOISE:
            depth = piece.depth if piece.gap in (Gap.LINE, Gap.STRONG) else None
        elif depth is None or piece.kind in (Kind.STREET, Kind.POSTAL):
            kept.append(piece)
    return kept
