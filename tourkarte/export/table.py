"""Reading back what the CSV formats have written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from tourkarte import frame as contract
from tourkarte.errors import DocumentError
from tourkarte.export.guard import unguard

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def read_texts(data: bytes, *, separator: str, headings: Iterable[str], optional: Collection[str] = ()) -> pd.DataFrame:
    """Return the cells below `headings` as the texts that were guarded; an empty cell is a missing value.

    So is each of a column that is `optional` and not there: a file of former times does not have it.

    Raises
    ------
    DocumentError
        If `data` is no such table, or lacks a heading.
    """
    try:
        cells = pd.read_csv(
            io.BytesIO(data), sep=separator, dtype=str, encoding="utf-8-sig", keep_default_na=False, na_values=[""]
        )
    except ValueError as broken:
        raise DocumentError(
            f"Die Datei ist keine Tabelle in UTF-8 mit dem Trennzeichen „{separator}“; erlaubt ist eine Datei, die "
            "Tourkarte so ausgegeben hat."
        ) from broken
    needed = [heading for heading in headings if heading not in optional]
    if missing := [heading for heading in needed if heading not in cells]:
        raise DocumentError(
            f"Der Datei fehlen die Spalten {', '.join(f'„{heading}“' for heading in missing)} (Trennzeichen "
            f"„{separator}“); erlaubt ist eine Datei, die Tourkarte so ausgegeben hat."
        )
    absent = pd.DataFrame({heading: np.nan for heading in optional if heading not in cells}, index=cells.index)
    return unguard(cells.join(absent.astype(contract.TEXT)))


def to_frame(texts: pd.DataFrame) -> pd.DataFrame:
    """Return the frame that fulfils the contract from its columns as texts."""
    return contract.from_rows(cast("list[dict[str, Any]]", texts.to_dict("records")))
