"""Cut the text into stops: each a passage that announces one appointment, with the days it takes over from before.

A stop hangs on an anchor. How far it reaches follows from the layout: a time that opens a line opens the stop; one
inside a line belongs to the whole line; in flowing text it is the sentence; under labels (`Zeit:`, `Ort:`) the block of
labels. Days come down from headings and from the sentence before.

Limits: two times in one sentence are one stop, unless a semicolon parts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.anchors import SENTENCE, find_anchors, opens_line, opens_sentence
from tourkarte.intake.labels import LABEL, kind_of
from tourkarte.intake.spots import count_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.dates import DateMention
    from tourkarte.intake.segment import Layout, Line
    from tourkarte.intake.whens import When

_CLOSING: Final = re.compile(
    r"""
    rückfragen|mit\ freundlichen|freundliche\ grüße|kontakt\b|ansprechpartner|pressekontakt|
    herausgeber|impressum|(?:die\ )?anmeldung|telefon|tel\.|fax|e-?mail|redaktion|
    zur\ berichterstattung|auskunft|auskünfte|-?\ ?polizeipressestelle|kreispolizeibehörde|wir\ freuen|v\.\ ?i\.\ ?s\.|
    hinweise?\b|weitere\ infos|medienvertreter|um\ anmeldung|wir\ bitten
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLACE_FIRST: Final = re.compile(r"(?:im|in|auf|vor|am|an|bei)\s", re.IGNORECASE)
_NAME_LEADS: Final = re.compile(
    r"[,;]\s(?P<name>[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+){0,2})\s?[–—-]\s?(?:von\s|ab\s|um\s)?$"
)
_LONGEST_NAME: Final = 60
_EDGE: Final = " :.,|()"
_LABELS: Final = 40
"""Lines with labels above an appointment that are looked at."""
_PROSE_LENGTH: Final = 160
"""A line longer than this, or with two sentences, is flowing text."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A passage that announces an appointment.

    Attributes
    ----------
    start, end
        The passage itself.
    reach
        Up to where labelled lines below may still belong to it.
    day
        The place that names its days: its own or one before; None if there is none.
    closing
        The place further on that says until when, if that is not the same.
    heading
        The heading above it, if there is one.
    labelled
        Whether a label such as `Zeit:` says that its time is one.
    trailing
        Whether its time comes last.
    """

    start: int
    end: int
    reach: int
    when: When
    day: When | None
    closing: When | None = None
    heading: Line | None = None
    labelled: bool = False
    trailing: bool = False


def find_stops(layout: Layout, whens: Sequence[When], places: Sequence[int]) -> list[Stop]:
    """Return all stops in the order of the text; `places` are the starts of addresses."""
    anchors = find_anchors(layout, whens, places)
    days = _days(layout.text, whens)
    begins: list[int] = []
    for number, when in enumerate(anchors.whens):
        floor = anchors.whens[number - 1].end if number else 0
        begins.append(_begin(layout, when, days[when.start], floor, places))
    stops = []
    for when, begin, limit in zip(anchors.whens, begins, [*begins[1:], len(layout.text)], strict=False):
        reach = _reach(layout, when, limit)
        stops.append(
            Stop(
                start=begin,
                end=_end(layout, when, reach, places),
                reach=reach,
                when=when,
                day=days[when.start],
                closing=anchors.closing.get(when.start),
                heading=layout.heading_above(when.start),
                labelled=_is_labelled(layout, when),
            )
        )
    return stops


def lasts(date: DateMention) -> bool:
    """Whether several days are one appointment: a range, or a list without a gap."""
    if date.ranged:
        return True
    return all(one.month == two.month and two.day - one.day == 1 for one, two in pairwise(date.days))


def _days(text: str, whens: Sequence[When]) -> dict[int, When | None]:
    """Return for each place that says when the one that names its days: itself, or the last before it.

    A range such as `vom 3. bis 7. Mai` frames what follows; it is the day of a time only in its own line.
    """
    days: dict[int, When | None] = {}
    current: When | None = None
    frame: When | None = None
    for when in whens:
        if when.date:
            days[when.start] = when
            if not when.silent and when.date.ranged:
                frame = when
            elif not when.silent:
                current, frame = when, None
        else:
            same_line = frame is not None and "\n" not in text[frame.end : when.start]
            days[when.start] = frame if same_line else current
    return days


def _begin(layout: Layout, when: When, day: When | None, floor: int, places: Sequence[int]) -> int:
    """Return where the stop of an anchor begins; the anchor before ends at `floor`."""
    line = layout.line_at(when.start)
    if day and max(floor, line.start) <= day.start < when.start and opens_line(layout, day):
        return line.start  # `Freitag, 15. September, Bielefeld: … Beginn: 15.15 Uhr`
    if line.start < floor:
        return _within_line(layout.text, when, floor)
    if _is_labelled(layout, when):
        return _label_block(layout, line, floor)
    if opens_line(layout, when):
        return _block_start(layout, when, floor, places)
    return _begin_in_line(layout, when)


