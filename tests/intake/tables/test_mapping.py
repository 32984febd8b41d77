from __future__ import annotations

import pytest

from tourkarte.errors import DocumentError, InvalidValueError
from tourkarte.intake.tables import read_table
from tourkarte.intake.tables.listing import draft_as_json, mapping_as_json, mapping_as_table, read_columns

TABLE = b"Datum;Beginn;Titel;Ort\n02.08.2017;11:00;Eins;Rathaus\n"


def mapped(text: str, **columns: str) -> dict[str, str]:
    reading = read_table(text.encode(), "a.csv", columns=columns)
    return {choice.field: choice.column for choice in reading.mapping.choices}


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Datum;Ort", "02.08.2017;Nadelfabrik", {"date": "Datum", "venue": "Ort"}),
        ("Datum;PLZ;Ort", "02.08.2017;52068;Aachen", {"date": "Datum", "postal_code": "PLZ", "city": "Ort"}),
        ("Datum;Ort;PLZ", "02.08.2017;Musterhausen;99999", {"date": "Datum", "postal_code": "PLZ", "city": "Ort"}),
        (
            "Datum;Ort;PLZ;Stadt",
            "02.08.2017;Rathaus;52068;Aachen",
            {"date": "Datum", "venue": "Ort", "postal_code": "PLZ", "city": "Stadt"},
        ),
        (
            "Datum;PLZ Ort;Ort",
            "02.08.2017;52068 Aachen;Rathaus",
            {"date": "Datum", "postal_code": "PLZ Ort", "venue": "Ort"},
        ),
        ("Datum;Stadt;Ort", "02.08.2017;Aachen;Rathaus", {"date": "Datum", "city": "Stadt", "venue": "Ort"}),
        ("Beginn;Ende;Titel", "02.08.2017;03.08.2017;A", {"date": "Beginn", "end_date": "Ende", "title": "Titel"}),
        ("Datum;Beginn;Ende", "02.08.2017;11:00;12:00", {"date": "Datum", "start": "Beginn", "end": "Ende"}),
        ("Datum;von;bis", "02.08.2017;11;12", {"date": "Datum", "start": "von", "end": "bis"}),
        ("von;bis;Uhrzeit", "02.08.2017;03.08.2017;12", {"date": "von", "end_date": "bis", "start": "Uhrzeit"}),
        ("Tag;Datum;Zeit", "Mi;02.08.2017;11:00", {"weekday": "Tag", "date": "Datum", "start": "Zeit"}),
        ("Tag;Zeit;Was", "02.08.2017;11:00;A", {"date": "Tag", "start": "Zeit", "title": "Was"}),
        ("Termin;Thema", "02.08.2017 11 Uhr;A", {"date": "Termin", "title": "Thema"}),
        ("Datum;Termin", "02.08.2017;A", {"date": "Datum", "title": "Termin"}),
        ("Datum;Einrichtung", "02.08.2017;Schule", {"date": "Datum", "title": "Einrichtung"}),
        ("Datum;Titel;Einrichtung", "02.08.2017;A;Schule", {"date": "Datum", "title": "Titel", "venue": "Einrichtung"}),
        ("Datum;Thema;Einrichtung", "02.08.2017;A;Schule", {"date": "Datum", "title": "Thema", "venue": "Einrichtung"}),
        ("Datum;Adresse", "02.08.2017;Reichsweg 30, 52068 Aachen", {"date": "Datum", "address": "Adresse"}),
        (
            "Datum;Adresse;PLZ",
            "02.08.2017;Reichsweg 30;52068",
            {"date": "Datum", "street": "Adresse", "postal_code": "PLZ"},
        ),
        ("Datum;Location", "02.08.2017;Reichsweg 30, 52068 Aachen", {"date": "Datum", "address": "Location"}),
        ("Datum;Titel;Bemerkung;Preis", "02.08.2017;A;B;5", {"date": "Datum", "title": "Titel"}),
        ("Datum;Titel;Anmeldung bis Datum", "02.08.2017;A;01.08.2017", {"date": "Datum", "title": "Titel"}),
        ("Datum;Titel;Titel", "02.08.2017;A;B", {"date": "Datum", "title": "Titel"}),
    ],
)
def test_columns_are_found_by_heading_and_cells(header: str, row: str, expected: dict[str, str]) -> None:
    assert mapped(f"{header}\n{row}\n") == expected


