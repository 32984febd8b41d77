from __future__ import annotations

import pytest

from tests.intake.tables.cases import EXPECTED, FOLDER, NAMES, data_of, expected, reading_as_expected
from tourkarte.intake.listing import as_json, as_table, as_text
from tourkarte.intake.tables import is_table, read_table


@pytest.mark.parametrize("name", NAMES)
def test_case_is_read_as_expected(name: str) -> None:
    assert reading_as_expected(read_table(data_of(name), name)) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_is_only_a_hint(name: str) -> None:
    assert reading_as_expected(read_table(data_of(name), "datei")) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_shows_as_any_reading_does(name: str) -> None:
    reading = read_table(data_of(name), name)
    listed = as_json([(name, reading)])
    assert len(listed["appointments"]) == len(reading.drafts)
    assert listed["warnings"] == list(reading.warnings)
    assert as_table(name, reading)
    lines = as_text(name, reading).splitlines()
    assert [line for line in lines if "gelesen aus" in line] == [
        f"    gelesen aus {'Zeile' if reading.mapping.header_row else 'Eintrag'} {draft.row}"
        + (f" des Blattes „{draft.sheet}“" if draft.sheet else "")
        for draft in reading.drafts
    ]


@pytest.mark.parametrize("name", NAMES)
def test_spans_point_at_the_cells(name: str) -> None:
    reading = read_table(data_of(name), name)
    for draft in reading.drafts:
        assert reading.text.count("\n", 0, draft.source.start) + 1 == draft.row
        assert "\n" not in draft.source.of(reading.text)
        for spans in draft.spans.values():
            assert all(draft.source.start <= span.start < span.end <= draft.source.end for span in spans)
        for field, value in (("title", draft.title), ("street", draft.venue.street), ("city", draft.venue.city)):
            if value and field != "street":
                assert value in draft.spans[field][0].of(reading.text)
            assert (field in draft.spans) == (value is not None)
        assert (draft.file, draft.sheet) == (name, reading.sheet)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_known_for_a_table(name: str) -> None:
    assert is_table(data_of(name), name)


def test_each_expectation_has_its_file() -> None:
    assert {path.name.removesuffix(EXPECTED) for path in FOLDER.glob(f"*{EXPECTED}")} == set(NAMES)
