"""What the README promises is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import typer

from tourkarte.cli import app
from tourkarte.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


TARGETS = sorted(set(re.findall(r"(?:^|`|\d )make ([a-z]+)", README, re.MULTILINE)))


def test_the_readme_promises_what_it_should() -> None:
    assert {"run", "test"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_make_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
    subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)


def test_every_variable_is_a_setting() -> None:
    named = set(re.findall(r"TOURKARTE_([A-Z_]+)", README))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_publisher_is_named_as_the_organizer_that_pages_make_of_it() -> None:
    [row] = re.findall(r"^\| `TOURKARTE_PUBLISHER` \|.*", README, re.MULTILINE)
    for said in (row, Settings.model_fields["publisher"].description or ""):
        assert "who holds and publishes the appointments" in said.lower()


def test_every_place_exists() -> None:
    places = re.findall(r"^\| `([a-z][a-z./]*)` \|", README, re.MULTILINE)
    assert len(places) > 8
    assert all((ROOT / place).exists() for place in places)
    assert all((ROOT / picture).is_file() for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README))


CALLS = re.findall(r"`tourkarte ([a-z][^`]*)`", README)


@pytest.mark.parametrize("call", CALLS)
def test_every_command_takes_what_the_readme_says(call: str) -> None:
    group, words = typer.main.get_group(app), call.split()
    command = group.commands[words[0]]
    if isinstance(command, typer.core.TyperGroup) and len(words) > 1 and words[1] in command.commands:
        command = command.commands[words[1]]
    known = {option for param in command.params for option in param.opts}
    assert {option for option in re.findall(r"(?<=[ \[])--?[a-z][a-z-]*", call) if option != "--help"} <= known


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_a_lock_pins_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in re.sub(r"^\S+==.*$", "", text, flags=re.MULTILINE)
    packages = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in package for package in packages if "==" in package.split("\n")[0])
