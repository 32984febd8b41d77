"""Which changes are in effect: one that was taken back is again once that was taken back itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tourkarte.store.schema import CHANGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection


def undone_by(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """Return which of these changes are taken back, with the ids of those that did it and are in effect."""
    chain = sa.select(CHANGE.c.id, CHANGE.c.undoes).where(CHANGE.c.id.in_(numbers)).cte(recursive=True)
    later = sa.select(CHANGE.c.id, CHANGE.c.undoes).join(chain, CHANGE.c.undoes == chain.c.id)
    undoing: defaultdict[int, list[int]] = defaultdict(list)
    for number, undoes in _rows(connection, chain.union(later)).items():
        if undoes is not None:
            undoing[undoes].append(number)
    found: dict[int, int] = {}
    for number in sorted(undoing, reverse=True):  # who takes something back comes after it
        if by := [each for each in undoing[number] if each not in found]:
            found[number] = by[-1]
    return found


def again(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return those of these changes that took something back, so that to take them back is to do it again."""
    chain = sa.select(CHANGE.c.id, CHANGE.c.undoes).where(CHANGE.c.id.in_(numbers)).cte(recursive=True)
    earlier = sa.select(CHANGE.c.id, CHANGE.c.undoes).join(chain, CHANGE.c.id == chain.c.undoes)
    found: set[int] = set()
    for number, undoes in sorted(_rows(connection, chain.union(earlier)).items()):
        if undoes is not None and undoes not in found:
            found.add(number)
    return found


def _rows(connection: Connection, chain: sa.CTE) -> Mapping[int, int | None]:
    return dict(connection.execute(sa.select(chain)).all())
