"""How the districts on the map are filled, for appointments that are drawn one by one or summed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.progress import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from tourkarte.views.stops import Stop


def fills_of_stops(shown: Iterable[Stop]) -> dict[str, str]:
    """Return for each AGS with a visit whether one is `done` or all are still only `announced`."""
    return _fills((stop.district_ags, stop.phase) for stop in shown)


def fills_of_rows(frame: pd.DataFrame, phases: Sequence[Phase]) -> dict[str, str]:
    """Return the same for the rows of a frame; `phases` has that of each row."""
    return _fills(zip(frame["district"].fillna(""), phases, strict=True))


def _fills(visits: Iterable[tuple[str, Phase]]) -> dict[str, str]:
    on = dict.fromkeys((ags, phase) for ags, phase in visits if ags and phase.is_on)  # unlike a set, in their order
    return {ags: "done" if (ags, Phase.DONE) in on else "announced" for ags, _ in on}
