from __future__ import annotations

import datetime as dt
import os
import sqlite3
from typing import TYPE_CHECKING, Any

import pyproj
import pytest

from tests.places.register.conftest import NOW
from tests.places.register.deliveries import HEADER, KEYS, OLDER_HEADER, Row, text, zipped
from tourkarte.errors import RegisterError
from tourkarte.places.register.build import Built, build
from tourkarte.places.register.index import Index, Register
from tourkarte.places.register.rows import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LAT, LON = 51.2973287, 6.8473575  # of the known point, by the oracle below


def built(folder: Path, content: str | bytes, **options: Any) -> tuple[Built, Index]:
    source = folder / "gebref.txt"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = build(source, folder / "register.sqlite", now=NOW, **options)
    return report, Register.open(folder / "register.sqlite").current()


def only_house(index: Index) -> tuple[str, str, int, str, float, float]:
    (town,) = index.towns.values()
    (spelling,) = index.spellings(town)
    (street,) = index.streets(town, spelling.key)
    (house,) = index.houses(street)
    return town.ags, street.name, house.number, house.suffix, house.point.lat, house.point.lon


def test_the_oracle() -> None:
    lon, lat = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True).transform(349925.060, 5685090.386)
    assert [lat, lon] == pytest.approx([LAT, LON], abs=2e-7)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    "line",
    [
        Row().today(),
        Row().today(zone=32),
        Row().older(),
        Row().older(zone=0),
        f"{HEADER}\n{Row().today()}",
        f"{OLDER_HEADER}\n{Row().older()}",
        Row().today().rpartition(";")[0],
        Row().today().replace(",", "."),
        Row().today().replace(";05;", ";5;").replace(";028;", ";28;"),
    ],
    ids=["today", "today 4647", "older 4647", "older 25832", "header", "older header", "no date", "points", "zeros"],
)
def test_every_layout_gives_the_same_house(tmp_path: Path, line: str, encoding: str, end: str) -> None:
    content = (line.replace("\n", end) + end).encode(encoding)
    report, index = built(tmp_path, content, names={"05158028": "Ratingen"})
    assert (report.read, report.houses, report.skipped) == (1, 1, {})
    ags, street, number, suffix, lat, lon = only_house(index)
    assert (ags, street, number, suffix) == ("05158028", "Minoritenstraße", 6, "")
    assert [lat, lon] == pytest.approx([LAT, LON], abs=2e-7)
    assert [town.name for town in index.towns.values()] == ["Ratingen"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (Row(quality="C"), Skipped.INTERNAL),
        (Row(), Skipped.TWICE),
        (Row(number="06"), Skipped.TWICE),
        (Row(quality="Q", number="7"), Skipped.QUALITY),
        (Row(street=" ", number="7"), Skipped.STREET),
        (Row(street="Allee\ufffd", number="7"), Skipped.STREET),
        (Row(number=""), Skipped.NUMBER),
        (Row(number="0"), Skipped.NUMBER),
        (Row(number="-1"), Skipped.NUMBER),
        (Row(number="acht"), Skipped.NUMBER),
        (Row(number="1234567"), Skipped.NUMBER),
        (Row(ags="0515802x", number="7"), Skipped.KEY),
        (Row(number="7", east=0), Skipped.POSITION),
        (Row(number="7", north=float("nan")), Skipped.POSITION),
        (Row(number="7", east=float("inf")), Skipped.POSITION),
        (Row(number="7").today().replace("5685090", "hier"), Skipped.POSITION),
        ("eine;kurze;Zeile", Skipped.FIELDS),
        (Row().today() + ";;", Skipped.FIELDS),
    ],
)
def test_bad_rows_are_counted_by_kind(tmp_path: Path, bad: Row | str, reason: Skipped) -> None:
    report, index = built(tmp_path, text([Row(), bad]), force=True)
    assert report.skipped == {reason: 1}
    assert (report.read, report.houses) == (2, 1)
    assert only_house(index)[2] == 6


