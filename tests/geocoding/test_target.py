"""The output: resumed, repaired, and never somebody else's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.geocoding.tables import HEADER, REICHSWEG, as_csv
from tourkarte.errors import DataFileError
from tourkarte.geocoding import open_source
from tourkarte.geocoding.results import Kind
from tourkarte.geocoding.target import Appender, locked
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.geocoding.tables import Desk

ROWS = [REICHSWEG, ("Bäcker; Öl", "Schulstraße 2", "", "Köln"), ("C\nD", "Reichsweg 32", "52068", "Aachen")]


@pytest.fixture
def done(desk: Desk) -> bytes:
    desk.put(as_csv([HEADER, *ROWS]))
    desk.run()
    return desk.target.read_bytes()


def test_a_torn_line_is_repaired_wherever_it_was_torn(desk: Desk, done: bytes) -> None:
    for cut in range(len(done)):
        desk.target.write_bytes(done[:cut])
        assert desk.run().total() == 3
        assert desk.target.read_bytes() == done


def test_what_is_done_is_not_asked_again(desk: Desk, done: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.geocoder, "search", lambda _: pytest.fail("asked again"))
    assert desk.run() == {Kind.EXACT: 1, Kind.AMBIGUOUS: 1, Kind.STREET: 1}
    assert desk.target.read_bytes() == done
    assert desk.told[-1] == (3, 3)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda done: b"Liebe Oma\n" + done, "Die Kopfzeile ist eine andere"),
        (lambda done: done.replace(b"Reichsweg 30", b"Reichsweg 31", 1), "Zeile 2 der Eingabe"),
        (lambda done: done.replace(b"Reichsweg 32", b"Reichsweg 33", 1), "Zeile 4 der Eingabe"),
        (lambda done: done.replace(b"found", b"fount", 1), "Zeile 2 der Eingabe"),
        (lambda done: done.replace(b"Aachen", b"A\xffchen", 1), "Zeile 2 der Eingabe"),
        (lambda done: done + b"noch;eine;Zeile\r\n", "mehr Zeilen"),
        (lambda done: done + b"noch", "mehr Zeilen"),
        (lambda done: done[: done.index(b"Reichsweg 32")] + b"Ring 1", "Zeile 4 der Eingabe"),
        (lambda _: b"\x00" * 500, "Die Kopfzeile ist eine andere"),
    ],
)
def test_another_file_is_left_alone(desk: Desk, done: bytes, change: Callable[[bytes], bytes], told: str) -> None:
    other = change(done)
    desk.target.write_bytes(other)
    for again in (False, True):
        with pytest.raises(DataFileError, match=f"gehört nicht zu dieser Eingabe und bleibt, wie sie ist.*{told}"):
            desk.run(again=again)
    assert desk.target.read_bytes() == other


def test_the_output_of_another_input_is_left_alone(desk: Desk, done: bytes) -> None:
    desk.put(as_csv([HEADER, *reversed(ROWS)]))
    with pytest.raises(DataFileError, match="gehört nicht zu dieser Eingabe"):
        desk.run()
    assert desk.target.read_bytes() == done


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_the_input_is_no_output(desk: Desk, link: Callable[..., None]) -> None:
    desk.put(as_csv([HEADER, *ROWS]))
    link(desk.source, desk.target)
    before = desk.source.read_bytes()
    with pytest.raises(DataFileError, match="ist die Eingabe selbst"):
        desk.run()
    assert desk.source.read_bytes() == before


def test_what_cannot_be_written_is_told(desk: Desk) -> None:
    desk.put(as_csv([HEADER, *ROWS]))
    desk.target.mkdir()
    with pytest.raises(DataFileError, match="ist keine Datei"):
        desk.run()
    desk.target.rmdir()
    desk.target.symlink_to(desk.folder / "fehlt" / "out.csv")
    with pytest.raises(DataFileError, match="lässt sich nicht schreiben"):
        desk.run()


def test_two_runs_do_not_write_the_same_file(desk: Desk) -> None:
    desk.put(as_csv([HEADER, *ROWS]))
    with (
        locked(desk.target, open_source(desk.source, {}, gazetteer())),
        pytest.raises(DataFileError, match="von einem anderen Aufruf geschrieben"),
    ):
        desk.run()


def test_rows_are_written_some_at_a_time_and_no_later_than_a_second(desk: Desk) -> None:
    now = [100.0]
    with desk.target.open("wb", buffering=0) as file:
        output = Appender(file, desk.target, clock=lambda: now[0])
        written = [output.add(b"x") for _ in range(205)]
        assert [number for number, each in enumerate(written) if each] == [0, 100, 200]
        assert desk.target.stat().st_size == 201
        now[0] += 1
        assert output.add(b"x")
        assert desk.target.stat().st_size == 206
