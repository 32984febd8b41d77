"""What a page of the desk says while the database is gone: its address is for editors only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.desk import run, said
from tests.ui.reviews import gone
from tourkarte.ui.desk import session

if TYPE_CHECKING:
    import pytest

SECRET = "geheim"  # noqa: S105 (what stands in the address)


def test_a_visitor_is_not_told_where_the_database_is(
    signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with gone(monkeypatch):
        assert SECRET in said(run("redaktion_termine.py"))
        signed_in.clear()
        shown = said(run("redaktion_termine.py"))
    assert SECRET not in shown


def test_nor_whose_session_ends_while_the_page_runs(signed_in: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "report", signed_in.clear)
    with gone(monkeypatch):
        shown = said(run("redaktion_termine.py"))
    assert "Die Datenbank antwortet gerade nicht." in shown
    assert SECRET not in shown
