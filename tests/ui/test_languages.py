"""The frame around the pages in both languages, run as Streamlit runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.visitors import html, run
from tourkarte.language import LANGUAGES
from tourkarte.settings import settings
from tourkarte.ui.document import read

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


pytestmark = pytest.mark.usefixtures("in_the_middle_of_the_tour")


def _said(app: AppTest) -> str:
    return "\n".join([*(title.value for title in app.title), *(text.value for text in app.markdown), html(app)])


@pytest.mark.parametrize(
    ("query", "other", "foot"),
    [
        ({}, 'href="./?lang=en" lang="en" hreflang="en">English', "Barrierefreiheit"),
        ({"lang": "en"}, 'href="./" lang="de" hreflang="de">Deutsch', "Accessibility"),
        ({"stadt": "Köln"}, 'href="./?lang=en"', "Barrierefreiheit"),  # what is not there is not handed on
        ({"stadt": "Herne"}, 'href="./?stadt=Herne&amp;lang=en"', "Barrierefreiheit"),
    ],
)
def test_every_page_leads_to_the_other_language(query: dict[str, Any], other: str, foot: str) -> None:
    app = run(**query)
    assert other in html(app)
    assert foot in html(app)


def test_the_next_page_is_in_the_same_language() -> None:
    app = run(lang="en")
    del app.query_params["lang"]  # as the navigation does
    app.switch_page("hinweise.py").run()
    assert [title.value for title in app.title] == ["Notes"]
    assert app.query_params["lang"] == "en"


def test_the_desk_is_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tourkarte.ui.sign_in.editor", lambda: "Erika")
    app = run("redaktion_touren.py", lang="en")
    assert "Touren" in [title.value for title in app.title]
    assert 'class="tk-languages"' not in html(app)


@pytest.mark.parametrize("name", ["notes", "accessibility"])
def test_a_text_has_the_same_sections_in_all_languages(name: str) -> None:
    anchors = {tuple(section.anchor for section in read(name, language)[1]) for language in LANGUAGES}
    assert len(anchors) == 1
    assert all(section.title and section.body for language in LANGUAGES for section in read(name, language)[1])


@pytest.mark.parametrize(("language", "word"), [("de", "abgerufen am"), ("en", "retrieved on")])
def test_the_notes_say_how_to_cite_what_is_selected(language: str, word: str) -> None:
    said = _said(run("hinweise.py", stadt="Herne", lang=language))
    assert "Sommertour 2017" in said
    assert "stadt=Herne" in said
    assert word in said
    assert "{citation}" not in said
    assert 'href="#datenschutz"' in said


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        ("", "noch keine Kontaktadresse"),
        ("hilfe@example.org", "[hilfe@example.org](mailto:hilfe@example.org)"),
        ("https://example.org/kontakt", "[https://example.org/kontakt](https://example.org/kontakt)"),
    ],
)
def test_the_statement_names_whom_to_write_to(monkeypatch: pytest.MonkeyPatch, contact: str, says: str) -> None:
    monkeypatch.setenv("TOURKARTE_CONTACT", contact)
    settings.cache_clear()
    said = _said(run("barrierefreiheit.py"))
    assert says in said
    assert "Ombudsstelle" in said
    assert "22. November 2026" in said
