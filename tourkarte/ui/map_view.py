"""The map on a page: a base that never changes, and the appointments through the channel for layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.ui.view import palette
from tourkarte.views.appointment_layer import appointment_layer
from tourkarte.views.base_map import base_map
from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop

HEIGHT = 640  # pixels on a desk; style.css says how high the map is on a phone


def show(stops: list[Stop]) -> None:
    """Draw the map of `stops`."""
    # Imported here: a component that is imported outside of a page's run is registered nowhere.
    from streamlit_folium import st_folium  # noqa: PLC0415

    st_folium(
        base_map(asset_url=asset_url, palette=palette()),
        key="karte",
        feature_group_to_add=appointment_layer(stops),
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],  # looking around must not run the page again
    )
