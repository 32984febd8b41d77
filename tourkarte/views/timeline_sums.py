"""The timeline of many appointments: how many fall into each day, week or month, as bars."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from tourkarte import language
from tourkarte.language import N_, _, number
from tourkarte.progress import Phase
from tourkarte.views.periods import periods, spans
from tourkarte.views.timeline import milliseconds, spread
from tourkarte.views.timeline_chart import bars_chart

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

    from tourkarte.views.palette import ThemeName
    from tourkarte.views.periods import Period
    from tourkarte.views.stops import Turn

_MOST_BARS: Final = 62
_KINDS: Final = {
    "done": (N_("erledigt"), {Phase.DONE}),
    "ahead": (N_("heute oder geplant"), {Phase.TODAY, Phase.NEXT, Phase.UPCOMING}),
    "off": (N_("abgesagt oder verschoben"), {Phase.CANCELLED, Phase.MOVED}),
}


def timeline_sums(
    frame: pd.DataFrame,
    order: Mapping[str, Turn],
    *,
    selected: tuple[dt.date | None, dt.date | None],
    theme: ThemeName,
) -> dict[str, Any]:
    """Return the Vega-Lite specification of the bars, with their rows as Arrow tables under `datasets`.

    Parameters
    ----------
    frame
        What all filters but the dates let through.
    selected
        The days of the filter by date; the bars of others are drawn faintly.
    """
    found = periods(frame, most=_MOST_BARS)
    kind_of = {phase: number for number, (_words, of_kind) in enumerate(_KINDS.values()) for phase in of_kind}
    kinds = np.array([kind_of[order[key].phase] for key in frame["id"]])
    first, last = spans(frame)
    rows: list[dict[str, Any]] = []
    for period in found:
        within = (first <= np.datetime64(period.last)) & (last >= np.datetime64(period.first))
        rows += _bars(
            period, np.bincount(kinds[within], minlength=len(_KINDS)).tolist(), faint=_outside(period, selected)
        )
    named = spread([period.first for period in found])
    spec = copy.deepcopy(bars_chart(theme, language.current()))
    labels = [_place(period) | {"label": period.short if period.first in named else ""} for period in found]
    spec["datasets"] = {"bars": pa.Table.from_pylist(rows), "days": pa.Table.from_pylist(labels)}
    return spec


def _outside(period: Period, selected: tuple[dt.date | None, dt.date | None]) -> bool:
    since, until = selected
    return bool((since and period.last < since) or (until and period.first > until))


def _bars(period: Period, of_kinds: list[int], *, faint: bool) -> list[dict[str, Any]]:
    """Return the parts of one bar, one upon the other."""
    parts, low = [], 0
    for (kind, (words, _phases)), many in zip(_KINDS.items(), of_kinds, strict=True):
        if many:
            said = {"kind": kind, "words": _(words), "count": number(many), "label": period.label}
            spoken = f"{period.label}: {number(many)} {_(words)}"
            height = {"low": low, "high": low + many, "opacity": 0.3 if faint else 1.0}
            parts.append(_place(period) | said | height | {"spoken": spoken})
            low += many
    return parts


def _place(period: Period) -> dict[str, Any]:
    begin, end = milliseconds(period.first, 0), milliseconds(period.last, 24)
    gap = (end - begin) * 0.08
    return {
        "day": period.first.isoformat(),
        "last": period.last.isoformat(),
        "from": begin + gap,
        "to": end - gap,
        "noon": (begin + end) / 2,
    }
