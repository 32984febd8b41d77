from __future__ import annotations

import datetime as dt

import pytest

from tourkarte.language import speaking
from tourkarte.views import whens
from tourkarte.views.whens import When


def when(first: str, last: str | None = None, start: str = "", end: str = "") -> When:
    return When(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first), start, end)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("", "", ""),
        ("11:00", "", "11:00 Uhr"),
        ("11:00", "12:30", "11:00–12:30 Uhr"),
        ("", "12:30", "bis 12:30 Uhr"),
    ],
)
def test_a_time_is_said_in_words(start: str, end: str, said: str) -> None:
    assert whens.clock_words(start, end) == said


def test_dates_are_written_out() -> None:
    assert whens.long_date(dt.date(2017, 8, 2)) == "Mittwoch, 2. August 2017"
    assert whens.short_date(dt.date(2017, 8, 2)) == "Mi, 2. August"
    assert whens.figures_date(dt.date(2017, 8, 2)) == "Mi 02.08.2017"


@pytest.mark.parametrize(
    ("first", "last", "said", "short"),
    [
        ("2017-08-02", "2017-08-02", "2. August 2017", "2. August"),
        ("2017-08-02", "2017-08-04", "2.–4. August 2017", "2.–4. August"),
        ("2017-07-31", "2017-08-04", "31. Juli – 4. August 2017", "31. Juli – 4. August"),
        ("2017-12-30", "2018-01-02", "30. Dezember 2017 – 2. Januar 2018", "30. Dezember 2017 – 2. Januar 2018"),
    ],
)
def test_a_range_of_days_is_as_short_as_it_can_be(first: str, last: str, said: str, short: str) -> None:
    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert whens.days_from_to(*days) == said
    assert whens.days_from_to(*days, with_year=False) == short


def test_one_day_is_said_with_its_weekday() -> None:
    said = when("2017-08-02", start="11:00", end="12:30")
    assert said.full == "Mittwoch, 2. August 2017, 11:00–12:30 Uhr"
    assert said.short_days == "Mi, 2. August"
    assert said.figure_lines == ["Mi 02.08.2017"]
    assert said.under_its_day == "11:00–12:30 Uhr"
    assert when("2017-08-02").time_lines == []
    assert when("2017-08-02").under_its_day == "Uhrzeit offen"


def test_several_days_are_said_as_such() -> None:
    said = when("2017-08-02", "2017-08-04", "11:00", "12:30")
    assert said.full == said.under_its_day == "2.–4. August 2017, Beginn 11:00 Uhr, Ende 12:30 Uhr"
    assert said.short_days == "2.–4. August"
    assert said.figure_lines == ["Mi 02.08. –", "Fr 04.08.2017"]
    assert said.time_lines == ["Beginn 11:00 Uhr", "Ende 12:30 Uhr"]
    assert when("2017-08-02", "2017-08-04").full == "2.–4. August 2017"
    assert when("2017-12-30", "2018-01-02").figure_lines == ["Sa 30.12.2017 –", "Di 02.01.2018"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (when("2017-08-02", start="11:00"), when("2017-08-04"), "Mittwoch, 2. August"),
        (when("2017-12-30"), when("2018-01-04"), "Samstag, 30. Dezember 2017"),
        (when("2017-08-02", "2017-08-04"), when("2017-08-07"), "2.–4. August"),
        (when("2017-08-02", start="11:00"), when("2017-08-02", start="15:00"), "11:00 Uhr"),
        (when("2017-08-02"), when("2017-08-02", start="15:00"), ""),
    ],
)
def test_what_tells_one_from_another_is_said_shortly(old: When, new: When, said: str) -> None:
    assert old.beside(new) == said


def test_english_days_and_times_are_those_of_the_british() -> None:
    with speaking("en"):
        said = when("2017-08-02", start="11:00", end="12:30")
        assert said.full == "Wednesday, 2 August 2017, 11:00–12:30"
        assert said.figure_lines == ["Wed 02/08/2017"]
        assert said.short_days == "Wed, 2 August"
        assert when("2017-08-02", "2017-08-04", "11:00").full == "2–4 August 2017, begins 11:00"
        assert whens.month(dt.date(2017, 3, 1)) == "March 2017"
        assert when("2017-08-02").under_its_day == "time to be announced"
    assert when("2017-08-02").days == "Mittwoch, 2. August 2017"  # no language is kept from one visitor to the next
