"""What the visitor of a run asks for: what fields, boxes and address say, read once and handed on."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.selection import DEFAULT_KM, Selection
from tourkarte.ui import facets
from tourkarte.viewing import Viewing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tourkarte.errors import Problem
    from tourkarte.web.loaded import Loaded

DAYS: Final = ("von", "bis")
"""The fields of a first and a last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, of what is published.

    Attributes
    ----------
    problems
        What of the selection cannot be.
    """

    held: Loaded
    selection: Selection
    problems: tuple[Problem, ...]
    viewing: Viewing


# Of the run alone, as the language is: in the session it would hold on to what was published when a visitor who has
# left the page open was last seen.
_OF_RUN: Final[ContextVar[Asked]] = ContextVar("asked")


def read(held: Loaded) -> Asked:
    """Read what is asked for and remember it for this run.

    Once the fields are drawn, which take their values from the address. What changes them later are callbacks, and
    those are called before the next run begins, which reads anew.
    """
    selection, problems = Selection.from_query(_fields(), held.known)
    asked = Asked(held=held, selection=selection, problems=problems, viewing=viewing(held.ids))
    _OF_RUN.set(asked)
    return asked


def of_run() -> Asked:
    """Return what was read in this run."""
    return _OF_RUN.get()


def viewing(ids: Collection[str]) -> Viewing:
    """Return how the visitor looks at the selection, as the address has it now; of `ids`, one can be chosen."""
    return Viewing.from_query(address(), ids)[0]


def address() -> list[tuple[str, str]]:
    """Return the parameters and values of the address."""
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def _fields() -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, values in facets.held().items() for value in values)
    for name in DAYS:
        if day := st.session_state.get(name):
            yield name, day.isoformat()
    yield "suche", st.session_state.get("suche", "")
    if place := st.session_state.get("nahe", "").strip():
        yield "nahe", place
        yield "km", str(st.session_state.get("km") or DEFAULT_KM)
