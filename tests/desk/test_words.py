from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from tests.desk.records import at, on, tour
from tourkarte.desk.fields import FIELDS, spot_of
from tourkarte.desk.words import label, shown
from tourkarte.model import Doubt, Precision, Status
from tourkarte.store.records import RECORDS, DocumentState, to_json


@pytest.mark.parametrize("record", RECORDS.values())
def test_every_field_of_every_record_has_a_german_name(record: type[Any]) -> None:
    names = [field.name for field in fields(record)]
    assert [name for name in names if label(name) == name and name not in {"tour", "name", "status"}] == []


def test_every_compared_field_has_one() -> None:
    assert all(label(name)[0].isupper() or label(name) == "letzter Tag" for name in FIELDS)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date", on(8, 2), "Mi, 2. August 2017"),
        ("date", "2017-08-02", "Mi, 2. August 2017"),
        ("start", at("11:00"), "11:00 Uhr"),
        ("start", "11:00:00", "11:00 Uhr"),
        ("status", Status.CANCELLED, "abgesagt"),
        ("status", "moved", "verschoben"),
        ("precision", Precision.STREET, "nur Straße"),
        ("precision", "address", "genau, Hausadresse"),
        ("radius_m", 1300.0, "1.300 m"),
        ("district", "05334", "Städteregion Aachen (05334)"),
        ("centre", "05916", "Kommunales Integrationszentrum Stadt Herne"),
        ("media", "closed", "nicht presseöffentlich"),
        ("lat", 50.772806, "50,77281°"),
        ("point", spot_of(tour()["aachen"]), "50,77281° N, 6,12025° O; genau, Hausadresse; OpenStreetMap"),
        ("title", "Besuch", "Besuch"),
        ("state", DocumentState.OPEN, "offen"),
        ("deleted", True, "ja"),
        ("planned", 14, "14"),
        ("doubts", (Doubt("date", "Das Jahr fehlt."),), "Das Jahr fehlt."),
        ("doubts", [{"field": "date", "reason": "Das Jahr fehlt."}], "Das Jahr fehlt."),
        ("unread", [[1, 2]], "1 Eintrag"),
        ("spans", {}, "–"),
        ("source", (3, 9), "Zeichen 3 bis 9"),
        ("source", "Register", "Register"),
        ("room", None, "–"),
        ("room", "", "–"),
    ],
)
def test_values_in_words(field: str, value: object, words: str) -> None:
    assert shown(field, value) == words


@pytest.mark.parametrize(
    ("field", "value"), [("status", "vielleicht"), ("date", "morgen"), ("district", "99999"), ("start", "25:00")]
)
def test_an_unknown_value_stays_as_it_is(field: str, value: str) -> None:
    assert shown(field, value) == value


def test_a_record_and_its_json_read_the_same() -> None:
    record = tour()["bielefeld"]
    plain = to_json(record)
    assert [shown(name, getattr(record, name)) for name in plain] == [shown(name, plain[name]) for name in plain]
