from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# import-linter brings a command, but no module to run.
LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command as main; sys.argv = ['lint-imports']; main()"
)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-m", "ruff", "check"], id="ruff check"),
        pytest.param(["-m", "ruff", "format", "--check"], id="ruff format"),
        pytest.param(["-m", "mypy"], id="mypy"),
        pytest.param(["-c", LINT_IMPORTS], id="lint-imports"),
    ],
)
def test_the_tools_find_nothing(arguments: list[str]) -> None:
    found = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
