"""The table of the selected appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

if TYPE_CHECKING:
    from tourkarte.ui.view import View
    from tourkarte.views.stops import Stop

_ROW_HEIGHT: Final = 36
_MOST_ROWS_SHOWN: Final = 16


def show(view: View) -> None:
    """Draw the table, as high as its rows or a screen."""
    rows = min(len(view.stops), _MOST_ROWS_SHOWN)
    st.dataframe(
        pd.DataFrame([_row(stop) for stop in view.stops]),
        hide_index=True,
        width="stretch",
        height=_ROW_HEIGHT * (rows + 1),
        row_height=_ROW_HEIGHT,
        column_config={
            "Nr.": st.column_config.NumberColumn(width=50),
            "Datum": st.column_config.DateColumn(format="DD.MM.YYYY", width=95),
            "Zeit": st.column_config.TextColumn(width=90),
            "Stadt": st.column_config.TextColumn(width=110),
            "PLZ": st.column_config.TextColumn(width=60),
            "Stand": st.column_config.TextColumn(width=90),
            "Termin": st.column_config.TextColumn(width=320),
        },
    )


def _row(stop: Stop) -> dict[str, object]:
    return {
        "Nr.": stop.number,
        "Datum": stop.day,
        "Zeit": stop.time,
        "Stadt": stop.city,
        "Termin": stop.title,
        "Ort": stop.venue,
        "Raum": stop.room,
        "Straße": stop.street,
        "PLZ": stop.postal_code,
        "Kreis": stop.district,
        "Stand": stop.phase.label,
        "Lage": stop.precision,
    }
