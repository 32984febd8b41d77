"""Text for comparison, folded by one rule for search, place names and file headings; and text fit to be shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_SHOWN: Final = 40  # characters


def one_line(text: str) -> str:
    """Return `text` as one line of characters that can be seen.

    What moves a terminal's cursor or turns the direction of a line, and so shows something else, becomes a blank.
    """
    seen = "".join(each if each.isprintable() else " " for each in unicodedata.normalize("NFC", text))
    return " ".join(seen.split())


def shown(text: str) -> str:
    """Return `text` fit to be quoted in a message: short, and with a sign in place of each character not to be seen."""
    visible = "".join(each if each.isprintable() else "�" for each in text)
    return visible if len(visible) <= _LONGEST_SHOWN else visible[: _LONGEST_SHOWN - 1] + "…"


def fold(text: str) -> str:
    """Return `text` in lower case, umlauts spelt out, other accents dropped, everything else a single blank.

    `Städteregion`, `STAEDTEREGION` and a decomposed `Sta¨dteregion` fold to the same string.
    """
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode()
    return _NO_WORD.sub(" ", plain).strip()
