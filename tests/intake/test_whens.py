from __future__ import annotations

import pytest

from tourkarte.intake.dates import find_dates
from tourkarte.intake.segment import segment
from tourkarte.intake.times import find_times
from tourkarte.intake.whens import When, find_whens


def whens(text: str) -> list[When]:
    return find_whens(segment(text), find_dates(text), find_times(text))


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("Donnerstag\n25.04.2024\n09:00 Uhr", "09:00", None),
        ("07. Juli | 16-21 Uhr", "16:00", "21:00"),
        ("Freitag, 07.03.2025, 19:00, bis Sonntag, 09.03.2025, 21:00", "19:00", "21:00"),
        ("01.03.2025, bis Samstag, 08.03.2025, 23:59", None, "23:59"),
        ("jeden Mittwoch, 18:00", "18:00", None),
        ("11 Uhr am 12.3.2008", "11:00", None),
    ],
)
def test_days_and_times_are_joined(text: str, begin: str | None, finish: str | None) -> None:
    (when,) = whens(text)
    assert (when.start, when.end) == (0, len(text))
    assert (f"{when.begin:%H:%M}" if when.begin else None) == begin
    assert (f"{when.finish:%H:%M}" if when.finish else None) == finish


@pytest.mark.parametrize(
    "text",
    [
        "Anmeldung bis Freitag, 2. Mai 2019, 15.00 Uhr",
        "Bitte melden Sie sich bis Montag, 12 Uhr an, Anmeldeschluss",
        "Sperrfrist bis 11 Uhr",
        "Shuttle ab Düsseldorf: Abfahrt 8.00 Uhr",
        "Pressemitteilung vom 3. Mai 2022",
        "Essen, den 7. März 2008",
        "veröffentlicht am 24.06.2022",
        "Das Zentrum ist seit 1. Oktober zu",
    ],
)
def test_what_announces_nothing_is_silent(text: str) -> None:
    assert all(when.silent for when in whens(text))


@pytest.mark.parametrize("text", ["am 3. Mai 2022 um 10 Uhr", "Ostersamstag", "von 9 bis 15.30 Uhr"])
def test_what_announces_something_is_not(text: str) -> None:
    (when,) = whens(text)
    assert not when.silent


def test_a_town_and_a_date_above_times_announce() -> None:
    (when,) = whens("Tour\n\nHerne, 3. August 2017\n10 Uhr: Besuch")
    assert when.dated
    assert when.time
    assert not when.silent


def test_a_date_alone_above_others_is_that_of_the_document() -> None:
    first, second = whens("Presse\n\n1. August 2017\n\nEinladung\n\n2. August 2017, 11 Uhr: Besuch")
    assert first.issue
    assert not second.issue
