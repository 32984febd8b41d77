"""Labels such as `Ort:` and `Wann:`, and the lines that they stand before or above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.segment import Layout

LABEL: Final = re.compile(
    r"""
    (?P<label>
        (?P<place>(?:veranstaltungs|tagungs|termin)?ort|wo|treffpunkt|adresse|anschrift|location)
      | (?P<title>was|(?:(?:wort-?)?bild|foto|presse|medien)-?termin|thema|titel|anlass|veranstaltung|betreff)
      | (?P<when>wann|zeit|datum|uhrzeit|termin|beginn|tag|zeit\ und\ ort|wann\ und\ wo)
      | (?P<other>anmeldung|hinweise?|kontakt|infos?|information(?:en)?|teilnehmer\w*|wer|mit|moderation|rückfragen|
          ansprechpartner\w*|telefon|tel\.?|telefax|fax|e-?mail|presse(?:kontakt|stelle|anfragen|sprecher\w*)?|
          weitere\ \w+|achtung|koordinaten|parken|anfahrt|ende|einlass)
    )(?:[ ]?[:]|\?[ ]?:?(?=\s|$)|(?=[ ]?(?:\n|$)))[ ]*+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS: Final = ("place", "title", "when", "other")
_LINE_GAP: Final = 8
"""Characters between two lines of one block: the break and the indent."""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines under one label.

    Attributes
    ----------
    label
        `place`, `title`, `when` or `other`; empty if there is none.
    """

    label: str
    start: int
    end: int


def read_rows(layout: Layout, start: int, end: int, reach: int) -> list[Row]:
    """Return the lines from `start` with their labels; beyond `end`, up to `reach`, only labelled lines count."""
    rows: list[Row] = []
    pending = ""
    lines = layout.between(start, reach)
    if not lines or lines[0].start > start:
        rows.append(Row("", start, lines[0].start if lines else reach))
    for line in lines:
        match = LABEL.match(layout.text, line.start, line.end)
        if match and match.end() >= line.end:
            pending = kind_of(match)
            continue
        label = kind_of(match) if match else _label_above(layout.text, pending, rows)
        pending = ""
        if label or line.start < end:
            rows.append(Row(label, match.end() if match else line.start, min(line.end, reach)))
    return rows


def without_labels(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the lines that no label explains; those that follow each other are joined, as names go on below."""
    joined: list[tuple[int, int]] = []
    for row in rows:
        if row.label not in ("", "when"):
            continue
        if joined and row.start - joined[-1][1] <= _LINE_GAP:
            joined[-1] = (joined[-1][0], row.end)
        else:
            joined.append((row.start, row.end))
    return joined


def kind_of(match: re.Match[str]) -> str:
    """Return which kind of label was found: `place`, `title`, `when` or `other`."""
    return next(kind for kind in _KINDS if match[kind])


def _label_above(text: str, pending: str, rows: Sequence[Row]) -> str:
    """Return the label that a line without one stands under."""
    if pending and pending != "when":
        return pending
    unfinished = rows and rows[-1].label == "place" and text[rows[-1].start : rows[-1].end].rstrip().endswith(",")
    return "place" if unfinished else ""
