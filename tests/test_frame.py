from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tourkarte import frame
from tourkarte.errors import InvalidValueError
from tourkarte.model import Venue
from tourkarte.moments import last_days

STOP: dict[str, Any] = {
    "id": "herne",
    "tour": "t",
    "date": "2017-08-03",
    "start": "10:00",
    "title": "KI Herne",
    "status": "scheduled",
}
POINT: dict[str, Any] = {"lat": 51.5, "lon": 7.1, "precision": "address", "radius_m": 0}


def test_an_empty_frame_fulfils_the_contract() -> None:
    assert frame.validate(frame.empty()).empty
    pd.testing.assert_frame_equal(frame.from_rows([]), frame.empty())


def test_a_row_gets_its_types_and_what_follows_from_it() -> None:
    row = frame.from_rows([{**STOP, **POINT}]).iloc[0]
    assert row["starts_at"] == pd.Timestamp("2017-08-03T10:00", tz="Europe/Berlin")
    assert row["date"] == pd.Timestamp("2017-08-03")
    assert pd.isna(row["venue"])
    assert frame.from_rows([STOP]).dtypes.to_dict() == frame.empty().dtypes.to_dict()


def test_a_day_without_a_time_begins_at_midnight() -> None:
    (moment,) = frame.from_rows([{**STOP, "start": None, "date": dt.date(2017, 12, 3)}])["starts_at"]
    assert moment == pd.Timestamp("2017-12-03T00:00", tz="Europe/Berlin")


