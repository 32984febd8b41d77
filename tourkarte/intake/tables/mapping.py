"""Which column holds which field: a value that is shown to a person, who may say otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.cells import as_text, is_nothing
from tourkarte.intake.tables.fits import fit
from tourkarte.intake.tables.headings import Meaning, field_named, header_score, meanings
from tourkarte.intake.tables.places import PLACE_FIELDS
from tourkarte.intake.tables.synonyms import ADDITIONS, FIELDS, LABELS
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from collections.abc import Mapping as Given

    from tourkarte.intake.tables.grid import Cell, GridRow, Sheet
    from tourkarte.places.gazetteer import Gazetteer

HEADER_WITHIN: Final = 60
"""Rows with anything in them among which the header is looked for."""
_SAMPLE: Final = 40
"""Cells of a column that are looked at."""
_LEAST: Final = 0.45
"""Confidence below which a column is rather not read."""
_PARTS: Final = frozenset({"house_number", "house_suffix"})
"""What says nothing without a street."""
_TOWN_BESIDE_CODE: Final = 0.9
_PLAIN: Final = 0.97
_HALF: Final = 0.5
_SHOWN: Final = 12
_TOWN_WORDS: Final = frozenset({"ort", "stadt", "city"})
_ORDER: Final = {field.name: number for number, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """A field, and the column that it is read from.

    Attributes
    ----------
    column
        The heading, as it stands in the file.
    index
        Place of the column, counted from 0.
    confidence
        From 0 to 1; 1 where a person said so.
    reason
        Why, in German.
    """

    field: str
    column: str
    index: int
    confidence: float
    reason: str

    @property
    def label(self) -> str:
        """The field's name in German."""
        return LABELS[self.field]


@dataclass(frozen=True, slots=True)
class Mapping:
    """From fields to columns.

    Attributes
    ----------
    choices
        In the order of the columns.
    unused
        Headings of the columns that are not read.
    header_row
        Number of the row that holds the headings; 0 where the kind of file gives them.
    """

    choices: tuple[ColumnChoice, ...] = ()
    unused: tuple[str, ...] = ()
    header_row: int = 0

    def __contains__(self, field: str) -> bool:
        return any(choice.field == field for choice in self.choices)

    def __getitem__(self, field: str) -> ColumnChoice:
        for choice in self.choices:
            if choice.field == field:
                return choice
        raise KeyError(field)

    def index(self, field: str) -> int | None:
        """Return the place of a field's column; None if no column holds it."""
        return next((choice.index for choice in self.choices if choice.field == field), None)


def find_mapping(sheet: Sheet, given: Given[str, str], gazetteer: Gazetteer) -> Mapping:
    """Return which columns of a sheet hold which fields.

    Parameters
    ----------
    given
        What a person said: from the name of a field to a heading; to nothing, if the field is not to be read.

    Raises
    ------
    DocumentError
        If no row is a header, no column holds days, or what a person said fits nothing.
    """
    mapping, headings = _find(sheet, {field_of(name): heading for name, heading in given.items()}, gazetteer)
    if "date" not in mapping:
        raise DocumentError(
            f"Keine Spalte enthält das Datum; die Überschriften sind {_quoted(headings)}. Erlaubt ist zum Beispiel "
            "„Datum“, „Tag“ oder „Beginn“; mit „--column datum=Überschrift“ lässt sich die Spalte nennen."
        )
    return mapping


def find_place_columns(sheet: Sheet, given: Given[str, str], gazetteer: Gazetteer) -> Mapping:
    """Return which columns of a sheet hold parts of an address, whatever else is in it.

    Parameters
    ----------
    given
        As in `find_mapping`; `Ort` means the town.

    Raises
    ------
    DocumentError
        If no row is a header, no column holds addresses, or what a person said fits nothing.
    """
    named = {"city" if fold(name) == "ort" else field_of(name, PLACE_FIELDS): text for name, text in given.items()}
    mapping, headings = _find(sheet, named, gazetteer, PLACE_FIELDS)
    if all(choice.field in _PARTS for choice in mapping.choices):
        raise DocumentError(
            f"Keine Spalte enthält eine Anschrift; die Überschriften sind {_quoted(headings)}. Erlaubt ist zum "
            "Beispiel „Straße“, „PLZ“, „Ort“ oder „Anschrift“; mit „--column anschrift=Überschrift“ lässt sich die "
            "Spalte nennen."
        )
    return mapping


