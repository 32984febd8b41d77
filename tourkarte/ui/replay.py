"""Going through the days of a tour. The step stands in the address (`stand`), so each has a link of its own.

It never plays by itself: that it plays is known to this visit alone, and forgotten on every other page.
"""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.language import _
from tourkarte.progress.replay import after, before, end_of, place, steps, whole
from tourkarte.ui.asked import viewing
from tourkarte.ui.markdown import plain
from tourkarte.viewing import AS_OF, Viewing
from tourkarte.views.as_of import moment_words, today_words
from tourkarte.views.html import render
from tourkarte.views.whens import short_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from streamlit.components.v2.types import ComponentRenderer

    from tourkarte.ui.view import View

PAGE: Final = "fortschritt"
_PLAYING: Final = "replay-playing"
_SLIDER: Final = "replay-day"
_CLOCK: Final = "replay-clock"
_EVERY_MS: Final = 1500


def banner(page: str, as_of: dt.datetime | None) -> None:
    """Say on every page as of which moment it shows the tour, with the way back to now; nothing if that is now."""
    if page != PAGE:
        st.session_state.pop(_PLAYING, None)
    if as_of and page != PAGE:  # which says it beside the steps, where nothing moves when it appears
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="as-of"):
            st.html(render("as_of.html", words=moment_words(as_of), polite=True), width="content")
            st.button(_("Zum heutigen Stand"), key="as-of-now", type="tertiary", on_click=_leave)


def controls(view: View) -> None:
    """Draw the steps and what leads from one to the other; nothing where there are no visits to go through."""
    days = steps(view.frame)
    if not days:
        _stop()
        return
    as_of, playing = view.viewing.as_of, bool(st.session_state.get(_PLAYING))
    with st.container(key="replay", gap="small"):
        words = moment_words(as_of) if as_of else today_words(view.now)
        st.html(render("as_of.html", words=words, polite=not playing))
        with st.container(horizontal=True, gap="small", key="replay-buttons"):
            _button("back", _("Zurück"), "skip_previous", before(days, view.now), days)
            if playing:
                st.button(_("Anhalten"), key="replay-play", icon=":material/pause:", on_click=_stop)
            else:
                st.button(_("Abspielen"), key="replay-play", icon=":material/play_arrow:", on_click=_play, args=(days,))
            _button("on", _("Weiter"), "skip_next", after(days, view.now), days)
            st.button(
                _("Zum heutigen Stand"), key="replay-now", type="tertiary", disabled=as_of is None, on_click=_leave
            )
        if len(days) > 1:
            _slider(days, view.now)
        _component()(
            key=_CLOCK,
            data={"at": place(days, view.now), "every": _EVERY_MS, "playing": playing},
            height=1,
            on_step_change=partial(_tick, days),
        )


def _button(name: str, label: str, icon: str, step: int | None, days: Sequence[dt.date]) -> None:
    st.button(
        label,
        key=f"replay-{name}",
        icon=f":material/{icon}:",
        disabled=step is None,
        on_click=_go,
        args=(days[step or 0],),
    )


def _slider(days: Sequence[dt.date], now: dt.datetime) -> None:
    st.session_state[_SLIDER] = place(days, now)
    st.select_slider(
        _("Tag"),
        range(len(days)),
        key=_SLIDER,
        format_func=lambda step: plain(short_date(days[step])),
        on_change=lambda: _go(days[st.session_state[_SLIDER]]),
        label_visibility="collapsed",
    )


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = (files("tourkarte.ui") / "replay.js").read_text(encoding="utf-8")
    return st.components.v2.component("tourkarte_replay", html="<i></i>", js=module)


def _go(day: dt.date) -> None:
    _stop()
    _show(day)


def _show(day: dt.date) -> None:
    st.query_params.update(dict(Viewing(as_of=end_of(day)).pairs()))


def _stop() -> None:
    st.session_state.pop(_PLAYING, None)


def _leave() -> None:
    _stop()
    st.query_params.pop(AS_OF, None)


def _play(days: Sequence[dt.date]) -> None:
    """Begin: where the visitor is on the way, else, at the end of it or in the present, with the first step."""
    as_of = viewing(()).as_of
    st.session_state[_PLAYING] = True
    if as_of is None or after(days, whole(as_of)) is None:
        _show(days[0])


def _tick(days: Sequence[dt.date]) -> None:
    """Go one step on, unless somebody has gone elsewhere since it was asked for; the last one ends it."""
    as_of = viewing(()).as_of
    asked = st.session_state[_CLOCK].get("step")
    if not st.session_state.get(_PLAYING) or as_of is None or asked != place(days, whole(as_of)):
        return
    step = after(days, whole(as_of))
    if step is not None:
        _show(days[step])
    if step is None or step == len(days) - 1:
        _stop()