@pytest.mark.parametrize(
    ("date", "start", "moment"),
    [
        ("2017-03-26", "02:30", "2017-03-26T03:00+02:00"),  # the hour that the clocks leave out
        ("2017-10-29", "02:30", "2017-10-29T02:30+02:00"),  # the hour that comes twice: its first time
        ("2017-01-01", "00:00", "2017-01-01T00:00+01:00"),
    ],
)
def test_local_time_is_that_of_berlin(date: str, start: str, moment: str) -> None:
    (found,) = frame.from_rows([{**STOP, "date": date, "start": start}])["starts_at"]
    assert found == pd.Timestamp(moment)


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(5)))
def test_rows_are_sorted_by_time_and_id_whatever_their_order(order: list[int]) -> None:
    rows = [{**STOP, "id": f"n{number}", "start": f"1{number // 2}:00"} for number in order]
    found = frame.from_rows(rows)
    assert list(found["id"]) == ["n0", "n1", "n2", "n3", "n4"]
    assert list(found.index) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "Herne 1"}, "Zeile 1, Feld „id“: „Herne 1“ ist keine Kennung"),
        ({"id": None}, "Zeile 1, Feld „id“: Ein leeres Feld ist hier nicht erlaubt"),
        ({"title": None}, "Feld „title“: Ein leeres Feld"),
        ({"title": "a\x07"}, "Feld „title“: „a\x07“ enthält Steuerzeichen"),
        ({"date": None}, "Feld „date“: Ein leeres Feld"),
        ({"start": "25:00"}, "Feld „start“: „25:00“ ist keine Uhrzeit; erlaubt ist HH:MM"),
        ({"start": "abc"}, "Feld „start“: „abc“ ist keine Uhrzeit"),
        ({"end": "9:00"}, "Feld „end“: „9:00“ ist keine Uhrzeit"),
        (
            {"postal_code": "ABC"},
            "Feld „postal_code“: „ABC“ ist keine Postleitzahl; erlaubt sind fünf Ziffern, im Ausland auch vier.",
        ),
        ({"postal_code": "470"}, "Feld „postal_code“"),
        ({"postal_code": "470000"}, "Feld „postal_code“"),
        ({"postal_code": "44649\n"}, "Feld „postal_code“"),
        ({"postal_code": "٤٤٦٤٩"}, "Feld „postal_code“"),
        ({"centre": "5916"}, "Feld „centre“: „5916“ ist kein Kreisschlüssel"),
        ({"status": "geplant"}, "Feld „status“: „geplant“ ist kein Stand; erlaubt sind scheduled, cancelled, moved."),
        ({**POINT, "lat": 90.1}, "Feld „lat“: „90.1“ ist zu klein oder zu groß; erlaubt ist -90 bis 90."),
        ({**POINT, "radius_m": -1}, "Feld „radius_m“"),
        ({**POINT, "precision": "genau"}, "Feld „precision“: „genau“ ist keine Genauigkeit"),
        ({**POINT, "lon": None}, "Feld „lon“: Ein leeres Feld passt nicht zu lat"),
        ({**POINT, "precision": None}, "Feld „precision“: Ein leeres Feld passt nicht zu lat"),
        ({"date": "9999-12-31"}, "Feld „date“: „9999-12-31“ liegt zu weit weg; erlaubt ist 2000-01-01 bis 2099-12-31."),
        ({"date": "9999-12-31", "start": None}, "Feld „date“: „9999-12-31“ liegt zu weit weg"),
        ({"date": dt.date(9999, 12, 31), "end": "09:00"}, "Feld „date“: „9999-12-31“ liegt zu weit weg"),
        ({"date": "0001-01-01", "start": "00:00"}, "Feld „date“: „0001-01-01“ liegt zu weit weg"),
        ({"date": "1999-12-31"}, "Feld „date“: „1999-12-31“ liegt zu weit weg"),
        ({"end_date": "2017-08-02"}, "Feld „end_date“: „2017-08-02“ liegt vor date; erlaubt ist derselbe Tag oder ein"),
        ({"end_date": "2100-01-01"}, "Feld „end_date“: „2100-01-01“ liegt zu weit weg"),
        ({"end_date": "übermorgen"}, "nicht den Typ, den seine Spalte erlaubt"),
        ({"people": "a\x07"}, "Feld „people“: „a\x07“ enthält Steuerzeichen"),
        ({"note": "a\rb"}, "Feld „note“: „a\rb“ enthält Steuerzeichen"),
        ({"media": "ja"}, "Feld „media“: „ja“ sagt nicht, ob die Presse hinein darf; erlaubt sind open, closed."),
        ({"report": "javascript:alert(1)"}, "Feld „report“: „javascript:alert(1)“ ist keine Webadresse; erlaubt ist"),
        (
            {"moved_to": "wesel"},
            "Feld „moved_to“: „wesel“ passt nicht zu status; erlaubt ist eine neue Kennung nur bei",
        ),
        ({"status": "cancelled", "moved_to": "wesel"}, "Feld „moved_to“: „wesel“ passt nicht zu status"),
        ({"status": "moved", "moved_to": "Wesel 1"}, "Feld „moved_to“: „Wesel 1“ ist keine Kennung"),
        ({"date": "2017-08-03 10:00"}, "nicht den Typ, den seine Spalte erlaubt"),
        ({"lat": "Herne"}, "nicht den Typ, den seine Spalte erlaubt"),
        ({"date": "gestern"}, "nicht den Typ, den seine Spalte erlaubt"),
    ],
)
def test_what_breaks_the_contract_is_told(change: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        frame.from_rows([{**STOP, **change}])
    assert told in str(caught.value)


@pytest.mark.parametrize("code", ["44649", "4700", None])
def test_what_a_venue_accepts_the_contract_accepts(code: str | None) -> None:
    assert Venue(postal_code=code).postal_code == code
    (found,) = frame.from_rows([{**STOP, "postal_code": code}])["postal_code"]
    assert (None if pd.isna(found) else found) == code


@pytest.mark.parametrize(
    ("days", "start", "end", "over"),
    [
        (("2017-08-03", None), "10:00", None, "2017-08-03T10:00"),
        (("2017-08-03", "2017-08-05"), None, None, "2017-08-06T00:00"),
        (("2017-08-03", "2017-08-05"), "10:00", None, "2017-08-06T00:00"),
        (("2017-08-03", "2017-08-05"), "10:00", "12:30", "2017-08-05T12:30"),
        (("2017-08-03", "2017-08-05"), None, "12:30", "2017-08-05T12:30"),
        (("2017-08-03", "2017-08-05"), "22:00", "01:00", "2017-08-05T01:00"),  # of the last day, not the night after
        (("2017-08-03", "2017-08-03"), "10:00", None, "2017-08-04T00:00"),
        (("2017-08-03", "2017-08-03"), "22:00", "01:00", "2017-08-04T01:00"),
        (("2017-10-28", "2017-10-29"), "10:00", None, "2017-10-30T00:00"),  # the last day has 25 hours
        (("2017-10-28", "2099-12-31"), "10:00", None, "2100-01-01T00:00"),
    ],
)
def test_it_is_over_after_its_last_day(days: tuple[str, str], start: str | None, end: str | None, over: str) -> None:
    first, last = days
    found = frame.from_rows([{**STOP, "date": first, "end_date": last, "start": start, "end": end}])
    assert list(found["over_at"]) == [pd.Timestamp(over, tz="Europe/Berlin")]
    assert list(last_days(found)) == [pd.Timestamp(last or first)]


def test_what_is_known_of_it_is_kept_as_it_is() -> None:
    facts = {
        "people": "A; B",
        "media": "closed",
        "note": "eins\nzwei",
        "report": "HTTPS://example.org/?a=b&c=„d“",
        "status": "moved",
        "moved_to": "neu-1",
    }
    (row,) = frame.from_rows([{**STOP, **facts}]).to_dict("records")
    assert {name: row[name] for name in facts} == facts
    assert pd.isna(row["end_date"])


@pytest.mark.parametrize("date", ["2000-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_have_a_next_one(date: str) -> None:
    (over,) = frame.from_rows([{**STOP, "date": date, "start": None}])["over_at"]
    assert over == pd.Timestamp(date, tz="Europe/Berlin") + pd.Timedelta(days=1)


def test_a_day_too_far_away_is_the_only_thing_told() -> None:
    with pytest.raises(InvalidValueError) as caught:
        frame.from_rows([{**STOP, "date": "9999-12-31", "start": None}])
    assert len(str(caught.value).splitlines()) == 2


def test_everything_is_told_at_once_and_each_thing_once() -> None:
    rows: list[dict[str, Any]] = [
        {**STOP, **POINT, "precision": None},
        {**STOP, "start": "11:00", "postal_code": "ABC"},
    ]
    with pytest.raises(InvalidValueError) as caught:
        frame.from_rows(rows)
    _, *lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Zeile 1, Feld „precision“",
        "Zeile 2, Feld „id“",
        "Zeile 2, Feld „postal_code“",
    ]


def test_a_missing_column_is_told() -> None:
    with pytest.raises(InvalidValueError, match="lat"):
        frame.validate(frame.empty().drop(columns="lat"))
