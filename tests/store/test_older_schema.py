"""A schema of the future, made up: what this version wrote must still be read there."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.databases import opened
from tests.store import contents
from tests.store.test_backup import lines, never
from tourkarte.store import migrate, migrations, portable
from tourkarte.store.backup import backup
from tourkarte.store.check import check
from tourkarte.store.engines import reading
from tourkarte.store.errors import StoreVersionError
from tourkarte.store.restore import restore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

NOW = dt.datetime(2017, 8, 2, 12, tzinfo=dt.UTC)
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("tour", sa.Column("colour", sa.Text(), nullable=False, server_default="blau"))
    op.create_table("mayor", sa.Column("id", sa.Text(), primary_key=True))
    op.drop_index("ix_draft_document", "draft")
"""


def _forget() -> None:
    migrate._scripts.cache_clear()  # noqa: SLF001 - a process has one version otherwise
    portable.names.cache_clear()


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "older.gz"
    with opened(f"sqlite:///{tmp_path / 'older.sqlite'}", clock=lambda: NOW) as store:
        contents.fill(store)
        backup(store.engine, path, now=NOW)
    return path


@pytest.fixture
def future(older: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the product be one version on, after the older backup was made."""
    folder = older.with_name("package")
    shutil.copytree(Path(migrations.__file__).parent, folder / "migrations")
    (folder / "migrations" / "versions" / "v0002_next.py").write_text(NEXT, encoding="utf-8")
    monkeypatch.setattr(migrate, "__file__", str(folder / "migrate.py"))
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def colours(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [*connection.scalars(sa.text("SELECT colour FROM tour"))]


@pytest.mark.usefixtures("future")
def test_an_older_backup_is_brought_to_this_schema(engine: Engine, older: Path) -> None:
    done = restore(engine, older, aside=never, now=NOW)
    assert (done.header.schema, done.schema) == ("0001", "0002")
    assert colours(engine) == ["blau"]
    assert migrate.upgrade(engine) == ("0002", "0002")


@pytest.mark.usefixtures("future")
def test_an_older_backup_replaces_a_database_of_this_schema(engine: Engine, older: Path) -> None:
    restore(engine, older, aside=never, now=NOW)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE tour SET colour = 'rot'"))
        connection.execute(sa.text("INSERT INTO mayor VALUES ('kept aside')"))
    aside = older.with_name("aside.gz")
    restore(engine, older, aside=lambda: aside, now=NOW, force=True)
    assert colours(engine) == ["blau"]
    assert lines(aside)[0]["counts"]["mayor"] == 1
    restore(engine, aside, aside=lambda: older.with_name("second.gz"), now=NOW, force=True)
    assert colours(engine) == ["rot"]


def test_an_older_database_is_backed_up_as_it_is_and_replaced(
    database_url: str, older: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with opened(database_url, clock=lambda: NOW) as store:
        contents.fill(store)
        request.getfixturevalue("future")
        backup(store.engine, tmp_path / "backup.gz", now=NOW)
        assert lines(tmp_path / "backup.gz")[1:-1] == lines(older)[1:-1]
        (told,) = check(store.engine, tmp_path)
        assert told.startswith(
            "Die Datenbank hat das Schema 0001, nötig ist das Schema 0002: bitte „tourkarte db upgrade“"
        )
        restore(store.engine, older, aside=lambda: tmp_path / "aside.gz", now=NOW, force=True)
        assert colours(store.engine) == ["blau"]


def test_a_database_of_the_future_is_neither_read_nor_replaced(engine: Engine, older: Path, tmp_path: Path) -> None:
    restore(engine, older, aside=never, now=NOW)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
    for action in (
        lambda: restore(engine, older, aside=never, now=NOW, force=True),
        lambda: backup(engine, tmp_path / "backup.gz", now=NOW),
        lambda: list(check(engine, tmp_path)),
    ):
        with pytest.raises(
            StoreVersionError, match=r"neueren Version.*Schema 0002.*in eine leere Datenbank einspielen"
        ):
            action()
