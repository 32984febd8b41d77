"""The guard against formula injection for a whole frame; `formulas` says what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.export.formulas import DANGEROUS
from tourkarte.frame import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


def guard(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with an apostrophe before each text that a spreadsheet might run."""
    return _each_text(frame, lambda cells: cells.mask(cells.str.match(DANGEROUS), "'" + cells))


def unguard(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame that `guard` was given."""
    return _each_text(frame, lambda cells: cells.mask(cells.str.match("'" + DANGEROUS), cells.str[1:]))


def _each_text(frame: pd.DataFrame, change: Callable[[pd.Series[str]], pd.Series[str]]) -> pd.DataFrame:
    texts = [str(name) for name, dtype in frame.dtypes.items() if dtype == TEXT]
    return frame.assign(**{name: change(frame[name]) for name in texts})
