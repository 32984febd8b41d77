from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import folders
from tests.frames import HOSTILE, facts
from tourkarte import dataset, frame
from tourkarte.errors import DataFileError
from tourkarte.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parents[1] / "data"
GOOD = dict.fromkeys(COLUMNS, "") | {
    "id": "herne",
    "tour": "sommertour-2017",
    "date": "2017-08-03",
    "title": "KI Herne",
    "district": "05916",
    "status": "scheduled",
    "lat": "51.5329",
    "lon": "7.1611",
    "precision": "postal_code",
    "radius_m": "1300",
}
EXTREMES = (
    "9999-12-31",
    "0001-01-01",
    "1969-12-31",
    "2099-12-31",
    "31.12.9999",
    "00:00",
    "23:59",
    "24:00",
    "9" * 400,
    "9" * 5000,
    "-0",
    "-0.0",
    "0." + "0" * 400 + "1",
    "1e999",
    "inf",
    "٠٥٩١٦",
    "５３",
)
"""Days, times and numbers at the edge of what their type holds, and digits that are none to a computer."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in dataset.FILES:
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def table(*rows: Mapping[str, str], separator: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n", delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write(folder: Path, *rows: Mapping[str, str]) -> None:
    (folder / "appointments.csv").write_text(table(*rows), encoding="utf-8")


def test_the_first_tour_loads_without_a_problem() -> None:
    data = dataset.load(DATA)
    assert data.problems == ()
    assert list(data.tours) == ["sommertour-2017"]
    assert data.tours["sommertour-2017"].planned == 14
    assert (len(data.centres), len(data.districts), len(data.appointments)) == (53, 53, 6)
    assert list(data.appointments["city"]) == ["Aachen", "Münster", "Herne", "Bielefeld", "Wesel", "Schwelm"]
    assert list(data.appointments["region"]) == ["Köln", "Münster", "Arnsberg", "Detmold", "Düsseldorf", "Arnsberg"]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"id": ""}, "id", "Ein leeres Feld ist hier nicht erlaubt; bitte ausfüllen."),
        ({"id": "Herne!"}, "id", "„Herne!“ ist keine Kennung; erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche."),
        ({"id": "first"}, "id", "„first“ steht schon weiter oben; erlaubt ist es einmal."),
        ({"tour": "x"}, "tour", "„x“ ist keine bekannte Tour; erlaubt sind sommertour-2017."),
        ({"date": "3.8.2017"}, "date", "„3.8.2017“ ist kein Datum; erlaubt ist JJJJ-MM-TT."),
        ({"date": "2017-02-29"}, "date", "„2017-02-29“ ist kein Datum; erlaubt ist JJJJ-MM-TT."),
        ({"date": "20170803"}, "date", "„20170803“ ist kein Datum; erlaubt ist JJJJ-MM-TT."),
        ({"start": "25:00"}, "start", "„25:00“ ist keine Uhrzeit; erlaubt ist HH:MM von 00:00 bis 23:59."),
        ({"end": "10"}, "end", "„10“ ist keine Uhrzeit; erlaubt ist HH:MM von 00:00 bis 23:59."),
        ({"title": ""}, "title", "Ein leeres Feld ist hier nicht erlaubt; bitte ausfüllen."),
        ({"venue": "a\x07"}, "venue", "„a\x07“ enthält Steuerzeichen; erlaubt ist lesbarer Text."),
        (
            {"postal_code": "ABC"},
            "postal_code",
            "„ABC“ ist keine Postleitzahl; erlaubt sind fünf Ziffern, im Ausland auch vier.",
        ),
        ({"centre": "x"}, "centre", "„x“ ist kein Kreis mit einem Zentrum; erlaubt sind die Schlüssel in centres.csv."),
        (
            {"district": "05999"},
            "district",
            "„05999“ ist kein bekannter Kreis; erlaubt sind die Schlüssel in districts.csv.",
        ),
        (
            {"district": "05334"},
            "district",
            "„05334“ passt nicht zu lat und lon; der Punkt liegt in einem anderen Kreis.",
        ),
        ({"status": "geplant"}, "status", "„geplant“ ist kein Stand; erlaubt sind scheduled, cancelled, moved."),
        ({"lat": "91"}, "lat", "„91“ ist keine Zahl von -90 bis 90; erlaubt ist die Schreibweise 51.5 mit Punkt."),
        ({"lat": "51,5"}, "lat", "„51,5“ ist keine Zahl von -90 bis 90; erlaubt ist die Schreibweise 51.5 mit Punkt."),
        ({"lon": "nan"}, "lon", "„nan“ ist keine Zahl von -180 bis 180; erlaubt ist die Schreibweise 51.5 mit Punkt."),
        ({"lon": ""}, "lon", "Ein leeres Feld passt nicht zu lat; erlaubt sind beide oder keines."),
        (
            {"precision": "genau"},
            "precision",
            "„genau“ ist keine Genauigkeit; erlaubt sind address, street, postal_code, municipality, manual.",
        ),
        (
            {"precision": ""},
            "precision",
            "Ein leeres Feld passt nicht zu lat; eine Genauigkeit steht genau dort, wo ein Punkt steht.",
        ),
        (
            {"radius_m": ""},
            "radius_m",
            "Ein leeres Feld passt nicht zu lat; ein Umkreis steht genau dort, wo ein Punkt steht.",
        ),
        (
            {"radius_m": "-1"},
            "radius_m",
            "„-1“ ist keine Zahl von 0 bis 1000000; erlaubt ist die Schreibweise 51.5 mit Punkt.",
        ),
    ],
)
def test_a_row_that_breaks_the_contract_is_left_out_and_told(
    folder: Path, change: dict[str, str], field: str, message: str
) -> None:
    write(folder, {**GOOD, "id": "first"}, {**GOOD, **change}, {**GOOD, "id": "last"})
    data = dataset.load(folder)
    assert list(data.appointments["id"]) == ["first", "last"]
    assert [(problem.file, problem.row, problem.field, problem.message) for problem in data.problems] == [
        ("appointments.csv", 3, field, message)
    ]


@pytest.mark.parametrize(
    "change", [{"date": "9999-12-31"}, {"date": "9999-12-31", "start": "11:00", "end": "09:00"}, {"date": "0001-01-01"}]
)
def test_a_day_at_the_end_of_the_calendar_is_told(folder: Path, change: dict[str, str]) -> None:
    write(folder, GOOD, {**GOOD, "id": "b", **change})
    data = dataset.load(folder)
    assert [(problem.row, problem.field) for problem in data.problems] == [(3, "date")]
    assert data.problems[0].message.endswith("liegt zu weit weg; erlaubt ist 2000-01-01 bis 2099-12-31.")
    assert list(data.appointments["id"]) == ["herne"]


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [*EXTREMES, *HOSTILE, "", "x" * 10_001, "\x00", "\x85", "\r", "address", "05916", "sommertour-2017"]
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(st.sampled_from(COLUMNS), CELLS, max_size=4),
    separator=st.sampled_from(",;"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_whatever_a_cell_holds_the_others_load(
    folder: Path, cells: dict[str, str], separator: str, encoding: str
) -> None:
    row = {**GOOD, "id": "b"} | cells
    text = table({**GOOD, "id": "first"}, row, separator=separator)
    (folder / "appointments.csv").write_bytes(text.encode(encoding))
    data = dataset.load(folder)
    assert "first" in set(data.appointments["id"])
    assert len(data.appointments) == 2 or data.problems
    frame.validate(data.appointments)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["tours.csv", "centres.csv", "districts.csv"]),
    cells=st.dictionaries(st.integers(0, 3), CELLS, min_size=1),
)
def test_whatever_a_list_holds_the_appointments_load(folder: Path, name: str, cells: dict[int, str]) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        header, row, *rest = csv.reader(file)
    herne = next((each for each in rest if "05916" in each), row)
    herne[:] = [cells.get(number, cell) for number, cell in enumerate(herne)]
    text = io.StringIO()
    csv.writer(text).writerows([header, row, *rest])
    reference = {"tours.csv": ("tour", 0), "centres.csv": ("centre", 0), "districts.csv": ("district", 0)}[name]
    write(folder, {**GOOD, "id": "changed", reference[0]: herne[reference[1]]}, GOOD)
    (folder / name).write_bytes(text.getvalue().encode())
    frame.validate(dataset.load(folder).appointments)
    shutil.copy(DATA / name, folder)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_that_a_german_excel_saved_is_the_same(folder: Path, encoding: str) -> None:
    with (DATA / "appointments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["date"] = ".".join(reversed(row["date"].split("-")))
        row |= {name: row[name].replace(".", ",") for name in ("lat", "lon", "radius_m")}
        row |= {name: row[name].lstrip("0") for name in ("centre", "district", "postal_code")}
    saved = table(*rows, separator=";").replace("\n", "\r\n")
    assert "02.08.2017;11:00" in saved
    assert ";5334;5334;scheduled;50,772806;6,12025;" in saved
    (folder / "appointments.csv").write_bytes(saved.encode(encoding))
    data = dataset.load(folder)
    assert data.problems == ()
    pd.testing.assert_frame_equal(data.appointments, dataset.load(DATA).appointments)


@pytest.mark.parametrize("name", ["tours.csv", "centres.csv", "districts.csv"])
def test_lists_that_a_german_excel_saved_are_the_same(folder: Path, name: str) -> None:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = [[cell.removeprefix("0") for cell in row] for row in csv.reader(file)]
    (folder / name).write_bytes("".join(";".join(row) + "\r\n" for row in rows).encode("cp1252"))
    data, own = dataset.load(folder), dataset.load(DATA)
    assert data.problems == ()
    assert (data.tours, data.centres, data.districts) == (own.tours, own.centres, own.districts)


def test_a_cell_that_is_too_long_costs_its_row_only(folder: Path) -> None:
    write(folder, {**GOOD, "id": "a", "title": "x" * 200_000}, GOOD)
    data = dataset.load(folder)
    assert list(data.appointments["id"]) == ["herne"]
    assert [(problem.row, problem.field) for problem in data.problems] == [(2, "title")]


def test_all_that_is_wrong_is_told_in_the_order_of_the_file(folder: Path) -> None:
    write(folder, {**GOOD, "id": "a", "date": "x", "start": "y"}, GOOD, {**GOOD, "id": "b", "postal_code": "z"})
    with (folder / "appointments.csv").open("a", encoding="utf-8") as file:
        file.write("one,two\n")
    data = dataset.load(folder)
    assert list(data.appointments["id"]) == ["herne"]
    assert [(problem.row, problem.field) for problem in data.problems] == [
        (2, "date"),
        (2, "start"),
        (4, "postal_code"),
        (5, None),
    ]


def test_the_line_is_that_of_the_file_after_a_cell_of_several_lines(folder: Path) -> None:
    write(folder, {**GOOD, "id": "a", "title": "eins\nzwei\ndrei"}, {**GOOD, "id": "b", "date": "x"})
    data = dataset.load(folder)
    assert [problem.row for problem in data.problems] == [5]
    assert list(data.appointments["title"]) == ["eins\nzwei\ndrei"]


@pytest.mark.parametrize("name", dataset.FILES)
def test_a_missing_file_is_told_and_the_rest_works(folder: Path, name: str) -> None:
    (folder / name).unlink()
    data = dataset.load(folder)
    assert [(problem.file, f"Die Datei {name} fehlt" in problem.message) for problem in data.problems] == [(name, True)]
    assert len(data.appointments) == (0 if name == "appointments.csv" else 6)
    frame.validate(data.appointments)


@pytest.mark.parametrize("name", dataset.FILES)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", b"PK\x03\x04", "Größe".encode("latin-1"), b'"', b"{}", b"a,b\n"]
)
def test_a_broken_file_is_told_and_the_rest_works(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    data = dataset.load(folder)
    assert {problem.file for problem in data.problems} == {name}
    assert len(data.appointments) == (0 if name == "appointments.csv" else 6)


def test_an_empty_folder_is_an_empty_dataset(tmp_path: Path) -> None:
    data = dataset.load(tmp_path)
    assert {problem.file for problem in data.problems} == set(dataset.FILES)
    assert (data.tours, data.centres, data.districts, len(data.appointments)) == ({}, (), {}, 0)


def test_a_column_too_many_is_told_and_left_out(folder: Path) -> None:
    write(folder, {**GOOD, "notiz": "x"})
    data = dataset.load(folder)
    assert [(problem.row, problem.field) for problem in data.problems] == [(1, "notiz")]
    assert list(data.appointments["id"]) == ["herne"]


def test_a_column_too_few_is_told_by_name(folder: Path) -> None:
    write(folder, {name: text for name, text in GOOD.items() if name != "date"})
    (problem,) = dataset.load(folder).problems
    assert "fehlt die Spalte date" in problem.message


def test_the_later_columns_may_be_there_or_not(folder: Path) -> None:
    later = {"end_date": "2017-08-05", "people": "A; B", "media": "open", "note": "a\nb", "report": "https://a.de/b"}
    write(folder, {**GOOD, **later})
    data = dataset.load(folder)
    assert data.problems == ()
    (row,) = data.appointments.to_dict("records")
    assert {name: row[name] for name in later} == {**later, "end_date": pd.Timestamp("2017-08-05")}
    write(folder, {name: text for name, text in GOOD.items() if name not in frame.LATER})
    data = dataset.load(folder)
    assert data.problems == ()
    assert data.appointments[list(frame.LATER)].isna().all(axis=None)


def test_the_facts_of_a_frame_stand_in_a_folder(tmp_path: Path) -> None:
    rows = facts()
    data = dataset.load(folders.with_appointments(tmp_path, rows))
    assert data.problems == ()
    pd.testing.assert_frame_equal(data.appointments, rows)


def test_a_table_without_rows_is_no_problem(folder: Path) -> None:
    (folder / "appointments.csv").write_text(",".join(COLUMNS) + "\n")
    data = dataset.load(folder)
    assert (data.problems, len(data.appointments)) == ((), 0)


@pytest.mark.parametrize(
    ("name", "row", "field"),
    [
        ("tours.csv", "sommertour-2018,Sommertour,,viele", "planned"),
        ("tours.csv", "sommertour-2017,Noch eine,,3", "id"),
        ("tours.csv", ",Ohne Kennung,,3", "id"),
        ("centres.csv", "05999,Kommunales Integrationszentrum Nirgendwo", "district"),
        ("centres.csv", "05916,Noch eines in Herne", "district"),
        ("districts.csv", "05916,Herne,Kreisfreie Stadt,Arnsberg,Herne,DEA55", "ags"),
        ("districts.csv", "05999,,Kreis,Arnsberg,Herne,DEA55", "name"),
        ("districts.csv", "05999,Her\x07ne,Kreis,Arnsberg,Herne,DEA55", "name"),
        ("districts.csv", "٠٥٩٩٩,Neustadt,Kreis,Arnsberg,Herne,DEA55", "ags"),
        ("centres.csv", "Herne,Kommunales Integrationszentrum Herne", "district"),
        ("tours.csv", f"sommertour-2018,Sommertour,,{'9' * 5000}", "planned"),
    ],
)
def test_a_broken_row_elsewhere_is_told_and_the_rest_works(folder: Path, name: str, row: str, field: str) -> None:
    lines = (folder / name).read_text("utf-8").splitlines()
    (folder / name).write_text("\n".join([*lines, row]) + "\n", "utf-8")
    data = dataset.load(folder)
    assert [(each.file, each.row, each.field) for each in data.problems] == [(name, len(lines) + 1, field)]
    assert (len(data.tours), len(data.centres), len(data.districts), len(data.appointments)) == (1, 53, 53, 6)


def test_the_boundaries_are_one_document() -> None:
    content: dict[str, Any] = orjson.loads(dataset.boundaries(DATA))
    assert {name: len(content[name]["features"]) for name in ("districts", "regions", "state")} == {
        "districts": 53,
        "regions": 5,
        "state": 1,
    }
    names = [town[0] for town in content["towns"]]
    assert (len(names), names[0]) == (396, "Köln")
    populations = [town[3] for town in content["towns"]]
    assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize("name", ["districts.geojson", "regions.geojson", "state.geojson", "municipalities.csv"])
def test_boundaries_that_cannot_be_read_are_refused_by_name(tmp_path: Path, name: str) -> None:
    for each in ("districts.geojson", "regions.geojson", "state.geojson", "municipalities.csv"):
        shutil.copy(DATA / each, tmp_path)
    (tmp_path / name).write_text("[]")
    with pytest.raises(DataFileError, match=name):
        dataset.boundaries(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(DataFileError, match=f"{name} fehlt"):
        dataset.boundaries(tmp_path)


@pytest.mark.parametrize("name", ["districts.geojson", "regions.geojson", "state.geojson"])
@pytest.mark.parametrize("broken", [[], [["a"]], [[[7, 51], [8, 52], [8, 51], [7, 52], [7, 51]]]])
def test_boundaries_that_a_browser_cannot_draw_are_refused_by_name(tmp_path: Path, name: str, broken: Any) -> None:
    folder = folders.copy(tmp_path)
    content = orjson.loads((folder / name).read_bytes())
    content["features"][-1]["geometry"] = {"type": "Polygon", "coordinates": broken}
    (folder / name).write_bytes(orjson.dumps(content))
    with pytest.raises(DataFileError, match=rf"Die Datei {name} .* Die {len(content['features'])}\. ist unbrauchbar"):
        dataset.boundaries(folder)
    assert [problem.file for problem in dataset.check(folder)] == [name]


@pytest.mark.parametrize("population", ["viele", "-3", "9" * 30, "1.5"])
def test_a_town_with_a_broken_row_has_no_label_and_the_others_have(tmp_path: Path, population: str) -> None:
    folder = folders.copy(tmp_path)
    path = folder / "municipalities.csv"
    text = path.read_text("utf-8")
    assert ",618685," in text
    path.write_text(text.replace(",618685,", f",{population},"), "utf-8")
    towns = [town[0] for town in orjson.loads(dataset.boundaries(folder))["towns"]]
    assert len(towns) == 395
    assert "Düsseldorf" not in towns
    assert [(each.file, each.row, each.field) for each in dataset.check(folder)] == [(path.name, 2, "population")]


def test_a_check_finds_nothing_in_the_product_s_own_data() -> None:
    assert dataset.check(DATA) == ()


def test_a_check_of_an_empty_folder_names_every_file(tmp_path: Path) -> None:
    assert sorted(problem.file or "" for problem in dataset.check(tmp_path)) == sorted(
        path.name for path in DATA.iterdir() if path.suffix in {".csv", ".geojson"}
    )


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir() if path.suffix in {".csv", ".geojson"}))
@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"{}", b"a,b\n1\n"])
def test_a_check_names_any_file_that_is_broken(tmp_path: Path, name: str, content: bytes) -> None:
    folder = folders.copy(tmp_path)
    (folder / name).write_bytes(content)
    assert {problem.file for problem in dataset.check(folder)} == {name}


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("appointments.csv", "date"),
        ("tours.csv", "planned"),
        ("centres.csv", "district"),
        ("districts.csv", "ags"),
        ("municipalities.csv", "lat"),
        ("postal_codes.csv", "radius_m"),
        ("elsewhere.csv", "postal_code"),
        ("venues.csv", "precision"),
    ],
)
def test_a_check_names_row_and_field(tmp_path: Path, name: str, column: str) -> None:
    folder = folders.copy(tmp_path)
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[-1][column] = "kaputt"
    (folder / name).write_text(table(*rows), "utf-8")
    assert (name, len(rows) + 1, column) in {(each.file, each.row, each.field) for each in dataset.check(folder)}


def test_stamps_change_with_their_files_only(folder: Path) -> None:
    before = dataset.stamps(folder, ["tours.csv", "nothing.csv"])
    assert before == dataset.stamps(folder, ["tours.csv", "nothing.csv"])
    (folder / "tours.csv").write_bytes(b"")
    after = dataset.stamps(folder, ["tours.csv", "nothing.csv"])
    assert (after[0] == before[0], after[1] == before[1]) == (False, True)
