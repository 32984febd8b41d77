from __future__ import annotations

import re
import time
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.read import read_any
from tourkarte.model import FIELD_NAMES, Draft, Span
from tourkarte.settings import settings
from tourkarte.views.document import DraftMarks, document_html
from tourkarte.views.excerpts import MOST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = (settings().data_dir / "invitation.md").read_text("utf-8")
MARK = re.compile(r"<mark([^>]*)>([^<]*)</mark>")
DOUBTS = (
    "Presseinformation vom 3. Mai 2022\n\nDienstag, 11. Mai 2022, 10.00 Uhr: Eröffnung, Hauptstraße 5, 44649 Bochum\n\n"
    "Freitag, 13. Mai 2022, 9.00 Uhr: Übergabe, Rosenweg 1, 45127 Essen\n\nAm 9. August 2022 ist Jubiläum.\n"
)


def text_part(html: str) -> str:
    """Return what stands in the box of the text."""
    found = re.search(r'<div class="tk-doc-text"[^>]*>(.*)</div>', html, re.DOTALL)
    assert found
    return found[1]


def stripped(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def marks_of(drafts: Sequence[Draft], skipped: int | None = None) -> list[DraftMarks]:
    return [
        DraftMarks(
            number=number,
            draft_id=f"d{number}",
            source=draft.source,
            spans=draft.spans,
            doubts={doubt.field: [doubt.reason] for doubt in draft.doubts},
            skipped=number == skipped,
        )
        for number, draft in enumerate(drafts, 1)
    ]


def shown(text: str, selected: str | None, skipped: int | None = None) -> str:
    reading = read_any(text.encode(), "a.md")
    return document_html(reading.text, marks_of(reading.drafts, skipped), reading.unread, selected=selected)


def test_the_fields_of_the_selected_draft_are_named() -> None:
    html = shown(SAMPLE, "d3")
    labels = {unescape(text): attributes for attributes, text in MARK.findall(html) if "data-label" in attributes}
    assert 'data-label="Datum"' in labels["03.08.2017"]
    assert 'data-label="Beginn"' in labels["10:00 Uhr"]
    assert 'data-label="Straße"' in labels["Rademachers Weg 15"]
    assert 'data-label="Titel · Integrationszentrum"' in labels["Kommunales Integrationszentrum Stadt Herne"]
    assert stripped(text_part(html)) == SAMPLE


def test_every_draft_has_its_number_and_one_is_selected() -> None:
    anchors = re.findall(r'<a [^>]*id="([^"]+)"[^>]*data-number="(\d)" aria-label="([^"]+)"', shown(SAMPLE, "d3"))
    assert [number for _, number, _ in anchors] == ["1", "2", "3", "4", "5", "6"]
    assert [name for name, *_ in anchors] == ["draft-d1", "draft-d2", "selected", "draft-d4", "draft-d5", "draft-d6"]
    assert [said for *_, said in anchors][1:3] == ["Entwurf 2", "Entwurf 3, gewählt"]
    assert 'id="selected"' not in shown(SAMPLE, None)


def test_doubts_have_their_shape_their_word_and_their_reason() -> None:
    html = shown(DOUBTS, "d1")
    (own,) = [attributes for attributes, text in MARK.findall(html) if text.startswith("Dienstag, 11. Mai")]
    assert "tk-doc-doubt" in own
    assert 'data-label="Datum, prüfen"' in own
    assert "Datum, bitte prüfen: " in unescape(own)
    assert "Mittwoch" in own
    assert "gewellt unterstrichen: bitte prüfen" in html
    other = [attributes for attributes, _ in MARK.findall(shown(DOUBTS, "d2")) if "tk-doc-doubt" in attributes]
    assert "Entwurf 1, Datum, bitte prüfen" in unescape(other[0])
    assert not any("data-label" in attributes for attributes in other[:1])


def test_unread_passages_say_so() -> None:
    html = shown(DOUBTS, "d1")
    unread = {text: attributes for attributes, text in MARK.findall(html) if "tk-doc-unread" in attributes}
    assert list(unread) == ["Am 9. August 2022 ist Jubiläum.", "Text"]
    assert 'data-label="nicht gelesen"' in unread["Am 9. August 2022 ist Jubiläum."]


def test_a_skipped_draft_says_so() -> None:
    html = shown(SAMPLE, "d1", skipped=2)
    assert 'aria-label="Entwurf 2, übersprungen"' in html
    assert "tk-doc-skipped" in html
    assert "übersprungener Entwurf" in html


def test_a_skipped_draft_is_not_to_be_checked() -> None:
    assert "tk-doc-doubt" in shown(DOUBTS, "d2")
    assert "tk-doc-doubt" not in shown(DOUBTS, "d2", skipped=1)
    assert "tk-doc-doubt" in shown(DOUBTS, "d1", skipped=1)


def test_markup_steps_back_and_stays() -> None:
    html = shown(SAMPLE, "d3")
    signs = [text for attributes, text in MARK.findall(html) if "tk-doc-sign" in attributes]
    assert set(signs) == {"**", "##", "###", "####"}
    assert "*" not in re.sub(r"<mark[^>]*tk-doc-sign[^<]*</mark>", "", text_part(html))


def test_the_legend_explains_what_occurs_and_nothing_else() -> None:
    html = shown(SAMPLE, "d3")
    assert "anderer Entwurf, mit seiner Nummer" in html
    assert "nicht gelesen" not in html
    assert "übersprungener" not in html
    assert "tk-doc-legend" not in document_html("nichts", [], [], selected=None)


def test_a_draft_that_a_person_has_added_has_no_passage() -> None:
    html = document_html("Text", [DraftMarks(number=1, draft_id="a", source=Span(0, 0))], [], selected="a")
    assert text_part(html) == "Text"


def test_a_draft_without_a_passage_of_its_own_stands_at_its_first_field() -> None:
    draft = DraftMarks(number=1, draft_id="a", source=Span(0, 0), spans={"city": (Span(3, 5),)})
    assert re.search(
        r'^abc<a [^>]*id="selected"[^>]*></a><mark[^>]*>de</mark>$',
        text_part(document_html("abcde", [draft], [], selected="a")),
    )


def test_hostile_text_and_names_stay_text() -> None:
    text = "<script>alert(1)</script> \"'&amp; <b>"
    draft = DraftMarks(
        number=1,
        draft_id='"><img src=x onerror=alert(1)>',
        source=Span(2, 12),
        spans={'"><i>': (Span(4, 9),)},
        doubts={'"><i>': ['"><u>']},
    )
    html = document_html(text, [draft], [Span(0, 30)], selected=draft.draft_id)
    assert set(re.findall(r"<(\w+)", html)) == {"section", "div", "a", "mark", "ul", "li"}
    assert stripped(text_part(html)) == text


def spans_of(length: int) -> st.SearchStrategy[Span]:
    places = st.integers(0, length)
    return st.tuples(places, places).map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[DraftMarks], list[Span]]:
    text = draw(st.text("ab<>&\"' \n\r\tä\U0001f600;#", max_size=40) | st.text(max_size=20))
    spans = st.lists(spans_of(len(text) + 2), max_size=3)
    drafts = [
        DraftMarks(
            number=number,
            draft_id=f"d{number}",
            source=draw(spans_of(len(text))),
            spans=draw(st.dictionaries(st.sampled_from([*FIELD_NAMES]), spans, max_size=4)),
            doubts=draw(st.dictionaries(st.sampled_from([*FIELD_NAMES]), st.lists(st.text(max_size=4)), max_size=3)),
            skipped=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return text, drafts, draw(spans)


def pieces(html: str) -> list[tuple[str, str]]:
    """Return the attributes over each piece of the text, and the piece."""
    found = re.findall(r"<a[^>]*></a>|<mark([^>]*)>([^<]*)</mark>|([^<]+)", text_part(html))
    return [(attributes, unescape(inside or outside)) for attributes, inside, outside in found if inside or outside]


@given(documents())
def test_the_text_stays_and_each_passage_is_marked(document: tuple[str, list[DraftMarks], list[Span]]) -> None:
    text, drafts, unread = document
    for selected in (None, *(draft.draft_id for draft in drafts)):
        html = document_html(text, drafts, unread, selected=selected)
        assert stripped(text_part(html)) == text
        over = [attributes for attributes, piece in pieces(html) for _ in piece]
        for draft in drafts:
            look = "tk-doc-own" if draft.draft_id == selected else "tk-doc-other"
            assert all(look in attributes for attributes in over[draft.source.start : draft.source.end])
            for field, spans in draft.spans.items() if draft.draft_id == selected else ():
                for span in spans:
                    named = [re.search(r'data-fields="([^"]*)"', each) for each in over[span.start : span.end]]
                    assert all(found and field in found[1].split() for found in named)
        for span in unread:
            assert all("tk-doc-unread" in attributes for attributes in over[span.start : span.end])


LONG = "Zeile mit Text, die nichts sagt.\n" * 31_250  # a million characters


def long_marks(count: int) -> list[DraftMarks]:
    step = len(LONG) // count
    return [
        DraftMarks(
            number=n + 1,
            draft_id=f"d{n}",
            source=Span(n * step, n * step + 200),
            spans={"date": (Span(n * step, n * step + 10),)},
        )
        for n in range(count)
    ]


def test_a_book_is_shown_around_its_marks_and_says_what_is_left_out() -> None:
    html = document_html(LONG, long_marks(4), [Span(999_000, 999_020)], selected="d2")
    text = stripped(text_part(html))
    assert len(text) <= MOST_SHOWN
    assert len(re.findall(r'<a [^>]*class="tk-doc-number"', html)) == 4
    assert "tk-doc-unread" in text_part(html)
    assert "Zeichen ausgelassen, ohne einen Entwurf" in html
    told = sum(int(found.replace(".", "")) for found in re.findall(r"… ([\d.]+) Zeichen ausgelassen", html))
    assert told + len(text) == len(LONG)
    assert "von 1.031.250 Zeichen" in html


@pytest.mark.parametrize("selected", ["d0", "d1500", "d4999"])
def test_where_there_are_too_many_marks_those_near_the_selected_are_shown(selected: str) -> None:
    html = document_html(LONG, long_marks(5_000), [], selected=selected)
    assert len(stripped(text_part(html))) <= MOST_SHOWN
    assert 'id="selected"' in html
    hidden = sum(int(found) for found in re.findall(r"darin (\d+) Entw", html))
    assert hidden + len(re.findall(r'<a [^>]*class="tk-doc-number"', html)) == 5_000


def test_a_book_costs_what_its_marks_cost() -> None:
    begin = time.process_time()
    document_html(LONG, long_marks(2_000), [], selected="d7")
    assert time.process_time() - begin < 2  # a tenth of it on an idle machine


def test_a_book_without_marks_begins_at_its_beginning() -> None:
    html = document_html(LONG, [], [], selected=None)
    assert text_part(html).startswith("Zeile mit Text")
    assert 0 < len(stripped(text_part(html))) <= MOST_SHOWN


def test_a_passage_as_long_as_the_book_is_cut() -> None:
    whole = DraftMarks(number=1, draft_id="a", source=Span(0, len(LONG)))
    html = document_html(LONG, [whole], [], selected="a")
    assert 0 < len(stripped(text_part(html))) <= MOST_SHOWN
    assert 'id="selected"' in html