def _find(
    sheet: Sheet, wanted: Given[str, str], gazetteer: Gazetteer, fields: Collection[str] = ()
) -> tuple[Mapping, tuple[str, ...]]:
    """Return the columns of these fields, of all if none are named, and all headings."""
    header, headings = _header(sheet, wanted, fields)
    columns = _samples(sheet, header, len(headings))
    fixed = [_given(field, heading, headings) for field, heading in wanted.items() if heading.strip()]
    fixed += [choice for choice in _told(sheet) if choice.field not in wanted]
    taken = {choice.index for choice in fixed}
    options = [
        choice
        for index, heading in enumerate(headings)
        if index not in taken
        for choice in _options(index, heading, headings, columns[index], gazetteer)
        if choice.field not in wanted and (not fields or choice.field in fields)
    ]
    choices = _chosen(fixed, options)
    used = {choice.index for choice in choices}
    unused = tuple(heading for index, heading in enumerate(headings) if heading and index not in used)
    kept = sorted((choice for choice in choices if choice.field not in ADDITIONS), key=lambda choice: choice.index)
    return Mapping(tuple(kept), unused, header), headings


def field_of(name: str, fields: Collection[str] = ()) -> str:
    """Return the field that a person means by `name`, one of `fields` if they are given.

    Raises
    ------
    DocumentError
        If there is none.
    """
    field = field_named(name)
    if field is None or (fields and field not in fields):
        known = fields or LABELS.keys() - ADDITIONS
        allowed = ", ".join(each.label for each in FIELDS if each.name in known)
        raise DocumentError(
            f"„{name}“ ist kein Feld {'einer Anschrift' if fields else 'eines Termins'}; erlaubt sind {allowed}."
        )
    return field


def _header(sheet: Sheet, wanted: Given[str, str], fields: Collection[str]) -> tuple[int, tuple[str, ...]]:
    """Return the number of the header's row and the headings.

    Where certain fields are asked for, one heading may be all there is: the first row with one that is plainly one of
    them is the header.
    """
    if sheet.headings:
        return 0, sheet.headings
    best: GridRow | None = None
    most = 0.0
    asked = {fold(heading) for heading in wanted.values() if heading.strip()}
    for row in sheet.rows[:HEADER_WITHIN]:
        texts = [as_text(cell) if isinstance(cell, str) else None for cell in row.cells]
        named = len(asked & {fold(text) for text in texts if text})
        score = header_score(texts) + 2 * named
        if fields and (named or _is_named(texts, fields)):
            best = row
            break
        if score > most:
            best, most = row, score
    if best is None:
        wanted_words = "„Straße“, „PLZ“, „Ort“" if fields else "„Datum“, „Uhrzeit“, „Titel“, „Straße“, „PLZ“, „Ort“"
        raise DocumentError(
            "Die Tabelle hat keine Kopfzeile, die sich erkennen lässt; erwartet wird eine Zeile mit Überschriften wie "
            f"{wanted_words}.{_first(sheet)} Heißen sie anders, hilft „--column“, etwa „--column ort=Wo“."
        )
    return best.number, tuple(as_text(cell) or "" for cell in best.cells)


def _is_named(texts: Sequence[str | None], fields: Collection[str]) -> bool:
    found = (meaning for text in texts if text for meaning in meanings(text))
    return any(meaning.field in fields and meaning.confidence >= _TOWN_BESIDE_CODE for meaning in found)


def _first(sheet: Sheet) -> str:
    if not sheet.rows:
        return " Sie ist leer."
    return f" Die erste Zeile ist {_quoted([as_text(cell) or '' for cell in sheet.rows[0].cells])}."


