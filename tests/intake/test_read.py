from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from tests.intake.documents import hostile
from tests.intake.documents.samples import MARKDOWN, attach, mail
from tourkarte.errors import NoAppointmentsError
from tourkarte.intake import invitation, read
from tourkarte.intake.documents import bounds
from tourkarte.intake.documents import mail as mail_reader
from tourkarte.intake.documents.refusals import DocumentBoundsError
from tourkarte.intake.listing import as_json, mappings
from tourkarte.intake.read import READ_HERE, FileReading, read_any
from tourkarte.places.gazetteer import gazetteer

CALENDAR = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20170804T100000\nSUMMARY:{}\nLOCATION:Herne\nEND:VEVENT\nEND:VCALENDAR\n"
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Datum", "Uhrzeit", "Titel", "Ort"])
    book.active.append(["05.08.2017", "10:00", "Fest", "Bochum"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_back(reading: FileReading) -> list[tuple[str, ...]]:
    """Return what the spans say of each appointment's day and title."""
    return [tuple(draft.spans[field][0].of(reading.text) for field in ("date", "title")) for draft in reading.drafts]


def test_tables_that_are_attached_are_read_behind_the_message() -> None:
    message = mail("Am 2. August 2017, 10 Uhr: Empfang, Markt 1, 52062 Aachen.\n")
    attach(message, "Datum;Uhrzeit;Titel;Ort\n03.08.2017;11:00;Gespräch;Herne\n".encode("cp1252"), "liste.csv")
    attach(message, CALENDAR.format("Rundgang").encode(), "termin.ics", "text/calendar")
    attach(message, workbook(), "Liste.xlsx")
    reading = read_any(message.as_bytes(), "mail.eml")
    assert read_back(reading) == [
        ("2. August 2017", "Empfang"),
        ("03.08.2017", "Gespräch"),
        ("04.08.2017", "Rundgang"),
        ("05.08.2017", "Fest"),
    ]
    assert [draft.source.of(reading.text)[-4:] for draft in reading.drafts][1:] == ["erne", "erne", "chum"]
    assert reading.warnings == ()
    assert [table.name for table in reading.tables] == ["liste.csv", "termin.ics", "Liste.xlsx"]
    document = as_json([("mail.eml", reading)])
    assert [table["kind"] for table in document["tables"]] == ["csv", "ics", "xlsx"]
    assert [each.get("table") for each in document["appointments"]] == [None, "liste.csv", "termin.ics", "Liste.xlsx"]
    assert mappings(reading).startswith("Anhang „liste.csv“\nFeld ")


def test_an_appointment_that_the_calendar_repeats_is_read_once() -> None:
    message = mail("Am 4. August 2017, 10 Uhr: Rundgang, Markt 1, 44623 Herne.\n")
    attach(message, CALENDAR.format("Termin").encode(), "termin.ics")
    reading = read_any(message.as_bytes(), "mail.eml")
    assert [draft.title for draft in reading.drafts] == ["Rundgang"]
    assert reading.warnings == (
        "Anhang „termin.ics“: 1 Termin steht schon weiter oben und wird nicht noch einmal gelesen.",
    )


@pytest.mark.parametrize("subtype", ["mixed", "alternative"])
def test_an_invitation_of_a_calendar_program_is_read(subtype: str) -> None:
    message = (
        f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/{subtype}; boundary=x\n\n--x\n"
        f"Content-Type: text/plain\n\nAnbei.\n--x\nContent-Type: text/calendar; method=REQUEST\n\n"
        f"{CALENDAR.format('Rundgang')}--x--\n"
    )
    reading = read_any(message.encode(), "mail.eml")
    assert [draft.title for draft in reading.drafts] == ["Rundgang"]
    assert reading.tables[0].name == "Kalender.ics"


def test_a_message_of_nothing_but_a_calendar_is_read() -> None:
    head = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/calendar\n\n"
    assert read_any((head + CALENDAR.format("Rundgang")).encode(), "mail.eml").drafts[0].title == "Rundgang"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"Name;Wert\n1;2\n", "liste.csv", "hat keine Kopfzeile"),
        (b"Datum;Titel\n", "liste.xlsx", "ihr Inhalt ist aber kein Excel-Dokument"),
        (b"PK\x03\x04xl/workbook.xml" + bytes(90), "liste.xlsx", "beschädigt"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(data: bytes, name: str, reason: str) -> None:
    message = attach(mail("Am 4. August 2017, 10 Uhr: Rundgang, Markt 1, 44623 Herne.\n"), data, name)
    reading = read_any(message.as_bytes(), "mail.eml")
    (warning,) = reading.warnings
    assert warning.startswith(f"Der Anhang „{name}“ wurde übergangen: er ließ sich nicht lesen. ")
    assert reason in warning
    assert len(reading.drafts) == 1


def test_what_could_not_be_read_of_a_table_names_the_attachment() -> None:
    message = attach(mail("Anbei.\n"), b"Datum;Titel;Ort\nx;A;Herne\n02.08.2017;B;Herne\n", "liste.csv")
    (warning,) = read_any(message.as_bytes(), "mail.eml").warnings
    assert warning.startswith("Anhang „liste.csv“: Nicht gelesen: liste.csv, Zeile 2, Feld „Datum“")


def test_rows_of_attached_tables_are_read_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_reader, "MAX_ROWS", 5)
    message = mail("Anbei.\n")
    for name in ("a.csv", "b.csv", "c.csv"):
        attach(message, b"Datum;Uhrzeit;Titel;Ort\n" + b"03.08.2017;11:00;A;Herne\n" * 3, name)
    content = mail_reader.read(message.as_bytes(), "")
    assert [table.name for table in content.tables] == ["a.csv"]
    assert [note.partition(" werden höchstens 5 Zeilen")[0] for note in content.notes] == [
        f"Der Anhang „{name}“ wurde übergangen: von angehängten Tabellen" for name in ("b.csv", "c.csv")
    ]


def test_a_long_text_is_read_apart_as_it_is_here() -> None:
    text = MARKDOWN + "Weiter nichts.\n" * (READ_HERE // 10)
    here = invitation.read(text, gazetteer(), written=dt.date(2017, 8, 1))
    apart = read_any(text.encode(), "einladung.md")
    assert (apart.drafts, apart.text) == (here.drafts, here.text)
    assert [draft.spans for draft in apart.drafts] == [draft.spans for draft in here.drafts]
    assert bounds.read_text(text, dt.date(2017, 8, 1), seconds=60) == here


def test_a_long_text_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_SECONDS", 0.1)
    with pytest.raises(DocumentBoundsError, match=r"Der Text ist mit 200 000 Zeichen so lang .* einlesen\.$"):
        read_any(b"1. 1. " * 33_333 + b"xx", "einladung.txt")


def test_other_files_are_read_as_before() -> None:
    assert len(read_any(MARKDOWN.encode(), "einladung.md").drafts) == 6
    table = read_any(b"Datum;Titel\n02.08.2017;A\n", "ordner/liste.csv")
    assert [table.name for table in table.tables] == ["liste.csv"]
    assert mappings(table).startswith("Feld ")
    with pytest.raises(NoAppointmentsError, match="kein Termin"):
        read_any(hostile.text_pdf(["Nichts"]), "a.pdf")
