from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.intake.documents.samples import FILES, MARKDOWN, PLAIN, appointments, attach, html, mail
from tourkarte.errors import DocumentError
from tourkarte.intake.documents import MAX_BYTES, Document, kind_of, kinds, read_document, read_file
from tourkarte.intake.invitation import read
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = {
    "einladung.md": MARKDOWN.encode(),
    "einladung.txt": PLAIN.encode(),
    "einladung-1252.txt": PLAIN.encode("cp1252"),
    "einladung-utf16.txt": PLAIN.encode("utf-16"),
    "einladung.html": html().encode(),
    "einladung-1252.html": html().encode("cp1252"),
    "einladung.eml": mail().as_bytes(),
    "einladung-html.eml": mail("Bitte die HTML-Ansicht wählen.", with_html=html()).as_bytes(),
    "einladung-anhang.eml": attach(
        mail("Anbei die Einladung."), (FILES / "einladung.pdf").read_bytes(), "Einladung.pdf", "application/pdf"
    ).as_bytes(),
    **{
        name: (FILES / name).read_bytes() for name in ("einladung.pdf", "einladung.docx", "tabelle.pdf", "tabelle.docx")
    },
    "tabelle_ohne_linien.pdf": (FILES / "tabelle_ohne_linien.pdf").read_bytes(),
}
KINDS = {"txt": "text", "md": "markdown", "html": "html", "eml": "e-mail", "pdf": "pdf", "docx": "docx"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_kind_gives_the_same_six_appointments(name: str) -> None:
    document = read_document(DOCUMENTS[name], name)
    expected = appointments(MARKDOWN)
    assert len(expected) == 6
    assert appointments(document.text) == expected
    assert document.kind == KINDS[name.rpartition(".")[2]]
    assert document.name == name
    assert document.notes == ()


@pytest.mark.parametrize("name", ["tabelle.pdf", "tabelle.docx", "einladung.html"])
def test_spans_point_into_the_text(name: str) -> None:
    document = read_document(DOCUMENTS[name], name)
    first = read(document.text, gazetteer()).drafts[0]
    assert " ".join(span.of(document.text) for span in first.spans["street"]) == "Reichsweg 30"
    assert "11:00 Uhr" in first.source.of(document.text)


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "eml", "xyz", ""])
def test_a_wrong_suffix_still_reads(name: str, suffix: str) -> None:
    kind = kind_of(DOCUMENTS[name], f"datei.{suffix}" if suffix else "datei")
    assert kind.name == ("text" if name.endswith(".md") else KINDS[name.rpartition(".")[2]])


def test_a_document_with_a_wrong_suffix_is_read() -> None:
    document = read_document(DOCUMENTS["einladung.docx"], "einladung.pdf")
    assert appointments(document.text) == appointments(MARKDOWN)


def test_rows_stand_between_pipes() -> None:
    expected = (
        "| Datum | Uhrzeit | Station | Ort |\n"
        "| 02.08.2017 | 11:00 Uhr | Kommunales Integrationszentrum Stadt Aachen und Städteregion Aachen"
        " | Nadelfabrik, Reichsweg 30, 52068 Aachen |\n"
    )
    for name in ("tabelle.pdf", "tabelle.docx", "tabelle_ohne_linien.pdf"):
        assert expected in read_document(DOCUMENTS[name], name).text


def test_the_sent_date_is_a_hint() -> None:
    assert read_document(DOCUMENTS["einladung.eml"], "").date_hint == dt.date(2017, 8, 1)
    assert read_document(DOCUMENTS["einladung.txt"], "").date_hint is None


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "Einladung (1).PDF"
    path.write_bytes(DOCUMENTS["einladung.pdf"])
    document = read_file(path)
    assert document == read_document(DOCUMENTS["einladung.pdf"], "Einladung (1).PDF")
    assert isinstance(document, Document)


def test_a_missing_file_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "nichts", "gibt es nicht"),
        (tmp_path, "Ordner"),
        (tmp_path / "a\0b", "Dateinamen"),
        (tmp_path / ("a" * 5000), "öffnen"),
    ):
        with pytest.raises(DocumentError, match=reason):
            read_file(path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gross.pdf"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    monkeypatch.setattr("tourkarte.intake.documents.read_document", lambda *_: pytest.fail("it was read"))
    with pytest.raises(DocumentError, match=r"1000\.0 MB.* bis zu 20 MB"):
        read_file(path)


def test_much_data_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"20\.0 MB"):
        read_document(b"a" * (MAX_BYTES + 1), "a.txt")


def test_kinds_have_names_and_labels_of_their_own() -> None:
    assert len({kind.label for kind in kinds()}) == len(kinds()) == len({kind.name for kind in kinds()})


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys; from tourkarte.intake.documents import kinds, read_document; kinds();"
        "read_document(b'Text', 'a.txt');"
        "print([name for name in ('bs4', 'lxml', 'docx', 'pypdfium2', 'pandas') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
