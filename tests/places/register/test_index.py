from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.places.register.conftest import NOW
from tests.places.register.deliveries import Row, text
from tourkarte.errors import NoRegisterError, RegisterError
from tourkarte.places.register.build import build
from tourkarte.places.register.index import Index, Register

if TYPE_CHECKING:
    from pathlib import Path

    from tourkarte.places.register.entries import House


def put(folder: Path, row: Row) -> Path:
    (folder / "gebref.txt").write_text(text([row]), "utf-8")
    build(folder / "gebref.txt", folder / "register.sqlite", now=NOW)
    return folder / "register.sqlite"


def houses(index: Index) -> list[House]:
    (town,) = index.towns.values()
    return index.houses(index.streets(town, index.spellings(town)[0].key)[0])


def test_a_replaced_file_is_opened_anew_and_the_old_one_stays_whole(tmp_path: Path) -> None:
    register = Register.open(put(tmp_path, Row()))
    before = register.current()
    assert register.current() is before
    put(tmp_path, Row(number="99"))
    assert [house.number for house in houses(register.current())] == [99]
    assert [house.number for house in houses(before)] == [6]


def test_a_missing_index_is_a_case_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(NoRegisterError, match="tourkarte register build"):
        Register.open(tmp_path / "register.sqlite")
    register = Register.open(put(tmp_path, Row()))
    (tmp_path / "register.sqlite").unlink()
    with pytest.raises(NoRegisterError):
        register.current()


def test_another_version_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, Row())
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")
    with pytest.raises(RegisterError, match="Fassung 99"):
        Register.open(path)


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(RegisterError, match="nicht lesbar"):
        Register.open(path)
    path.write_bytes(b"")
    with pytest.raises(RegisterError, match="kein Index"):
        Register.open(path)


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, Row())
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(len(content) - 8192))
    with pytest.raises(RegisterError):
        houses(Register.open(path).current())


def test_threads_share_a_register(register: Register) -> None:
    def ask(_: int) -> int:
        index = register.current()
        return sum(len(index.spellings(town)) for town in index.towns.values())

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(200)))) == 1


def test_parts_of_town_lead_to_their_municipality(register: Register) -> None:
    assert [town.name for town in register.current().with_part("EHRENFELD")] == ["Köln"]
    assert register.current().with_part("Sonstwo") == []


def test_looking_up_loads_nothing_heavy() -> None:
    program = (
        "import sys, tourkarte.places.register.matching; "
        "print([name for name in ('pyproj', 'numpy', 'pandas', 'shapely', 'geopy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
