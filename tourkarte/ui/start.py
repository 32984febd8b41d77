"""What is done once, when the server starts, so that the first visitor does not pay for it."""

from __future__ import annotations

import gc
from typing import Final

import folium.plugins  # noqa: F401 (streamlit_folium needs it, and cannot be imported before a page runs)

from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.ui import coverage_view, downloads, live, map_view, replay, timeline_view  # noqa: F401 (the pages need them)
from tourkarte.ui.desk import drafting, intake, place, publish  # noqa: F401 (the same)
from tourkarte.views import html
from tourkarte.views.appointment_layer import appointment_layer
from tourkarte.views.base_map import base_map
from tourkarte.views.legend import legend
from tourkarte.views.palette import PALETTES
from tourkarte.views.stops import order_of, stops
from tourkarte.views.timeline import timeline
from tourkarte.web.assets import asset_url
from tourkarte.web.loaded import loaded

_ENOUGH: Final = 60
"""Appointments that are drawn: of each thing one, whatever their number; thousands would only keep visitors waiting."""


def prepare() -> None:
    """Load the data, draw a few of all things once, and take it all out of the garbage collector's rounds.

    Every run of a page ends in a full collection; with pandas, folium and pyarrow in its rounds that costs more than
    the page itself.
    """
    appointments = loaded().data.appointments.head(_ENOUGH)
    shown = stops(appointments, order_of(appointments, clock.now(settings().now)))
    html.cards(shown, clock.now(settings().now).date())
    legend(shown)
    for theme, palette in PALETTES.items():
        timeline(shown, selected=(), theme=theme)
        drawn = base_map(asset_url=asset_url, palette=palette)
        appointment_layer(shown).add_to(drawn)
        drawn.get_root().render()
    gc.collect()
    gc.freeze()
