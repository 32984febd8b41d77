from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.intake.documents import hostile
from tests.intake.documents.samples import FILES
from tourkarte.errors import DocumentError
from tourkarte.intake.documents import pdf
from tourkarte.intake.documents.pages.layout import Page, Rule, Word, pages_to_text
from tourkarte.intake.documents.pdf import MAX_PAGES, looks, read

SIZE = 10.0


def words(text: str, x: float, y: float, *, size: float = SIZE) -> list[Word]:
    """Return a line of words as a typewriter sets it: each character half as wide as high."""
    found = []
    for word in text.split():
        width = len(word) * size / 2
        found.append(Word(word, x, x + width, y, size))
        x += width + size / 2
    return found


def page(*lines: list[Word], rules: tuple[Rule, ...] = (), height: float = 800) -> Page:
    return Page(width=600, height=height, words=tuple(word for line in lines for word in line), rules=rules)


def box(x0: float, y0: float, x1: float, y1: float) -> tuple[Rule, ...]:
    return (
        Rule(y0, x0, x1, flat=True),
        Rule(y1, x0, x1, flat=True),
        Rule(x0, y0, y1, flat=False),
        Rule(x1, y0, y1, flat=False),
    )


def test_blocks_headings_and_wrapped_lines() -> None:
    long = "Am zweiten August besucht die Staatssekretärin das Zentrum in"
    assert (
        pages_to_text(
            [
                page(
                    words("Einladung", 50, 100, size=20),
                    words(long, 50, 140),
                    words("Aachen und spricht mit Ehren-", 50, 152),
                    words("amtlichen.", 50, 164),
                    words("Reichsweg 30", 50, 190),
                    words("52068 Aachen", 50, 202),
                )
            ]
        )
        == f"# Einladung\n\n{long} Aachen und spricht mit Ehrenamtlichen.\n\nReichsweg 30\n52068 Aachen\n"
    )


def test_words_that_share_a_hyphen_stay_two() -> None:
    long = "Eingeladen sind alle Vertreterinnen und Vertreter der Kinder-"
    text = pages_to_text([page(words(long, 50, 100), words("und Jugendarbeit in den Kreisen", 50, 112))])
    assert text == f"{long} und Jugendarbeit in den Kreisen\n"


def test_a_ruled_table_with_a_cell_over_two_rows() -> None:
    rules = (*box(40, 80, 140, 140), *box(140, 80, 400, 110), *box(140, 110, 400, 140))
    text = pages_to_text(
        [
            page(
                words("Termine", 50, 60),
                words("2. August", 50, 112),
                words("10 Uhr Rathaus", 150, 92),
                words("Markt 1", 150, 104),
                words("12 Uhr Museum", 150, 125),
                words("Ende", 50, 170),
                rules=rules,
            )
        ]
    )
    assert text == "Termine\n\n| 2. August | 10 Uhr Rathaus, Markt 1 |\n| 2. August | 12 Uhr Museum |\n\nEnde\n"


def test_a_box_is_no_table() -> None:
    text = pages_to_text([page(words("Presse", 50, 100), words("Einladung", 50, 112), rules=box(40, 80, 400, 140))])
    assert text == "Presse\nEinladung\n"


def test_white_between_columns_makes_a_table() -> None:
    text = pages_to_text(
        [
            page(
                words("Programm am 2. August", 50, 80),
                words("10 Uhr", 50, 100),
                words("Rathaus, Markt 1,", 200, 100),
                words("52062 Aachen", 200, 112),
                words("12 Uhr", 50, 124),
                words("Museum", 200, 124),
            )
        ]
    )
    assert text == "Programm am 2. August\n\n| 10 Uhr | Rathaus, Markt 1, 52062 Aachen |\n| 12 Uhr | Museum |\n"


def test_labels_and_their_values_stay_lines() -> None:
    text = pages_to_text(
        [page(words("Zeit:", 50, 100), words("10 Uhr", 200, 100), words("Ort:", 50, 112), words("Rathaus", 200, 112))]
    )
    assert text == "Zeit: 10 Uhr\nOrt: Rathaus\n"


def test_columns_of_text_are_read_one_by_one() -> None:
    left = [words(f"Links {number} ist hier ein voller Satz", 40, 100 + 12 * number) for number in range(8)]
    right = [words(f"Rechts {number} ist hier ein voller Satz", 320, 100 + 12 * number) for number in range(8)]
    text = pages_to_text([page(*left, *right)])
    assert text.index("Links 7") < text.index("Rechts 0")
    assert "|" not in text


def test_what_repeats_at_the_edge_of_pages_is_read_once() -> None:
    pages = [
        page(words(f"Seite {number} von 3", 50, 20), words(f"Text der Nummer {number}", 50, 300))
        for number in range(1, 4)
    ]
    assert pages_to_text(pages) == "Seite 1 von 3\n\nText der Nummer 1\n\nText der Nummer 2\n\nText der Nummer 3\n"


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [page(words("Die Anmeldung ist nicht", 50, 700)), page(words("nötig.", 50, 100))]
    assert pages_to_text(pages) == "Die Anmeldung ist nicht\nnötig.\n"


def test_the_date_of_the_file_is_a_hint() -> None:
    data = re.sub(rb"\(D:\d{8}", b"(D:20170801", (FILES / "tabelle.pdf").read_bytes())
    assert read(data, "").date_hint == dt.date(2017, 8, 1)
    assert read(data.replace(b"D:20170801", b"D:20179901"), "").date_hint is None


def test_only_a_password_for_changes_does_not_matter() -> None:
    assert read((FILES / "nur_lesen.pdf").read_bytes(), "").text.startswith("Am 2. August 2017")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ((FILES / "gesperrt.pdf").read_bytes(), "Kennwort"),
        (hostile.scanned_pdf(), "gescannt"),
        (hostile.text_pdf([]), "steht nichts"),
        (b"%PDF-1.7\nkaputt", "beschädigt"),
        (hostile.pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]), "beschädigt"),
    ],
    ids=["locked", "scanned", "blank", "broken", "no pages"],
)
def test_what_holds_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(data, "")


def test_of_many_pages_the_first_are_read() -> None:
    content = read(hostile.text_pdf(["Text"], pages=MAX_PAGES + 50), "")
    assert content.notes == (f"Das PDF hat {MAX_PAGES + 50} Seiten; gelesen wurden die ersten {MAX_PAGES}.",)


def test_time_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", -1.0)
    with pytest.raises(DocumentError):
        read(hostile.text_pdf(["Text"]), "")


def test_turned_pages_are_read_as_they_come() -> None:
    lines = ["Am 2. August", "in Aachen"]
    for degrees, matrix in ((90, b"0 1 -1 0 60 60"), (180, b"-1 0 0 -1 500 780"), (270, b"0 -1 1 0 60 780")):
        data = hostile.text_pdf(lines, matrix=matrix + b" Tm", page=b"/Rotate %d" % degrees)
        assert read(data, "").text == "Am 2. August\nin Aachen\n"
        assert sorted(read(hostile.text_pdf(lines, page=b"/Rotate %d" % degrees), "").text.split()) == sorted(
            " ".join(lines).split()
        )


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"%PDF-1.7", "", True),
        (b"\n\n%PDF-1.7", "txt", True),
        (b"Vorspann\n%PDF-1.7", "pdf", True),
        (b"Die Marke %PDF-1.7 im Text", "txt", False),
    ],
)
def test_a_pdf_is_known_by_its_mark(data: bytes, suffix: str, *, expected: bool) -> None:
    assert looks(data, suffix) is expected
