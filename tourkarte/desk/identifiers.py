"""Identifiers of appointments and tours: readable in an address, and never given twice."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST: Final = 60


def slug(text: str) -> str:
    """Return a text as a part of an address: `Mülheim an der Ruhr` as `muelheim-an-der-ruhr`."""
    return "-".join(fold(text).split())[:_LONGEST].strip("-")


def new_id(*parts: str | None, taken: Collection[str]) -> str:
    """Return an identifier made of what is known of a thing, numbered if it is taken."""
    base = "-".join(part for part in map(slug, filter(None, parts)) if part) or "termin"
    return next(name for number in count(1) if (name := base if number == 1 else f"{base}-{number}") not in taken)
