"""Sentences about values that an address asks for in vain: short, without control characters, with what is meant."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING, Final

from tourkarte.language import _
from tourkarte.text import fold, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHOWN_VALUES: Final = 3
_SHOWN_CHOICES: Final = 8


def even(text: str) -> str:
    """Return `text` with composed letters and single blanks: what a browser or a mail program may have changed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unknown(values: Sequence[str], allowed: Mapping[str, str]) -> str:
    """Say that `values` do not exist, and what is meant or possible instead: a key of `allowed`, also by its name.

    Only the first few are shown and compared, so that an address of a thousand values is neither slow nor long.
    """
    few = [shown(even(value)) for value in values[:_SHOWN_VALUES]]
    what = _listed(few, more=len(values) > len(few))
    choices = {key: key if key == name else f"{key} ({name})" for key, name in allowed.items()}
    keys = {fold(text): key for key, name in allowed.items() for text in (key, name)}
    near = [choices[keys[close]] for value in few for close in difflib.get_close_matches(fold(value), keys, n=1)]
    if near:
        return _("{what} gibt es hier nicht; gemeint: {near}?").format(what=what, near=_listed(near))
    if choices:
        some = list(choices.values())[:_SHOWN_CHOICES]
        possible = _listed(some, more=len(choices) > len(some))
        return _("{what} gibt es hier nicht; möglich: {possible}.").format(what=what, possible=possible)
    return _("{what} gibt es hier nicht; zur Wahl steht nichts.").format(what=what)


def close_name(text: str, names: Iterable[str]) -> str | None:
    """Return the one of some names that is written most like a text, if one is at all."""
    by_key = {fold(name): name for name in names}
    found = difflib.get_close_matches(fold(shown(text)), by_key, n=1)
    return by_key[found[0]] if found else None


def _listed(values: Iterable[str], *, more: bool = False) -> str:
    return ", ".join(_("„{value}“").format(value=value) for value in values) + (" …" if more else "")
