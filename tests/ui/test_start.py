from __future__ import annotations

import gc
import subprocess
import sys

from tourkarte.ui import start
from tourkarte.views import timeline_chart


def test_the_first_visitor_finds_everything_prepared() -> None:
    timeline_chart.points_chart.cache_clear()
    gc.unfreeze()
    try:
        start.prepare()
        assert gc.get_freeze_count() > 100_000
        assert timeline_chart.points_chart.cache_info().currsize >= 2
    finally:
        gc.freeze()  # as it is for all tests


def test_the_map_component_is_not_imported_before_a_page_runs() -> None:
    """Imported outside of a page's run it is registered nowhere, and the browser gets 404 for it."""
    code = "import sys, tourkarte.ui.start; sys.exit('streamlit_folium' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
