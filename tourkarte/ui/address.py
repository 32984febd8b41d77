"""Addresses of pages with all that is seen: filters, appointment in focus, moment and language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from tourkarte.selection import Selection
    from tourkarte.viewing import Viewing


def query(selection: Selection, viewing: Viewing) -> str:
    """Return the query string of all that is seen."""
    return urlencode((*selection.pairs(), *viewing.pairs()))


def address(page: str, selection: Selection, viewing: Viewing) -> str:
    """Return the address of a page with all that is seen, relative to the others so that a prefix may be before."""
    asked = query(selection, viewing)
    return f"{page or './'}{'?' if asked else ''}{asked}"
