"""The guard against formula injection: a spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, tab or line end.

Such a text gets an apostrophe in front, as OWASP advises; so does one with blanks, quotes or apostrophes before the
dangerous character, since programs differ in what they strip, and the wide forms of East Asian keyboards. As a text
with apostrophes before such a character gets one more, taking one away gives back every text exactly.

The guard holds where a file is opened with the separator that it was written with. Numbers are no danger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.frame import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

_DANGEROUS: Final = "['\" \u00a0\u3000\ufeff]*[=+\\-@\t\n\r＝＋－＠]"


def guard(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with an apostrophe before each text that a spreadsheet might run."""
    return _each_text(frame, lambda cells: cells.mask(cells.str.match(_DANGEROUS), "'" + cells))


def unguard(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame that `guard` was given."""
    return _each_text(frame, lambda cells: cells.mask(cells.str.match("'" + _DANGEROUS), cells.str[1:]))


def _each_text(frame: pd.DataFrame, change: Callable[[pd.Series[str]], pd.Series[str]]) -> pd.DataFrame:
    texts = [str(name) for name, dtype in frame.dtypes.items() if dtype == TEXT]
    return frame.assign(**{name: change(frame[name]) for name in texts})
