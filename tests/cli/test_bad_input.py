"""What the command line makes of files that are broken, not what they seem or made to hurt."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.intake.documents import hostile
from tests.intake.documents.samples import FILES, attach, html, mail
from tourkarte.cli import app
from tourkarte.intake import read
from tourkarte.intake.documents import bounds
from tourkarte.intake.documents.bounds import MAX_SECONDS as DOCUMENT_SECONDS
from tourkarte.intake.read import MAX_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUNNER = CliRunner()
SENTENCE = "Am 2. August 2017, 10 Uhr: Empfang, Markt 1, 52062 Aachen.\n"
DOCX = (FILES / "einladung.docx").read_bytes()
PDF = (FILES / "einladung.pdf").read_bytes()
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def parse(path: Path) -> tuple[dict[str, Any], str]:
    """Return what programs get, and what people are told."""
    result = RUNNER.invoke(app, ["parse", "--json", str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    document: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (0 if document["appointments"] else 1)
    return document, result.stderr


def workbook(**more: bytes) -> bytes:
    """Return a workbook with a header and nothing below, and further parts."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Datum", "Titel"])
    book.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


def crowded_sheet() -> bytes:
    cells = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 800_000 + b"</sheetData></worksheet>"
    return workbook(**{"xl/worksheets/sheet9.xml": cells})


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("gesperrt.pdf", (FILES / "gesperrt.pdf").read_bytes, "mit einem Kennwort geschützt"),
        ("scan.pdf", hostile.scanned_pdf, r"nur Bilder von Seiten \(gescannt\)"),
        ("kaputt.docx", lambda: DOCX[:3000], "beschädigt"),
        ("kaputt.xlsx", lambda: workbook()[:2000], "beschädigt"),
        ("bombe.docx", hostile.zip_bomb, "entpackt sich zu mehr als 100 MB"),
        ("falsche_groesse.docx", hostile.lying_zip_bomb, "beschädigt"),
        ("bombe.xlsx", lambda: workbook(**{"xl/media/a.png": bytes(100_000_000)}), "ausgepackt zu groß"),
        ("zellen.xlsx", crowded_sheet, "zu viele Zellen"),
        ("rest.bin", lambda: os.urandom(3_000_000), "keine Textdatei"),
        ("rest.csv", lambda: os.urandom(3_000_000), "keine Tabelle"),
        ("rest.pdf", lambda: b"%PDF-1.7" + os.urandom(100_000), "beschädigt"),
        ("leer.txt", bytes, "ist leer"),
        ("leer.pdf", bytes, "ist leer"),
        ("leer.csv", bytes, "ist leer"),
        ("nullen.txt", lambda: bytes(1_000_000), "ist leer"),
        ("zeilen.txt", lambda: b"\n" * 1_000_000, "ist leer"),
    ],
)
def test_a_bad_file_gets_a_german_sentence(tmp_path: Path, name: str, make: Callable[[], bytes], reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    document, told = parse(path)
    assert document == {"appointments": [], "documents": [], "warnings": [told.rstrip("\n")]}
    assert told.startswith(f"{path}: ")
    assert told.endswith(".\n")
    assert re.search(reason, told)


@pytest.mark.parametrize("name", ["gross.txt", "gross.csv", "gross.xlsx", "gross.pdf"])
def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    assert "ist mit 1000.0 MB zu groß" in parse(path)[1]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("einladung.pdf", DOCX),
        ("einladung.docx", PDF),
        ("einladung.csv", PDF),
        ("einladung.xlsx", DOCX),
        ("einladung.png", DOCX),
        ("einladung.txt", html().encode()),
    ],
)
def test_a_wrong_ending_does_no_harm(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert len(parse(path)[0]["appointments"]) == 6


def test_scripts_of_a_page_are_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "seite.html"
    script = "<script>alert('3. August 2017, 11 Uhr, Markt 1, 52062 Aachen');</script>" * 1000
    path.write_text(
        f"<html><body>{script}<p onclick='x()'>{SENTENCE}</p><img src=x onerror=x()></body></html>", "utf-8"
    )
    document, _ = parse(path)
    assert [each["title"] for each in document["appointments"]] == ["Empfang"]
    assert "alert" not in json.dumps(document)


def test_what_looks_like_a_virus_is_named_and_not_opened(tmp_path: Path) -> None:
    message = mail(SENTENCE)
    attach(message, EICAR, "eicar.com")
    attach(message, DOCX, "Makro.docm")
    attach(message, b"MZ" + bytes(1000), "Rechnung.pdf.exe")
    path = tmp_path / "mail.eml"
    path.write_bytes(message.as_bytes())
    document, _ = parse(path)
    assert [each["title"] for each in document["appointments"]] == ["Empfang"]
    assert [re.findall("„(.*?)“.*nicht geöffnet", warning) for warning in document["warnings"]] == [
        ["eicar.com"],
        ["Makro.docm"],
        ["Rechnung.pdf.exe"],
    ]


EXPLOSIVE = {
    "digits": "1234567890",
    "one digit": "1",
    "dots": "1.1.1.",
    "days": "1. 1. 1. ",
    "Uhr": "Uhr ",
    "Uhr together": "Uhr",
    "capitals": "A",
    "capital words": "AACHEN HERNE ",
    "opening brackets": "(",
    "brackets": "()",
    "links": "[a](",
    "comments": "<!--",
    "tags": "<a ",
    "lists": "- - - - ",
    "numbers": "1) ",
    "one line": "Am Dienstag kommt Frau Schmidt nach Aachen und redet mit vielen Leuten. ",
    "dated lines": "Montag, 2. August 2017, 10:00 Uhr: Empfang, Markt 1, 52062 Aachen\n",
    "times": "10-12 Uhr ",
    "streets": "Hauptstraße 1, ",
    "street words": "Am Alten Markt Weg Platz Allee ",
    "towns": "52062 Aachen ",
    "rooms": "Raum 1 ",
    "cells": "| a | b | c |\n",
    "umlauts": "a\u0308",
}
SLOW = ("days", "dated lines", "times", "rooms")
"""What takes far longer than any bound, wherever it runs."""


@pytest.mark.parametrize("name", EXPLOSIVE)
def test_a_text_made_to_take_long_is_read_or_refused_in_time(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "MAX_SECONDS", 1)
    path = tmp_path / "text.txt"
    path.write_bytes((EXPLOSIVE[name].encode() * 1_000_000)[:1_000_000].removesuffix(b"a"))
    document, told = parse(path)
    assert document["appointments"] or told.endswith(".\n") or "„" in told
    if name in SLOW:
        assert "so lang und voll von Zahlen und Namen" in told


def test_lists_in_lists_are_read(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("".join(f"{'  ' * level}- Punkt\n" for level in range(900)) + f"\n{SENTENCE}", encoding="utf-8")
    assert [each["city"] for each in parse(path)[0]["appointments"]] == ["Aachen"]


def test_all_that_is_parsed_by_others_is_bounded() -> None:
    assert DOCUMENT_SECONDS <= MAX_SECONDS < 5
    assert bounds.MAX_MEMORY <= 400_000_000