def test_of_a_house_that_is_there_twice_the_better_position_counts(tmp_path: Path) -> None:
    report, index = built(tmp_path, text([Row(quality="B", east=350_500), Row(), Row(quality="B", east=350_600)]))
    assert report.skipped == {Skipped.TWICE: 2}
    assert only_house(index)[5] == pytest.approx(LON, abs=2e-7)


def test_numbers_and_suffixes_in_any_form(tmp_path: Path) -> None:
    rows = [
        Row(number="8", suffix="A"),
        Row(number="9b"),
        Row(number="008", suffix=" 1/2"),
        Row(number="2", suffix="-4"),
    ]
    _, index = built(tmp_path, text(rows))
    (town,) = index.towns.values()
    (street,) = index.streets(town, index.spellings(town)[0].key)
    assert [house.label for house in index.houses(street)] == ["2-4", "8 1/2", "8a", "9b"]


def test_the_middle_is_the_house_nearest_to_the_centre(tmp_path: Path) -> None:
    rows = [Row(number=str(number), east=350_000 + 10 * number) for number in (1, 2, 3, 4, 11)]
    _, index = built(tmp_path, text(rows))
    (town,) = index.towns.values()
    (street,) = index.streets(town, index.spellings(town)[0].key)
    assert street.middle == index.houses(street)[3].point
    assert street.radius_m == pytest.approx(70, abs=1.5)
    assert street.houses == 5


def test_several_files_in_a_zip_are_one_register(tmp_path: Path) -> None:
    source = zipped(
        tmp_path / "gebref.zip",
        ratingen=Row().older(),
        koeln=Row(ags="05315000", street="Domkloster").older(),
        gebref_schluessel=KEYS,
        liesmich="Hinweise; zur Nutzung",
    )
    report = build(source, tmp_path / "register.sqlite", now=NOW)
    index = Register.open(tmp_path / "register.sqlite").current()
    assert sorted(town.name for town in index.towns.values()) == ["Köln", "Ratingen"]
    assert report.other_files == ("liesmich.txt",)


def test_a_municipality_without_name_is_called_by_its_key(tmp_path: Path) -> None:
    _, index = built(tmp_path, Row().older())
    assert [town.name for town in index.towns.values()] == ["Gemeinde 05158028"]


def test_the_index_says_where_it_is_from(tmp_path: Path) -> None:
    _, index = built(
        tmp_path, text([Row(number="1", date="2021-05-06"), Row(date="2023-07-08"), Row(number="2", date="x")])
    )
    facts = index.info()
    assert (facts.source, facts.epsg, facts.newest) == ("gebref.txt", 25832, "2023-07-08")
    assert (facts.read, facts.houses, facts.streets, facts.municipalities) == (3, 3, 1, 1)
    assert dt.datetime.fromisoformat(facts.built) == NOW
    assert facts.size == (tmp_path / "register.sqlite").stat().st_size


def test_the_zone_tells_the_reference_system(tmp_path: Path) -> None:
    assert built(tmp_path, Row().older())[1].info().epsg == 4647


