"""Longer texts for visitors: one Markdown file for each language, in sections with a table of contents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import streamlit as st

from tourkarte.language import _, current
from tourkarte.views import html

_HEADING: Final = re.compile(r"^## (?P<title>.+) \{#(?P<anchor>[a-z-]+)\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text; its `anchor` is the same in all languages, so that links to it stay right."""

    anchor: str
    title: str
    body: str


@cache
def read(name: str, language: str) -> tuple[str, tuple[Section, ...]]:
    """Return what comes before the first heading of a text, and its sections."""
    text = (files("tourkarte.ui") / f"{name}.{language}.md").read_text(encoding="utf-8")
    found = list(_HEADING.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    return text[: found[0].start()].strip(), tuple(
        Section(each["anchor"], each["title"], text[each.end() : end].strip())
        for each, end in zip(found, ends, strict=True)
    )


def show(name: str, **values: str) -> None:
    """Draw a text in the present language; `{name}` in it stands for the value of this name."""
    lead, sections = read(name, current())
    if lead:
        st.markdown(_filled(lead, values))
    st.html(html.render("contents.html", label=_("Inhalt"), sections=sections))
    for section in sections:
        st.header(section.title, anchor=section.anchor)
        st.markdown(_filled(section.body, values))


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
