"""Any bytes become a document or a refusal, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.intake.documents import hostile
from tests.intake.documents.samples import FILES, html, mail
from tourkarte.errors import DocumentError
from tourkarte.intake.documents import MAX_CHARACTERS, kind_of, read_document, worker
from tourkarte.intake.documents.refusals import REFUSALS

PDF = hostile.text_pdf(["Am 2. August 2017, 11 Uhr", "Reichsweg 30", "52068 Aachen"])
DOCX = (FILES / "tabelle.docx").read_bytes()
HTML = html().encode()
MAIL = mail("Anbei.", with_html="<p>Anbei.</p>").as_bytes()
NAMES = st.sampled_from(
    ["", "a", "a.pdf", "a.docx", "a.html", "a.eml", "a.md", "a.txt", "a.csv", "\0.pdf", "ä/../b.exe"]
)
MARKS = st.sampled_from(
    [
        b"",
        b"%PDF-1.4\n",
        b"PK\x03\x04word/document",
        b"<html>",
        b"From: a\nTo: b\nMIME-Version: 1.0\n",
        b"\xff\xfe",
        b"MZ",
    ]
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=8)


def changed(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Return data in which some stretches are replaced by others."""
    for place, length, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + length :]
    return data


def check(data: bytes, name: str) -> None:
    """Read as the worker does, but in this process, which is faster."""
    try:
        kind = kind_of(data, name)
    except DocumentError:
        return
    answer = worker.answer(kind.label, worker.reader_of(kind), data, name)
    if "refusal" in answer:
        assert answer["refusal"] in REFUSALS
        assert answer["message"].endswith(".")
    else:
        assert answer["text"].strip() or answer["tables"]
        assert len(answer["text"]) <= MAX_CHARACTERS
        answer["text"].encode("utf-8")


@given(MARKS, st.binary(max_size=300), NAMES)
@example(b"%PDF-1.4\n", b"", "a.pdf")
@settings(max_examples=20)
def test_any_bytes(mark: bytes, data: bytes, name: str) -> None:
    check(mark + data, name)


@pytest.mark.parametrize("original", [PDF, DOCX, HTML, MAIL], ids=["pdf", "docx", "html", "mail"])
@given(changes=CHANGES)
@settings(max_examples=20)
def test_damaged_files(original: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    check(changed(original, changes), "")


@given(st.text(max_size=200), NAMES)
@settings(max_examples=100)
def test_any_text(text: str, name: str) -> None:
    check(text.encode("utf-8", "surrogatepass"), name)


@given(MARKS, st.binary(max_size=60))
@settings(max_examples=15)
def test_any_bytes_by_the_public_way(mark: bytes, data: bytes) -> None:
    try:
        document = read_document(mark + data, "a")
    except DocumentError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - either will do
    else:
        assert document.text.strip()
