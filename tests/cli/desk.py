"""The first tour's desk as the command line sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from typer.testing import CliRunner

from tourkarte.cli import app
from tourkarte.settings import settings
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

TOUR: Final = "sommertour-2017"
HERNE: Final = "sommertour-2017-herne"
INVITATION: Final = settings().data_dir / "invitation.md"
_RUNNER: Final = CliRunner()
_UNDO: Final = re.compile(r"Änderung (\d+); zurück mit „tourkarte undo \1“\.$")


def call(*arguments: str | Path, given: bytes | None = None) -> Result:
    """Run the application; whatever happens, nobody sees a traceback."""
    result = _RUNNER.invoke(app, [*map(str, arguments)], input=given, prog_name="tourkarte")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stdout + result.stderr
    return result


def works(*arguments: str | Path, given: bytes | None = None) -> str:
    """Return what the application says when everything is fine."""
    result = call(*arguments, given=given)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def change_in(told: str) -> int:
    """Return the number of the change that the last line names."""
    found = _UNDO.search(told.splitlines()[-1])
    assert found, told
    return int(found[1])


def appointment(key: str = HERNE) -> AppointmentRecord:
    with store().read() as reader:
        return reader.get(AppointmentRecord, key)


def appointments() -> list[AppointmentRecord]:
    with store().read() as reader:
        return reader.all(AppointmentRecord)


def changes() -> int:
    with store().read() as reader:
        return len(reader.changes(limit=1000))
