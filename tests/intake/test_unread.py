from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.intake.documents.samples import MARKDOWN, attach, mail
from tourkarte.cli import app
from tourkarte.intake.invitation import read
from tourkarte.intake.normalise import plain
from tourkarte.intake.read import READ_HERE, FileReading, read_any
from tourkarte.places.gazetteer import gazetteer

STOP = "Am 2. August 2017, 10 Uhr: Empfang, Markt 1, 52062 Aachen."
JUBILEE = "Am 9. Mai 2020 ist Jubiläum."
ROWS = "Datum;Uhrzeit;Titel;Ort\n03.08.2017;11:00;Gespräch;Herne\nirgendwann;12:00;Fest;Herne\n".encode()


def passages(reading: FileReading) -> list[str]:
    return [span.of(reading.text) for span in reading.unread]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (f"{STOP}\n", []),
        (f"{STOP}\n\n  {JUBILEE}  \n", [JUBILEE]),
        (f"{STOP}\n\n**{JUBILEE}**\n", [JUBILEE]),
        (f"{STOP}\n\nAm&nbsp;9. Mai 2020 ist Jubiläum.\n", ["Am&nbsp;9. Mai 2020 ist Jubiläum."]),
        (f"{STOP}\n\n{JUBILEE}\n\nWann: folgt\n", [JUBILEE, "Wann: folgt"]),
        (
            f"{STOP}\n\nAm 9. Mai 2020 und am 7. Juni 2020 ist nichts.\n",
            ["Am 9. Mai 2020 und am 7. Juni 2020 ist nichts."],
        ),
    ],
)
def test_what_was_not_read_has_its_passage(text: str, unread: list[str]) -> None:
    assert passages(read_any(text.encode(), "a.md")) == unread


def test_each_sentence_about_a_passage_quotes_it() -> None:
    reading = read_any(f"{STOP}\n\n**{JUBILEE}**\n\nWann: folgt\n".encode(), "a.md")
    assert len(reading.warnings) == len(reading.unread) == 2
    for warning, passage in zip(reading.warnings, passages(reading), strict=True):
        assert f"„{plain(passage)}“" in warning


def test_of_a_long_line_the_quoted_part_is_marked() -> None:
    line = f"{JUBILEE} {'Es gibt Kuchen und viele gute Worte. ' * 20}"
    reading = read_any(f"{STOP}\n\nVorab {line}\n".encode(), "a.txt")
    (passage,) = passages(reading)
    assert passage.startswith("9. Mai 2020")
    assert len(passage) <= 80
    assert f"„{passage} …“" in reading.warnings[0]


def test_a_passage_takes_nothing_from_an_appointment_in_its_line() -> None:
    before = "Am 9. Mai 2020 Fest."
    reading = read_any(f"{before} {STOP}\n".encode(), "a.txt")
    (draft,) = reading.drafts
    assert passages(reading) == [before]
    assert reading.unread[0].end <= draft.source.start
    assert STOP in reading.warnings[0], "the sentence quotes the line"


def test_passages_of_a_long_text_come_back_from_their_process() -> None:
    text = f"{MARKDOWN}\n\n{JUBILEE}\n" + "Weiter nichts.\n" * (READ_HERE // 10)
    assert passages(read_any(text.encode(), "a.md")) == [JUBILEE]


def test_of_a_table_the_cell_that_was_not_read_is_marked() -> None:
    reading = read_any(ROWS, "liste.csv")
    assert passages(reading) == ["irgendwann"]
    assert "Zeile 3, Feld „Datum“" in reading.warnings[0]


def test_a_row_of_one_cell_is_marked() -> None:
    reading = read_any(ROWS.replace(b"irgendwann;12:00;Fest;Herne", b"Nachtrag;;;"), "liste.csv")
    assert passages(reading) == ["Nachtrag"]


def test_a_row_that_is_there_twice_is_marked() -> None:
    reading = read_any(ROWS.replace(b"irgendwann;12:00;Fest", "03.08.2017;11:00;Gespräch".encode()), "liste.csv")
    assert passages(reading) == ["03.08.2017 | 11:00 | Gespräch | Herne"]


def test_passages_of_attached_tables_stand_in_the_text_of_the_whole() -> None:
    message = attach(mail(f"{STOP}\n\n{JUBILEE}\n"), ROWS, "liste.csv")
    reading = read_any(attach(message, ROWS, "zwei.csv").as_bytes(), "mail.eml")
    assert passages(reading) == [JUBILEE, "irgendwann", "irgendwann"]
    assert list(reading.unread) == sorted(reading.unread)


def test_programs_get_the_passages_of_each_document() -> None:
    result = CliRunner().invoke(app, ["parse", "-", "--json"], input=f"{STOP}\n\n{JUBILEE}\n".encode())
    (document,) = json.loads(result.stdout)["documents"]
    (span,) = document["unread"]
    assert document["text"][span["start"] : span["end"]] == JUBILEE


@given(
    st.lists(st.sampled_from([STOP, JUBILEE, "Wann: folgt", "x", "\n", "**", "am 5. Juni", "12 Uhr", " "]), max_size=12)
)
def test_a_passage_is_never_empty_and_stands_in_the_text(pieces: list[str]) -> None:
    reading = read(" ".join(pieces), gazetteer())
    assert list(reading.unread) == sorted(set(reading.unread))
    assert bool(reading.unread) == bool(reading.warnings)
    assert all(span.of(reading.text).strip() for span in reading.unread)
