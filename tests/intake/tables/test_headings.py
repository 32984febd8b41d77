from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.tables.headings import field_named, header_score, meanings
from tourkarte.intake.tables.synonyms import FIELDS

CASES = {
    "date": "Datum Tag Date DATUM Termindatum Wann|Veranstaltungsdatum|Datum (TT.MM.JJJJ)|Datum der Veranstaltung"
    "|Start Date|Dattum",
    "end_date": "Enddatum|Datum bis|End Date|bis Datum",
    "start": "Beginn Uhrzeit Zeit Start von Time Anfang|Beginn (Uhr)|Start time|Uhrzeit von|Uhrzeitt|Uhrzeit Einlass",
    "end": "Ende bis Schluss End|End time|Uhrzeit bis|Ende (ca.)",
    "weekday": "Wochentag Weekday",
    "title": "Titel Veranstaltung Event Thema Betreff Title Bezeichnung Anlass|Name der Veranstaltung|Tittel"
    "|Event title",
    "venue": "Ort Veranstaltungsort Location Venue Gebäude|Venue name|Veranstaltungsort (Haus)|Veranstaltungsortt",
    "room": "Raum Saal Room Raumnummer",
    "street": "Straße Strasse STRASSE Street|Straße, Nr.|Straße und Hausnummer|Str.|Street address",
    "house_number": "Hausnummer|Hausnr.|Haus-Nr.|Nr.",
    "address": "Anschrift Adresse Address Postanschrift|Adresse des Veranstaltungsorts",
    "postal_code": "PLZ Postleitzahl ZIP Postcode|PLZ Ort|PLZ/Ort|Postal Code|Postleitzal",
    "city": "Stadt Gemeinde City Town Kommune",
    "status": "Stand Status Terminstatus",
    "lat": "Breite lat latitude Breitengrad",
    "lon": "Länge lon lng long longitude Längengrad",
    "point": "Koordinaten coordinates",
    "id": "Kennung ID UID",
    "centre": "Zentrum KI|Kommunales Integrationszentrum",
}


def headings(words: str) -> list[str]:
    first, *rest = words.split("|")
    return [*first.split(), *rest] if " " in first or not rest else [first, *rest]


@pytest.mark.parametrize(
    ("field", "heading"), [(field, heading) for field, words in CASES.items() for heading in headings(words)]
)
def test_a_heading_means_its_field(field: str, heading: str) -> None:
    assert field in {meaning.field for meaning in meanings(heading)}


@pytest.mark.parametrize("heading", ["Termin", "Beginn", "von", "Start", "bis", "Ende", "Ort", "Location", "Tag"])
def test_some_may_mean_several(heading: str) -> None:
    assert len(meanings(heading)) > 1


@pytest.mark.parametrize(
    "heading",
    [
        *("", "x" * 200, "Bemerkung", "Preis", "E-Mail", "Telefon", "Ansprechpartner", "Anmeldung bis", "12", "🎉"),
        *("Ende der Anmeldefrist", "Erstellt am Datum", "Datum der Registrierung", "Anzahl Personen", "---"),
    ],
)
def test_others_mean_nothing(heading: str) -> None:
    assert meanings(heading) == ()


def test_the_surer_the_clearer() -> None:
    confidences = [meanings(heading)[0].confidence for heading in ("Datum", "Datum (Tag)", "Datum der Feier", "Dattum")]
    assert 1 == confidences[0] > confidences[1] > confidences[2]
    assert confidences[0] > confidences[3] > 0.6


@given(st.text(max_size=70))
def test_any_text_is_a_heading_or_none(heading: str) -> None:
    assert all(0 < meaning.confidence <= 1 and meaning.reason for meaning in meanings(heading))


def test_a_row_of_headings_scores_higher_than_one_of_values() -> None:
    assert header_score(["Datum", "Uhrzeit", "Titel"]) > header_score(["Datum", None, "xyz"]) == 0
    assert header_score(["02.08.2017", "11:00", "Rundgang"]) == 0


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_is_called_by_its_name_or_label(field: object) -> None:
    assert field in FIELDS
    known = next(each for each in FIELDS if each is field)
    assert field_named(known.name) == known.name
    assert field_named(known.label.upper()) == known.name


@pytest.mark.parametrize(
    ("name", "field"),
    [("ort", "venue"), ("uhrzeit", "start"), ("plz", "postal_code"), ("Stadt", "city"), ("termin", "title")],
)
def test_a_field_is_called_by_a_word_for_it(name: str, field: str) -> None:
    assert field_named(name) == field


@given(st.text(string.printable, max_size=20))
def test_any_other_name_is_none(name: str) -> None:
    assert field_named(name + "zzzz") is None
