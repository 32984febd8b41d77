"""The guard against formula injection: a spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, tab or line end.

Such a text gets an apostrophe in front, as OWASP advises; so does one with blanks, quotes or apostrophes before the
dangerous character, since programs differ in what they strip, and the wide forms of East Asian keyboards. As a text
with apostrophes before such a character gets one more, taking one away gives back every text exactly.

The guard holds where a file is opened with the separator that it was written with. Numbers are no danger.
"""

from __future__ import annotations

import re
from typing import Final

DANGEROUS: Final = "['\" \u00a0\u3000\ufeff]*[=+\\-@\t\n\r＝＋－＠]"
"""How a text begins that a spreadsheet might run."""
_DANGEROUS: Final = re.compile(DANGEROUS)


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet might run it."""
    return f"'{text}" if _DANGEROUS.match(text) else text
