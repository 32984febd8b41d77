from __future__ import annotations

import io
import re

import openpyxl
import pytest

from tests.intake.documents.samples import FILES, MARKDOWN, attach, mail
from tests.intake.tables.cases import FOLDER
from tourkarte.intake.listing import as_json, as_text
from tourkarte.intake.read import FileReading, read_any

SENTENCE = "Am 2. August 2017, 10 Uhr: Empfang, Markt 1, 52062 Aachen."
ROWS = "Datum;Uhrzeit;Titel;Ort\n\n03.08.2017;11:00;Gespräch;Herne\n".encode()


def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = "Tour"
    for row in (["Termine"], [], ["Datum", "Titel", "Ort"], [], ["05.08.2017", "Fest", "Bochum"]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def message() -> bytes:
    with_table = attach(mail(f"Guten Tag,\n\n{SENTENCE}\n"), ROWS, "liste.csv")
    return attach(with_table, workbook(), "Liste.xlsx").as_bytes()


def passages(name: str, reading: FileReading) -> list[str]:
    return re.findall(r"^    gelesen aus (.*)$", as_text(name, reading), re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", f"Guten Tag,\r\n\r\n{SENTENCE}\r\n".encode(), ["Zeile 3"]),
        ("a.md", f"# Termine\n\n{SENTENCE}\n".encode("cp1252"), ["Zeile 3"]),
        ("a.csv", ROWS, ["Zeile 3"]),
        ("a.xlsx", workbook(), ["Zeile 5 des Blattes „Tour“"]),
        ("a.html", f"<ul><li>{SENTENCE}</ul>".encode(), [f"„{SENTENCE}“"]),
        (
            "a.eml",
            message(),
            [
                f"„{SENTENCE}“",
                "Zeile 3 des Anhangs „liste.csv“",
                "Zeile 5 des Blattes „Tour“ des Anhangs „Liste.xlsx“",
            ],
        ),
    ],
)
def test_a_passage_is_told_in_the_terms_of_the_file(name: str, data: bytes, told: list[str]) -> None:
    assert passages(name, read_any(data, name)) == told


@pytest.mark.parametrize("name", ["einladung.pdf", "einladung.docx", "tabelle.pdf", "tabelle.docx"])
def test_a_document_without_lines_of_its_own_is_quoted(name: str) -> None:
    reading = read_any((FILES / name).read_bytes(), name)
    told = passages(name, reading)
    assert len(told) == len(reading.drafts)
    assert all(re.fullmatch(r"„[^„“]{20,60}…“", each) for each in told)
    assert "11:00 Uhr" in told[0]


def test_a_calendar_has_entries() -> None:
    name = "outlook.ics"
    assert passages(name, read_any((FOLDER / name).read_bytes(), name)) == ["Eintrag 1", "Eintrag 2", "Eintrag 3"]


def test_programs_get_the_text_that_spans_count_in() -> None:
    files = {"a.md": MARKDOWN.encode(), "a.xlsx": workbook(), "a.eml": message()}
    files |= {name: (FILES / name).read_bytes() for name in ("einladung.pdf", "tabelle.docx")}
    document = as_json([(name, read_any(data, name)) for name, data in files.items()])
    texts = {each["file"]: each["text"] for each in document["documents"]}
    assert list(texts) == list(files)
    assert texts["a.md"] == MARKDOWN
    for appointment in document["appointments"]:
        text = texts[appointment["source"]["file"]]
        for field in {"title", "street", "postal_code"} & set(appointment["spans"]):
            (span,) = appointment["spans"][field]
            assert text[span["start"] : span["end"]].split() == appointment[field].split()
