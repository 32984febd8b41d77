"""Text as it is, where Streamlit would take it for Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|$~&^=])")
_SHORTCODE = re.compile(r":(?=\w)")
_WORD_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return `text` so that Streamlit shows it as it is: no emphasis, no formula, no `:material/…:`, no colour."""
    return _SHORTCODE.sub(":" + _WORD_JOINER, _MARKS.sub(r"\\\1", text))
