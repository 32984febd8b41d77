"""The languages of what visitors see: German, in which it is written, and English from the catalogues in `locale/`.

A text that visitors see is written as `_("Nächster Termin")`, one that counts as `ngettext("{n} Termin", "{n} Termine",
n)`; values are put in with `.format` afterwards. Constants are marked with `N_` and translated where they are used.
The language belongs to the run of a page or to a request, not to the process.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES: Final = {"de": "Deutsch", "en": "English"}
"""The name of each language in itself."""
DEFAULT: Final = "de"

LOCALES: Final = {"de": "de", "en": "en_GB"}
"""The locale of each language, as Babel calls it."""
_CURRENT: Final[ContextVar[str]] = ContextVar("language", default=DEFAULT)


def current() -> str:
    """Return the language of the present run or request."""
    return _CURRENT.get()


def locale() -> str:
    """Return the locale in which dates and numbers are said, as Babel calls it."""
    return LOCALES[current()]


def number(value: float) -> str:
    """Return a number as it is written in the present language."""
    return str(format_decimal(value, locale=locale()))


def use(language: str) -> None:
    """Speak a language from now on, in this run or request alone."""
    _CURRENT.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for the length of the block."""
    before = _CURRENT.set(language)
    try:
        yield
    finally:
        _CURRENT.reset(before)


def _(text: str) -> str:
    """Return a German text in the present language."""
    return _catalogue(current()).gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the one of two German texts that fits a number, in the present language."""
    return _catalogue(current()).ngettext(one, many, number)


def N_(text: str) -> str:  # noqa: N802 (gettext's own name, which tools that gather texts look for)
    """Mark a text that is translated where it is used."""
    return text


@cache
def _catalogue(language: str) -> NullTranslations:
    """Return all that is translated into a language; its files are kept apart by what they are about."""
    found = NullTranslations()
    if language != DEFAULT:
        for file in sorted((files("tourkarte") / "locale" / language).iterdir(), key=lambda each: each.name):
            compiled = io.BytesIO()
            write_mo(compiled, read_po(io.BytesIO(file.read_bytes()), locale=language))
            compiled.seek(0)
            found.add_fallback(Translations(compiled))
    return found
