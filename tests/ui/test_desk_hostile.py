"""What a browser sends that the page does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.desk import AACHEN, HERNE, get, run
from tourkarte.ui import sign_in
from tourkarte.ui.desk import table

if TYPE_CHECKING:
    import pytest


def test_the_id_of_a_row_cannot_be_typed_over(signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert signed_in
    shown = run("redaktion_termine.py").session_state["desk-table"]
    monkeypatch.setattr(sign_in, "editor", lambda: sign_in.Editor("Erika", lambda: None))
    row = list(shown.rows).index(HERNE)
    table.save(shown, {row: {"id": AACHEN, "room": "7"}})
    assert (get(HERNE).room, get(HERNE).revision) == ("7", 2)
    assert get(AACHEN).revision == 1