def _quoted(texts: Sequence[str]) -> str:
    named = [text if len(text) <= HEADER_WITHIN else f"{text[: HEADER_WITHIN - 1]}…" for text in texts if text]
    more = " …" if len(named) > _SHOWN else ""
    return ", ".join(f"„{text}“" for text in named[:_SHOWN]) + more


def _samples(sheet: Sheet, header: int, count: int) -> list[list[Cell]]:
    """Return the first cells with anything in them of each column."""

    def below(index: int) -> Iterator[Cell]:
        return (
            cell
            for row in islice((row for row in sheet.rows if row.number > header or not header), 10 * _SAMPLE)
            if not is_nothing(cell := row.cell(index))
        )

    return [list(islice(below(index), _SAMPLE)) for index in range(count)]


def _given(field: str, heading: str, headings: Sequence[str]) -> ColumnChoice:
    wanted = heading.strip()
    exact = [index for index, each in enumerate(headings) if each == wanted]
    folded = exact or [index for index, each in enumerate(headings) if each and fold(each) == fold(wanted)]
    if not folded:
        raise DocumentError(f"Eine Spalte „{wanted}“ gibt es nicht; die Überschriften sind {_quoted(headings)}.")
    return ColumnChoice(
        field=field, column=headings[folded[0]], index=folded[0], confidence=1.0, reason="von Hand bestimmt"
    )


def _told(sheet: Sheet) -> Iterator[ColumnChoice]:
    for index, (field, heading) in enumerate(zip(sheet.fields, sheet.headings, strict=False)):
        if any(row.cell(index) is not None for row in sheet.rows):
            yield ColumnChoice(field=field, column=heading, index=index, confidence=1.0, reason="heißt immer so")


def _options(
    index: int, heading: str, headings: Sequence[str], cells: Sequence[Cell], gazetteer: Gazetteer
) -> Iterator[ColumnChoice]:
    beside_code = _has_code(headings, index)
    options = meanings(heading)
    if beside_code and fold(heading) == "ort" and not _has_town(headings, index):
        options = (Meaning("city", 1.0, "steht neben der PLZ"),)
    for meaning in options:
        suits = fit(meaning.field, cells, gazetteer)
        if meaning.field == "city" and beside_code:
            suits = max(suits, _TOWN_BESIDE_CODE)  # a town elsewhere, that the gazetteer does not know
        if meaning is options[0] and meaning.confidence >= _PLAIN:
            suits = max(suits, _HALF)  # what is plainly headed is that, however badly it is filled in
        confidence = meaning.confidence * suits
        if confidence >= _LEAST:
            doubtful = f", {suits:.0%} der Zellen passen" if suits < _TOWN_BESIDE_CODE else ""
            yield ColumnChoice(
                field=meaning.field,
                column=heading,
                index=index,
                confidence=confidence,
                reason=meaning.reason + doubtful,
            )


def _has_code(headings: Sequence[str], but: int) -> bool:
    """Whether another column holds postal codes and nothing else: then `Ort` is the town."""
    return any(
        found[0].field == "postal_code" and not _TOWN_WORDS & set(fold(heading).split())
        for index, heading in enumerate(headings)
        if index != but and (found := meanings(heading))
    )


def _has_town(headings: Sequence[str], but: int) -> bool:
    """Whether another column certainly holds towns."""
    return any(
        found[0].field == "city" and fold(heading) != "ort"
        for index, heading in enumerate(headings)
        if index != but and (found := meanings(heading))
    )


def _chosen(fixed: Sequence[ColumnChoice], options: Sequence[ColumnChoice]) -> list[ColumnChoice]:
    """Give each field its best column and each column one field, the surest first."""
    chosen = list(fixed)
    for option in sorted(options, key=lambda each: (-each.confidence, each.index, _ORDER[each.field])):
        if all(option.field != each.field and option.index != each.index for each in chosen):
            chosen.append(option)
    return chosen
