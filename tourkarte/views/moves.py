"""From where to where appointments were moved, for those whose other day is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tourkarte.moments import last_days
from tourkarte.views.whens import When

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


class Move(NamedTuple):
    """What is said of an appointment that was moved, or that another one was moved to; empty where nothing is."""

    to: str = ""
    origin: str = ""


UNMOVED: Final = Move()


def moves(frame: pd.DataFrame) -> dict[str, Move]:
    """Return by id what there is to say, from the whole `frame`: the other appointment may not be selected.

    One that was moved more than once is followed to its last day, and back to its first.
    """
    told = frame[frame["moved_to"].notna()]
    if told.empty:  # as good as always, and all that it may cost then
        return {}
    moved = told[told["moved_to"].isin(frame["id"]) & (told["moved_to"] != told["id"])]
    forth = dict(zip(moved["id"], moved["moved_to"], strict=True))
    back = {new: old for old, new in reversed(forth.items())}  # of several old ones the earliest counts
    when = _whens(frame[frame["id"].isin({*forth, *back})])
    return {
        key: Move(
            to=when[_end(key, forth)].full if key in forth else "",
            origin=when[_end(key, back)].beside(when[key]) if key in back else "",
        )
        for key in when
    }


def chain(frame: pd.DataFrame, key: str) -> tuple[str, ...]:
    """Return the ids of all that an appointment was and became, from the first to the last, its own among them.

    Of one that was moved in a circle nobody knows which is the first: it stands alone.
    """
    told = frame.loc[frame["moved_to"].notna(), ["id", "moved_to"]]
    if told.empty:
        return (key,)
    there = {*frame.loc[frame["id"].isin(told["moved_to"].unique()), "id"]}
    forth = {old: new for old, new in zip(told["id"], told["moved_to"], strict=True) if new in there}
    back = {new: old for old, new in reversed(forth.items())}
    found = [key]
    while (before := back.get(found[0])) and before not in found:
        found.insert(0, before)
    while (after := forth.get(found[-1])) and after not in found:
        found.append(after)
    return (key,) if forth.get(found[-1]) else tuple(found)


def _end(key: str, links: Mapping[str, str]) -> str:
    """Return where a chain of links leads, or in a circle, before it comes back."""
    seen = {key}
    while (following := links.get(key, key)) not in seen:
        seen.add(following)
        key = following
    return key


def _whens(frame: pd.DataFrame) -> dict[str, When]:
    days = (frame["date"].dt.date, last_days(frame).dt.date)
    times = (frame["start"].fillna(""), frame["end"].fillna(""))
    return {key: When(*values) for key, *values in zip(frame["id"], *days, *times, strict=True)}
