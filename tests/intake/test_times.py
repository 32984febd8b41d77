from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.times import find_times

if TYPE_CHECKING:
    import datetime as dt


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("10.00 Uhr", "10:00", None),
        ("9 Uhr", "09:00", None),
        ("19:00h", "19:00", None),
        ("17:05", "17:05", None),
        ("gegen ca. 15.00 Uhr", "15:00", None),
        ("nicht vor 12.50 Uhr", "12:50", None),
        ("16-21 Uhr", "16:00", "21:00"),
        ("10.00-11.30 Uhr", "10:00", "11:30"),
        ("9:30 Uhr - 18:00 Uhr", "09:30", "18:00"),
        ("14:30 bis 18 Uhr", "14:30", "18:00"),
        ("zwischen 15 und 15.45 Uhr", "15:00", "15:45"),
        ("von 15.30 bis 16.15", "15:30", "16:15"),
        ("9.00 Uhr bis circa 20.00 Uhr", "09:00", "20:00"),
        ("18:00 Uhr - open end", "18:00", None),
        ("24 Uhr", "00:00", None),
    ],
)
def test_a_time_is_read(text: str, begin: str, finish: str | None) -> None:
    (time,) = find_times(f"Beginn {text}, Eintritt frei")
    assert f"{time.begin:%H:%M}" == begin
    assert (f"{time.finish:%H:%M}" if time.finish else None) == finish
    assert f"Beginn {text}, "[time.start : time.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "Telefon: 0211 / 837-1134",
        "52.311460",
        "Das kostet 10.30 Euro",
        "16-21",
        "12.3.2008",
        "2:1",
        "25:00",
        "7 und 8 Uhrmacher",
        "1:234",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text) == []


def test_two_times_in_one_cell_are_two() -> None:
    assert [(time.begin.hour, time.finish is not None) for time in find_times("8.00 Uhr 9.00 – 10.00 Uhr")] == [
        (8, False),
        (9, True),
    ]


def test_until_closes() -> None:
    first, second = find_times("um 9 Uhr, dann bis 11.30 Uhr")
    assert not first.closes
    assert second.closes


@given(st.times(), st.sampled_from(["{:%H:%M}", "{:%H.%M} Uhr", "{:%H:%M} Uhr", "um {:%H.%M} Uhr"]))
def test_every_time_is_read_back(moment: dt.time, form: str) -> None:
    (time,) = find_times(f"Start {form.format(moment)} am Tor")
    assert time.begin == moment.replace(second=0, microsecond=0)
