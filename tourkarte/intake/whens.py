"""Join the days and times that belong together, and tell those that announce nothing.

`Donnerstag / 25.04.2024 / 09:00 Uhr` over three lines, `07. Juli | 16-21 Uhr`, `Freitag, 07.03.2025, 19:00, bis
Sonntag, 09.03.2025, 21:00` are one `When` each. A deadline, a shuttle's departure or the date of the press
release itself is a `When` too, but a silent one: it is no appointment and no date that others inherit.

Limits: which words make a clause a deadline is a list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from tourkarte.intake.dates import DateMention, weekday_number

if TYPE_CHECKING:
    import datetime as dt

    from tourkarte.intake.segment import Layout
    from tourkarte.intake.times import TimeMention

_GAP: Final = re.compile(
    r"[\s,;|:()/–—-]*(?:(?:um|ab|von|vom|jeweils|am|den|dem|uhrzeit|zeit|beginn|beginnt|um|ist|findet|statt)\b[\s,;|:(]*)*",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(r"\s*,?\s*(?:bis|–|-)\s*", re.IGNORECASE)
_LONGEST_GAP: Final = 30
_END_OF_DAY: Final = (23, 59)

_UNDATED: Final = re.compile(
    r"(?P<recurring>\bjede[nrsm]?\.?\s(?:[\wäöü.]+\s){0,4}?)?"
    r"\b(?P<weekday>Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)s?\b"
    r"(?:\s(?:im|eines)\sMonats?)?"
    r"|\b(?P<feast>Gründonnerstag|Karfreitag|Karsamstag|Oster(?:samstag|sonntag|montag)|Pfingst(?:sonntag|montag)|"
    r"Rosenmontag|Aschermittwoch|Heiligabend|Silvester|Neujahr)\b"
    r"|\b(?P<relative>[Hh]eute|[Üü]bermorgen|[Mm]orgen)(?=,?\s(?:(?:um|ab|von|gegen|zwischen)\s)?[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:Uhr|h|bis|-|–))"
)

_OFFSETS: Final = {"heute": 0, "morgen": 1, "übermorgen": 2}
_OPENS: Final = re.compile(r"(?:^|[.!?]\s|\n)[Aa]m\s$")

_SILENT: Final = re.compile(
    r"anmeld|angemeldet|akkredit|pendelbus|\bliegt\b|rückmeld|zusage|sperrfrist|frist\b|shuttle|abfahrt|rückfahrt|rückkehr|ankunft\b|einlass|geöffnet|"
    r"öffnungszeit|erreichbar|sprechzeit|bürozeit|redaktionsschluss|\bliegen\b|bereit\b|veröffentlicht|\bstand\b|"
    r"aktualisiert|\bseit\b|\bsiehe\b|mitteilung|meldung nr|medieninformation|\bseit\b|vereinbart|\bverabschiedet|"
    r"\bspätestens\b|\bhotline\b|\bauskunft|\bauskünfte|"
    r"\bgesendet:|\bschrieb\b|"
    r"\bwerktags\b|üblichen zeiten|überfahrt|\b(?:mon|diens|donners|frei|sams|sonn)tags\b|\bmittwochs\b",
    re.IGNORECASE,
)
_UP_TO: Final = re.compile(
    r"\b(?:bis(?:\s+(?:zum|spätestens))?|spätestens(?:\s+(?:am|zum|bis)){0,2}|seit(?:\s+dem)?)\s*$",
    re.IGNORECASE,
)
_SILENT_AFTER: Final = re.compile(r"[^.;\n]{0,60}?\b(?:anmeld|angemeldet|zu akkreditieren|sperrfrist)", re.IGNORECASE)
_TELEPHONE: Final = re.compile(r"\b(?:telefon|tel\.|fax)\b", re.IGNORECASE)
_NEAR: Final = 40
_OPEN: Final = re.compile(r"\s(?:offen|geöffnet|besetzt|erreichbar|aktualisiert)\b")
_CLAUSE: Final = re.compile(r"[.!?;](?=\s+[A-ZÄÖÜ„\"])|\n(?![ \t]*[a-zäöü])|[()]")
_CLAUSE_LENGTH: Final = 300
_ISSUED: Final = re.compile(
    r"(?:(?:mitteilung|meldung|information|einladung|\bPM)\b[\w /.:-]{0,20}\bvom|"
    r"veröffentlicht(?: am)?|\bstand|\b[A-ZÄÖÜ]\w+, den|"
    r"\bdate|(?:mitteilung|information)\b[^.]{0,40},(?: den)?):?\s*$",
    re.IGNORECASE,
)
_ISSUE_LENGTH: Final = 80
_DATELINE: Final = re.compile(r"[A-ZÄÖÜ]\w+,\s*$")
_TOWN_LINE: Final = re.compile(r"[A-ZÄÖÜ][\w/ -]{2,40},\s*")
_TEXT_GOES_ON: Final = re.compile(r"\s*(?:[–—-]\s|\.\s+[A-ZÄÖÜ„])")
_NUMBERED: Final = re.compile(r"\s*(?:Nummer|Nr\.|Seite)")
_SENT: Final = re.compile(r"\(ots(?:/[^)]{1,40})?\)")
_HEAD_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class When:
    """A place of the text that says when.

    Attributes
    ----------
    date, time
        What it says; at least one is there.
    begin, finish
        Times of day of the first and the last day.
    silent
        Whether it announces no appointment.
    issue
        Whether it is the date of the document itself.
    """

    start: int
    end: int
    date: DateMention | None = None
    time: TimeMention | None = None
    begin: dt.time | None = None
    finish: dt.time | None = None
    silent: bool = False
    issue: bool = False

    @property
    def dated(self) -> bool:
        """Whether a day of the calendar is named."""
        return self.date is not None and bool(self.date.days)


def find_whens(layout: Layout, dates: list[DateMention], times: list[TimeMention]) -> list[When]:
    """Return all places that say when, in the order of the text."""
    text = layout.text
    mentions = [When(date.start, date.end, date=date) for date in _with_undated(text, dates)]
    mentions += [
        When(time.start, time.end, time=time, begin=None if time.closes else time.begin, finish=_finish(time))
        for time in times
    ]
    mentions.sort(key=lambda each: each.start)
    found: list[When] = []
    for mention in mentions:
        if found and (joined := _joined(text, found[-1], mention)):
            found[-1] = joined
        else:
            found.append(mention)
    # A bare weekday says when only beside a time; `jeden Mittwoch` and `Ostersamstag` do by themselves.
    found = [when for when in found if when.time or when.dated or _stands_alone(text, when)]
    clauses = _Clauses(text)
    found = [replace(when, silent=clauses.silences(when)) for when in found]
    return [
        replace(when, silent=True, issue=True) if _is_issue(layout, when, after) else when
        for when, after in zip_longest(found, found[1:])
    ]


def _stands_alone(text: str, when: When) -> bool:
    """Whether an undated day counts without a time beside it; a weekday does where it opens a sentence."""
    if when.date is None or when.date.offset is not None:
        return False
    return when.date.weekday is None or _OPENS.search(text[max(when.start - 5, 0) : when.start]) is not None


def _finish(time: TimeMention) -> dt.time | None:
    return time.begin if time.closes else time.finish


def _with_undated(text: str, dates: list[DateMention]) -> list[DateMention]:
    """Add the days that are named but not dated: `jeden Mittwoch`, `Ostersamstag`, `Montag`."""
    found = list(dates)
    taken = iter([*dates, DateMention((), start=len(text), end=len(text))])
    next_date = next(taken)
    for match in _UNDATED.finditer(text):
        while next_date.end <= match.start():
            next_date = next(taken)
        if match.end() <= next_date.start:
            weekday = weekday_number(match["weekday"]) if match["weekday"] and not match["recurring"] else None
            offset = _OFFSETS.get((match["relative"] or "").lower())
            found.append(DateMention((), start=match.start(), end=match.end(), weekday=weekday, offset=offset))
    return found


def _joined(text: str, first: When, second: When) -> When | None:
    """Return both as one, if only connecting words stand between them."""
    gap = text[first.end : second.start]
    if second.start < first.end or len(gap) > _LONGEST_GAP:
        return None
    if first.date and second.date:
        return _range(first, second, gap)
    if not _GAP.fullmatch(gap) or (first.time and second.time and not _continues(first, second)):
        return None
    if first.time and second.date and "\n" in gap:
        return None
    joined = When(
        first.start,
        second.end,
        date=first.date or second.date,
        time=first.time or second.time,
        begin=first.begin or second.begin,
        finish=second.finish or first.finish or (second.begin if first.begin else None),
    )
    return _ends_with_the_day(joined)


def _continues(first: When, second: When) -> bool:
    """Whether the second day of a range gets its time: `…, 19:00, bis Sonntag, 09.03., 21:00`."""
    return bool(
        first.date and first.date.ranged and first.begin and not first.finish and second.begin and not second.finish
    )


def _ends_with_the_day(when: When) -> When:
    """Read `1. bis 8. März, 23:59` as the end of the last day."""
    if (
        when.date
        and when.date.ranged
        and not when.finish
        and when.begin
        and (when.begin.hour, when.begin.minute) == _END_OF_DAY
    ):
        return replace(when, begin=None, finish=when.begin)
    return when


def _range(first: When, second: When, gap: str) -> When | None:
    if not (first.time and first.dated and second.dated and first.date and second.date and _UNTIL.fullmatch(gap)):
        return None
    days = (*first.date.days, *second.date.days)
    return replace(first, end=second.end, date=replace(first.date, days=days, ranged=True, end=second.end))


def _is_issue(layout: Layout, when: When, after: When | None) -> bool:
    """Whether a date is the document's own: `Pressemitteilung vom …`, `Essen, den …`, or alone above all others."""
    if _is_sent(layout, when):
        return True
    if when.time or not when.date or len(when.date.days) != 1 or when.date.days[0].year is None:
        return False
    number = layout.number_at(when.start)
    line = layout.lines[number] if layout.lines else None
    if line is None or line.heading:
        return False
    before = layout.text[max(line.start, when.start - _ISSUE_LENGTH) : when.start]
    behind = layout.text[when.end : min(line.end, when.end + _ISSUE_LENGTH)]
    town_before = _DATELINE.search(before[-_LONGEST_GAP:]) is not None
    if _ISSUED.search(before) or (town_before and _NUMBERED.match(behind)):
        return True
    only_town = town_before and _TOWN_LINE.fullmatch(before) is not None
    if only_town and number < _HEAD_LINES and _TEXT_GOES_ON.match(behind):
        return True  # `Eichstätt, 14. Februar 2022. Der Landkreis …`
    alone = (town_before or not before.strip()) and not behind.strip() and when.date.days[0].weekday is None
    return alone and number < _HEAD_LINES and after is not None and after.dated


