"""The formats that appointments leave the product in: each is one module here with one registered function.

A new format is a new file: `formats` finds it.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from tourkarte.export.edition import Edition
    from tourkarte.selection import Selection

    Writer = Callable[[pd.DataFrame, Edition], bytes]
    Reader = Callable[[bytes], pd.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of files.

    Attributes
    ----------
    name
        What the command line and links call it: its suffix, or suffix, hyphen and variant.
    label
        What a visitor sees, in German.
    hint
        In a few words what it is for, in German.
    for_people
        Whether people open it; the others are for programs.
    rank
        Its place among those for people or for programs, the first one being the most wanted.
    is_page
        Whether a browser may show it instead of saving it: nothing in it can run.
    write
        From a frame that fulfils the contract, and the edition that it is of, to the file: exactly the frame's rows, in
        their order; deterministic.
    read
        From such a file back to the same frame, where the format holds enough for that.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    write: Writer
    hint: str = ""
    for_people: bool = False
    rank: int = 9
    is_page: bool = False
    read: Reader | None = None

    @property
    def variant(self) -> str | None:
        """What is to be said besides the suffix, such as `excel`; None for the suffix's own format."""
        return self.name.removeprefix(self.suffix).lstrip("-") or None


_registered: dict[str, Format] = {}


def register(**about: Any) -> Callable[[Writer], Writer]:
    """Register the decorated function as the writer of a format; the parameters are those of `Format`."""

    def add(write: Writer) -> Writer:
        form = Format(write=write, **about)
        if form.name in _registered:
            raise ValueError(f"The format {form.name!r} is registered twice.")
        _registered[form.name] = form
        return write

    return add


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name: those for people first, the most wanted first."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}")
    ranked = sorted(_registered.values(), key=lambda form: (not form.for_people, form.rank, form.name))
    return MappingProxyType({form.name: form for form in ranked})


def filename(form: Format, selection: Selection) -> str:
    """Return a name for the file that says what was selected, such as `termine-herne.csv`: ASCII, no blanks."""
    parts = [f"{name} {value}" if name in {"von", "bis"} else value for name, value in selection.pairs()]
    slug = fold(" ".join(["termine", *parts])).replace(" ", "-")
    return f"{slug[:80].rstrip('-')}.{form.suffix}"
