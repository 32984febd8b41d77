"""The tables. One per kind of record, the log of changes, and a row that says whose database it is.

Deleted records stay, marked: the log refers to them, and their ids are not given again.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
)

from tourkarte.store.records import Kind

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)
PROGRAM: Final = "tourkarte"
_SERIAL: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # what SQLite counts up must be INTEGER


def _record(name: str, *columns: Column[Any]) -> Table:
    common: tuple[Column[Any], ...] = (
        Column("id", String(200), primary_key=True),
        Column("revision", Integer, nullable=False),
        Column("deleted", Boolean(create_constraint=False), nullable=False),
    )
    return Table(name, METADATA, *common, *columns)


def _facts() -> tuple[Column[Any], ...]:
    texts = ("people", "venue", "room", "street", "postal_code", "city", "centre", "district")
    return (
        Column("end_date", Date),
        Column("start", Time),
        Column("end", Time),
        *(Column(name, Text) for name in texts),
        Column("status", String(20), nullable=False),
        Column("media", String(20)),
        Column("note", Text),
        Column("report", Text),
        Column("lat", Float),
        Column("lon", Float),
        Column("precision", String(20)),
        Column("radius_m", Float),
        Column("point_source", Text),
    )


TOUR: Final = _record(
    "tour",
    Column("title", Text, nullable=False),
    Column("subtitle", Text, nullable=False),
    Column("planned", Integer, nullable=False),
)
CENTRE: Final = _record("centre", Column("name", Text, nullable=False))
DOCUMENT: Final = _record(
    "document",
    Column("name", Text, nullable=False),
    Column("tour", ForeignKey("tour.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("warnings", sa.JSON, nullable=False),
    Column("unread", sa.JSON, nullable=False),
    Column("state", String(20), nullable=False),
)
APPOINTMENT: Final = _record(
    "appointment",
    Column("tour", ForeignKey("tour.id"), nullable=False, index=True),
    Column("date", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("zone", String(40), nullable=False),
    *_facts(),
    Column("moved_to", ForeignKey("appointment.id")),
    Column("document", ForeignKey("document.id")),
)
DRAFT: Final = _record(
    "draft",
    Column("document", ForeignKey("document.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("date", Date),
    Column("title", Text),
    *_facts(),
    Column("own_id", Text),
    Column("appointment", ForeignKey("appointment.id")),
    Column("state", String(20), nullable=False),
    Column("doubts", sa.JSON, nullable=False),
    Column("candidates", sa.JSON, nullable=False),
    Column("source", sa.JSON, nullable=False),
    Column("spans", sa.JSON, nullable=False),
)
VENUE: Final = _record(
    "venue",
    *(Column(name, Text) for name in ("name", "street", "postal_code", "city")),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("source", Text, nullable=False),
)
TABLES: Final[dict[Kind, Table]] = {Kind(table.name): table for table in METADATA.sorted_tables}

ORIGINAL: Final = Table(
    "original",
    METADATA,
    Column("document", ForeignKey("document.id"), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The files that documents were read from; they never change, so the log does not hold them."""

CHANGE: Final = Table(
    "change",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    Column("at", sa.DateTime(timezone=True), nullable=False),
    Column("author", Text, nullable=False),
    Column("action", String(40), nullable=False),
    Column("summary", Text, nullable=False),
    Column("undoes", ForeignKey("change.id"), index=True),
    sqlite_autoincrement=True,
)
"""What somebody did, in one transaction. `at` is UTC."""

REVISION: Final = Table(
    "revision",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    Column("change", ForeignKey("change.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("entity", String(200), nullable=False),
    Column("number", Integer, nullable=False),
    Column("before", sa.JSON(none_as_null=True)),
    Column("after", sa.JSON, nullable=False),
    sa.UniqueConstraint("kind", "entity", "number"),
    sa.Index("ix_revision_kind_change", "kind", "change"),
    sqlite_autoincrement=True,
)
"""One record's new revision: what it was before (NULL where it is new) and is after."""

STORE: Final = Table(
    "store",
    METADATA,
    Column("program", String(20), primary_key=True),
    Column("identity", String(36), nullable=False),
)
"""One row. Its identity is another after a restore, so that nothing kept from before is taken for current."""
