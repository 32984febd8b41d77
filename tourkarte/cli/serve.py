"""`tourkarte serve`: start the dashboard."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand

_ROOT: Final = Path(__file__).parents[2]
_LAST_PORT: Final = 65_535


@app.command(cls=GermanCommand)
def serve(
    *,
    port: Annotated[
        int, typer.Option("--port", metavar="ZAHL", help="Der Port; sonst 8501.", min=1, max=_LAST_PORT)
    ] = 8501,
) -> None:
    """Öffne das Dashboard auf diesem Rechner."""
    if not (_ROOT / "dashboard.py").is_file():
        fail(
            f"In {_ROOT} ist kein Dashboard: Es gehört nicht zum installierten Paket. Bitte den Quelltext von "
            "Tourkarte holen und dort „make run“ aufrufen."
        )
    typer.echo(f"Tourkarte: http://localhost:{port}")
    sys.stdout.flush()
    os.chdir(_ROOT)  # where Streamlit finds its settings
    program = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    os.execv(sys.executable, program)  # noqa: S606 - so that signals reach the server itself
