"""Tell programme points from appointments, and the same appointment stated twice from two.

Limits: programme points are known by having no place of their own between the beginning and the end of what they belong
to, or by standing under a word such as `Ablauf`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from tourkarte.intake.entries import PLACE_FIELDS
from tourkarte.text import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tourkarte.intake.entries import Entry
    from tourkarte.intake.segment import Layout

_AGENDA: Final = re.compile(
    r"^[#* ]*+(?:ablauf|programm|agenda|tagesordnung|zeitplan|programmablauf)\b[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_NO_APPOINTMENT: Final = re.compile(
    r"(?:abfahrt|rückfahrt|ankunft|anreise|abreise|shuttle|einlass|ende|anmeldung)\b", re.IGNORECASE
)
_ENDS: Final = re.compile(r"\s*[:–-]?\s*(?:(?:voraussichtliches?|gegen)\s)?Ende\b(?!\s\w)", re.IGNORECASE)
_GATHERING: Final = re.compile(r"\b(?:treffpunkt|treffen um|sammeln|einlass)\b", re.IGNORECASE)
_ARRIVAL: Final = 60
"""Minutes before the beginning that a programme may start with coffee."""
_SIMILAR: Final = 0.75
_MOST_COMPARED: Final = 20
"""How many appointments at one and the same time a further one is compared with."""
_TELLING: Final = 12
"""Characters from which a name found inside a title says that both are the same."""


def without_agenda(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Drop programme points, and the frame around a programme whose points are appointments themselves."""
    headings = [match.end() for match in _AGENDA.finditer(text)]
    kept: list[Entry] = []
    frame: Entry | None = None
    for entry in entries:
        if _NO_APPOINTMENT.match(entry.value("title") or ""):
            continue
        if frame and _ends(frame, entry):
            frame.finish = frame.finish or entry.begin
            continue
        announced = frame is not None and _is_between(headings, frame.stop.when.end, entry.stop.when.start)
        if frame and (_is_point(frame, entry, announced=announced) or _is_gathering(frame, entry)):
            continue
        if frame and announced and _frames(frame, entry):
            if kept[-1] is frame:
                kept.pop()
        elif entry.is_placed or frame is None or entry.key != frame.key:
            frame = entry
        kept.append(entry)
    return kept


def _ends(frame: Entry, entry: Entry) -> bool:
    """Whether an entry only says when the one before is over: `18:00 Uhr Ende`."""
    if frame.key != entry.key or entry.stop.when.date or not (frame.begin and entry.begin):
        return False
    return frame.begin < entry.begin and _ENDS.match(entry.text, entry.stop.when.end) is not None


def _is_between(positions: Sequence[int], start: int, end: int) -> bool:
    number = bisect_left(positions, start)
    return number < len(positions) and positions[number] <= end


def _is_point(frame: Entry, entry: Entry, *, announced: bool) -> bool:
    """Whether an entry is a point of the programme of `frame`; `announced` if a word such as `Ablauf` leads to it."""
    if entry.key != frame.key or entry.stop.when.date or not (frame.is_placed and frame.begin and entry.begin):
        return False
    if announced:
        return not entry.is_addressed
    own = _has_address(entry) if frame.stop.labelled else entry.is_placed
    if frame.finish and not own:
        return _minutes(frame.begin) - _ARRIVAL <= _minutes(entry.begin) <= _minutes(frame.finish)
    return False


def _has_address(entry: Entry) -> bool:
    """Whether an entry says where it is so that one can go there; a square or a bank of a river alone does not."""
    street = entry.value("street") or ""
    return bool(entry.fields.postal_code or entry.fields.city or street[-1:].isdigit())


def _is_gathering(frame: Entry, entry: Entry) -> bool:
    """Whether an entry only says where one meets before or after the appointment begins."""
    if entry.key != frame.key or not (frame.begin and entry.begin) or entry.is_addressed:
        return False
    near = abs(_minutes(frame.begin) - _minutes(entry.begin)) <= _ARRIVAL
    return near and _GATHERING.search(entry.text, entry.stop.start, entry.stop.when.end) is not None


