from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.intake.tables.cases import NAMES, data_of
from tourkarte.errors import DocumentError, Problem
from tourkarte.intake.documents import bounds
from tourkarte.intake.documents.refusals import DocumentBoundsError
from tourkarte.intake.tables import Content, Opened, carry, open_table, read_opened, read_table
from tourkarte.intake.tables.grid import GridRow, Sheet
from tourkarte.intake.tables.kinds import kinds
from tourkarte.model import Doubt

BOUNDED = [name for name in NAMES if name.endswith(("xlsx", "ics"))]


def carried(opened: Opened) -> Opened:
    return carry.from_json(json.loads(json.dumps(carry.as_json(opened))))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_on_the_way(name: str) -> None:
    opened = open_table(Content(data_of(name), name))
    assert carried(opened) == opened


def test_every_kind_of_cell_is_carried() -> None:
    cells = ("Text", 1, 1.5, True, None, dt.datetime(2017, 8, 2, 11, 30), dt.date(2017, 8, 2), dt.time(11, 30))  # noqa: DTZ001 - as in a workbook
    sheet = Sheet(
        rows=(GridRow(3, cells, (Doubt("date", "Grund"),)),),
        name="Blatt",
        headings=("A",),
        fields=("date",),
        cleaned=2,
        notes=("Hinweis",),
        problems=(Problem("Fehler", "a.xlsx", 4, "Datum"),),
    )
    opened = Opened(name="a.xlsx", kind="xlsx", sheets=(sheet,))
    assert carried(opened) == opened
    assert [type(cell) for cell in carried(opened).sheets[0].rows[0].cells] == [type(cell) for cell in cells]


def test_what_a_parser_of_others_reads_is_bounded() -> None:
    assert {kind.name for kind in kinds().values() if kind.bounded} == {"xlsx", "ics"}


@pytest.mark.parametrize("name", BOUNDED)
def test_the_process_reads_what_is_read_here(name: str) -> None:
    here = read_opened(open_table(Content(data_of(name), name)), data=data_of(name))
    assert read_table(data_of(name), name) == here


@pytest.mark.parametrize("name", BOUNDED)
def test_a_table_that_takes_too_long_is_given_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_SECONDS", 0.01)
    with pytest.raises(DocumentBoundsError, match="mehr Zeit oder Speicher"):
        read_table(data_of(name), name)


@pytest.mark.parametrize("name", BOUNDED)
def test_a_table_that_takes_too_much_memory_is_given_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_MEMORY", 30_000_000)
    with pytest.raises(DocumentError):
        read_table(data_of(name), name)
