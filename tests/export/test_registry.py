from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings

from tests.frames import facts, frames, hostile, sample, texts
from tourkarte import export
from tourkarte import frame as contract
from tourkarte.errors import DocumentError
from tourkarte.export import Format, filename, formats, register
from tourkarte.export.edition import PLAIN
from tourkarte.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

READABLE = [form for form in formats().values() if form.read]


def test_finds_the_formats() -> None:
    assert list(formats()) == ["xlsx", "csv-excel", "ics", "html", "csv", "json", "geojson", "atom"]


@pytest.mark.parametrize("form", formats().values(), ids=lambda form: form.name)
def test_each_says_what_it_is(form: Format) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", form.name)
    assert re.fullmatch(r"[a-z0-9]+", form.suffix)
    assert re.fullmatch(r"\w+/[\w.+-]+(; charset=utf-8)?", form.media_type)
    assert form.label
    assert form.hint
    assert form.name in {form.suffix, f"{form.suffix}-{form.variant}"}


@pytest.mark.parametrize("form", formats().values(), ids=lambda form: form.name)
def test_the_same_rows_give_the_same_bytes(form: Format) -> None:
    assert form.write(sample(), PLAIN) == form.write(sample(), PLAIN)


@pytest.mark.parametrize("form", formats().values(), ids=lambda form: form.name)
def test_writing_leaves_the_frame_as_it_was(form: Format) -> None:
    rows = hostile()
    form.write(rows, PLAIN)
    pd.testing.assert_frame_equal(rows, hostile())


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "rows", [sample(), facts(), hostile(), contract.empty()], ids=["sample", "facts", "hostile", "empty"]
)
def test_reads_back_the_same_frame(form: Format, rows: pd.DataFrame) -> None:
    assert form.read
    pd.testing.assert_frame_equal(form.read(form.write(rows, PLAIN)), rows)


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
@given(rows=frames())
@settings(max_examples=20)
def test_reads_back_any_frame(form: Format, rows: pd.DataFrame) -> None:
    assert form.read
    pd.testing.assert_frame_equal(form.read(form.write(rows, PLAIN)), rows)


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
def test_reads_a_file_from_before_the_later_columns(form: Format) -> None:
    assert form.read
    separator = ";" if form.name == "csv-excel" else ","
    lines = form.write(sample(), PLAIN).decode("utf-8-sig").splitlines()
    former = "\r\n".join(line.rsplit(separator, len(contract.LATER))[0] for line in lines)
    pd.testing.assert_frame_equal(form.read(former.encode("utf-8-sig")), sample())


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"<html></html>", b'"', b"a,b\r\n1,2,3\r\n", b"a;b\r\n1;2;3\r\n", b"\x00"]
)
def test_says_that_a_file_is_not_its_own(form: Format, data: bytes) -> None:
    assert form.read
    with pytest.raises(DocumentError, match="erlaubt ist eine Datei, die Tourkarte so ausgegeben hat"):
        form.read(data)


def test_one_csv_is_not_taken_for_the_other() -> None:
    german, plain = formats()["csv-excel"], formats()["csv"]
    assert german.read
    assert plain.read
    with pytest.raises(DocumentError, match="Spalten „Datum“"):
        german.read(plain.write(sample(), PLAIN))
    with pytest.raises(DocumentError, match="Trennzeichen „,“"):
        plain.read(german.write(sample(), PLAIN))


def test_a_new_format_is_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "count.py").write_text(
        "from tourkarte.export import register\n"
        "@register(name='count', label='Anzahl', suffix='txt', media_type='text/plain; charset=utf-8')\n"
        "def write(frame, edition):\n"
        "    return str(len(frame)).encode()\n"
    )
    monkeypatch.setattr(export, "__path__", [*export.__path__, str(tmp_path)])
    monkeypatch.setattr(export, "_registered", dict(formats()))
    formats.cache_clear()
    try:
        assert formats()["count"].write(sample(), PLAIN) == b"6"
    finally:
        formats.cache_clear()


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="'csv' is registered twice"):
        register(name=formats()["csv"].name, label="x", suffix="x", media_type="text/plain")(formats()["csv"].write)


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (Selection(), "termine.csv"),
        (Selection(cities=("Herne",)), "termine-herne.csv"),
        (Selection(cities=("Münster", "Herne"), words="Café & Straße"), "termine-herne-muenster-cafe-strasse.csv"),
        (
            Selection(since=dt.date(2017, 8, 2), until=dt.date(2017, 8, 4)),
            "termine-von-2017-08-02-bis-2017-08-04.csv",
        ),
        (Selection(words="../../etc/passwd\r\nSet-Cookie"), "termine-etc-passwd-set-cookie.csv"),
        (Selection(words="x" * 300), f"termine-{'x' * 72}.csv"),
    ],
)
def test_the_name_of_the_file_says_what_was_selected(selection: Selection, name: str) -> None:
    assert filename(formats()["csv"], selection) == name


@given(texts(), texts())
def test_the_name_of_the_file_is_safe(city: str, words: str) -> None:
    name = filename(formats()["csv"], Selection(cities=(city,), words=words))
    assert re.fullmatch(r"termine(-[a-z0-9]+)*\.csv", name)
    assert len(name) < 100
