"""Records as rows of their tables, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa
from pydantic import ValidationError

from tourkarte.errors import InvalidValueError
from tourkarte.store.errors import BrokenRecordError
from tourkarte.store.records import DocumentRecord, Record, checked, to_json
from tourkarte.store.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.store.records import Kind

R = TypeVar("R", bound=Record)

_SHOWN: Final = 30
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")  # NUL, and halves of a character
_INSTEAD: Final = {0: " ", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def valid(record: R) -> R:
    """Return a record that somebody made, each field of its type and text without blanks around it.

    Raises
    ------
    InvalidValueError
        Names each field that holds something else, or nothing where there must be something.
    """
    try:
        return _tidy(checked(type(record), record))
    except ValidationError as error:
        wrong = (f"„{each['input']}“ ist kein Wert für „{each['loc'][0]}“." for each in error.errors())
        raise InvalidValueError(f"{' '.join(wrong)} Es wurde nichts gespeichert; bitte die Angaben prüfen.") from error


def _tidy(record: R) -> R:
    """Return the record with nothing where a text holds but blanks; a document's own text stays, for spans count in it.

    Visitors' pages and feeds know two states of a field, something and nothing; an empty text is neither.
    """
    if isinstance(record, DocumentRecord):
        return record
    texts: dict[str, Any] = {}
    for column in TABLES[record.kind].columns:
        value = getattr(record, column.name)
        if type(value) is str and column.name != "id":
            texts[column.name] = value.strip() or (None if column.nullable else "")
    if texts.get("title", record) == "":
        raise InvalidValueError("Der Titel ist leer. Es wurde nichts gespeichert; bitte einen Titel eintragen.")
    return replace(record, **texts)


def to_row(record: Record) -> dict[str, Any]:
    """Return the record as the columns of its table.

    Raises
    ------
    InvalidValueError
        If a text is too long or holds what PostgreSQL cannot keep; SQLite would, until somebody changes over.
    """
    plain = to_json(record)
    return {column.name: _cell(record, column, plain) for column in TABLES[record.kind].columns}


def _cell(record: Record, column: sa.Column[Any], plain: Mapping[str, Any]) -> Any:
    if isinstance(column.type, sa.JSON):
        return plain[column.name]
    value = getattr(record, column.name)
    if isinstance(value, str):
        _check_text(value, column)
    return value.value if isinstance(value, Enum) else value  # psycopg would write an enum's name


def _check_text(text: str, column: sa.Column[Any]) -> None:
    longest = getattr(column.type, "length", None)
    if longest and len(text) > longest:
        raise InvalidValueError(
            f"„{text[:_SHOWN]}…“ ist zu lang für „{column.name}“: {len(text)} Zeichen; erlaubt sind {longest}. "
            "Es wurde nichts gespeichert; bitte kürzen."
        )
    if _UNSTORABLE.search(text):
        raise InvalidValueError(
            f"Der Text für „{column.name}“ enthält Zeichen, die sich nicht speichern lassen; erlaubt ist lesbarer "
            "Text. Es wurde nichts gespeichert; bitte den Text noch einmal eingeben."
        )


def storable(text: str) -> str:
    """Return a text without what databases cannot keep, one character for each, so that spans stay right."""
    return text.translate(_INSTEAD)


def from_row(record: type[R], row: sa.Row[Any]) -> R:
    """Return the record that a row of its table holds.

    Raises
    ------
    BrokenRecordError
        If somebody wrote into the database what no record holds.
    """
    try:
        return checked(record, row._asdict())
    except ValidationError as error:
        raise BrokenRecordError(broken(record.kind, row.id)) from error


def broken(kind: Kind, key: str) -> str:
    """Return a sentence on a row that somebody broke."""
    return (
        f"Der Eintrag „{key}“ der Tabelle „{kind}“ ist nicht zu lesen: Jemand hat ihn an Tourkarte vorbei geändert. "
        "Bitte die Technik verständigen; `tourkarte db check` nennt alle."
    )
