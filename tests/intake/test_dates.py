from __future__ import annotations

import pytest

from tourkarte.intake.dates import find_dates

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
