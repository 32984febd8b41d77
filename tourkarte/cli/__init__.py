"""The command line: a module for each command. Whatever is slow to load is imported by the command that needs it."""

from tourkarte.cli import (
    appointments,
    check,
    db,
    export,
    geocode,
    history,
    importing,
    parse,
    register,
    running,
    serve,
    tours,
)
from tourkarte.cli.app import app

__all__ = [
    "app",
    "appointments",
    "check",
    "db",
    "export",
    "geocode",
    "history",
    "importing",
    "parse",
    "register",
    "running",
    "serve",
    "tours",
]
