from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.tables.cases import NAMES, data_of
from tourkarte.errors import DocumentError
from tourkarte.intake.listing import as_json, as_table, as_text
from tourkarte.intake.tables import is_table, read_table


def read_or_refuse(data: bytes, name: str) -> None:
    is_table(data, name)
    try:
        reading = read_table(data, name)
    except DocumentError:
        return
    assert as_json([(name, reading)])
    assert as_table(name, reading)
    assert as_text(name, reading)
    for draft in reading.drafts:
        assert 0 <= draft.source.start <= draft.source.end <= len(reading.text)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.csv", "ist leer"),
        (b" \r\n\r\n", "a.csv", "ist leer"),
        (b"\xff\xfe", "a.csv", "ist leer"),
        (bytes(range(32)) * 20, "a.csv", "keine Tabelle, die sich lesen lässt"),
        (b"\xff\xfe\x00", "a.csv", "keine Tabelle, die sich lesen lässt"),
        (b"%PDF-1.7 ...", "a.csv", "ein PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "a.xls", "alte oder verschlüsselte Excel-Datei"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "a.ods", "ODS"),
        (b"PK\x03\x04word/document.xml", "a.docx", "ein Word-Dokument"),
        (b"PK\x03\x04xl/workbook.bin", "a.xlsb", "XLSB"),
        (b"PK\x03\x04", "a.zip", "ein ZIP-Dokument"),
        (b"Datum;Titel\n", "a.xlsx", "heißt „a.xlsx“, ihr Inhalt ist aber kein Excel-Dokument"),
        (b"nichts", "a.json", "heißt „a.json“, ihr Inhalt ist aber kein JSON"),
        (b"Name;Wert\n1;2\n", "a.csv", "hat keine Kopfzeile"),
        (b"Liebe Leute,\nam 2. August ist etwas los.\n", "a.csv", "hat keine Kopfzeile"),
        (b"Titel;Ort\nA;B\n", "a.csv", "Keine Spalte enthält das Datum; die Überschriften sind „Titel“, „Ort“"),
        (b"x" * 20_000_001, "a.csv", r"ist mit 20.0 MB zu groß; gelesen werden bis zu 20 MB"),
        (b";" * 10_000 + b"Datum", "a.csv", "mehr als 500 Spalten"),
        (b"Datum;Titel\n" + b"02.08.2017;A\n" * 10_500, "a.csv", "mehr als 10 000 Zeilen"),
        (b'Datum;Titel\n"' + b"x\n" * 200_000, "a.csv", "Anführungszeichen"),
        (b"Datum;Titel;Ort\n" + b"02.08.2017;" + b"A" * 600 + b";B\n" * 5_000, "a.csv", None),
        (b"Datum;Titel;Ort\n" + (b"02.08.2017;" + b"A" * 600 + b";B\n") * 5_000, "a.csv", "Zeichen; gelesen werden"),
    ],
    ids=range(22),
)
def test_bad_input_gets_a_sentence(data: bytes, name: str, reason: str | None) -> None:
    begin = time.process_time()
    if reason is None:
        read_or_refuse(data, name)
    else:
        with pytest.raises(DocumentError, match=reason):
            read_table(data, name)
    assert time.process_time() - begin < 5


def test_a_table_without_rows_has_no_appointments() -> None:
    assert read_table(b"Datum;Titel\n", "a.csv").drafts == ()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"Datum;Uhrzeit;Titel\n02.08.2017;11:00;A\n", "-", True),
        (b"Datum;Uhrzeit;Titel\n02.08.2017;11:00;A\n", "einladung.txt", True),
        (b"irgendwas", "liste.csv", True),
        (b"%PDF-1.4", "liste.csv", False),
        (b"PK\x03\x04word/document.xml", "liste.xlsx", False),
        (b"Einladung\n\nAm 2. August 2017, 11 Uhr, Rathaus, Aachen\n", "einladung.txt", False),
        (b"# Termine\n\n| Datum | Uhrzeit | Titel |\n|---|---|---|\n| 2.8.2017 | 11 | A |\n", "a.md", False),
        (b"%PDF-1.4", "-", False),
        (b"PK\x03\x04word/document.xml", "-", False),
        (b"", "-", False),
        (b"BEGIN:VCALENDAR\r\n", "-", True),
    ],
)
def test_tables_are_told_from_documents(data: bytes, name: str, *, expected: bool) -> None:
    assert is_table(data, name) == expected


@given(st.binary(max_size=600), st.sampled_from(["a.csv", "a.xlsx", "a.ics", "a.json", "-", ""]))
@settings(max_examples=100)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_or_refuse(data, name)


CELLS = st.sampled_from(
    [
        *(
            "Datum",
            "Beginn",
            "Ende",
            "Titel",
            "Ort",
            "PLZ",
            "Stadt",
            "Breite",
            "Länge",
            "Stand",
            "Kennung",
            "Tag",
            "Koordinaten",
        ),
        *(
            "Datum bis",
            "Genauigkeit",
            "Quelle des Punkts",
            "Tour",
            "Wochentag",
            "Zentrum",
            "Kreisschlüssel",
            "abgesagt",
        ),
        *(
            "02.08.2017",
            "2.-4.8.17",
            "8/2/2017",
            "42949",
            "Mo",
            "11:00",
            "10-12",
            "ganztägig",
            "52068",
            "1067",
            "52068 Aachen",
        ),
        *(
            "Reichsweg 30, 52068 Aachen",
            "Aachen",
            "50,77",
            "6.12",
            "500",
            "abgesagt",
            "ja",
            "'=1",
            "x",
            "",
            "\x07",
            "😀",
            "-",
            "NaN",
        ),
        *("2. August", "31.12.", "Ort;", '"', "KI Stadt Münster", "05515", "50.77, 6.12", "POINT(6 50)"),
    ]
)


@given(st.lists(st.lists(CELLS, max_size=8), max_size=8), st.sampled_from(";,\t"))
@settings(max_examples=100)
def test_any_cells_are_read(rows: list[list[str]], separator: str) -> None:
    header = ["Datum", "Uhrzeit", "Titel", "Ort"]
    read_or_refuse("\n".join(separator.join(row) for row in [header, *rows]).encode(), "a.csv")
    read_or_refuse("\n".join(separator.join(row) for row in rows).encode(), "a.csv")


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=20)
def test_a_real_file_with_errors_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray(data_of(name))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["change", "cut", "repeat", "drop"])):
            case "change":
                content[at] = data.draw(st.integers(0, 255))
            case "cut":
                del content[at + 1 :]
            case "repeat":
                content[at:at] = content[at : at + data.draw(st.integers(1, 40))]
            case _:
                del content[at : min(at + data.draw(st.integers(1, 40)), len(content) - 1)]
    read_or_refuse(bytes(content), name)