def test_a_choice_says_how_sure_it_is_and_why() -> None:
    reading = read_table(TABLE, "a.csv")
    assert [(choice.label, choice.column, choice.index) for choice in reading.mapping.choices] == [
        *(("Datum", "Datum", 0), ("Beginn", "Beginn", 1), ("Titel", "Titel", 2), ("Veranstaltungsort", "Ort", 3)),
    ]
    assert all(0.9 < choice.confidence <= 1 and choice.reason == "heißt so" for choice in reading.mapping.choices)
    assert "date" in reading.mapping
    assert "city" not in reading.mapping
    with pytest.raises(KeyError):
        reading.mapping["city"]


def test_a_person_may_say_otherwise() -> None:
    assert mapped("Wann genau?;Dings;Ort\n02.08.2017;A;Aachen\n", datum="Wann genau?", titel="Dings", stadt="ort") == {
        "date": "Wann genau?",
        "title": "Dings",
        "city": "Ort",
    }
    assert mapped("Datum;Titel;Ort\n02.08.2017;A;Aachen\n", ort="") == {
        "date": "Datum",
        "title": "Titel",
        "city": "Ort",
    }
    assert "city" not in mapped("Datum;Titel;Ort\n02.08.2017;A;Aachen\n", city="", venue="", address="")


def test_a_person_may_say_otherwise_in_a_calendar_too() -> None:
    data = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20170802\r\nSUMMARY:A\r\nLOCATION:B\r\nEND:VEVENT\r\n"
    reading = read_table(data, "a.ics", columns={"titel": "LOCATION", "anschrift": ""})
    assert reading.drafts[0].title == "B"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"datum": "Wann"}, "Eine Spalte „Wann“ gibt es nicht; die Überschriften sind „Datum“, „Beginn“"),
        ({"farbe": "Titel"}, "„farbe“ ist kein Feld eines Termins; erlaubt sind Datum"),
        ({"datum": ""}, "Keine Spalte enthält das Datum"),
    ],
)
def test_what_a_person_says_must_fit(columns: dict[str, str], reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_table(TABLE, "a.csv", columns=columns)


def test_the_mapping_is_shown() -> None:
    reading = read_table(TABLE.replace(b"Titel", b"Titel;Preis").replace(b"Eins", b"Eins;5"), "a.csv")
    shown = mapping_as_table(reading.mapping).splitlines()
    assert shown[0].split() == ["Feld", "Spalte", "Sicherheit", "Grund"]
    assert shown[2].split() == ["Datum", "Datum", "100%", "heißt", "so"]
    assert shown[-1] == "Nicht gelesen: Preis"
    assert mapping_as_json(reading.mapping)[0] == {
        "field": "date",
        "column": "Datum",
        "confidence": 1.0,
        "reason": "heißt so",
    }
    assert draft_as_json(reading.drafts[0])["row"] == 2


def test_options_of_the_command_line_are_read() -> None:
    assert read_columns(["datum=Wann", "stadt = Ort=2", "ort="]) == {"date": "Wann", "city": " Ort=2", "venue": ""}
    for wrong in ("datum", "=Wann", ""):
        with pytest.raises(InvalidValueError, match="erlaubt ist Feld=Überschrift"):
            read_columns([wrong])
    with pytest.raises(DocumentError, match="„foo“ ist kein Feld eines Termins; erlaubt sind Datum, "):
        read_columns(["foo=Wann"])