def _begin_in_line(layout: Layout, when: When) -> int:
    """Return where a stop begins whose anchor stands inside of a line: with the sentence, in flowing text."""
    line = layout.line_at(when.start)
    if "\n" in layout.text[when.start : when.end] or opens_sentence(layout.text, when):
        return when.start
    if _is_prose(layout, line):
        return max(_sentence_start(layout.text, line.start, when.start), line.start)
    return line.start


def _within_line(text: str, when: When, floor: int) -> int:
    """Return where a further stop of the same line begins."""
    if opens_sentence(text, when):
        return when.start
    if led := _NAME_LEADS.search(text, max(floor, when.start - _LONGEST_NAME), when.start):
        return led.start("name")
    return _sentence_start(text, floor, when.start) or when.start


def _is_labelled(layout: Layout, when: When) -> bool:
    """Whether a label such as `Zeit:` stands before it, in its line or alone above."""
    if "\n\n" in layout.text[when.start : when.end]:
        return False
    number = layout.number_at(when.start)
    line = layout.lines[number]
    match = LABEL.match(layout.text, line.start, max(line.start, when.start))
    if match is None and number and line.start == when.start:
        above = layout.lines[number - 1]
        match = LABEL.fullmatch(layout.text, above.start, above.end)
    return match is not None and match["when"] is not None


def _label_block(layout: Layout, line: Line, floor: int) -> int:
    """Return the start of the labelled lines above, which may be parted by blank lines."""
    number = layout.number_at(line.start)
    first = _first_label(layout, number)
    while number > 0 and _label_of(layout, layout.lines[number]) != first:
        above = layout.lines[number - 1]
        if above.start < floor or _label_of(layout, above) is None:
            break
        number -= 1
    return layout.lines[number].start


def _first_label(layout: Layout, number: int) -> str | None:
    """Return with which kind of label the blocks begin of which the line is in one: `Was:` or, mostly, `Wann:`."""
    most = number - _LABELS
    while number > max(most, 0) and _label_of(layout, layout.lines[number - 1]):
        number -= 1
    return _label_of(layout, layout.lines[number])


def _label_of(layout: Layout, line: Line) -> str | None:
    match = None if line.heading else LABEL.match(layout.text, line.start, line.end)
    return kind_of(match) if match else None


def _block_start(layout: Layout, when: When, floor: int, places: Sequence[int]) -> int:
    """Return where a stop begins whose anchor opens a line: there, or with its block if its title stands above."""
    number = layout.number_at(when.start)
    line = layout.lines[number]
    last = layout.number_at(when.end - 1)
    after = layout.text[when.end : layout.lines[last].end].strip(_EDGE)
    below = layout.lines[last + 1] if last + 1 < len(layout.lines) else None
    beside = below is not None and below.block == line.block
    titled = beside and below is not None and not _PLACE_FIRST.match(layout.text, below.start)
    titled = titled and not (below and number and _is_between(layout, number, below, places))
    if after or line.bullet or titled:
        return line.start
    while number > 0:
        above = layout.lines[number - 1]
        if above.block != line.block or above.start < floor or LABEL.match(layout.text, above.start):
            break
        number -= 1
    return layout.lines[number].start


def _is_between(layout: Layout, number: int, below: Line, places: Sequence[int]) -> bool:
    """Whether a time stands between its title and its address, each in a line of one block."""
    above, line = layout.lines[number - 1], layout.lines[number]
    words = layout.text[above.start : above.end]
    plain = not above.bullet and not above.row and above.end - above.start < _PROSE_LENGTH and words[-1:] not in ".:,;"
    return plain and above.block == line.block and count_between(places, below.start, below.end) > 0


def _sentence_start(text: str, floor: int, position: int) -> int:
    start = max(text.rfind(";", floor, position), text.rfind("\n", floor, position)) + 1
    for match in SENTENCE.finditer(text, floor, position):
        start = max(start, match.end())
    return start


def _is_prose(layout: Layout, line: Line) -> bool:
    if line.row or line.bullet:
        return False
    return line.end - line.start > _PROSE_LENGTH or SENTENCE.search(layout.text, line.start, line.end) is not None


def _opens_with_place(line: Line, places: Sequence[int]) -> bool:
    """Whether a line begins with an address, as a block of its own below the words of the appointment does."""
    return not line.heading and count_between(places, line.start, line.start + 1) > 0


def _reach(layout: Layout, when: When, limit: int) -> int:
    """Return up to where labelled lines may follow: the next stop, a heading or the words of parting."""
    for line in layout.between(when.end, limit):
        if line.heading or (not line.row and _CLOSING.match(layout.text, line.start)):
            return line.start
        if _label_of(layout, line) == "when" and line.block != layout.line_at(when.start).block:
            return line.start  # another appointment, although its time cannot be read
    return limit


def _end(layout: Layout, when: When, reach: int, places: Sequence[int]) -> int:
    """Return where a stop ends: with its block, or with the next one if its own holds nothing but the time."""
    number = layout.number_at(when.end - 1)
    line = layout.lines[number]
    block, filled = line.block, bool(layout.text[when.end : line.end].strip(_EDGE))
    for below in layout.between(line.end, reach):
        if below.block != block:
            if filled and not (_opens_with_place(below, places) and not count_between(places, when.end, below.start)):
                return below.start
            block = below.block
        filled = True
    return reach
