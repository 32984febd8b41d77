"""Looking for what must not be in a database of ours: each fault is one German sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from pydantic import ValidationError

from tourkarte import dataset
from tourkarte.store import published
from tourkarte.store.engines import name_of, reading
from tourkarte.store.migrate import head, version
from tourkarte.store.nouns import NOUNS
from tourkarte.store.queries import Reader
from tourkarte.store.records import RECORDS, Kind, changed, checked, from_json, to_json
from tourkarte.store.references import loose
from tourkarte.store.schema import REVISION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine

_AT_ONCE: Final = 100  # rows; revisions hold whole documents


def check(engine: Engine, data_dir: Path) -> Iterator[str]:
    """Yield what is wrong with a database, all of one moment.

    Raises
    ------
    StoreError
        If it cannot be read or is none of ours.
    """
    with reading(engine) as connection:
        found = version(connection, database=name_of(engine))
        if found != head():
            state = f"hat das Schema {found}" if found else "ist leer"
            yield f"Die Datenbank {state}, nötig ist das Schema {head()}: bitte „tourkarte db upgrade“ aufrufen."
            return
        yield from faults(connection, data_dir)


def faults(connection: Connection, data_dir: Path) -> Iterator[str]:
    """Yield what is wrong with what a connection sees of a database of this version's schema."""
    if connection.dialect.name == "sqlite":  # PostgreSQL never lets it come to that
        damages = 0
        for damages, fault in enumerate(_damages(connection), 1):  # noqa: B007
            yield fault
        if damages:  # what stands in the file is not to be had
            return
        yield from _references(connection)
    for kind in Kind:
        yield from _records(connection, kind)
        yield from _without_record(connection, kind)
    yield from _loose(connection)
    yield from _appointments(connection, data_dir)


def _damages(connection: Connection) -> Iterator[str]:
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if told != "ok":
            yield f"Die Datei ist beschädigt: {' '.join(told.split())}."


def _references(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Zeile {row} der Tabelle {table} verweist auf etwas, das in der Tabelle {parent} fehlt."


def _records(connection: Connection, kind: Kind) -> Iterator[str]:
    """Yield the records that are not as the log says."""
    table = TABLES[kind]
    logged = (
        sa.select(REVISION.c.entity, sa.func.count().label("count"), sa.func.max(REVISION.c.number).label("last"))
        .where(REVISION.c.kind == kind.value)
        .group_by(REVISION.c.entity)
        .subquery()
    )
    latest = sa.and_(
        REVISION.c.kind == kind.value, REVISION.c.entity == table.c.id, REVISION.c.number == table.c.revision
    )
    query = (
        sa.select(table, logged.c.count.label("_count"), logged.c.last.label("_last"), REVISION.c.after.label("_after"))
        .outerjoin_from(table, logged, logged.c.entity == table.c.id)
        .outerjoin(REVISION, latest)
        .order_by(table.c.id)
    )
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as found:
        for row in found.mappings():
            if fault := _fault(kind, row):
                yield f"{NOUNS[kind].one} „{row['id']}“ {fault}"


def _fault(kind: Kind, row: Mapping[Any, Any]) -> str | None:
    number = row["revision"]
    if not row["_count"] == row["_last"] == number:
        return (
            f"hat die Fassung {number}, im Protokoll stehen {row['_count'] or 0} bis zur Fassung {row['_last'] or 0}."
        )
    try:
        values = {name: row[name] for name in TABLES[kind].c.keys()}  # noqa: SIM118 - their names
        fields = changed(to_json(from_json(kind, row["_after"])), to_json(checked(RECORDS[kind], values)))
    except ValidationError as error:
        fields = tuple(dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"]))
        return f"ist in der Datenbank oder im Protokoll nicht lesbar: {', '.join(fields)}."
    except (TypeError, AttributeError):
        return "ist im Protokoll nicht lesbar."
    return f"ist anders als im Protokoll: {', '.join(fields)}." if fields else None


def _without_record(connection: Connection, kind: Kind) -> Iterator[str]:
    known = sa.select(TABLES[kind].c.id)
    query = (
        sa.select(REVISION.c.entity).distinct().where(REVISION.c.kind == kind.value, REVISION.c.entity.not_in(known))
    )
    for entity in connection.scalars(query):
        yield f"{NOUNS[kind].one} „{entity}“ steht im Protokoll, aber nicht in der Datenbank."


def _loose(connection: Connection) -> Iterator[str]:
    """Yield the records that are there and refer to what is not."""
    for each in loose(connection):
        own, other = NOUNS[each.reference.of].one, NOUNS[each.reference.to].one
        yield f"{own} „{each.of}“ verweist in „{each.reference.field}“ auf Gelöschtes: {other} „{each.to}“."


def _appointments(connection: Connection, data_dir: Path) -> Iterator[str]:
    """Yield the appointments that visitors would not see, because they break the contract."""
    elsewhere = dataset.reference(data_dir).problems
    for problem in published.load(Reader(connection), data_dir).problems:
        if problem not in elsewhere:
            yield str(problem)
