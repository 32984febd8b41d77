"""The dates of a repeated event, as far as a rule without surprises says where they end.

dateutil works rules out, and some rules take it for hours to find nothing (the 30th of February, each second). What is
passed on to it can only be a rule that soon finds a date; any other event is read once, with a doubt.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Localise = Callable[[dt.date, Any], dt.date]

_MOST: Final = 100
_SIMPLE: Final = {
    "DAILY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
    "WEEKLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
    "MONTHLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY"},
    "YEARLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
}
_LONGEST_STEP: Final = 60


@dataclass(frozen=True, slots=True)
class Repeated:
    """When an event begins each time; `reason` says in German why that may not be all."""

    starts: tuple[dt.date, ...]
    reason: str = ""


def occurrences(parsed: Any, start: dt.date, localise: Localise) -> Repeated:
    """Return when an event begins, all of its times.

    Parameters
    ----------
    parsed
        The event, as icalendar has it.
    start
        Its first beginning, local.
    localise
        What makes a moment of a property local.
    """
    rule = parsed.get("RRULE")
    more = [moment for moment in _moments(parsed.get("RDATE"), localise) if _alike(moment, start)]
    without = set(_moments(parsed.get("EXDATE"), localise))
    if rule is None:
        found, reason = [start], ""
    else:
        found, reason = _by_rule(rule, start)
    kept = sorted({moment for moment in [*found, *more] if moment not in without})
    if len(kept) > _MOST:
        kept, reason = kept[:_MOST], f"Der Termin wiederholt sich öfter; gelesen sind die ersten {_MOST} Male."
    return Repeated(tuple(kept), reason)


def _by_rule(rule: Any, start: dt.date) -> tuple[list[dt.date], str]:
    if isinstance(rule, list):
        return [start], "Der Termin hat mehrere Wiederholungsregeln; gelesen ist nur der erste."
    freq = str(_one(rule, "FREQ")).upper()
    if not set(rule) <= _SIMPLE.get(freq, set()) or not 1 <= _number(rule, "INTERVAL", 1) <= _LONGEST_STEP:
        return [start], "Der Termin wiederholt sich nach einer Regel, die nicht gelesen wird; gelesen ist der erste."
    if "COUNT" not in rule and "UNTIL" not in rule:
        return [start], "Der Termin wiederholt sich ohne Ende; gelesen ist nur der erste."
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only where an event is repeated

    first = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    until = _one(rule, "UNTIL")
    text = ";".join(part for part in rule.to_ical().decode().split(";") if not part.startswith("UNTIL"))
    try:
        moments = _until(rrulestr(text, dtstart=first), until, start)
        found = list(islice(moments, _MOST + 1))
    except (ValueError, TypeError, OverflowError):
        return [start], "Die Wiederholungsregel des Termins ist fehlerhaft; gelesen ist nur der erste."
    return found or [start], ""


def _until(moments: Any, until: Any, start: dt.date) -> Iterator[dt.date]:
    """Return the moments of a rule up to its last day, as days if the event has no time."""
    last = until.date() if isinstance(until, dt.datetime) else until
    for moment in moments:
        if isinstance(last, dt.date) and moment.date() > last:
            return
        yield moment if isinstance(start, dt.datetime) else moment.date()


def _one(rule: Any, name: str) -> Any:
    values = rule.get(name)
    return values[0] if isinstance(values, list) and values else values


def _number(rule: Any, name: str, otherwise: int) -> int:
    value = _one(rule, name)
    return int(value) if isinstance(value, int) else otherwise


def _moments(props: Any, localise: Localise) -> Iterator[dt.date]:
    for prop in props if isinstance(props, list) else [props]:
        for each in islice(getattr(prop, "dts", ()), 10 * _MOST):
            moment = getattr(each, "dt", None)
            if isinstance(moment, dt.date):
                try:
                    yield localise(moment, prop)
                except (OverflowError, ValueError):
                    continue


def _alike(one: dt.date, other: dt.date) -> bool:
    return isinstance(one, dt.datetime) == isinstance(other, dt.datetime)