def _frames(frame: Entry, entry: Entry) -> bool:
    """Whether `frame` is only the hours of a programme whose points have places of their own."""
    if frame.is_placed or not (frame.begin and frame.finish and entry.begin) or frame.key != entry.key:
        return False
    return frame.begin <= entry.begin <= frame.finish


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def without_headings(layout: Layout, entries: Sequence[Entry]) -> list[Entry]:
    """Drop a day that only heads the passage below, which names it again with the time; its words are the title."""
    kept: list[Entry] = []
    for entry in entries:
        before = kept[-1] if kept else None
        if before and _heads(layout, before, entry):
            entry.fields.title = before.fields.title or entry.fields.title
            kept.pop()
        kept.append(entry)
    return kept


def _heads(layout: Layout, first: Entry, second: Entry) -> bool:
    if first.begin or first.is_placed or not second.begin or first.key != second.key or not first.resolved.date:
        return False
    if first.stop.labelled and second.stop.labelled:
        return True
    line = layout.line_at(second.stop.when.start)
    in_prose = not line.bullet and not line.row and layout.text[line.start : second.stop.when.start].strip() != ""
    return in_prose and second.stop.day is not None and second.stop.day is not first.stop.day


def without_doubles(entries: Sequence[Entry]) -> list[Entry]:
    """Merge appointments that the document states more than once."""
    kept: list[Entry] = []
    seen: dict[object, list[int]] = {}
    for entry in entries:
        group = seen.setdefault((entry.key, entry.begin), [])
        recent = group[-_MOST_COMPARED:] if entry.resolved.date else []
        double = next((number for number in recent if _are_same(kept[number], entry)), None)
        if double is None:
            group.append(len(kept))
            kept.append(entry)
        else:
            better, other = sorted((kept[double], entry), key=_richness, reverse=True)
            _complete(better, other)
            kept[double] = better
    return kept


def _are_same(first: Entry, second: Entry) -> bool:
    for name in ("street", "postal_code", "city"):
        one, two = first.value(name), second.value(name)
        if one and two and fold(one) != fold(two):
            return False
    if first.finish and second.finish and first.finish != second.finish:
        return False
    if _are_elsewhere(first, second):
        return False
    return _titles_agree(first, second) or _titles_agree(second, first)


def _are_elsewhere(first: Entry, second: Entry) -> bool:
    """Whether both name a house, and not the same."""
    one, two = (fold(entry.value("venue") or "") for entry in (first, second))
    return bool(one and two) and not (one in two or two in one or _agree(one, two))


def _titles_agree(first: Entry, second: Entry) -> bool:
    title = fold(first.value("title") or "")
    if not title or "title" in first.inferred:
        return True
    others = [fold(second.value(name) or "") for name in ("title", "venue", "city")]
    return any(_agree(title, other) for other in others if other)


def _agree(title: str, other: str) -> bool:
    if title in other or (len(other) > _TELLING and other in title):
        return True
    return SequenceMatcher(None, title, other).ratio() > _SIMILAR


def _richness(entry: Entry) -> tuple[int, bool]:
    known = sum(bool(getattr(entry.fields, name)) for name in PLACE_FIELDS) + bool(entry.finish)
    return known, "title" not in entry.inferred


def _complete(entry: Entry, other: Entry) -> None:
    for name in PLACE_FIELDS:
        if not getattr(entry.fields, name):
            setattr(entry.fields, name, getattr(other.fields, name))
    if "title" in entry.inferred and "title" not in other.inferred:
        entry.fields.title = other.fields.title
        entry.inferred.discard("title")
    entry.last = entry.last or other.last
    entry.cancelled = entry.cancelled or other.cancelled
    entry.moved = entry.moved or other.moved