@pytest.mark.parametrize(
    "content",
    [
        "a;b;c\n1;2;3\n",
        f"{HEADER}\n",
        ";".join("x" * 21) + "\n",
        Row(east=1).today(),
        Row(quality="C").today(),
        "\n".join(["1;2;3;4;5;6;7;8;9;10;11;12;13;14;15"] * 50),
    ],
)
def test_what_is_no_register_leaves_the_old_index(tmp_path: Path, content: str) -> None:
    built(tmp_path, text([Row()]))
    before = (tmp_path / "register.sqlite").read_bytes()
    with pytest.raises(RegisterError, match="kein Adressregister"):
        built(tmp_path, content)
    assert (tmp_path / "register.sqlite").read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["gebref.txt", "register.sqlite"]


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        (2000, 5000, "71,4 % der Zeilen sind fehlerhaft, erlaubt sind 5 %"),
        (2000, 106, "5,0 % der Zeilen sind fehlerhaft"),
        (999, 0, "999 Häuser sind weniger als die Hälfte der 2000"),
    ],
)
def test_a_bad_delivery_replaces_the_index_only_by_force(tmp_path: Path, good: int, bad: int, told: str) -> None:
    houses = [Row(number=str(number)) for number in range(1, 2001)]
    _, before = built(tmp_path, text(houses))
    content = text([*houses[:good], *([Row(number="x")] * bad)])
    with pytest.raises(RegisterError, match=rf"^gebref.txt: {told}.*--force"):
        built(tmp_path, content)
    assert Register.open(before.path).current().info() == before.info()
    assert built(tmp_path, content, force=True)[0].houses == good


def test_a_few_faults_are_left_out(tmp_path: Path) -> None:
    houses = [Row(number=str(number)) for number in range(1, 101)]
    assert built(tmp_path, text([*houses, *([Row(number="x")] * 5)]))[0].houses == 100
    assert built(tmp_path, text(houses[:50]))[0].houses == 50


def test_a_foreign_table_is_refused_before_all_of_it_is_read(tmp_path: Path) -> None:
    told: list[float] = []
    with pytest.raises(RegisterError, match="Von den ersten 1000 Zeilen"):
        built(tmp_path, "\n".join([";".join("x" * 21)] * 400_000), progress=told.append)
    assert told == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError, OSError, sqlite3.OperationalError])
@pytest.mark.parametrize("moment", [0.5, 0.79])
def test_an_interrupted_build_leaves_the_old_index(tmp_path: Path, error: type[BaseException], moment: float) -> None:
    built(tmp_path, text([Row()]))
    before = (tmp_path / "register.sqlite").read_bytes()

    def interrupt(share: float) -> None:
        if share > moment:
            raise error

    raised = RegisterError if issubclass(error, OSError | sqlite3.Error) else error
    with pytest.raises(raised):
        built(tmp_path, text([Row(number="7")]), progress=interrupt)
    assert (tmp_path / "register.sqlite").read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["gebref.txt", "register.sqlite"]


def test_what_a_power_cut_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "register.sqlite.neu").write_bytes(b"half an index" * 1000)
    _, index = built(tmp_path, text([Row()]))
    assert only_house(index)[2] == 6


def test_a_second_build_is_refused(tmp_path: Path) -> None:
    def again(_: float) -> None:
        build(tmp_path / "gebref.txt", tmp_path / "register.sqlite", now=NOW)

    with pytest.raises(RegisterError, match="gerade schon gebaut"):
        built(tmp_path, text([Row()]), progress=again)


def test_a_place_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    (tmp_path / "gebref.txt").write_text(text([Row()]), "utf-8")
    with pytest.raises(RegisterError, match=r"nicht schreiben \(ein Ordner in diesem Pfad ist eine Datei\)"):
        build(tmp_path / "gebref.txt", tmp_path / "datei" / "register.sqlite", now=NOW)


def test_the_index_takes_the_place_of_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "gebref.txt"
    source.write_text(text([Row()]), "utf-8")
    before = source.read_bytes()
    with pytest.raises(RegisterError, match="kein Index"):
        build(source, source, now=NOW)
    assert source.read_bytes() == before


def test_the_new_index_is_on_the_disk_before_it_is_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any) -> Any:
            done.append(name)
            return call(*arguments)

        return do

    monkeypatch.setattr(os, "fsync", noted("fsync", os.fsync))
    monkeypatch.setattr(os, "replace", noted("replace", os.replace))
    built(tmp_path, text([Row()]))
    assert done == ["fsync", "replace", "fsync"]


def test_the_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[float] = []
    built(tmp_path, text([Row()]), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
