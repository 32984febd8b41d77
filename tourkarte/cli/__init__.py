"""The command line: a module for each command. Whatever is slow to load is imported by the command that needs it."""

from tourkarte.cli import check, db, geocode, parse, register
from tourkarte.cli.app import app

__all__ = ["app", "check", "db", "geocode", "parse", "register"]
