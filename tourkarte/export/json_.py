"""JSON for programs; `/openapi.json` describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from tourkarte.export import register
from tourkarte.export.records import about, records
from tourkarte.language import N_

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.export.edition import Edition


@register(
    name="json",
    label=N_("JSON"),
    suffix="json",
    media_type="application/json",
    is_page=True,
    hint=N_("mit allen Angaben"),
    rank=2,
)
def write(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return the rows of `frame`; `point` is null where nobody knows where it is."""
    rows = [said | {"point": _point(point)} for said, point in records(frame, edition)]
    return orjson.dumps({**about(edition), "count": len(rows), "appointments": rows}, option=orjson.OPT_APPEND_NEWLINE)


def _point(known: dict[str, Any]) -> dict[str, Any] | None:
    if known["lat"] is None:
        return None
    return {
        "lat": known["lat"],
        "lon": known["lon"],
        "precision": known["precision"],
        "radius_m": known["radius_m"],
        "source": known["point_source"],
    }
