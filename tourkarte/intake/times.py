"""Find the times of day that a text names.

`10.00 Uhr`, `19:00h`, `16-21 Uhr`, `von 17 bis 21 Uhr`, `zwischen 15 und 15.45 Uhr`, `19:00`: a number is a time
where `Uhr` or a colon says so, where it is the other end of one, or where it fills its line. `10.30` in a
sentence is a price, a date or a paragraph.

Limits: no spoken times (`halb acht`, `mittags`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Final

_HOUR: Final = r"(?:[01]?[0-9]|2[0-4])"
_NOT_BEFORE: Final = r"(?<![0-9.,:+\-–=\w])(?<![^a-zäöü.]/)(?<![0-9]\./)"
_NOT_AFTER: Final = r"(?![0-9]|[.,:/-][0-9]|\.[a-z])"
_UNIT: Final = r"(?:[ ]?(?:uhr|h)\b)"
_ROUGHLY: Final = r"(?:ca\.|circa|etwa|gegen|um)"

_RANGE: Final = re.compile(
    rf"""
    {_NOT_BEFORE}(?P<from_hour>{_HOUR})(?:[.:](?P<from_minute>[0-5][0-9]))?(?P<from_unit>{_UNIT})?
    [ ]?(?P<join>-|–|—|bis|und)[ ]?(?:{_ROUGHLY}[ ])?
    (?P<to_hour>{_HOUR})(?:[.:](?P<to_minute>[0-5][0-9]))?(?P<to_unit>{_UNIT})?
    {_NOT_AFTER}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HOUR_BEGINS: Final = re.compile(rf"{_NOT_BEFORE}(?={_HOUR})")
_SINGLE: Final = re.compile(
    rf"{_NOT_BEFORE}(?P<hour>{_HOUR})(?:(?P<mark>[.:])(?P<minute>[0-5][0-9]))?(?P<unit>{_UNIT})?{_NOT_AFTER}"
    r"(?:\s?[-–]\s?(?:open end|ende offen)|\s(?:c\.\s?t\.|s\.\s?t\.|mittags|morgens|abends|nachts|früh)(?!\w))?",
    re.IGNORECASE,
)
_LEAD_WORDS: Final = r"nicht vor|frühestens um|frühestens|zwischen|ab|um|gegen|von|bis|seit|vor|nach"
_LEAD: Final = re.compile(
    rf"(?:(?:\b(?P<word>{_LEAD_WORDS})[ ]?)?\b(?:ca\.|circa|etwa|rund|zirka)?|\b(?P<only>{_LEAD_WORDS}))[ ]?$",
    re.IGNORECASE,
)
_QUANTITY: Final = re.compile(r"\s?(?:Euro|EUR|€|%|Prozent|Punkt|Mio|Mill|Meter|Grad|Kilo|m\b|km\b)", re.IGNORECASE)
_LEAD_LENGTH: Final = 25


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time of day, or two.

    Attributes
    ----------
    lead
        The word before it, in lower case: `ab`, `bis`, `zwischen`; empty if there is none.
    start, end
        Where it stands, with the word before it.
    """

    begin: dt.time
    finish: dt.time | None = None
    lead: str = field(default="", compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def closes(self) -> bool:
        """Whether it only says until when: a deadline, or the end of what began before."""
        return self.lead == "bis" and self.finish is None


def find_times(text: str) -> list[TimeMention]:
    """Return the times that are named in a plain text, in its order."""
    found: list[TimeMention] = []
    position = 0
    while match := _HOUR_BEGINS.search(text, position):
        mention = _range(text, match.start()) or _single(text, match.start())
        if mention:
            found.append(mention)
        position = mention.end if mention else match.start() + 1
    return found


def _single(text: str, at: int) -> TimeMention | None:
    match = _SINGLE.match(text, at)
    if match is None:
        return None
    lead, start = _lead(text, match.start())
    plain = match["mark"] and (_is_alone(text, match) or (lead == "um" and not _QUANTITY.match(text, match.end())))
    if not (match["unit"] or match["mark"] == ":" or plain):
        return None
    return TimeMention(_time(match["hour"], match["minute"]), lead=lead, start=start, end=match.end())


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether `12.15` fills its line: what is neither time nor date stands in a sentence."""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    around = (
        text[max(start, match.start() - _LEAD_LENGTH) : match.start()]
        + text[match.end() : end if end >= 0 else None][:_LEAD_LENGTH]
    )
    return start >= match.start() - _LEAD_LENGTH and not around.strip(" |•*–-#")


def _range(text: str, at: int) -> TimeMention | None:
    match = _RANGE.match(text, at)
    if match is None:
        return None
    lead, start = _lead(text, match.start())
    if not _is_range(match, lead):
        return None
    return TimeMention(
        _time(match["from_hour"], match["from_minute"]),
        _time(match["to_hour"], match["to_minute"]),
        lead=lead,
        start=start,
        end=match.end(),
    )


def _is_range(match: re.Match[str], lead: str) -> bool:
    """Tell a time from the other things that are written as two numbers with a line between."""
    if match["join"].lower() == "und" and lead != "zwischen":
        return False
    if match["to_unit"] or match["from_unit"]:
        return True
    return bool(match["from_minute"] and match["to_minute"])


def _lead(text: str, start: int) -> tuple[str, int]:
    floor = max(start - _LEAD_LENGTH, text.rfind("\n", 0, start) + 1, 0)
    match = _LEAD.search(text, floor, start)
    if match is None or not match[0].strip():
        return "", start
    return (match["word"] or match["only"] or "").lower(), match.start()


def _time(hour: str, minute: str | None) -> dt.time:
    return dt.time(int(hour) % 24, int(minute or 0))
