"""The kinds of files that tables come in: each is one module here with one registered function.

A new kind is a new file: `kinds` finds it. What a file is, its content says; its name decides only between kinds that
could both be meant.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tourkarte.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tourkarte.intake.tables.grid import Content, Sheet

    Opener = Callable[[Content], Sequence[Sheet]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file.

    Attributes
    ----------
    label
        What a person sees, in German.
    suffixes
        How the names of such files end.
    recognises
        Whether the content is of this kind beyond doubt.
    open
        From the content to its sheets; raises `DocumentError` if it is broken.
    bounded
        Whether it takes a parser of others, and with it a process of its own (`documents.bounds`).
    fixed
        Whether the format says what is in a file, so that nobody need be shown how its columns were understood.
    """

    name: str
    label: str
    recognises: Callable[[Content], bool]
    open: Opener
    suffixes: tuple[str, ...] = ()
    bounded: bool = False
    fixed: bool = False


_registered: dict[str, Kind] = {}

FALLBACK = "csv"
"""The kind that any other text is tried as."""
REFUSED = "other"
"""What is no table."""


def register(
    *,
    name: str,
    label: str,
    recognises: Callable[[Content], bool],
    suffixes: tuple[str, ...] = (),
    bounded: bool = False,
    fixed: bool = False,
) -> Callable[[Opener], Opener]:
    """Register the decorated function as what opens a kind; the parameters are those of `Kind`."""

    def add(opener: Opener) -> Opener:
        if name in _registered:
            raise ValueError(f"The kind {name!r} is registered twice.")
        _registered[name] = Kind(
            name=name,
            label=label,
            recognises=recognises,
            open=opener,
            suffixes=suffixes,
            bounded=bounded,
            fixed=fixed,
        )
        return opener

    return add


@cache
def kinds() -> Mapping[str, Kind]:
    """Return all kinds by name, in the order of their modules' names."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}")
    return MappingProxyType(_registered)


def kind_of(content: Content) -> Kind:
    """Return the kind of a file.

    Raises
    ------
    DocumentError
        If it is a text that is called what it is not: a broken workbook is no table of commas.
    """
    known = kinds()
    found = next((kind for kind in known.values() if kind.recognises(content)), known[FALLBACK])
    called = next((kind for kind in known.values() if content.suffix in kind.suffixes), found)
    if found.name == FALLBACK != called.name:
        raise DocumentError(
            f"Die Datei heißt „{content.name}“, ihr Inhalt ist aber kein {called.label} oder beschädigt; "
            "bitte neu speichern."
        )
    return found
