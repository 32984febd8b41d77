"""A page whose callbacks take long, to ask for the next run in the middle of one."""

import time

import streamlit as st

state = st.session_state
state.setdefault("saved", [])
state.setdefault("pressed", 0)


def save() -> None:
    time.sleep(1)
    state["saved"] = [*state["saved"], state["word"]]


def press() -> None:
    time.sleep(1)
    state["pressed"] += 1


st.text_input("Wort", key="word", on_change=save)
st.text_input("Anderes", key="other")
st.button("Drücken", on_click=press)
st.text(f"gespeichert: {', '.join(state['saved'])}; gedrückt: {state['pressed']}")