def _is_sent(layout: Layout, when: When) -> bool:
    """Whether a day and time are when an agency sent the text: alone in a line above `Hamburg (ots)`."""
    line = layout.line_at(when.start)
    if not when.date or layout.text[line.start : when.start].strip() or layout.text[when.end : line.end].strip():
        return False
    return _SENT.search(layout.text, when.end, when.end + _ISSUE_LENGTH) is not None


class _Clauses:
    """Where the clauses of a text begin, and which of them are about deadlines and the like."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins = [match.end() for match in _CLAUSE.finditer(text)]
        self._silent = [match.start() for match in _SILENT.finditer(text)]

    def silences(self, when: When) -> bool:
        """Whether the clause of a place that says when tells of no appointment."""
        begin = max(_last(self._begins, when.start), when.start - _CLAUSE_LENGTH, 0)
        if _last(self._silent, when.start) >= begin:
            return True
        if _OPEN.match(self._text, when.end) or _TELEPHONE.search(
            self._text, max(begin, when.start - _NEAR), when.start
        ):
            return True
        before = self._text[max(begin, when.start - _LONGEST_GAP) : when.start]
        if _UP_TO.search(before):
            return True
        return before[-12:].lower().find("bis") >= 0 and _SILENT_AFTER.match(self._text, when.end) is not None


def _last(positions: list[int], limit: int) -> int:
    """Return the last of sorted positions up to `limit`, -1 if there is none."""
    number = bisect_right(positions, limit)
    return positions[number - 1] if number else -1
