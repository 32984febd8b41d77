from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.dates import Calendar, Day, find_dates, read_calendar

Written = tuple[int, int, int | None, int | None]


def found(text: str) -> list[tuple[list[Written], bool, str]]:
    return [
        ([(day.day, day.month, day.year, day.weekday) for day in date.days], date.ranged, text[date.start : date.end])
        for date in find_dates(text)
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.08.2017", (15, 8, 2017, None)),
        ("12.3.2008", (12, 3, 2008, None)),
        ("13.06.16", (13, 6, 2016, None)),
        ("2019-12-09", (9, 12, 2019, None)),
        ("1. Dezember 2022", (1, 12, 2022, None)),
        ("01 September", (1, 9, None, None)),
        ("8.März", (8, 3, None, None)),
        ("4. Jänner", (4, 1, None, None)),
        ("Montag, den 29. April", (29, 4, None, 0)),
        ("Dienstag, dem 28. Oktober 2025", (28, 10, 2025, 1)),
        ("Mittwoch (28. April)", (28, 4, None, 2)),
        ("Mi, 28.01.", (28, 1, None, 2)),
        ("Sonnabend, 14. September 2019", (14, 9, 2019, 5)),
        ("Donnerstag\n25.04.2024", (25, 4, 2024, 3)),
    ],
)
def test_a_day_is_read(text: str, day: Written) -> None:
    assert found(f"Termin: {text}, dann") == [([day], False, text)]


@pytest.mark.parametrize(
    ("text", "days", "ranged"),
    [
        ("3./4. November", [(3, 11), (4, 11)], False),
        ("6. und 8. Oktober", [(6, 10), (8, 10)], False),
        ("8., 15. und 22. März", [(8, 3), (15, 3), (22, 3)], False),
        ("13.02.+14.02.", [(13, 2), (14, 2)], False),
        ("17.–18. Februar", [(17, 2), (18, 2)], True),
        ("22 - 24. März", [(22, 3), (24, 3)], True),
        ("22. bis 24.7.", [(22, 7), (24, 7)], True),
        ("8. August bis zum 15. August 2025", [(8, 8), (15, 8)], True),
        ("Mittwoch, 15. bis Samstag, 18. März", [(15, 3), (18, 3)], True),
        ("02.02.2024, bis Samstag, 03.02.2024", [(2, 2), (3, 2)], True),
    ],
)
def test_days_are_joined(text: str, days: list[tuple[int, int]], ranged: bool) -> None:  # noqa: FBT001
    (date,) = find_dates(f"vom {text}: Fest")
    assert [(day.day, day.month) for day in date.days] == days
    assert date.ranged is ranged


@pytest.mark.parametrize(
    "text",
    [
        "19.000. Spende",
        "52.311460, 12.732586",
        "Nr.142/2025",
        "31.02.2020",
        "3.3 Meter",
        "16. Sitzung",
        "Tel. 0211 837",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["{:%d.%m.%Y}", "{:%Y-%m-%d}"]))
def test_every_date_is_read_back(date: dt.date, form: str) -> None:
    (mention,) = find_dates(f"am {form.format(date)} um")
    assert Calendar(None, ()).resolve(mention.days[0]).date == date


def test_without_any_year_there_is_no_date() -> None:
    assert Calendar(None, ()).resolve(Day(3, 8)).date is None


def test_the_weekday_chooses_the_year() -> None:
    calendar = Calendar(None, (2020, 2021))
    resolved = calendar.resolve(Day(5, 10, weekday=1))  # 5 October was a Tuesday in 2021
    assert (resolved.date, resolved.inferred, resolved.contradicted) == (dt.date(2021, 10, 5), False, False)


def test_a_wrong_weekday_is_told() -> None:
    assert Calendar(None, ()).resolve(Day(3, 8, 2017, weekday=0)).contradicted


def test_an_invitation_looks_ahead() -> None:
    calendar = Calendar(dt.date(2017, 12, 20), ())
    assert calendar.resolve(Day(8, 1)).date == dt.date(2018, 1, 8)
    assert calendar.resolve(Day(19, 12)).date == dt.date(2017, 12, 19)


def test_a_full_period_confirms_the_year() -> None:
    dates = find_dates("Tour vom 2. bis 9. Juni 2021")
    calendar = read_calendar("", dates, [])
    resolved = calendar.resolve(Day(4, 6))
    assert (resolved.date, resolved.inferred) == (dt.date(2021, 6, 4), False)


def test_the_reference_of_a_police_release_is_a_date() -> None:
    assert read_calendar("210426-1-K Einladung", [], []).issued == dt.date(2021, 4, 26)
    assert read_calendar("219926-1-K Einladung", [], []).issued is None


def test_the_29_february_needs_a_leap_year() -> None:
    (mention,) = find_dates("am 29. Februar")
    assert Calendar(None, (2023,)).resolve(mention.days[0]).date is None
    assert Calendar(None, (2023, 2024)).resolve(mention.days[0]).date == dt.date(2024, 2, 29)
