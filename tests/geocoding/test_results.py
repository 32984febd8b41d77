"""What is said of each kind of row."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.frames import HOSTILE
from tests.geocoding.tables import HEADER, REICHSWEG, Desk, as_csv
from tests.places.online.conftest import fake, make_client, server  # noqa: F401 -- fixtures
from tests.places.online.server import status
from tourkarte.export.formulas import harmless
from tourkarte.export.guard import guard
from tourkarte.frame import TEXT
from tourkarte.geocoding.results import ADDED, Kind
from tourkarte.places.districts import districts
from tourkarte.places.gazetteer import gazetteer
from tourkarte.places.geocoders import chain_of
from tourkarte.places.online.client import Limits
from tourkarte.places.online.geocoder import OnlineGeocoder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.places.online.conftest import FakeTime
    from tests.places.online.server import GeoServer
    from tourkarte.model import Venue
    from tourkarte.places.lookup import Answer

CASES = [
    (REICHSWEG, "found", "address", ""),
    (("A", "Reichsweg 32", "52068", "Aachen"), "found", "street", "Hausnummer"),
    (("B", "Xylophonweg 5", "52068", "Aachen"), "found", "postal_code", "Xylophonweg"),
    (("C", "Xylophonweg 5", "", "Aachen"), "found", "municipality", "Xylophonweg"),
    (("D", "Schulstraße 2", "", "Köln"), "ambiguous", "municipality", "mehrdeutig"),
    (("E", "Unter den Linden 1", "10117", "Berlin"), "not_found", "", "Berlin"),
    (("F", "", "", ""), "not_found", "", "Die Zeile nennt keine Anschrift."),
    (("G", "-", "n.n.", "?"), "not_found", "", "Die Zeile nennt keine Anschrift."),
    (("H", "", "x12", ""), "not_found", "", "„x12“ ist keine Postleitzahl"),
    (("I", "Reichsweg 30"), "not_found", "", "Die Zeile hat 2 Zellen, die Kopfzeile 4."),
    ((*REICHSWEG, "zu", "viel"), "not_found", "", "Die Zeile hat 6 Zellen, die Kopfzeile 4."),
    ((*REICHSWEG, "", ""), "found", "address", ""),
]


def test_each_kind_of_row(desk: Desk) -> None:
    desk.put(as_csv([HEADER, *(row for row, *_ in CASES)]))
    counts = desk.run()
    assert counts == {
        Kind.EXACT: 2,
        Kind.STREET: 1,
        Kind.POSTAL_CODE: 1,
        Kind.MUNICIPALITY: 1,
        Kind.AMBIGUOUS: 1,
        Kind.NOT_FOUND: 6,
    }
    for (row, result, precision, doubt), found in zip(CASES, desk.results(), strict=True):
        assert (found["result"], found["precision"]) == (result, precision), row
        assert doubt in found["doubt"]
        assert bool(found["lat"]) == bool(found["lon"]) == bool(found["radius_m"]) == bool(precision)


def test_blank_lines_stay_blank(desk: Desk) -> None:
    desk.put("Straße;PLZ;Ort\r\n\r\nReichsweg 30;52068;Aachen\r\n\r\n")
    assert desk.run().total() == 1
    assert [len(row) for row in desk.rows()] == [12, 0, 12, 0]
    assert desk.run().total() == 1


def test_formulas_are_not_added_and_those_there_stay(desk: Desk) -> None:
    rows = [(text, text, text, text) for text in HOSTILE if "\x00" not in text]
    desk.put(as_csv([HEADER, *rows]))
    desk.run()
    for own, found in zip(rows, desk.rows()[1:], strict=True):
        assert tuple(found[:4]) == own
        assert all(harmless(cell) == cell for cell in found[6:])


@given(st.lists(st.text("'\"=+-@\t\n\r a＝＋－＠\u00a0", max_size=6), min_size=1))
def test_a_text_is_guarded_as_in_a_frame(texts: list[str]) -> None:
    frame = pd.DataFrame({"text": pd.Series(texts, dtype=TEXT)})
    assert [harmless(text) for text in texts] == guard(frame)["text"].tolist()


def test_a_service_that_is_down_is_soon_left_alone(
    desk: Desk,
    server: GeoServer,  # noqa: F811
    fake: FakeTime,  # noqa: F811
    tmp_path: Path,
) -> None:
    client = make_client(server, tmp_path / "state", fake, limits=Limits(total_s=60, patience_s=30))
    (tmp_path / "state").mkdir()
    desk.geocoder = chain_of(gazetteer(), districts(), [], online=[OnlineGeocoder(gazetteer(), districts(), client)])
    desk.put(as_csv([HEADER, *(("A", f"Reichsweg {number}", "52068", "Aachen") for number in range(1, 501))]))
    server.plan(*[status(503)] * 600)
    assert desk.run() == {Kind.FAILED: 500}
    assert len(server.requests) <= 5
    assert sum(fake.slept) < 30
    assert {row["precision"] for row in desk.results()} == {"postal_code"}  # the point that is known all the same
    assert all("Nominatim" in row["doubt"] for row in desk.results())

    server._planned.clear()  # noqa: SLF001 -- it is well again
    fake.now += 1000
    counts = desk.run(again=True)
    assert counts[Kind.FAILED] == 0
    assert counts[Kind.EXACT] >= 1
    assert desk.told[-1] == (500, 500)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == ["out.csv"]


LETTERS = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t;,\"'|")
CELLS = st.text(LETTERS, max_size=20) | st.sampled_from(
    ["Reichsweg 30", "52068", "Aachen", "Köln", "Reichsweg 30, 52068 Aachen", "=1+1", "'", '"', ""]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=6),
    separator=st.sampled_from([";", ",", "\t", "|"]),
    quoting=st.sampled_from([0, 1]),
    cut=st.integers(0, 10_000),
)
def test_every_row_is_told_once_and_its_cells_stay(
    desk: Desk, rows: list[list[str]], separator: str, quoting: int, cut: int
) -> None:
    desk.put(as_csv([HEADER, *rows], separator=separator, quoting=quoting))
    desk.target.unlink(missing_ok=True)
    counts = desk.run()
    whole = desk.target.read_bytes()
    header, *found = desk.rows(separator)
    assert header == [*HEADER, *ADDED]
    assert counts.total() == sum(bool(row) for row in rows)
    assert len(found) == len(rows)
    for own, written in zip(rows, found, strict=True):
        if own:
            assert written[:4] == [*own[:4], *[""] * (4 - len(own))]
            assert written[13:] == own[4:]
        else:
            assert written == []

    desk.target.write_bytes(whole[: cut % (len(whole) + 1)])  # wherever a run was cut, the next one ends the same
    assert desk.run() == counts
    assert desk.target.read_bytes() == whole


def test_equal_addresses_are_asked_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Venue] = []
    search = desk.geocoder.search

    def counted(venue: Venue) -> Answer:
        asked.append(venue)
        return search(venue)

    monkeypatch.setattr(desk.geocoder, "search", counted)
    desk.put(as_csv([HEADER, *[REICHSWEG] * 50]))
    assert desk.run() == {Kind.EXACT: 50}
    assert len(asked) == 1


def test_memory_does_not_grow_with_the_file(desk: Desk) -> None:
    row = as_csv([(*REICHSWEG[:3], "Aachen " + "x" * 60)])
    desk.put(as_csv([HEADER]) + row * 40_000)
    tracemalloc.start()
    try:
        desk.run()
        assert tracemalloc.get_traced_memory()[1] < desk.source.stat().st_size
    finally:
        tracemalloc.stop()
