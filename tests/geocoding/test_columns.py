"""Columns and notations: whatever a table looks like, the house is found, and the table stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.geocoding.tables import HEADER, REICHSWEG, as_csv
from tourkarte.errors import DocumentError
from tourkarte.geocoding.results import ADDED, Kind

if TYPE_CHECKING:
    from tests.geocoding.tables import Desk

TABLES = [
    pytest.param("Straße;PLZ;Ort\r\nReichsweg 30;52068;Aachen\r\n", ";", id="german"),
    pytest.param("Straße;Hausnr.;PLZ;Ort\r\nReichsweg;30;52068;Aachen\r\n", ";", id="number in a column"),
    pytest.param("street,house_number,postcode,city\nReichsweg,30,52068,Aachen\n", ",", id="english"),
    pytest.param("Street\tZIP\tTown\nReichsweg 30\t52068\tAachen\n", "\t", id="tabs"),
    pytest.param("Kunde;Anschrift\nMeier;Reichsweg 30, 52068 Aachen\n", ";", id="one column of an address"),
    pytest.param("Adresse\nReichsweg 30, 52068 Aachen\n", ";", id="nothing but an address"),
    pytest.param('address\n"Reichsweg 30, 52068 Aachen"\n', ",", id="nothing but an address in quotes"),
    pytest.param("Straße;Hausnr.;Zusatz;Ort\r\nReichsweg;30;Hinterhof;Aachen\r\n", ";", id="no suffix of a number"),
    pytest.param("Straße;PLZ Ort\nReichsweg 30;52068 Aachen\n", ";", id="code and town in one"),
    pytest.param("Nr;Straße;PLZ;Ort\n1;Reichsweg 30;52068;Aachen\n", ";", id="Nr counts the rows"),
    pytest.param("Kunden;;;\n;;;\nName;Straße;PLZ;Ort\nA;Reichsweg 30;52068;Aachen\n", ";", id="title above"),
    pytest.param("sep=;\r\nStraße;PLZ;Ort\r\nReichsweg 30;52068;Aachen\r\n", ";", id="Excel says which"),
    pytest.param("'Straße';'PLZ';'Ort'\n'Reichsweg 30';'52068';'Aachen'\n", ";", id="apostrophes"),
    pytest.param("Straße;PLZ;Ort\rReichsweg 30;52068;Aachen\r", ";", id="old line ends"),
    pytest.param("Straße;PLZ;Ort\nReichsweg 30;52068;Aachen", ";", id="no last line end"),
    pytest.param('Straße;PLZ;Ort\n"Reichsweg 30";52068;"Aachen\n"\n', ";", id="quotes and line ends"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("table", "separator"), TABLES)
def test_the_house_is_found_and_the_table_stays(desk: Desk, table: str, separator: str, encoding: str) -> None:
    desk.put(table, encoding)
    counts = desk.run()
    assert counts == {Kind.EXACT: 1}
    text = desk.target.read_bytes().decode("utf-8-sig")
    own = [line for line in table.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line]
    for line in own:
        assert line in text
    assert separator.join(["lat", "lon", "precision"]) in text.replace("'", "")


@pytest.mark.parametrize(
    ("street", "number", "suffix"), [("Reichsweg", "30", "a"), ("Reichsweg 30", "", "a"), ("Reichsweg", "30a", "")]
)
def test_the_suffix_of_a_house_number_counts(desk: Desk, street: str, number: str, suffix: str) -> None:
    desk.put(as_csv([("Straße", "HNR", "HNR-Zusatz", "Ort"), (street, number, suffix, "Aachen")]))
    assert desk.run() == {Kind.STREET: 1}  # nobody knows 30a, and 30 is another house


def test_a_column_can_be_named(desk: Desk) -> None:
    desk.put("Alt;Neu;Ort\nNirgends 1, 44649 Herne;Reichsweg 30;Aachen\n")
    assert desk.run({"straße": "Neu", "ort": "Ort"}) == {Kind.EXACT: 1}


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"datum": "Ort"}, "„datum“ ist kein Feld einer Anschrift; erlaubt sind Anschrift, PLZ, Stadt"),
        ({"ort": "Wo"}, "Eine Spalte „Wo“ gibt es nicht; die Überschriften sind „Straße“, „Ort“."),
        ({"ort": "", "straße": "", "anschrift": "", "veranstaltungsort": ""}, "Keine Spalte enthält eine Anschrift"),
    ],
)
def test_what_a_person_says_is_checked(desk: Desk, columns: dict[str, str], told: str) -> None:
    desk.put("Straße;Ort\nReichsweg 30;Aachen\n")
    with pytest.raises(DocumentError, match=told):
        desk.run(columns)
    assert not desk.target.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Die Datei ist leer"),
        (b"PK\x03\x04rubbish", "ist keine CSV-Datei"),
        (bytes(range(256)) * 20, "keine Tabelle"),
        (b"a;b\n1;2\n", "keine Kopfzeile"),
        (b'Ort;Name\nAachen;"offen\nKoeln;x\n', "in Zeile 2 beginnt"),
        (b'Ort;Name\nAachen;"' + b"x" * 200_000, "in Zeile 2 beginnt"),
        (b"Ort;Name\n" + b"x" * 2_100_000, "Zeile 2 hat mehr als"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(desk: Desk, content: bytes, told: str) -> None:
    desk.source.write_bytes(content)
    with pytest.raises(DocumentError, match=told):
        desk.run()
    assert not desk.target.exists()


def test_a_german_file_opens_in_excel_as_it_should(desk: Desk) -> None:
    desk.put(as_csv([HEADER, REICHSWEG]), "cp1252")
    desk.run()
    content = desk.target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    header, row = desk.rows()
    assert header == [*HEADER, *ADDED]
    assert tuple(row[:4]) == REICHSWEG
    lat, lon = row[4:6]
    assert lat.startswith("50,7")
    assert lon.startswith("6,1")
    assert row[6:12] == [
        *("address", "0", "Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0"),
        *("Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0", "Reichsweg 30, Aachen", "found"),
    ]


@pytest.mark.parametrize(
    ("separator", "number", "mark"),
    [
        *((";", "1,5", ","), (";", "", ","), (";", "6.12025", "."), (";", "1.500", ",")),
        *((",", "", "."), ("\t", "", "."), ("\t", "1,5", ","), ("|", "6.12025", ".")),
    ],
)
def test_numbers_are_written_as_in_the_file(desk: Desk, separator: str, number: str, mark: str) -> None:
    desk.put(as_csv([(*HEADER, "Wert"), (*REICHSWEG, number)], separator=separator))
    desk.run()
    [row] = desk.results(separator)
    assert row["lat"][2] == mark


def test_a_column_that_is_there_already_is_kept(desk: Desk) -> None:
    desk.put(as_csv([(*HEADER, "Lat", "lon", "lon_2"), (*REICHSWEG, "1", "2", "3")]))
    desk.run()
    [row] = desk.results()
    assert (row["Lat"], row["lon"], row["lon_2"]) == ("1", "2", "3")
    assert row["lat_2"].startswith("50,")
    assert row["lon_3"].startswith("6,")
    assert row["result"] == "found"
