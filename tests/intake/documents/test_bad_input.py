from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.intake.documents import hostile
from tests.intake.documents.samples import FILES
from tourkarte.errors import DocumentError
from tourkarte.intake.documents import bounds, kinds, read_document, worker
from tourkarte.intake.documents.bounds import MAX_SECONDS
from tourkarte.intake.documents.refusals import DocumentBoundsError
from tourkarte.intake.read import read_any

if TYPE_CHECKING:
    from tourkarte.intake.documents import Kind

PDF = (FILES / "einladung.pdf").read_bytes()
DOCX = (FILES / "einladung.docx").read_bytes()
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.pdf", "ist leer"),
        (b" \r\n\t", "a.txt", "ist leer"),
        (bytes(100), "a.docx", "ist leer"),
        (b"\xef\xbb\xbf", "a.txt", "ist leer"),
        (bytes(range(256)) * 4, "a.txt", "keine Textdatei"),
        (os.urandom(20_000), "a.bin", "keine Textdatei"),
        (PDF[:3000], "a.pdf", "beschädigt"),
        (DOCX[:3000], "a.docx", "beschädigt"),
        (DOCX[:300] + bytes(500) + DOCX[800:], "a.docx", "beschädigt"),
        (b"PK\x03\x04" + os.urandom(500), "a.docx", "beschädigt"),
        (b"PK\x03\x04" + os.urandom(500), "a.zip", "Archiv"),
        (b"\x1f\x8b\x08" + bytes(50), "a.gz", "Archiv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "altes Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "Kennwort",
        ),
        (b"{\\rtf1 Text}", "a.rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.pdf", "ein Bild"),
        (b"MZ\x90\x00" + bytes(100), "a.pdf", "ein Programm"),
        (b"<html><script>alert(1)</script></html>", "a.html", "kein Text"),
        (b"From: a@b.example\nTo: c\nSubject: \nMIME-Version: 1.0\n\n", "a.eml", "kein Text"),
        (b"a " * 2_000_000, "a.txt", "Millionen Zeichen"),
    ],
)
def test_bad_input_gets_a_sentence(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        read_document(data, name)
    assert str(refused.value).endswith(".")
    assert refused.value.__cause__ is None or not isinstance(refused.value.__cause__, MemoryError)


@pytest.mark.parametrize("attack", hostile.ATTACKS)
def test_attacks_end_in_time(attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_SECONDS", MAX_SECONDS)
    data = hostile.ATTACKS[attack]()
    begin = time.perf_counter()
    try:
        document = read_document(data, "einladung")
    except DocumentError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - being read is as good as being refused
    else:
        assert "root:" not in document.text
    assert time.perf_counter() - begin < MAX_SECONDS + 20  # the bound itself, and what a busy machine adds


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("laughing_docx", "DOCTYPE"),
        ("spying_docx", "DOCTYPE"),
        ("zip_bomb", "entpackt sich zu mehr als 100 MB"),
        ("long_xml_docx", "entpackt sich"),
        ("crowded_docx", "entpackt sich"),
        ("lying_zip_bomb", "beschädigt"),
    ],
)
def test_bombs_are_named(attack: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_document(hostile.ATTACKS[attack](), "einladung.docx")


def test_entities_in_another_encoding_are_found() -> None:
    xml = hostile.body(hostile.paragraph("&x;"), prolog='<!DOCTYPE w [<!ENTITY x "y">]>').replace(
        "?>", ' encoding="utf-16"?>', 1
    )
    with pytest.raises(DocumentError, match="DOCTYPE"):
        read_document(hostile.docx(xml.encode("utf-16")), "a.docx")


def test_a_reader_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_SECONDS", 0.01)
    begin = time.perf_counter()
    with pytest.raises(DocumentBoundsError, match="mehr Zeit oder Speicher"):
        read_document(PDF, "a.pdf")
    assert time.perf_counter() - begin < 20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory")
def test_a_reader_that_eats_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_MEMORY", 30_000_000)
    with pytest.raises(DocumentError):
        read_document(DOCX, "a.docx")


def test_the_worker_sees_no_secrets_and_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    answer = b'{"refusal": "BrokenDocumentError", "message": "Nein."}'

    def run(*_arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(options)
        return subprocess.CompletedProcess([], 0, stdout=answer)

    monkeypatch.setenv("TOURKARTE_DATABASE_URL", "postgresql://geheim")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(DocumentError, match=r"Nein\."):
        read_document(PDF, "a.pdf")
    assert "TOURKARTE_DATABASE_URL" not in str(seen["env"])


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_worker_connects_and_executes_nothing(deed: str) -> None:
    program = f"import sys; from tourkarte.intake.documents import worker; sys.addaudithook(worker._forbid); {deed}"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "Reading a document must not do this" in run.stderr


def kind(error: Exception) -> Kind:
    def read(_data: bytes, _name: str) -> NoReturn:
        raise error

    return replace(kinds()[0], read=read)


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (ZeroDivisionError(), "BrokenDocumentError"),
        (MemoryError(), "TooLargeDocumentError"),
        (RecursionError(), "TooLargeDocumentError"),
        (DocumentError("Nein."), "DocumentError"),
    ],
)
def test_the_worker_answers_whatever_happens(error: Exception, refusal: str) -> None:
    broken = kind(error)
    answer = worker.answer(broken.label, worker.reader_of(broken), b"", "")
    assert answer["refusal"] == refusal
    assert json.dumps(answer)


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (OLE + bytes(600), "a.xls", "als XLSX oder CSV speichern."),
        (OLE + "Workbook\0".encode("utf-16-le"), "a", "als XLSX oder CSV speichern."),
        (OLE + bytes(600), "a.doc", "als DOCX oder PDF speichern."),
        (OLE + "WordDocument".encode("utf-16-le"), "a", "als DOCX oder PDF speichern."),
        (OLE + bytes(600), "a.msg", "Tabellen (XLSX, CSV, ICS, GeoJSON, JSON); bitte als eines davon speichern."),
        (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a.ods", "als XLSX oder CSV speichern."),
        (ZIP + b"xl/workbook.bin", "a.xlsb", "als XLSX oder CSV speichern."),
        (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.text", "a.odt", "als DOCX oder PDF speichern."),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", "Tabellen (XLSX, CSV, ICS, GeoJSON, JSON); bitte als eines davon"),
        (bytes(range(256)) * 4, "a.bin", "Tabellen (XLSX, CSV, ICS, GeoJSON, JSON); bitte als eines davon"),
    ],
)
def test_a_refusal_says_as_what_to_save_the_file(data: bytes, name: str, advice: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(advice)):
        read_any(data, name)
