from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.tables import read_table

SEPARATORS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")
HEADER = ["Datum", "Uhrzeit", "Titel", "Straße", "PLZ", "Stadt", "Breite", "Länge"]
LETTERS = st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="'")
TITLES = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: f"Titel {text}")


def rows() -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        st.fixed_dictionaries(
            {
                "date": st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
                "start": st.times().map(lambda time: time.replace(second=0, microsecond=0)),
                "title": TITLES,
                "street": st.sampled_from(["Reichsweg 30", "Am Markt 1", "Straße des 17. Juni 5"]),
                "code": st.sampled_from(["52068", "44649"]),
                "city": st.sampled_from(["Aachen", "Münster", "Bad Oeynhausen"]),
                "lat": st.none() | st.floats(50, 53).map(lambda degrees: round(degrees, 6)),
            }
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda row: (row["date"], row["start"], row["title"]),
    )


def cells(row: dict[str, Any], *, comma: bool) -> list[str]:
    lat = "" if row["lat"] is None else str(row["lat"]).replace(".", "," if comma else ".")
    where = [row["street"], row["code"], row["city"], lat, lat]
    return [f"{row['date']:%d.%m.%Y}", f"{row['start']:%H:%M}", row["title"], *where]


@given(
    found=rows(),
    separator=st.sampled_from(SEPARATORS),
    encoding=st.sampled_from(ENCODINGS),
    comma=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\r\n", "\n"]),
    lines=st.lists(st.sampled_from([[], ["Sommertour"], ["", ""], ["Stand", "heute"]]), max_size=3),
)
def test_any_notation_gives_the_same(
    *,
    found: list[dict[str, Any]],
    separator: str,
    encoding: str,
    comma: bool,
    quoting: int,
    end: str,
    lines: list[list[str]],
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([*lines, HEADER, *(cells(row, comma=comma) for row in found)])
    reading = read_table(file.getvalue().encode(encoding), "tour.csv")
    assert reading.problems == ()
    assert [
        {
            "date": draft.date,
            "start": draft.start,
            "title": draft.title,
            "street": draft.venue.street,
            "code": draft.venue.postal_code,
            "city": draft.venue.city,
            "lat": draft.point.lat if draft.point else None,
        }
        for draft in reading.drafts
    ] == found
    assert [draft.row for draft in reading.drafts] == [len(lines) + 2 + number for number in range(len(found))]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_quotes_are_found(quote: str) -> None:
    text = f"Datum;Titel\n{quote}02.08.2017{quote};{quote}Eins; zwei\nund drei{quote}\n03.08.2017;Vier\n"
    drafts = read_table(text.encode(), "a.csv").drafts
    assert [(draft.title, draft.row) for draft in drafts] == [("Eins; zwei und drei", 2), ("Vier", 3)]


def test_a_quote_that_does_not_close_is_told() -> None:
    reading = read_table(b'Datum;Titel\n02.08.2017;"Eins\n03.08.2017;Zwei\n', "a.csv")
    assert len(reading.drafts) == 1
    assert reading.warnings[0] == 'In Zeile 2 fehlt wohl ein schließendes ".'


def test_control_characters_go_and_are_told() -> None:
    reading = read_table(b"Datum;Titel;Ort\n02.08.2017;\x07Eins\x00;Aachen\n", "a.csv")
    assert reading.drafts[0].title == "Eins"
    assert reading.warnings == ("1 Zellen enthielten Steuerzeichen; diese sind entfernt.",)
