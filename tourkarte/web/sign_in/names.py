"""The name that stands beside every change."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tourkarte.errors import InvalidValueError

LONGEST: Final = 80


def editor_name(text: str) -> str:
    """Return the name that somebody gives.

    Raises
    ------
    InvalidValueError
        If it is none: nothing a reader of the log could tell a person by.
    """
    spaced = "".join(" " if unicodedata.category(each) == "Zs" else each for each in text)
    name = re.sub(" +", " ", unicodedata.normalize("NFC", spaced)).strip()
    if not any(each.isalpha() for each in name):
        raise InvalidValueError("Bitte geben Sie Ihren Namen an; er steht neben jeder Änderung.")
    if len(name) > LONGEST:
        raise InvalidValueError(f"Der Name hat {len(name)} Zeichen; erlaubt sind höchstens {LONGEST}. Bitte kürzen.")
    if not name.isprintable():
        raise InvalidValueError("Der Name enthält unsichtbare Zeichen. Bitte tippen Sie ihn neu ein.")
    return name


def tidy(text: str, longest: int = LONGEST) -> str:
    """Return what a provider says about somebody as one line of visible characters."""
    seen = "".join(each if each.isprintable() else " " for each in unicodedata.normalize("NFC", text))
    return " ".join(seen.split())[:longest].rstrip()
