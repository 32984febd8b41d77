from __future__ import annotations

import datetime as dt

import pytest

from tests.intake.documents import hostile
from tests.intake.documents.samples import attach, mail
from tourkarte.errors import DocumentError
from tourkarte.intake.documents import read_document
from tourkarte.intake.documents.mail import MAX_ATTACHMENTS, MAX_DEPTH, looks, read

HTML = "<html><body><p>" + "Am 2. August 2017 in der HTML-Ansicht. " * 20 + "</p></body></html>"


def test_subject_and_plain_text_come_first() -> None:
    message = mail("Grüße, am 2. August 2017\n", with_html=HTML)
    content = read(message.as_bytes(), "")
    assert content.text.startswith("# Einladung zur Sommertour\n\n")
    assert content.date_hint == dt.date(2017, 8, 1)


def test_plain_text_is_preferred_unless_it_says_nothing() -> None:
    long = "Am 2. August 2017 im reinen Text.\n" * 20
    assert "im reinen Text" in read(mail(long, with_html=HTML).as_bytes(), "").text
    assert "HTML-Ansicht" not in read(mail(long, with_html=HTML).as_bytes(), "").text
    assert "HTML-Ansicht" in read(mail("Bitte HTML einschalten.\n", with_html=HTML).as_bytes(), "").text


def test_attachments_are_read_and_their_place_is_known() -> None:
    message = mail("Anbei.\n")
    attach(message, hostile.text_pdf(["Am 2. August 2017"]), "Einladung.pdf", "application/pdf")
    attach(message, hostile.docx(hostile.body(hostile.paragraph("Am 3. August 2017"))), "x.bin")
    attach(message, "Grüße am 4. August".encode("cp1252"), "notiz.txt", "text/plain")
    document = read_document(message.as_bytes(), "mail.eml")
    assert [(part.name, part.kind, part.span.of(document.text)) for part in document.parts] == [
        ("Einladung.pdf", "pdf", "Am 2. August 2017\n"),
        ("x.bin", "docx", "Am 3. August 2017\n"),
        ("notiz.txt", "text", "Grüße am 4. August"),
    ]
    assert document.text.startswith("# Einladung zur Sommertour\n\nAnbei.\n")
    assert document.notes == ()


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"MZ\x90\x00" + bytes(100), "Einladung.pdf", "Programm"),
        (b"harmlos", "Einladung.pdf.exe", "Programm"),
        (b"harmlos", "rechnung.JS", "Programm"),
        (b"PK\x03\x04" + bytes(100), "Einladung.docm", "Makros"),
        (b"#!/bin/sh\nrm -rf x", "Einladung", "Programm"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "Logo.png", "kein Schriftstück"),
        (b"BEGIN:VCALENDAR\n", "termin.ics", "enthält keinen Termin"),
        (b"PK\x03\x04xl/workbook.bin", "termine.xlsb", "XLSB"),
        (b"%PDF-1.7 kaputt", "Einladung.pdf", "ließ sich nicht lesen"),
        (hostile.scanned_pdf(), "Scan.pdf", "gescannt"),
        (hostile.laughing_docx(), "Einladung.docx", "DOCTYPE"),
    ],
    ids=["exe", "double suffix", "script", "macros", "shell", "picture", "calendar", "table", "broken", "scan", "bomb"],
)
def test_what_is_not_read_is_named(data: bytes, name: str, reason: str) -> None:
    document = read_document(attach(mail("Am 2. August 2017 in Aachen.\n"), data, name).as_bytes(), "mail.eml")
    assert "Am 2. August 2017 in Aachen." in document.text
    assert document.parts == ()
    (note,) = document.notes
    assert f"„{name}“" in note
    assert reason in note


def test_a_message_of_nothing_but_a_virus_is_refused_with_its_reason() -> None:
    message = attach(mail(" \n"), b"MZ\x00", "Rechnung.exe")
    with pytest.raises(DocumentError, match=r"kein Text.*Rechnung\.exe.*nicht geöffnet"):
        read_document(message.as_bytes(), "mail.eml")


def test_messages_in_messages_are_read_to_a_bound() -> None:
    message = mail("Ebene 5\n")
    for level in range(4, 0, -1):
        outer = mail(f"Ebene {level}\n")
        outer.add_attachment(message)
        message = outer
    content = read(message.as_bytes(), "")
    assert [f"Ebene {level}" in content.text for level in range(1, 6)] == [
        level <= MAX_DEPTH + 1 for level in range(1, 6)
    ]
    assert any("3 Ebenen" in note for note in content.notes)


def test_attachments_are_read_to_a_bound() -> None:
    message = mail("Viele Anhänge\n")
    for number in range(MAX_ATTACHMENTS + 5):
        attach(message, b"Text", f"{number}.txt", "text/plain")
    content = read(message.as_bytes(), "")
    assert len(content.parts) == MAX_ATTACHMENTS
    assert len(content.notes) == 1


def test_all_pieces_of_a_body_are_read() -> None:
    raw = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nErster Teil\n--x\nContent-Type: image/png; name=a.png\n\nxx\n"
        b"--x\nContent-Type: text/plain\n\nZweiter Teil\n--x--\n"
    )
    assert read(raw, "").text == "Erster Teil\nZweiter Teil\n"


def test_lines_that_a_program_wrapped_are_joined() -> None:
    raw = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed; charset=utf-8\n\n"
        b"Am 2. August im \nRathaus\n10 Uhr\n"
    )
    assert read(raw, "").text == "Am 2. August im Rathaus\n10 Uhr\n"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii", "unbekannt", ""])
def test_a_wrong_charset_does_no_harm(charset: str) -> None:
    for encoding in ("utf-8", "cp1252"):
        head = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"
        if (charset, encoding) in {("iso-8859-1", "utf-8"), ("windows-1252", "utf-8")}:
            continue
        assert read(head.encode() + "Köln – Größe\n".encode(encoding), "").text == "Köln – Größe\n"


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"Received: x\nFrom: a\nTo: b\n\nText", "", True),
        (b"From a@b Tue\nMIME-Version: 1.0\nSubject: x\nDate: y\n\n", "txt", True),
        (b"Subject: x\n\nText", "eml", True),
        (b"Subject: x\n\nText", "txt", False),
        (b"Datum: 3. Mai\nOrt: Aachen\n\nText", "", False),
        (b"Subject: x\nDate: y\nTo: z\n\nText", "", False),
        (b"Date: y\nOrt und Zeit folgen\n", "eml", False),
    ],
)
def test_a_message_is_known_by_its_header(data: bytes, suffix: str, *, expected: bool) -> None:
    assert looks(data, suffix) is expected
