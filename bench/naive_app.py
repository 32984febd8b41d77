"""The baseline: this dashboard as a tutorial builds it, with every marker built anew in every run.

Run by serving.py over the same data folder as the real dashboard.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

stops = pd.read_csv(Path(os.environ["TOURKARTE_DATA_DIR"]) / "appointments.csv", dtype={"postal_code": str})
cities = st.multiselect("Stadt", sorted(stops["city"].unique()), key="stadt", bind="query-params")
shown = stops[stops["city"].isin(cities)] if cities else stops

tour_map = folium.Map([51.4, 7.5], zoom_start=8)
stop: Any
for stop in shown.itertuples():
    popup = f"<b>{stop.title}</b><br>{stop.date} {stop.start}<br>{stop.street}, {stop.city}"
    folium.Marker([stop.lat, stop.lon], popup=popup, tooltip=stop.city, icon=folium.Icon(color="green")).add_to(
        tour_map
    )

st.metric("Termine", len(shown))
st_folium(tour_map, key="karte", returned_objects=["last_object_clicked"])
st.bar_chart(shown.groupby("date").size())
st.dataframe(shown)
st.download_button("CSV", shown.to_csv(index=False))
