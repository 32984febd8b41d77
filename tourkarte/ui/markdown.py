"""Text as it is, where Streamlit would take it for Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|$~&^=])")
_BROKEN_UP = re.compile(r":(?=[\w/])|@(?=\w)|www(?=\.)", re.IGNORECASE)
"""Where a shortcode, an address of the Web or a mailbox begins: no backslash keeps it from being one."""
_WORD_JOINER = "\u2060"  # neither seen nor a place where a line may end


def plain(text: str) -> str:
    """Return `text` so that Streamlit shows it as it is: no emphasis, formula, `:material/…:`, colour or link.

    Not for what a selectbox shows, which is no Markdown.
    """
    return _MARKS.sub(r"\\\1", _BROKEN_UP.sub(rf"\g<0>{_WORD_JOINER}", text))
