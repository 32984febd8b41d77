"""The parts of an address in a row: which columns hold them, and the venue that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.intake.tables.cells import as_text
from tourkarte.intake.tables.grid import cleaned_cell
from tourkarte.intake.tables.mapping import Mapping, find_place_columns
from tourkarte.intake.tables.places import read_place

if TYPE_CHECKING:
    from collections.abc import Mapping as Given
    from collections.abc import Sequence

    from tourkarte.intake.tables.grid import Sheet
    from tourkarte.intake.tables.places import Place
    from tourkarte.places.gazetteer import Gazetteer

_WITH_NUMBER: Final = re.compile(r".*[^\W\d].*\b[0-9]{1,4}\s?[a-zA-Z]?(?:\s?[-–/+]\s?[0-9]+\s?[a-zA-Z]?)?\s*")
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which part of an address.

    Attributes
    ----------
    indices
        Places of the columns by field, counted from 0.
    """

    mapping: Mapping
    indices: dict[str, int]

    def cells(self, row: Sequence[str]) -> tuple[str, ...]:
        """Return what decides where a row is, in the order of `indices`."""
        return tuple(row[index] for index in self.indices.values())

    def place(self, cells: Sequence[str], gazetteer: Gazetteer) -> Place:
        """Return the place that such cells mean."""
        values = {field: cleaned_cell(cell) for field, cell in zip(self.indices, cells, strict=True)}
        return read_place(values, gazetteer)


def find_columns(sheet: Sheet, given: Given[str, str], gazetteer: Gazetteer) -> Columns:
    """Return the columns of a sheet that hold parts of an address.

    A column `Nr` is not the house number where the streets have theirs: it counts the rows.

    Raises
    ------
    DocumentError
        If there are none, or what a person said fits nothing.
    """
    mapping = find_place_columns(sheet, given, gazetteer)
    choices = mapping.choices
    number = next((choice for choice in choices if choice.field == "house_number"), None)
    if number and number.confidence < 1 and _have_numbers(sheet, mapping):
        choices = tuple(choice for choice in choices if choice is not number)
    shown = Mapping(choices, mapping.unused, mapping.header_row)
    return Columns(shown, {choice.field: choice.index for choice in choices})


def _have_numbers(sheet: Sheet, mapping: Mapping) -> bool:
    cells = (row.cell(mapping.index("street")) for row in sheet.rows if row.number > mapping.header_row)
    streets = [text for text in map(as_text, cells) if text]
    return sum(bool(_WITH_NUMBER.fullmatch(street)) for street in streets) > len(streets) * _HALF
