from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.cli.desk import HERNE, call
from tourkarte.cli.german import WrongCallError
from tourkarte.cli.values import clock, day, read_fields
from tourkarte.model import Status


@pytest.mark.parametrize("text", ["2017-08-04", "4.8.2017", "04.08.17", "Fr, 4. August 2017", "20170804"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert day(text) == dt.date(2017, 8, 4)


@pytest.mark.parametrize("text", ["", "morgen", "31.2.2017", "4.8.", "2017-08-04 10:00", "4. und 5.8.2017", "2017"])
def test_what_is_no_single_day_is_refused(text: str) -> None:
    with pytest.raises(WrongCallError, match="ist kein Tag; erlaubt ist zum Beispiel 2017-08-04"):
        day(text)


@pytest.mark.parametrize("text", ["9:30", "09:30", "9.30 Uhr", "0930"])
def test_a_time_of_day_is_read_as_people_write_it(text: str) -> None:
    assert clock(text) == dt.time(9, 30)


@pytest.mark.parametrize("text", ["", "25:00", "früh", "9 bis 10 Uhr", "2017-08-04"])
def test_what_is_no_single_time_is_refused(text: str) -> None:
    with pytest.raises(WrongCallError, match="ist keine Uhrzeit; erlaubt ist zum Beispiel 10:00"):
        clock(text)


@pytest.mark.parametrize(
    ("pair", "field", "value"),
    [
        ("Titel=  Ein  Besuch ", "title", "Ein Besuch"),
        ("straße=Markt 1", "street", "Markt 1"),
        ("STRASSE=Markt 1", "street", "Markt 1"),
        ("street=a=b", "street", "a=b"),
        ("plz=44649", "postal_code", "44649"),
        ("letzter Tag=2017-08-05", "end_date", dt.date(2017, 8, 5)),
        ("end_date=", "end_date", None),
        ("Gebäude=", "venue", None),
        ("stand=Abgesagt", "status", Status.CANCELLED),
        ("medien=nein", "media", "closed"),
        ("media=presseöffentlich", "media", "open"),
        ("zentrum=05916", "centre", "05916"),
        ("zentrum=KI Herne", "centre", "05916"),
        ("hinweis=Zeile 1\nZeile 2 ", "note", "Zeile 1\nZeile 2"),
    ],
)
def test_a_pair_is_a_field_and_its_value(pair: str, field: str, value: Any) -> None:
    assert read_fields([pair]) == {field: value}


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        (["raum"], "„raum“ nennt keinen Wert; erlaubt ist FELD=WERT"),
        (["strase=x"], "gemeint ist vielleicht „Straße“"),
        (["wetter=x"], "„wetter“ ist kein Feld, das sich hier ändern lässt; erlaubt sind Datum, "),
        (["id=x"], "„id“ ist kein Feld, das sich hier ändern lässt"),
        (["lat=50"], "„lat“ ist kein Feld, das sich hier ändern lässt"),
        (["raum=1", "Room=2"], "„Room“ steht mehrmals da"),
        (["titel= "], "Das Feld „Titel“ darf nicht leer sein"),
        (["datum="], "Das Feld „Datum“ darf nicht leer sein"),
        (["stand=verschoben"], "für verschobene Termine gibt es „tourkarte move“"),
        (["medien=vielleicht"], "erlaubt sind „ja“ und „nein“"),
        (["zentrum=Paris"], "„Paris“ ist kein Kommunales Integrationszentrum"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_call(pairs: list[str], reason: str) -> None:
    with pytest.raises(WrongCallError) as refused:
        read_fields(pairs)
    assert reason in refused.value.message
    result = call("edit", HERNE, *pairs)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Fehler: {refused.value.message}\nAufruf: tourkarte edit [OPTIONEN] TERMIN FELD=WERT …\n" in result.stderr
