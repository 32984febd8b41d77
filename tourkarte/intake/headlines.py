"""Give appointments a title that stands elsewhere: above their labels, in the list, in the heading, in the head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.labels import LABEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.entries import Entry
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.segment import Layout


_TITLE_LENGTH: Final = 200
_HEAD_LINES: Final = 30
_LETTERHEAD: Final = re.compile(
    r"""
    (?:presse|medien)\w*(?:\ (?:nr|nummer)\b.*|\ vom\b.*|[\ \d/-]*)$|(?:termin)?(?:hinweise?|einladung|liste)$|
    an\ die\b|seite\ \d|telefon|tel\.|fax|sehr\ geehrte|guten\ tag|liebe\b|hrsg|datum|veröffentlicht|nr\.|termine$|
    (?:ministerium|staatskanzlei|landtag)\b|[\W\d]*+(?:[a-zä]++[\W\d]*+)?$|[^\n]*@|(?:damen|herren|redaktionen)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTED: Final = re.compile(r"[:.!?](?:\s|$)")
_NUMBERING: Final = re.compile(r"[0-9]{1,2}[.)]\s")
_WHEN: Final = re.compile(r"[0-9]{1,2}[.:](?:[0-9]|\s)|[0-9]{4}|\buhr\b|\(ots\b", re.IGNORECASE)
_TELLING: Final = 3
_SHORT_LINE: Final = 150
_FAR_ABOVE: Final = 30
"""Lines above an item among which the item that it stands under is looked for."""


def share_titles(layout: Layout, entries: Sequence[Entry]) -> None:
    """Give the heading, or else the title of the document, to appointments without a title of their own."""
    title = document_title(layout)
    for entry in entries:
        if entry.fields.title is None:
            entry.fields.title = _line_above(layout, entry) or _parent(layout, entry) or _heading(entry) or title
            entry.inferred.add("title")


def _line_above(layout: Layout, entry: Entry) -> Range | None:
    """Return the short line that stands directly above an appointment: `2. Vollübung` above `Zeit:`."""
    number = layout.number_at(entry.stop.start)
    line, above = layout.lines[number], layout.lines[number - 1]
    if not number or line.start != entry.stop.start or line.bullet or line.row or above.heading or above.row:
        return None
    alone = number < 2 or layout.lines[number - 2].block != above.block  # noqa: PLR2004 - two lines up
    if above.block != line.block and not alone:
        return None
    start = _NUMBERING.match(layout.text, above.start, above.end)
    first = start.end() if start else above.start
    words = layout.text[first : above.end]
    if not (_TELLING < len(words) < _SHORT_LINE and words[0].isupper()) or words[-1] in ".:,;!":
        return None
    tells = LABEL.match(words) or _LETTERHEAD.match(words) or _WHEN.search(words)
    return None if tells else (first, above.end)


def _parent(layout: Layout, entry: Entry) -> Range | None:
    """Return the item of a nested list that an item stands under, above its day."""
    number = layout.number_at(entry.stop.start)
    line = layout.lines[number]
    day = entry.stop.day
    for above in reversed(layout.lines[max(0, number - _FAR_ABOVE) : number]):
        if not line.bullet or not above.bullet:
            break
        if above.indent < line.indent:
            if not (day and day.date and above.start <= day.date.start < above.end):
                return above.start, above.end
            line = above
    return None


def _heading(entry: Entry) -> Range | None:
    heading, day = entry.stop.heading, entry.stop.day
    if heading and day and heading.start <= day.start < heading.end:
        return None  # `## Montag, 3. Juni`
    return (heading.start, heading.end) if heading and heading.end - heading.start < _TITLE_LENGTH else None


def document_title(layout: Layout) -> Range | None:
    """Return the title of the document: that of the front matter, the first heading or the first telling line."""
    if title := layout.meta.get("title"):
        return title
    heads = [line for line in layout.lines[:_HEAD_LINES] if not _LETTERHEAD.match(layout.text, line.start, line.end)]
    first = next((line for line in heads if line.heading), None) or next(iter(heads), None)
    if first is None or LABEL.match(layout.text, first.start):
        return None
    end = first.end
    if end - first.start > _TITLE_LENGTH:
        parted = _PARTED.search(layout.text, first.start, first.start + _TITLE_LENGTH)
        end = parted.start() if parted else first.start
    return (first.start, end) if end > first.start else None
