"""Dropping more files than are read at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tourkarte.errors import DocumentError
from tourkarte.ui.desk import intake

if TYPE_CHECKING:
    import pytest


def test_of_too_many_files_the_first_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    def content(number: int) -> bytes:
        held.append(number)
        return b"x"

    def refuse(given: tuple[str, bytes], *_: object) -> None:
        assert given[0] == f"{held[-1]}.txt", "it was read before its turn"
        raise DocumentError("nichts darin")

    monkeypatch.setattr(intake, "_import", refuse)
    tray = intake._Tray()  # noqa: SLF001
    intake._read([(f"{number}.txt", partial(content, number)) for number in range(60)], "tour", tray)  # noqa: SLF001
    assert held == list(range(50))
    assert tray.failed[-1] == (
        "Auf einmal werden höchstens 50 Dateien gelesen; 10 blieben ungelesen. Bitte ab „50.txt“ noch einmal ablegen."
    )
