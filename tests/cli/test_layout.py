from __future__ import annotations

import pytest
import typer

from tourkarte.cli.app import fail
from tourkarte.cli.layout import table


def test_what_a_title_holds_does_not_move_the_cursor() -> None:
    assert table([["a\x1b[2J", "b\nc"], ["long word", "d"]]) == "a [2J      b c\nlong word  d"


def test_nor_what_stands_in_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        fail("Die Datei\x1b[2J\x07 fehlt.\n  Bitte")
    assert capsys.readouterr().err == "Die Datei [2J  fehlt.\n  Bitte\n"
