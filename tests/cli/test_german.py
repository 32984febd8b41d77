from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from tourkarte.cli import app
from tourkarte.cli.german import GermanCommand, GermanGroup, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNNER = CliRunner()
ENGLISH = re.compile(
    r"\b(?:usage|options|arguments?|commands?|show|message|exit|missing|no such|invalid|value|try|help for|error|"
    r"required|default|did you mean|possible|got|unexpected|extra|requires?|does|take|not|is|of|the|a|an|for|and|or|"
    r"bool|list|str|args)\b",
    re.IGNORECASE,
)
FORM = "erlaubt ist Feld=Überschrift, zum Beispiel datum=Wann."
OURS = re.compile(r"--help|BEFEHL|--[a-z-]+|<>")


def paths(group: Any) -> list[list[str]]:
    """Return how each command is called, those of groups too."""
    return [
        [name, *rest]
        for name, command in sorted(group.commands.items())
        for rest in ([[], *paths(command)] if isinstance(command, GermanGroup) else [[]])
    ]


def english(text: str) -> list[str]:
    return ENGLISH.findall(OURS.sub(" ", text))


def test_every_command_speaks_german() -> None:
    group = typer.main.get_group(app)
    assert isinstance(group, GermanGroup)
    assert all(isinstance(command, GermanCommand | GermanGroup) for command in group.commands.values())


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["-h"], *([*path, "--help"] for path in paths(typer.main.get_group(app)))]
)
def test_no_word_of_the_help_is_english(arguments: Sequence[str]) -> None:
    result = RUNNER.invoke(app, arguments, prog_name="tourkarte")
    assert result.exit_code == 0
    assert result.stdout.startswith("Aufruf: tourkarte")
    assert "Diese Hilfe zeigen." in result.stdout
    assert english(result.stdout) == []


def test_the_help_names_commands_and_what_they_take() -> None:
    assert "Befehle:\n" in RUNNER.invoke(app, ["--help"]).stdout
    shown = RUNNER.invoke(app, ["parse", "--help"], prog_name="tourkarte").stdout
    assert shown.startswith("Aufruf: tourkarte parse [OPTIONEN] DATEI …\n")
    assert "Angaben:\n  DATEI  Einladungen als Text" in shown
    assert "--json                Nur JSON ausgeben" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["parse"], "Es fehlt die Angabe DATEI."),
        (["prse"], "Den Befehl „prse“ gibt es nicht; gemeint ist vielleicht „parse“."),
        (["umziehen"], "Den Befehl „umziehen“ gibt es nicht."),
        (["--nix"], "Die Option --nix gibt es nicht."),
        (["parse", "--jsn", "x"], "Die Option --jsn gibt es nicht; ähnlich ist --json."),
        (["parse", "-x"], "Die Option -x gibt es nicht."),
        (["parse", "--format"], "Die Option --format braucht einen Wert."),
        (["parse", "--json=1", "x"], "Die Option --json nimmt keinen Wert."),
        (["parse", "--format", "xml", "x"], "„xml“ ist kein Wert für --format; erlaubt sind „text“, „table“."),
        (["parse", "x", "--column", "datum"], f"„datum“ nennt keine Spalte; {FORM}"),
        (["parse", "x", "--column", "=Tag"], f"„=“ nennt keine Spalte; {FORM}"),
        (["check", "zu", "viel"], "Diese Angabe ist zu viel: zu viel."),
    ],
)
def test_what_is_wrong_with_a_call_is_told_in_german(arguments: Sequence[str], told: str) -> None:
    result = RUNNER.invoke(app, arguments, prog_name="tourkarte")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Fehler: {told}\n")
    assert english(result.stderr) == []


def test_a_field_that_there_is_not_is_a_wrong_call() -> None:
    result = RUNNER.invoke(app, ["parse", "x", "--json", "--column", "foo=Tag"], prog_name="tourkarte")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Fehler: „foo“ ist kein Feld eines Termins; erlaubt sind Datum, ")
    assert "\nAufruf: tourkarte parse [OPTIONEN] DATEI …\n" in result.stderr
    assert english(result.stderr) == []


def test_a_message_that_nobody_knows_is_not_passed_on_in_english() -> None:
    assert sentence("Something is wrong.") == "Der Aufruf ist nicht richtig."


def test_giving_up_is_told_in_german() -> None:
    stopped = typer.Typer(cls=GermanGroup, rich_markup_mode=None)

    @stopped.callback(invoke_without_command=True)
    def stop() -> None:
        raise typer.Abort

    result = RUNNER.invoke(stopped, [])
    assert (result.exit_code, result.stderr) == (1, "Abgebrochen.\n")


def test_a_caller_that_is_no_program_gets_what_was_raised() -> None:
    with pytest.raises(typer.TyperException):
        typer.main.get_group(app).main(["umziehen"], standalone_mode=False)
