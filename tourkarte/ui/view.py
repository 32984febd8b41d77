"""What one run of a page shows: the selection and everything that follows from it, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from tourkarte import clock, progress
from tourkarte.moments import last_days
from tourkarte.progress.replay import whole
from tourkarte.settings import settings
from tourkarte.ui import filters
from tourkarte.ui.caches import loaded
from tourkarte.views import html
from tourkarte.views.palette import PALETTES, Palette, ThemeName
from tourkarte.views.stops import order_of, stops

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from tourkarte.dataset import Dataset
    from tourkarte.model import Tour
    from tourkarte.selection import Known, Selection
    from tourkarte.viewing import Viewing
    from tourkarte.views.stops import Stop, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One selection of the appointments, ready to be shown.

    Attributes
    ----------
    now
        The moment as of which all is shown.
    frame
        The selected rows.
    stops
        The same rows in words.
    """

    data: Dataset
    known: Known
    selection: Selection
    viewing: Viewing
    now: dt.datetime
    order: dict[str, Turn]
    frame: pd.DataFrame
    stops: list[Stop]

    @property
    def tours(self) -> list[Tour]:
        """The tours that are looked at: the selected one, else all."""
        return [tour for tour in self.data.tours.values() if self.selection.tour in {None, tour.id}]

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
        return html.figures(found, next((stop for stop in self.stops if stop.id == found.next), None))

    def without_days(self) -> list[Stop]:
        """Return the stops that all filters but the dates let through."""
        if not (self.selection.since or self.selection.until):
            return self.stops
        wider = self.selection.without("von").without("bis")
        return stops(wider.apply(self.data.appointments), self.order)


def current() -> View:
    """Return what the visitor of this run is to see."""
    held = loaded()
    selection, _ = filters.selection(held.known)
    viewing = filters.viewing(held.ids)
    now = whole(viewing.as_of) if viewing.as_of else clock.now(settings().now)
    order = order_of(held.data.appointments, now)
    frame = selection.apply(held.data.appointments)
    return View(
        data=held.data,
        known=held.known,
        selection=selection,
        viewing=viewing,
        now=now,
        order=order,
        frame=frame,
        stops=stops(frame, order),
    )


def theme() -> ThemeName:
    """Return the theme that the visitor's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> Palette:
    """Return the colours of the visitor's theme."""
    return PALETTES[theme()]
