"""Every text that visitors see has an English one, and no English one is left over."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tourkarte.language import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT: Final = Path(__file__).parents[1]
_KEYWORDS: Final[dict[str, Any]] = {"_": None, "N_": None, "ngettext": (1, 2)}
_PLACEHOLDER: Final = re.compile(r"\{(\w*)[^}]*\}")
_TRANSLATIONS: Final = [language for language in LANGUAGES if language != DEFAULT]

Text = tuple[str, ...]
"""A text, or one and many."""


def _sources() -> Iterator[tuple[Path, Any]]:
    for file in [
        ROOT / "dashboard.py",
        *sorted((ROOT / "pages").glob("*.py")),
        *sorted(ROOT.glob("tourkarte/**/*.py")),
    ]:
        yield file, "python"
    for file in sorted(ROOT.glob("tourkarte/**/templates/*.html")):
        yield file, "jinja2.ext:babel_extract"


@cache
def _written() -> dict[Text, str]:
    """Return the texts in the sources, each with a place where it stands."""
    found: dict[Text, str] = {}
    for file, method in _sources():
        for line, said, _comments, _context in extract(method, io.BytesIO(file.read_bytes()), keywords=_KEYWORDS):
            text = (said,) if isinstance(said, str) else tuple(said)
            found.setdefault(text, f"{file.relative_to(ROOT)}:{line}")
    return found


def _files(language: str) -> list[Path]:
    return sorted((ROOT / "tourkarte" / "locale" / language).glob("*.po"))


@cache
def _messages(file: Path) -> list[Message]:
    return [message for message in read_po(io.BytesIO(file.read_bytes())) if message.id]


def _text(message: Message) -> Text:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _translated(language: str) -> set[Text]:
    return {_text(message) for file in _files(language) for message in _messages(file)}


def test_texts_are_found_in_code_and_templates() -> None:
    places = {place.rpartition(":")[0] for place in _written().values()}
    assert {"pages/app.py", "tourkarte/viewing.py", "dashboard.py"} <= places
    template = io.BytesIO(b'<p aria-label="{{ _("Stand") }}">{{ ngettext("{n} Tag", "{n} Tage", n) }}</p>')
    said = [found[1] for found in extract("jinja2.ext:babel_extract", template, keywords=_KEYWORDS)]
    assert said == ["Stand", ("{n} Tag", "{n} Tage")]


@pytest.mark.parametrize("language", _TRANSLATIONS)
def test_every_text_is_translated(language: str) -> None:
    there = _translated(language)
    missing = [f"{place}: msgid {text}" for text, place in _written().items() if text not in there]
    assert not missing, f"no file of tourkarte/locale/{language} has:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", _TRANSLATIONS)
def test_no_translation_is_left_over(language: str) -> None:
    stale = [
        f"{file.name}: msgid {_text(message)}"
        for file in _files(language)
        for message in _messages(file)
        if _text(message) not in _written()
    ]
    assert not stale, "nothing says this any more:\n" + "\n".join(stale)


@pytest.mark.parametrize("language", _TRANSLATIONS)
def test_nothing_is_translated_twice(language: str) -> None:
    # Read as text: the parser takes the last of several in one file without a word.
    heads = re.compile(r'^msgid ((?:".*"\s*)+)', re.MULTILINE)
    said = Counter(
        (re.sub(r'"\s*"', "", head).strip().strip('"'), file.name)
        for file in _files(language)
        for head in heads.findall(file.read_text(encoding="utf-8"))
    )
    files: dict[str, list[str]] = {}
    for text, name in said.elements():
        files.setdefault(text, []).append(name)
    twice = [f"{' and '.join(names)}: msgid {text}" for text, names in files.items() if text and len(names) > 1]
    assert not twice, "\n".join(twice)


@pytest.mark.parametrize("language", _TRANSLATIONS)
def test_every_translation_is_whole(language: str) -> None:
    faults = [
        f"{file.name}: msgid {_text(message)}: {fault}"
        for file in _files(language)
        for message in _messages(file)
        for fault in _faults(message)
    ]
    assert not faults, "\n".join(faults)


def _faults(message: Message) -> Iterator[str]:
    ours = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if message.fuzzy:
        yield "fuzzy"
    if len(ours) != len(_text(message)) or not all(ours):
        yield "a form is missing"
    placeholders = set(chain.from_iterable(_PLACEHOLDER.findall(text) for text in _text(message)))
    if any(not set(_PLACEHOLDER.findall(text)) <= placeholders for text in ours):
        yield "holds what the German text does not"
    if not set(_PLACEHOLDER.findall(_text(message)[-1])) <= set(_PLACEHOLDER.findall(ours[-1])):
        yield "lacks what the German text holds"
