from __future__ import annotations

import csv
import io
from itertools import product

import pandas as pd
import pytest

from tests.frames import HOSTILE, facts, hostile, sample
from tourkarte import frame as contract
from tourkarte.errors import InvalidValueError
from tourkarte.export.csv_excel import HEADINGS, PRECISION_WORDS, read, write
from tourkarte.export.edition import PLAIN
from tourkarte.model import Precision, Status

BOM = b"\xef\xbb\xbf"


def records(data: bytes) -> list[dict[str, str]]:
    """Read as the csv module does, strictly."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_is_what_german_excel_opens() -> None:
    data = write(sample(), PLAIN)
    assert data.startswith(BOM + b"Datum;Beginn;Ende;Titel;Ort;Raum;")
    assert data.count(b"\r\n") == data.count(b"\n") == 7
    assert records(data)[2] == {
        "Datum": "03.08.2017",
        "Beginn": "10:00",
        "Ende": "",
        "Titel": "Kommunales Integrationszentrum Stadt Herne",
        "Ort": "Grundschule Michaelstraße",
        "Raum": "",
        "Straße": "Rademachers Weg 15",
        "PLZ": "44649",
        "Stadt": "Herne",
        "Kreis": "Herne",
        "Regierungsbezirk": "Arnsberg",
        "Stand": "geplant",
        "Breite": "51,5329",
        "Länge": "7,1611",
        "Genauigkeit": "Postleitzahl",
        "Umkreis in m": "1300,0",
        "Quelle des Punkts": "GeoNames",
        "Kennung": "sommertour-2017-herne",
        "Tour": "sommertour-2017",
        "Zentrum": "05916",
        "Kreisschlüssel": "05916",
        "Letzter Tag": "",
        "Teilnehmende": "",
        "Presse": "",
        "Hinweis": "",
        "Bericht": "",
        "Verschoben auf": "",
    }


def test_what_a_desk_knows_is_in_german() -> None:
    by_id = {cells["Kennung"]: cells for cells in records(write(facts(), PLAIN))}
    herne, muenster = by_id["sommertour-2017-herne"], by_id["sommertour-2017-muenster"]
    assert (herne["Letzter Tag"], herne["Hinweis"].splitlines()[0]) == ("05.08.2017", "Eingang über den Hof.")
    assert muenster["Presse"] == "presseöffentlich"
    assert muenster["Teilnehmende"] == "Serap Güler, Staatssekretärin; Markus Lewe, Oberbürgermeister"
    assert by_id["sommertour-2017-wesel"]["Presse"] == "nicht presseöffentlich"
    assert by_id["sommertour-2017-aachen"]["Verschoben auf"] == "sommertour-2017-aachen-neu"


def test_holds_every_column_but_the_one_that_follows() -> None:
    assert set(contract.COLUMNS) - set(HEADINGS) == {"starts_at", "over_at"}


def test_pandas_reads_the_same() -> None:
    rows = sample()
    seen = pd.read_csv(io.BytesIO(write(rows, PLAIN)), sep=";", decimal=",", encoding="utf-8-sig", dtype={"PLZ": str})
    assert list(seen["Stadt"]) == list(rows["city"])
    assert list(seen["PLZ"]) == list(rows["postal_code"])
    for name in ("lat", "lon", "radius_m"):
        assert list(seen[HEADINGS[name]]) == list(rows[name])
    assert list(pd.to_datetime(seen["Datum"], format="%d.%m.%Y")) == list(rows["date"])


def test_without_rows_there_is_the_heading() -> None:
    assert write(contract.empty(), PLAIN) == BOM + ";".join(HEADINGS.values()).encode() + b"\r\n"


@pytest.mark.parametrize(("number", "text"), list(enumerate(HOSTILE)))
def test_hostile_texts_stay_in_their_cell_and_run_nowhere(number: int, text: str) -> None:
    cells = records(write(hostile(), PLAIN))[number]
    assert cells["Kennung"] == f"t-{number:02}"
    for heading in ("Titel", "Ort", "Raum", "Straße", "Stadt", "Kreis", "Tour", "Teilnehmende", "Hinweis"):
        assert cells[heading] in {text, "'" + text}
        assert not cells[heading].startswith(("=", "+", "-", "@", "\t", "\n", "\r", "＝", "＠"))


def test_status_and_precision_are_german_words() -> None:
    assert set(PRECISION_WORDS) == set(Precision)
    decided = list(product(Status, Precision))
    rows = pd.concat([sample()] * 3, ignore_index=True)[: len(decided)].assign(
        id=[f"t-{number:02}" for number in range(len(decided))],
        status=pd.Series([status.value for status, _ in decided], dtype=contract.TEXT),
        precision=pd.Series([precision.value for _, precision in decided], dtype=contract.TEXT),
    )
    rows = contract.validate(rows)
    words = {(cells["Stand"], cells["Genauigkeit"]) for cells in records(write(rows, PLAIN))}
    assert words == set(product(["geplant", "abgesagt", "verschoben"], PRECISION_WORDS.values()))
    pd.testing.assert_frame_equal(read(write(rows, PLAIN)), rows)


def test_reads_a_file_that_excel_has_saved_without_the_leading_zeros() -> None:
    saved = write(sample(), PLAIN).replace(b";05", b";5")
    pd.testing.assert_frame_equal(read(saved), sample())


def test_a_word_that_is_no_status_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="vielleicht"):
        read(write(sample(), PLAIN).replace(b"geplant", b"vielleicht"))
