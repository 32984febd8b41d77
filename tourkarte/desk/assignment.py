"""The largest assignment: as many pairs as can be, each side in one at most."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def assigned(choices: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what each key gets of its choices, as many of them as possible.

    Earlier keys and earlier choices are preferred, as far as that costs nobody else theirs. The method is Kuhn's:
    one after the other, each key that finds its choices taken asks those who have them to take another.

    >>> assigned({"a": ["1", "2"], "b": ["1"]})
    {'b': '1', 'a': '2'}
    """
    holder: dict[str, str] = {}
    for key in choices:
        _make_room(key, choices, holder)
    return {key: choice for choice, key in holder.items()}


def _make_room(key: str, choices: Mapping[str, Sequence[str]], holder: dict[str, str]) -> None:
    """Give `key` a choice, along the shortest chain of holders that can move on; change nothing if there is none."""
    asked_by: dict[str, str] = {}
    gives_up: dict[str, str] = {}
    asking = deque([key])
    while asking:
        asker = asking.popleft()
        for choice in choices[asker]:
            if choice in asked_by:
                continue
            asked_by[choice] = asker
            if choice not in holder:
                _hand_on(choice, asked_by, gives_up, holder)
                return
            gives_up[holder[choice]] = choice
            asking.append(holder[choice])


def _hand_on(free: str, asked_by: Mapping[str, str], gives_up: Mapping[str, str], holder: dict[str, str]) -> None:
    """Let everybody on the way to the free choice take what they asked for."""
    choice: str | None = free
    while choice is not None:
        holder[choice] = asked_by[choice]
        choice = gives_up.get(asked_by[choice])
