"""What was read from a table: a reading as of a document, and what only tables have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tourkarte.intake.invitation import Reading
from tourkarte.intake.tables.mapping import Mapping
from tourkarte.model import Draft, Status

if TYPE_CHECKING:
    from tourkarte.errors import Problem
    from tourkarte.model import Point, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft(Draft):
    """A draft that was read from a row; what the row does not say is None.

    Attributes
    ----------
    row
        Counted from 1, as a spreadsheet shows it; in a calendar or a collection, which of its entries it is.
    file, sheet
        Where the row stands.
    id, tour, district
        As the product's own exports hold them.
    point_source
        Who says that the point is there.
    """

    row: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    sheet: str | None = field(default=None, compare=False)
    status: Status = Status.SCHEDULED
    id: str | None = None
    tour: str | None = None
    district: str | None = None
    point: Point | None = None
    precision: Precision | None = None
    radius_m: float | None = None
    point_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading(Reading):
    """What was read from one table.

    Attributes
    ----------
    text
        The table as text, one line a row; all spans of the drafts are of it.
    name, kind
        Name of the file, and of its kind, as in `kinds.kinds()`.
    mapping
        Which column was read as which field.
    problems
        What could not be read, by row and field; `warnings` hold the same as sentences.
    """

    drafts: tuple[RowDraft, ...]
    name: str = ""
    kind: str = ""
    sheet: str | None = None
    mapping: Mapping = field(default_factory=Mapping)
    problems: tuple[Problem, ...] = ()
