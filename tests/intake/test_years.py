from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.dates import Day, find_dates
from tourkarte.intake.years import Calendar, read_calendar


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


def test_the_date_of_the_file_says_the_year_behind_all_others() -> None:
    written = dt.date(2024, 11, 28)
    assert read_calendar("", [], [], written).resolve(Day(15, 1)).date == dt.date(2025, 1, 15)
    assert read_calendar("", [], [], written).resolve(Day(15, 1)).inferred
    assert read_calendar("Tour 2021", [], [], written).resolve(Day(15, 1)).date == dt.date(2021, 1, 15)
