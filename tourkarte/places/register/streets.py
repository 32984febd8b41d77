"""The many ways to write the name of one street.

The register writes `Sankt-Töniser-Straße`, people write `St. Töniser Str.` Both are reduced to one key: folded, the
usual abbreviations in one form, without blanks. What is left different is misspelt, and for `spelling` to judge.
"""

from __future__ import annotations

import re
from typing import Final

from tourkarte.text import fold

_SHORT_FORMS: Final = (
    (re.compile(r"str(?:asse|a ?e)?\b"), "str"),  # `Stra?e` is what a lost ß leaves
    (re.compile(r"pl(?:atz)?\b"), "pl"),
    (re.compile(r"\bsankt\b"), "st"),
    (re.compile(r"\bdoktor\b"), "dr"),
    (re.compile(r"\bprofessor\b"), "prof"),
    (re.compile(r"\b(?:buergermeister|bgm|buergerm)(?=\b|str\b|pl\b)"), "bgm"),
    (re.compile(r"\bgrosse[rnms]?\b"), "gr"),
    (re.compile(r"\bkleine[rnms]?\b"), "kl"),
    (re.compile(r"\ba d\b"), "an der"),
    (re.compile(r"\bv d\b"), "von der"),
    (re.compile(r"\b(an|auf|in|hinter|vor|von|unter|ueber|bei|neben) d\b"), r"\1 der"),
    (re.compile(r"\bv\b"), "von"),
    (re.compile(r"\bu\b"), "und"),
)
_SHORT_STREET: Final = re.compile(r"str\b")
_SHORT_PLACE: Final = re.compile(r"pl\b")
_PART_BEHIND: Final = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")
_UMLAUT: Final = re.compile(r"([aou])e")
_LEADING: Final = re.compile(
    r"^(?:(?:an|auf|in|hinter|vor|unter|ueber|bei|neben|zu) (?:der|den|dem)|am|im|zum|zur|beim|vom|an|auf|in) (?=.{4})"
)


def split_name(name: str) -> tuple[str, str]:
    """Return a name of the register and the part of town behind it, by which some towns tell same-named streets apart.

    >>> split_name("Hauptstraße (Alme)")
    ('Hauptstraße', 'Alme')
    """
    found = _PART_BEHIND.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def spaced_key(name: str) -> str:
    """Return what streets are compared by that `street_key` cannot tell apart: the same, with its blanks.

    >>> spaced_key("Sankt-Töniser-Straße")
    'st toeniser str'
    """
    text = fold(name)
    for pattern, short in _SHORT_FORMS:
        text = pattern.sub(short, text)
    return text


def street_key(name: str) -> str:
    """Return what a street is looked up by.

    >>> street_key("St. Töniser Str.") == street_key("Sankt-Töniser-Straße")
    True
    """
    return spaced_key(name).replace(" ", "")


def long_key(name: str) -> str:
    """Return what misspelt streets are compared by: spelt out, and each letter that people type is one letter.

    >>> long_key("St. Töniser Str.")
    'sttoniserstrase'
    """
    return _UMLAUT.sub(r"\1", plain_long_key(name))


def plain_long_key(name: str) -> str:
    """Return the same, but `ae` is two letters: in `Haaelweg`, which was to be `Haselweg`, it is no umlaut."""
    text = _SHORT_PLACE.sub("platz", _SHORT_STREET.sub("strasse", spaced_key(name)))
    return text.replace(" ", "").replace("ss", "s")


def core_key(name: str) -> str:
    """Return the key without the preposition that some write and some do not: `Am Markt`, `Markt`."""
    return _LEADING.sub("", spaced_key(name)).replace(" ", "")
