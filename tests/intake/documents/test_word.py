from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest

from tests.intake.documents import hostile
from tourkarte.errors import DocumentError
from tourkarte.intake.documents import kind_of
from tourkarte.intake.documents.word import read

BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
    "<w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>"
    "<w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>"
)


def text(xml: str) -> str:
    return read(hostile.docx(hostile.body(xml)), "").text


def cell(words: str, times: int) -> str:
    return f"<w:tc>{hostile.paragraph(words) * times}</w:tc>"


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def test_headings_lists_tables_and_breaks_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("Tour", 0)
    document.add_heading("Tag eins", 2)
    document.add_paragraph("Eins\nzwei\tdrei")
    document.add_paragraph("Punkt", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for each, words in zip(table.rows[0].cells, ("2. August", "10 Uhr", "Rathaus\nMarkt 1"), strict=True):
        each.text = words
    table.rows[1].cells[1].text = "12 Uhr"
    table.cell(0, 0).merge(table.cell(1, 0))
    document.add_paragraph("Ende")
    document.core_properties.modified = dt.datetime(2017, 8, 1, 9)  # noqa: DTZ001 - python-docx wants it so
    out = io.BytesIO()
    document.save(out)
    content = read(out.getvalue(), "")
    assert content.text == (
        "# Tour\n\n## Tag eins\n\nEins\nzwei\tdrei\n\n- Punkt\n\n| 2. August | 10 Uhr | Rathaus, Markt 1 |\n"
        "| 2. August | 12 Uhr |  |\n\nEnde\n"
    )
    assert content.date_hint == dt.date(2017, 8, 1)


def test_a_template_has_no_date() -> None:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Text")
    document.save(out)
    assert read(out.getvalue(), "").date_hint is None


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (hostile.paragraph("a") + hostile.paragraph("b"), "a\nb\n"),
        (f"<w:sdt><w:sdtContent>{hostile.paragraph('a')}</w:sdtContent></w:sdt>", "a\n"),
        (
            f"<w:p><w:ins>{run('<w:t>neu</w:t>')}</w:ins><w:del>{run('<w:delText>alt</w:delText>')}</w:del></w:p>",
            "neu\n",
        ),
        (f"<w:p><w:moveFrom>{run('<w:t>alt</w:t>')}</w:moveFrom>{run('<w:t>neu</w:t>')}</w:p>", "neu\n"),
        (f"<w:p><w:hyperlink>{run('<w:t>Link</w:t>')}</w:hyperlink></w:p>", "Link\n"),
        (f"<w:p>{run('<w:rPr><w:vanish/></w:rPr><w:t>weg</w:t>')}{run('<w:t>da</w:t>')}</w:p>", "da\n"),
        (f"<w:p>{run('<w:instrText>DATE</w:instrText><w:t>1. Mai</w:t>')}</w:p>", "1. Mai\n"),
        (f"<w:p>{run('<w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t>')}</w:p>", "a\nb-c\n"),
        (f"<w:p>{run(BOX)}{run('<w:t>Text</w:t>')}</w:p>", "Text\n\nKasten\n"),
        (f"<w:tbl><w:tr>{cell('a', 9)}{cell('b', 1)}</w:tr></w:tbl>", "a\n" * 9 + "\nb\n"),
    ],
    ids=["plain", "control", "insertion", "move", "link", "hidden", "field", "breaks", "box", "frame"],
)
def test_what_is_seen_in_word_is_read(xml: str, expected: str) -> None:
    assert text(xml) == expected


def test_space_between_paragraphs_parts_blocks() -> None:
    spaced = '<w:p><w:pPr><w:spacing w:after="200"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    assert text(spaced + hostile.paragraph("b") + hostile.paragraph("c")) == "a\n\nb\nc\n"


def test_macros_are_not_opened() -> None:
    data = hostile.docx(hostile.body(hostile.paragraph("a")), more={"word/vbaProject.bin": b"x"})
    with pytest.raises(DocumentError, match="Makros"):
        read(data, "")


def test_a_spreadsheet_is_told_from_a_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    for name in ("a.xlsx", "a.zip", "a"):
        with pytest.raises(DocumentError, match="Excel-Tabelle"):
            kind_of(out.getvalue(), name).read(out.getvalue(), name)
