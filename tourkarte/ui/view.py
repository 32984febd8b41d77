"""What one run of a page shows: the selection and everything that follows from it, worked out once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte import clock, language, progress
from tourkarte.clock import ZONE
from tourkarte.moments import last_days
from tourkarte.progress.replay import whole
from tourkarte.settings import settings
from tourkarte.ui.address import query
from tourkarte.ui.asked import of_run
from tourkarte.views import html
from tourkarte.views.countdown import head
from tourkarte.views.palette import PALETTES, Palette, ThemeName
from tourkarte.views.reading_order import to_read
from tourkarte.views.stops import order_of, stops

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from tourkarte.dataset import Dataset
    from tourkarte.model import Tour
    from tourkarte.selection import Known, Selection
    from tourkarte.viewing import Viewing
    from tourkarte.views.stops import Stop, Turn
    from tourkarte.web.loaded import Loaded


@dataclass(frozen=True, kw_only=True)
class View:
    """One selection of the appointments, ready to be shown.

    Attributes
    ----------
    now
        The moment as of which all is shown.
    frame
        The selected rows.
    """

    data: Dataset
    known: Known
    selection: Selection
    viewing: Viewing
    now: dt.datetime
    order: dict[str, Turn]
    frame: pd.DataFrame

    @cached_property
    def stops(self) -> list[Stop]:
        """The selected rows in words: many thousand of them take their time, so ask for some (`words`) if you can."""
        return self.words(self.frame)

    def words(self, rows: pd.DataFrame) -> list[Stop]:
        """Return some of the selected rows in words."""
        return stops(rows, self.order)

    @property
    def tours(self) -> list[Tour]:
        """The tours that are looked at: the selected one, else all."""
        return [tour for tour in self.data.tours.values() if self.selection.tour in {None, tour.id}]

    @property
    def today(self) -> dt.date:
        """The local day of `now`."""
        return self.now.astimezone(ZONE).date()

    def heading(self) -> str:
        """Return the page's title with the days of the tours."""
        rows = self.data.appointments
        if self.selection.tour:
            rows = rows[rows["tour"] == self.selection.tour]
        span = (None, None) if rows.empty else (rows["date"].min().date(), last_days(rows).max().date())
        return html.heading(self.tours, *span)

    def figures(self) -> str:
        """Return the figures of the selection."""
        found = progress.figures(self.frame, self.tours, self.data.centres, self.now)
        first = head(self.frame, found.next, self.now)
        stop = self.words(self.frame[self.frame["id"] == first.id])[0] if first else None
        moving = self.viewing.as_of is None and settings().now is None
        is_filtered = any(name != "tour" for name, _value in self.selection.pairs())
        return html.figures(found, first, stop, ticking=moving, is_filtered=is_filtered)

    def cards(self) -> str:
        """Return the selection as cards, today's first."""
        listed = to_read(self.frame, self.today, most=html.MOST_CARDS, chosen=self.viewing.chosen)
        more = len(self.frame) - len(listed)
        kept = query(self.selection, replace(self.viewing, chosen=None))
        return html.cards(self.words(listed), self.today, more=more, query=kept)

    @cached_property
    def undated(self) -> pd.DataFrame:
        """The rows that all filters but the dates let through."""
        if not (self.selection.since or self.selection.until):
            return self.frame
        return self.selection.without("von").without("bis").apply(self.data.appointments)


def current() -> View:
    """Return what the visitor of this run is to see."""
    asked = of_run()
    held, selection, viewing = asked.held, asked.selection, asked.viewing
    frame = selection.apply(held.data.appointments)
    if viewing.chosen and not (frame["id"] == viewing.chosen).any():  # nothing that is filtered out is in focus
        viewing = replace(viewing, chosen=None)
    now = whole(viewing.as_of) if viewing.as_of else clock.now(settings().now)
    return View(
        data=held.data,
        known=held.known,
        selection=selection,
        viewing=viewing,
        now=now,
        order=_order(held, now, running=viewing.as_of is None),
        frame=frame,
    )


_ORDERS: Final[dict[tuple[object, ...], dict[str, Turn]]] = {}
_MOST_ORDERS: Final = 8
_ONE_AT_A_TIME: Final = threading.Lock()


def _order(held: Loaded, now: dt.datetime, *, running: bool) -> dict[str, Turn]:
    """Return the turns of all appointments: the same for all visitors of one moment who read the same language.

    Of a running clock, one minute is one moment: an appointment begins and ends on a whole one.
    """
    moment = now.replace(second=0, microsecond=0) if running else now
    key = (held.stamp, held.at, moment, language.current())
    with _ONE_AT_A_TIME:  # whoever comes second finds what the first has worked out
        if key not in _ORDERS:
            while len(_ORDERS) >= _MOST_ORDERS:
                del _ORDERS[next(iter(_ORDERS))]
            _ORDERS[key] = order_of(held.data.appointments, now)
        return _ORDERS[key]


def theme() -> ThemeName:
    """Return the theme that the visitor's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> Palette:
    """Return the colours of the visitor's theme."""
    return PALETTES[theme()]
