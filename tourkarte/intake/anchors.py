"""Tell which places that say when announce an appointment: the anchors that stops hang on.

A time does, unless it only says when the one before is over or repeats it in the same sentence. A day without a time
does where it is an item of a list, where an address stands in its line or section, or where a sentence says that
something takes place. Every other day is one that the times below take over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tourkarte.intake.labels import LABEL
from tourkarte.intake.pieces import depth_at
from tourkarte.intake.spots import count_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.segment import Layout
    from tourkarte.intake.whens import When

SENTENCE: Final = re.compile(
    r"(?<=[.!?])(?<!\b(?:Dr|St|Nr|ca|zB|Hl|Bd)\.)(?<!\b(?:Str|str|Tel|bzw|max|min)\.)(?<!\bProf\.)(?<!str\.)(?<!\b\w\.)(?<![0-9]\.)"
    r"\s+(?=[A-ZÄÖÜ„\"(0-9])"
    r"|(?<=[0-9][0-9]\.)\s+(?=(?:Am|Im|Um|Ab|Der|Die|Das|Es|Von|Gegen|Zuvor|Danach|Anschließend|In)\b)"
    r"|(?<=[)])\s+(?=[A-ZÄÖÜ][a-zäöü]+ )"
)
_LEAD: Final = re.compile(
    r"(?:[^\n:.,;]{0,30}:\s*+)?"
    r"(?>(?:\b(?:am|um|ab|von|den|dem|der|gegen|abends|morgens|mittags|nachmittags|vormittags|anschließend|diesen|und|"
    r"dann|zuerst|zunächst|danach|wochenende|heute|morgen|jeweils|vom|ca\.|beginn|start)\b[\s:,]*+)*)"
    r"[\s(|,•–-]*+",
    re.IGNORECASE,
)
_CITY_BEHIND: Final = re.compile(r"\s?[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+)?:\s")
_OVER: Final = re.compile(r"\b(?:ende|endet|schluss|abschluss)\b", re.IGNORECASE)
_TAKES_PLACE: Final = re.compile(r"\b(?:findet|finden)\b[^.;\n]{0,120}\bin\s[A-ZÄÖÜ]|\btag(?:t|en)\b")
_LONGEST_LEAD: Final = 80
_NAMED: Final = re.compile(r"[A-ZÄÖÜ][^:\n]{1,40}:\s")
_NAMED_DAY: Final = re.compile(r"[A-ZÄÖÜ][^:\n]{1,40}:\s[^\n]{0,12}[0-9]{1,2}\.")
_ASIDE: Final = re.compile(r"\w \($")
_ENTRY: Final = re.compile(r"[)]?\s?:\s+\w")
_ENTRY_LENGTH: Final = 150
_SENTENCE_LENGTH: Final = 300


@dataclass
class Anchors:
    """The anchors of a text in its order.

    Attributes
    ----------
    closing
        By the start of an anchor, the place further on in its sentence that says until when.
    """

    whens: list[When] = field(default_factory=list)
    closing: dict[int, When] = field(default_factory=dict)


def find_anchors(layout: Layout, whens: Sequence[When], places: Sequence[int]) -> Anchors:
    """Return the anchors among `whens`; `places` are the starts of addresses."""
    anchors = Anchors()
    for number, when in enumerate(whens):
        following = next((each for each in whens[number + 1 : number + 4] if not each.silent), None)
        if when.silent or _is_note(layout, anchors, when):
            continue
        if not when.time:
            if _stands_for_a_day(layout, when, following, places):
                anchors.whens.append(when)
        elif (
            (when.begin or when.date) and not _is_aside(layout, anchors, when) and not _continues(layout, anchors, when)
        ):
            anchors.whens.append(when)
    return anchors


def _is_note(layout: Layout, anchors: Anchors, when: When) -> bool:
    """Whether a time stands under a label such as `Hinweis:` in the block of its appointment; `Ende:` is noted."""
    line = layout.line_at(when.start)
    label = LABEL.match(layout.text, line.start, when.start)
    previous = anchors.whens[-1] if anchors.whens else None
    if not (label and label["other"]) or previous is None or when.dated:
        return False
    if layout.line_at(previous.start).block != line.block:
        return False
    if label["label"].lower() == "ende" and previous.begin and not previous.finish and when.begin:
        anchors.closing[previous.start] = replace(when, finish=when.begin)
    return True


def opens_line(layout: Layout, when: When) -> bool:
    """Whether nothing but leading words stands before it in its line."""
    line = layout.line_at(when.start)
    if line.start >= when.start:
        return True
    if when.start - line.start > _LONGEST_LEAD:
        return False
    return _LEAD.fullmatch(layout.text, line.start, when.start) is not None


def opens_sentence(text: str, when: When) -> bool:
    """Whether it begins a sentence of flowing text, or an item that a city follows: `8.15 Uhr Herne: …`."""
    before = text[max(when.start - 3, 0) : when.start]
    return bool(re.search(r"[.!?)]\s+$", before)) or _CITY_BEHIND.match(text, when.end) is not None


def _continues(layout: Layout, anchors: Anchors, when: When) -> bool:
    """Whether a time belongs to the anchor before; if it says until when, that is noted."""
    previous = anchors.whens[-1] if anchors.whens else None
    if previous is None or not _same_sentence(layout, previous, when):
        return False
    if previous.begin and previous.finish and when.begin and when.finish and previous.finish <= when.begin:
        return False  # `10 bis 12 Uhr und 14 bis 16 Uhr` are two
    if _closes(layout.text, previous, when):
        anchors.closing[previous.start] = when
        return True
    return not when.date


def _is_aside(layout: Layout, anchors: Anchors, when: When) -> bool:
    """Whether a time stands in brackets behind the one that its line is about: `(Treffpunkt ab 10 Uhr: Ottoplatz)`."""
    previous = anchors.whens[-1] if anchors.whens else None
    line = layout.line_at(when.start)
    if previous is None or when.date or not when.time or not previous.time:
        return False
    if layout.line_at(previous.start).block == line.block and _ASIDE.search(
        layout.text, max(line.start, when.start - 3), when.start
    ):
        return bool(when.time.lead) and layout.text[when.end : when.end + 1] == ")"  # `(ab 18.45 Uhr)`
    if previous.start < line.start:
        return False
    return when.start - previous.end < _SENTENCE_LENGTH and depth_at(layout.text, previous.end, when.start) > 0


def _same_sentence(layout: Layout, first: When, second: When) -> bool:
    line = layout.line_at(second.start)
    if first.start < line.start or second.start - first.end > _SENTENCE_LENGTH:
        return False
    if line.row or opens_line(layout, second) or opens_sentence(layout.text, second):
        return False
    between = layout.text[first.end : second.start]
    return ";" not in between and not SENTENCE.search(between)


def _closes(text: str, first: When, second: When) -> bool:
    """Whether the second says when the first is over: `um 9 Uhr … und dauert bis 11.30 Uhr`."""
    if first.finish or not first.begin or second.date or not second.time:
        return False
    return second.time.closes or bool(_OVER.search(text, max(first.end, second.start - 25), second.start))


def _stands_for_a_day(layout: Layout, when: When, following: When | None, places: Sequence[int]) -> bool:
    """Whether a day without a time is an appointment."""
    line = layout.line_at(when.start)
    if not when.dated or (following and following.time and not following.date and following.start < line.end):
        return False
    if line.heading:
        return False
    label = LABEL.match(layout.text, line.start, when.start)
    if label and label["when"] and not _is_timed(layout, when, following):
        return True
    if not layout.text[when.end : min(line.end, when.end + _SENTENCE_LENGTH)].strip(" :,.|"):
        return _has_section(layout, when, following, places)
    if opens_line(layout, when) and (line.bullet or line.row or _is_entry(layout, when, following)):
        return True
    return _is_listed(layout, when) or _has_address(layout, when, following, places)


def _has_address(layout: Layout, when: When, following: When | None, places: Sequence[int]) -> bool:
    """Whether an address stands behind a day in its line, or the sentence says that something takes place."""
    line = layout.line_at(when.start)
    end = line.end
    if layout.text[line.start : line.end].rstrip().endswith(","):  # the address goes on below
        end = layout.lines[min(layout.number_at(when.start) + 1, len(layout.lines) - 1)].end
    limit = min(end, when.end + _SENTENCE_LENGTH, following.start if following else end)
    return count_between(places, when.end, limit) > 0 or _takes_place(layout.text, when, line.end)


def _is_timed(layout: Layout, when: When, following: When | None) -> bool:
    """Whether the time of a labelled day stands under a label of its own in the same block."""
    if following is None or not following.time:
        return False
    line = layout.line_at(following.start)
    label = LABEL.match(layout.text, line.start, following.start)
    return line.block == layout.line_at(when.start).block and bool(label and label["when"])


def _is_entry(layout: Layout, when: When, following: When | None) -> bool:
    """Whether a line `Mi, 5. Februar: Besuch der Messe` is an entry of its own and no heading for times below."""
    line = layout.line_at(when.start)
    if not _ENTRY.match(layout.text, when.end, line.end) or line.end - when.end > _ENTRY_LENGTH:
        return False
    return following is None or following.date is not None or layout.line_at(following.start).block != line.block


def _is_listed(layout: Layout, when: When) -> bool:
    """Whether a line `Lüneburg: 27. und 28. Juni, Marktplatz` is one of several such lines."""
    number = layout.number_at(when.start)
    line = layout.lines[number]
    named = _NAMED.match(layout.text, line.start, when.start)
    if named is None or not _LEAD.fullmatch(layout.text, named.end(), when.start):
        return False
    beside = [*layout.lines[max(number - 1, 0) : number], *layout.lines[number + 1 : number + 2]]
    return any(_NAMED_DAY.match(layout.text, each.start, each.end) for each in beside)


def _has_section(layout: Layout, when: When, following: When | None, places: Sequence[int]) -> bool:
    """Whether a day alone in its line, under a heading of its own, is followed by a place and by no time."""
    number = layout.number_at(when.start)
    if number == 0 or not layout.lines[number - 1].heading:
        return False
    end = layout.section_end(when.start)
    if following and following.time and following.start < end:
        return False
    below = layout.lines[number + 1 : number + 3]
    return any(count_between(places, line.start, min(line.end, end)) for line in below)


def _takes_place(text: str, when: When, line_end: int) -> bool:
    if not _opens_sentence_at(text, when.start):
        return False
    stop = min(line_end, when.end + _SENTENCE_LENGTH)
    if sentence := SENTENCE.search(text, when.end, stop):
        stop = sentence.start()
    return _TAKES_PLACE.search(text, when.end, stop) is not None


def _opens_sentence_at(text: str, position: int) -> bool:
    """Whether only a preposition stands between `position` and the beginning of a sentence or line."""
    return bool(re.search(r"(?:^|[.!?\n])\s*(?:Am|Vom|Im)?\s*$", text[max(position - 12, 0) : position]))
