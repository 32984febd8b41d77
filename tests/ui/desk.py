"""What tests of the desk's pages share: somebody who is signed in, and what the store holds afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamlit.testing.v1 import AppTest

from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

APP = Path(__file__).parents[2] / "pages" / "app.py"
AACHEN, HERNE = "sommertour-2017-aachen", "sommertour-2017-herne"


def run(page: str, **query: str) -> AppTest:
    """Open a page of the desk with parameters in its address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.run()
    app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def get(key: str, *, deleted: bool = False) -> AppointmentRecord:
    with store().read() as reader:
        return reader.get(AppointmentRecord, key, deleted=deleted)


def latest() -> str:
    with store().read() as reader:
        return reader.changes(limit=1)[0].summary


def said(app: AppTest) -> str:
    return "\n".join(element.value for kind in (app.success, app.info, app.warning, app.error) for element in kind)


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def field(app: AppTest, label: str) -> Any:
    """Return the widget of this name."""
    for kind in (app.text_input, app.text_area, app.date_input, app.selectbox, app.number_input):
        for element in kind:
            if element.label == label:
                return element
    raise LookupError(label)


def address(app: AppTest, name: str) -> str | None:
    """Return a parameter of the address, which a test and a page write in different ways."""
    value = app.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def typed(app: AppTest, edits: Mapping[int, Mapping[str, Any]]) -> AppTest:
    """Type into cells of a table, given by row and column; the page has a button that does so."""
    app.session_state["typed"] = edits
    app.run()
    next(button for button in app.button if button.label == "Tippen").click().run()
    assert not app.exception
    return app
