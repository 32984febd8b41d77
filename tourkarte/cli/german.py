"""Everything that the command line itself says, in German: help, usage and what is wrong with a call.

Typer writes its help through methods that a command's class may override, and raises what is wrong with a call as an
exception whose message is English. Here the methods are overridden and the messages translated; one that is not known
becomes a general sentence, so that nobody is told half in English.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

if TYPE_CHECKING:
    from collections.abc import Iterable

    _Base = TyperCommand
else:
    _Base = object  # what stands before the group among its bases must be no command

_WRONG_CALL: Final = 2
_PIECES: Final = {"[OPTIONS]": "[OPTIONEN]", "COMMAND [ARGS]...": "BEFEHL …"}
_NEEDED: Final = re.compile(r"\{([^{}]+)\}(\.\.\.)?")
_TYPE: Final = re.compile(r" <.*>")  # Python's name of it
_QUOTED: Final = re.compile(r"'([^']*)'")
_MESSAGES: Final = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r"Missing argument '(.*)'\.", "Es fehlt die Angabe {0}."),
        (r"Missing option '(.*)'\.", "Es fehlt die Option {0}."),
        (
            r"No such command '(.*)'\. Did you mean (.*)\?",
            "Den Befehl „{0}“ gibt es nicht; gemeint ist vielleicht {1}.",
        ),
        (r"No such command '(.*)'\.", "Den Befehl „{0}“ gibt es nicht."),
        (r"No such option: (.*) \(Possible options: (.*)\)", "Die Option {0} gibt es nicht; ähnlich ist {1}."),
        (r"No such option: (.*)", "Die Option {0} gibt es nicht."),
        (r"Option '(.*)' requires an argument\.", "Die Option {0} braucht einen Wert."),
        (r"Option '(.*)' does not take a value\.", "Die Option {0} nimmt keinen Wert."),
        (r"Got unexpected extra argument\(s\) \((.*)\)", "Diese Angabe ist zu viel: {0}."),
        (
            r"Invalid value for '(.*)': (?:Value error, )?'(.*)' is not one of (.*)\.",
            "„{1}“ ist kein Wert für {0}; erlaubt sind {2}.",
        ),
        (r"Invalid value for '(.*)': Input should be a valid integer.*", "{0} muss eine ganze Zahl sein."),
        (r"Invalid value for '(.*)': Input should be less than or equal to (.*)", "{0} darf höchstens {1} sein."),
        (r"Invalid value for '(.*)': Input should be greater than or equal to (.*)", "{0} muss mindestens {1} sein."),
    )
)


class WrongCallError(typer.BadParameter):
    """What is wrong with a call; the message is a German sentence."""


def sentence(message: str) -> str:
    """Return a message about a call in German."""
    for pattern, german in _MESSAGES:
        if found := pattern.fullmatch(message):
            return german.format(*(_QUOTED.sub(r"„\1“", group) for group in found.groups()))
    return "Der Aufruf ist nicht richtig."


class _German(_Base):
    """What a command and the application have in common."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how a command is called."""
        pieces = [_NEEDED.sub(_bare, _PIECES.get(piece, piece)) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Aufruf: ")

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Diese Hilfe zeigen."
        return option

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what may be said in a call."""
        params: list[Any] = self.get_params(ctx)
        for kind, title in (("argument", "Angaben"), ("option", "Optionen")):
            shown = [param for param in params if param.param_type_name == kind]
            _write(formatter, title, ((_TYPE.sub("", param.get_help_record(ctx)[0]), param.help) for param in shown))


class GermanCommand(_German, TyperCommand):
    """A command that speaks German."""


class GermanGroup(_German, TyperGroup):
    """An application that speaks German, also about calls of its commands."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what may be said in a call, and the commands."""
        super().format_options(ctx, formatter)
        commands = ((name, self.commands[name]) for name in self.list_commands(ctx))
        _write(formatter, "Befehle", ((name, each.get_short_help_str(formatter.width)) for name, each in commands))

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the application; as a program it ends with an exit code."""
        if not options.get("standalone_mode", True):
            return super().main(*args, **options)
        try:
            code = super().main(*args, **options | {"standalone_mode": False})
        except TyperException as error:
            _tell(error)
            code = _WRONG_CALL
        except typer.Abort:
            typer.echo("Abgebrochen.", err=True)
            code = 1
        except BrokenPipeError:  # whoever read the output, such as `head`, has enough of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


def _bare(argument: re.Match[str]) -> str:
    """Return what must be given as it is named, and that it may be given several times."""
    return argument[1] + (" …" if argument[2] else "")


def _write(formatter: Any, title: str, rows: Iterable[tuple[str, str]]) -> None:
    if listed := list(rows):
        with formatter.section(title):
            formatter.write_dl(listed)


def _tell(error: TyperException) -> None:
    """Say what is wrong with a call, how it is meant and where there is help."""
    told = error.message if isinstance(error, WrongCallError) else sentence(error.format_message())
    typer.echo(f"Fehler: {told}", err=True)
    if ctx := getattr(error, "ctx", None):
        typer.echo(ctx.get_usage(), err=True)
        typer.echo(f"Hilfe: {ctx.command_path} --help", err=True)
