"""The map on a page: a base that never changes, and the appointments through the channel for layers.

What a visitor clicks on the map comes back as the component's value, sent by `tourkarte.send` of the map's script and
not by streamlit-folium: that would tell text and place of what was clicked, and run the page for every move.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.settings import settings
from tourkarte.ui import choice, filters
from tourkarte.ui.view import palette
from tourkarte.views import sources
from tourkarte.views.appointment_layer import appointment_layer, summed_layer
from tourkarte.views.base_map import base_map
from tourkarte.views.district_fills import fills_of_rows
from tourkarte.views.legend import legend, summed_legend
from tourkarte.views.street_map import StreetMap
from tourkarte.views.summing import MOST_STOPS, sums
from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    import folium

    from tourkarte.ui.view import View

HEIGHT = 640  # pixels on a desk; style.css says how high the map is on a phone
_KEY: Final = "karte"


def show(view: View) -> None:
    """Draw the map of what is selected, and its legend."""
    # Imported here: a component that is imported outside of a page's run is registered nowhere.
    from streamlit_folium import st_folium  # noqa: PLC0415

    layer, explained = _summed(view) if _is_summed(view) else _single(view)
    st_folium(
        base_map(asset_url=asset_url, palette=palette(), street=_street()),
        key=_KEY,
        feature_group_to_add=layer,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],  # looking around must not run the page again
        on_change=_picked,
    )
    st.html(explained)


def _is_summed(view: View) -> bool:
    return int(view.frame["lat"].notna().sum()) > MOST_STOPS


def _single(view: View) -> tuple[folium.FeatureGroup, str]:
    near = view.selection.near
    layer = appointment_layer(view.stops, chosen=view.viewing.chosen, near=near, about=view.selection)
    return layer, legend(view.stops, near)


def _summed(view: View) -> tuple[folium.FeatureGroup, str]:
    near, frame = view.selection.near, view.frame
    phases = [view.order[key].phase for key in frame["id"]]
    filled = fills_of_rows(frame, phases)
    named = frame.loc[frame["lat"].notna(), "point_source"].dropna().unique()
    layer = summed_layer(sums(frame, phases), fills=filled, said=sources.due(named), near=near, about=view.selection)
    return layer, summed_legend(filled.values(), near)


@cache
def _street() -> StreetMap | None:
    template = settings().street_map
    return StreetMap(template) if template else None


def _picked() -> None:
    """Do what a click on the map asks for. In a callback: before the page is drawn, and once."""
    told = st.session_state.get(_KEY)
    if not isinstance(told, dict):
        return
    if isinstance(stop := told.get("stop"), str):
        choice.choose(stop)
    elif isinstance(district := told.get("district"), str):
        filters.show_district(district)
