from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.frames import HOSTILE, facts, frames, hostile, sample
from tourkarte.export import Format, formats
from tourkarte.export.edition import PLAIN
from tourkarte.intake.tables import RowDraft, read_table
from tourkarte.intake.tables.own import looks_own

if TYPE_CHECKING:
    import pandas as pd

READABLE = [form for form in formats().values() if form.read]


def appointment(draft: RowDraft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "tour": draft.tour,
        "date": draft.date,
        "start": f"{draft.start:%H:%M}" if draft.start else None,
        "end": f"{draft.end:%H:%M}" if draft.end else None,
        "end_date": draft.end_date,
        "people": "; ".join(draft.people) or None,
        "title": draft.title,
        "venue": draft.venue.name,
        "room": draft.venue.room,
        "street": draft.venue.street,
        "postal_code": draft.venue.postal_code,
        "city": draft.venue.city,
        "centre": draft.centre,
        "district": draft.district,
        "status": draft.status.value,
        "lat": draft.point.lat if draft.point else None,
        "lon": draft.point.lon if draft.point else None,
        "precision": draft.precision.value if draft.precision else None,
        "radius_m": draft.radius_m,
        "point_source": draft.point_source,
    }


def appointments(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    names = appointment(RowDraft(date=None))
    days = {"date", "end_date"}
    return [{name: row[name].date() if name in days and row[name] else row[name] for name in names} for row in rows]


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
@pytest.mark.parametrize("rows", [sample(), facts(), hostile()], ids=["sample", "facts", "hostile"])
def test_every_export_is_read_back(form: Format, rows: pd.DataFrame) -> None:
    reading = read_table(form.write(rows, PLAIN), f"termine.{form.suffix}")
    assert [appointment(draft) for draft in reading.drafts] == appointments(rows)
    assert [draft.row for draft in reading.drafts] == list(range(2, len(rows) + 2))
    assert reading.warnings == ()


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
@given(rows=frames(max_size=3))
@settings(max_examples=10)
def test_every_export_of_anything_is_read_back(form: Format, rows: pd.DataFrame) -> None:
    reading = read_table(form.write(rows, PLAIN), f"termine.{form.suffix}")
    assert [appointment(draft) for draft in reading.drafts] == appointments(rows)


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
def test_an_export_that_somebody_edited_is_a_table_like_any_other(form: Format) -> None:
    frame = sample()
    lines = form.write(frame, PLAIN).decode("utf-8-sig").splitlines()
    edited = "\r\n".join(["Tour der Woche", lines[0], *lines[1:3]]).encode("cp1252")
    reading = read_table(edited, "termine.csv")
    assert looks_own(reading.mapping)
    assert [appointment(draft) for draft in reading.drafts] == appointments(frame.head(2))


@pytest.mark.parametrize("text", [text for text in HOSTILE if text[0] in "=+-@＝＠'"])
def test_what_our_guard_escaped_is_restored_in_any_table(text: str) -> None:
    guarded = "'" + text if text.lstrip("' \"")[:1] in {*"=+-@＝＠"} else text
    cell = guarded.replace('"', '""')
    reading = read_table(f'Datum;Titel;Ort\n02.08.2017;"{cell}";Aachen\n'.encode(), "a.csv")
    assert reading.drafts[0].title == text


def test_an_ordinary_table_is_read_without_pandas() -> None:
    program = (
        "import sys; from tourkarte.intake.tables import read_table; "
        "assert read_table(b'Datum;Titel;Ort\\n02.08.2017;A;Aachen\\n', 'a.csv').drafts; "
        "print([name for name in ('pandas', 'openpyxl', 'icalendar', 'geopy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
