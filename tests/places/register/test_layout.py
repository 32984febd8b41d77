from __future__ import annotations

import pytest

from tests.places.register.deliveries import HEADER, OLDER_HEADER, Row
from tourkarte.places.register.layout import by_header, by_width


@pytest.mark.parametrize("header", [HEADER, HEADER.upper(), OLDER_HEADER])
def test_a_header_says_what_the_width_says(header: str) -> None:
    fields = header.split(";")
    named, counted = by_header(fields), by_width(len(fields))
    assert named
    assert counted
    for name in ("qua", "gmdschl", "strschl", "str", "hnr", "adz", "ostwert", "nordwert"):
        assert named[name] == counted[name]
    assert named.date == counted.date == len(fields) - 1
    assert named.widths == counted.widths


def test_the_date_may_be_missing() -> None:
    for row in (Row().today(), Row().older()):
        width = row.count(";") + 1
        layout = by_width(width)
        assert layout
        assert layout == by_width(width - 1)
        assert {width, width - 1} == layout.widths


def test_other_columns_may_stand_in_between() -> None:
    layout = by_header(f"{HEADER};postplz;postonm".split(";"))
    assert layout
    assert layout.widths == {23}


@pytest.mark.parametrize("line", [Row().today(), Row().older(), "name;ort", "str;str;hnr", ""])
def test_what_is_no_header(line: str) -> None:
    assert by_header(line.split(";")) is None


def test_other_widths_are_no_register() -> None:
    assert by_width(3) is None
