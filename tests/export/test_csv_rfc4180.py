from __future__ import annotations

import csv
import io

import pandas as pd

from tests.frames import HOSTILE, facts, hostile, sample
from tourkarte import frame as contract
from tourkarte.export.csv_rfc4180 import HEADINGS, write
from tourkarte.export.edition import PLAIN


def records(data: bytes) -> list[dict[str, str]]:
    """Read as the csv module does, strictly."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def test_is_what_programs_read() -> None:
    data = write(sample(), PLAIN)
    assert data.startswith(b"id,tour,date,start,")
    assert data.count(b"\r\n") == data.count(b"\n") == 7
    assert records(data)[2] == {
        "id": "sommertour-2017-herne",
        "tour": "sommertour-2017",
        "date": "2017-08-03",
        "start": "10:00",
        "end": "",
        "starts_at": "2017-08-03T10:00:00+02:00",
        "title": "Kommunales Integrationszentrum Stadt Herne",
        "venue": "Grundschule Michaelstraße",
        "room": "",
        "street": "Rademachers Weg 15",
        "postal_code": "44649",
        "city": "Herne",
        "centre": "05916",
        "district": "05916",
        "district_name": "Herne",
        "region": "Arnsberg",
        "status": "scheduled",
        "lat": "51.5329",
        "lon": "7.1611",
        "precision": "postal_code",
        "radius_m": "1300.0",
        "point_source": "GeoNames",
        "end_date": "",
        "people": "",
        "media": "",
        "note": "",
        "report": "",
        "moved_to": "",
    }


def test_what_a_desk_knows_is_there() -> None:
    by_id = {cells["id"]: cells for cells in records(write(facts(), PLAIN))}
    herne, aachen = by_id["sommertour-2017-herne"], by_id["sommertour-2017-aachen"]
    assert (herne["end_date"], herne["note"].splitlines()[0]) == ("2017-08-05", "Eingang über den Hof.")
    assert (aachen["status"], aachen["moved_to"]) == ("moved", "sommertour-2017-aachen-neu")
    assert by_id["sommertour-2017-muenster"]["media"] == "open"


def test_pandas_reads_the_same() -> None:
    rows = sample()
    types = {name: rows[name].dtype for name in rows if rows[name].dtype == contract.TEXT}
    seen = pd.read_csv(io.BytesIO(write(rows, PLAIN)), dtype=types, parse_dates=["date", "end_date", "starts_at"])
    seen = seen.astype({"date": contract.DAY, "end_date": contract.DAY})
    seen["starts_at"] = seen["starts_at"].dt.tz_convert(contract.MOMENT.tz).astype(contract.MOMENT)
    pd.testing.assert_frame_equal(seen, rows.drop(columns="over_at"))


def test_without_rows_there_is_the_heading() -> None:
    assert write(contract.empty(), PLAIN) == ",".join(HEADINGS).encode() + b"\r\n"


def test_hostile_texts_stay_in_their_cell_and_run_nowhere() -> None:
    for text, cells in zip(HOSTILE, records(write(hostile(), PLAIN)), strict=True):
        for column in ("title", "venue", "room", "street", "city", "region", "tour", "people", "note"):
            assert cells[column] in {text, "'" + text}
            assert not cells[column].startswith(("=", "+", "-", "@", "\t", "\n", "\r", "＝", "＠"))
