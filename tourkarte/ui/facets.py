"""The values that can be filtered by, as boxes to tick with their counts.

A component of its own: the options of Streamlit's widgets are their texts, so a count in them would be another option
with each run, and what somebody ticks in between would be lost.

What is chosen is kept in the session and written into the address. Not the other way round: with each event the
browser sends the address as it has it, which is not yet that of the event before if they follow upon each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte import language
from tourkarte.language import _
from tourkarte.selection import facets
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd
    from streamlit.components.v2.types import ComponentRenderer

    from tourkarte.selection import Facets, Known, Selection

PARAMETERS: Final = ("tour", "stadt", "kreis", "bezirk", "status")
"""Those of the address that are chosen here."""
_NAME: Final = "tourkarte_facets"
_KEY: Final = "facetten"
_SEEN: Final = "facetten-gehört"
_HELD: Final = "facetten-gewählt"
_SHORT: Final = 8  # so many values keep their place, those that show nothing too


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = (files("tourkarte.ui") / "facets.js").read_text(encoding="utf-8")
    return st.components.v2.component(_NAME, html='<div class="tk-facets"></div>', js=module, isolate_styles=False)


def held() -> dict[str, list[str]]:
    """Return the chosen values by parameter; at first those of the address."""
    if _HELD not in st.session_state:
        st.session_state[_HELD] = {name: st.query_params.get_all(name) for name in PARAMETERS}
    chosen: dict[str, list[str]] = st.session_state[_HELD]
    return chosen


def hold(parameter: str, values: Sequence[str]) -> None:
    """Choose values of a parameter, instead of those that are chosen."""
    held()[parameter] = list(values)


def write() -> None:
    """Bring the address up to date."""
    for name, values in held().items():
        if st.query_params.get_all(name) != values:
            st.query_params[name] = values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    name: str
    label: str
    labels: Mapping[str, str]
    chosen: Sequence[str]
    is_open: bool = True


def show(selection: Selection, frame: pd.DataFrame, known: Known, *, archive: Collection[str]) -> None:
    """Draw the values of all facets; tours of the `archive` stand apart."""
    _component()(
        key=_KEY,
        data=_data(selection, facets(selection, frame, known), known, archive),
        on_choice_change=_chosen,
    )


def _chosen() -> None:
    choice: Mapping[str, Any] = st.session_state[_KEY].get("choice") or {}
    for name, values in choice.get("values", {}).items():
        if name in PARAMETERS:
            hold(name, [str(value) for value in values])
    st.session_state[_SEEN] = int(choice.get("turn", 0))


def _data(selection: Selection, counts: Facets, known: Known, archive: Collection[str]) -> dict[str, Any]:
    pairs = selection.pairs()
    chosen = {name: [value for other, value in pairs if other == name] for name in PARAMETERS}
    groups = (
        _Group(name="stadt", label=_("Stadt"), labels={city: city for city in known.cities}, chosen=chosen["stadt"]),
        _Group(
            name="kreis",
            label=_("Kreis"),
            labels=known.districts,
            chosen=chosen["kreis"],
            is_open=bool(chosen["kreis"]),
        ),
        _Group(
            name="bezirk",
            label=_("Regierungsbezirk"),
            labels={region: region for region in known.regions},
            chosen=chosen["bezirk"],
        ),
        _Group(
            name="status",
            label=_("Stand"),
            labels={word: _(word) for word in counts["status"]},
            chosen=chosen["status"],
        ),
    )
    tours = [_tours(known, counts["tour"], chosen["tour"], archive)] if len(known.tours) > 1 else []
    return {
        "groups": [*tours, *(_many(group, counts[group.name]) for group in groups if group.labels)],
        "seen": st.session_state.get(_SEEN, 0),
        "words": {
            "chosen": _("{n} gewählt"),
            "find": _("Suchen"),
            "none": _("Nichts gefunden"),
            "archive": _("Archiv"),
            "locale": language.current(),
        },
    }


def _many(group: _Group, counts: Mapping[str, int]) -> dict[str, Any]:
    options = [(key, label, counts[key]) for key, label in group.labels.items()]
    if len(options) > _SHORT:
        options.sort(key=lambda option: (option[2] == 0 and option[0] not in group.chosen, fold(option[1])))
    return {
        "name": group.name,
        "label": group.label,
        "single": False,
        "open": group.is_open,
        "chosen": list(group.chosen),
        "options": options,
        "archive": [],
    }


def _tours(known: Known, counts: Mapping[str, int], chosen: list[str], archive: Collection[str]) -> dict[str, Any]:
    """Return the tours, of which one or all can be chosen."""
    options = [(key, title, counts[key]) for key, title in known.tours.items()]
    return {
        "name": "tour",
        "label": _("Tour"),
        "single": True,
        "open": True,
        "chosen": chosen,
        "options": [
            ("", _("alle Touren"), sum(counts.values())),
            *(each for each in options if each[0] not in archive),
        ],
        "archive": [each for each in options if each[0] in archive],
    }
