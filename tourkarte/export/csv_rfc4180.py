"""CSV as RFC 4180 has it, for programs: comma, point, the contract's columns, ISO dates and times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from tourkarte.export import register
from tourkarte.export.guard import guard
from tourkarte.export.table import read_texts, to_frame
from tourkarte.frame import COLUMNS, LATER
from tourkarte.language import N_

if TYPE_CHECKING:
    from tourkarte.export.edition import Edition

# `over_at` is left out: it is our reckoning, and where no end is known a reader would take it for one.
HEADINGS: Final = [name for name in COLUMNS if name != "over_at"]


def read(data: bytes) -> pd.DataFrame:
    """Return the frame that `write` was given."""
    return to_frame(read_texts(data, separator=",", headings=HEADINGS, optional=LATER))


@register(
    name="csv",
    label=N_("CSV für Programme"),
    suffix="csv",
    media_type="text/csv; charset=utf-8",
    read=read,
    hint=N_("nach RFC 4180, in UTF-8"),
    rank=1,
)
def write(frame: pd.DataFrame, _edition: Edition) -> bytes:
    """Return the rows of `frame`; moments carry their offset from UTC."""
    moments = frame["starts_at"].map(pd.Timestamp.isoformat)
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in ("date", "end_date")}
    table = guard(frame[HEADINGS]).assign(**days, starts_at=moments)
    return table.to_csv(index=False, lineterminator="\r\n").encode()
