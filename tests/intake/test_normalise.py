from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.normalise import normalise, plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**11:00 Uhr:** **Haus**", "11:00 Uhr: Haus"),
        ("*kursiv* und _auch_", "kursiv und auch"),
        ("Aktivist*innen, snake_case", "Aktivist*innen, snake_case"),
        ("* Punkt", "* Punkt"),
        ("eins  \nzwei\r\ndrei", "eins\nzwei\ndrei"),
        ("zu\u00a0viele \u202f Blanks", "zu viele Blanks"),
        ("Weg\u00ad-\u200bzeichen", "Weg-zeichen"),
        ("Mu\u0308nster", "Münster"),
        ("[Köln](https://example.org/a_(b)) ab 9 Uhr", "Köln ab 9 Uhr"),
        ("[**Haus**][], [Karte][1]", "Haus, Karte"),
        ("presse [at] example.org", "presse [at] example.org"),
        ("Bild ![Text](/bild.png) hier", "Bild hier"),
        ("siehe https://example.org/2019-01-02 dort", "siehe dort"),
        ("<p>A&nbsp;&amp; B<br>C</p>", "\nA & B\nC\n"),
        ("<h2>Titel</h2><!-- weg --><script>1 < 2</script>", "\n\n## Titel\n"),
        ("1\\. August", "1. August"),
    ],
)
def test_markup_is_gone(source: str, text: str) -> None:
    assert normalise(source).text == text


def test_a_span_leads_back_to_the_source() -> None:
    source = "**Reeser  \nLandstraße** 31"
    normal = normalise(source)
    assert normal.text == "Reeser\nLandstraße 31"
    span = normal.span(0, len(normal.text))
    assert span.of(source) == "Reeser  \nLandstraße** 31"
    assert plain(span.of(source)) == "Reeser Landstraße 31"


@given(st.text(alphabet=st.sampled_from("aÄ1 \n\r\t*_[]()<>&;#\\|\u00a0\u0308-!:/hbp")), st.data())
def test_every_span_lies_in_the_source(source: str, data: st.DataObject) -> None:
    normal = normalise(source)
    start = data.draw(st.integers(0, len(normal.text)))
    end = data.draw(st.integers(start, len(normal.text)))
    span = normal.span(start, end)
    assert 0 <= span.start <= span.end <= len(source)
    if end - start == len(normal.text):
        assert plain(source) == " ".join(normal.text.split())
