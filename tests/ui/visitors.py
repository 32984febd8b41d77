"""What tests of the visitors' pages share: a page that was run, and the HTML on it."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.desk import APP


def run(page: str = "karte.py", **query: Any) -> AppTest:
    """Open a page with parameters in its address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page != "karte.py":
        app.switch_page(page).run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))
