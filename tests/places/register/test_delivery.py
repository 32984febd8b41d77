from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.places.register.deliveries import KEYS, Row, text, zipped
from tourkarte.errors import RegisterError
from tourkarte.places.register import delivery
from tourkarte.places.register.delivery import Delivery, batches, decode, municipality_key, open_delivery

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("parts", "ags"),
    [
        (("05", "1", "58", "028"), "05158028"),
        (("5", "1", "58", "28"), "05158028"),
        (("05", "3", "15", "0"), "05315000"),
        (("05", "", "58", "028"), None),
        (("05", "1", "158", "028"), None),
        (("05", "x", "58", "028"), None),
        (("05", "1", "5²", "028"), None),
    ],
)
def test_keys_may_lack_their_zeros(parts: tuple[str, str, str, str], ags: str | None) -> None:
    assert municipality_key(*parts) == ags


def test_a_line_in_windows_1252_spoils_no_other() -> None:
    assert decode("Größe\n".encode() + "Straße\n".encode("cp1252") + "Öde".encode()) == "Größe\nStraße\nÖde"


def test_lines_are_whole_however_the_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "Straße 1\r\nAllee 2\nWeg 3".encode()
    for size in range(1, len(content) + 1):
        monkeypatch.setattr(delivery, "_CHUNK", size)
        lines = [line.rstrip("\r") for batch, _ in batches(io.BytesIO(content), "x") for line in batch]
        assert lines == ["Straße 1", "Allee 2", "Weg 3"]


def test_a_zip_names_its_municipalities_and_its_day(tmp_path: Path) -> None:
    path = zipped(tmp_path / "gebref.zip", gebref=text([Row()]), gebref_schluessel=KEYS.replace("\n", "\r\n"))
    found = open_delivery(path)
    assert found.members == ("gebref.txt",)
    assert found.municipality_names() == {"05158028": "Ratingen", "05315000": "Köln"}
    assert found.date <= dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)


def test_the_key_file_may_lie_beside_the_text(tmp_path: Path) -> None:
    (tmp_path / "gebref.txt").write_text(Row().older(), "utf-8")
    (tmp_path / "gebref_schluessel.txt").write_text(KEYS, "utf-8-sig")
    assert open_delivery(tmp_path / "gebref.txt").municipality_names()["05158028"] == "Ratingen"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "leer"),
        (b" \r\n", "leer"),
        (b"%PDF-1.7\n\x00\x01;", "kein Text"),
        (b"Name,Ort\nRathaus,Herne\n", "Semikolon"),
    ],
)
def test_what_is_no_register_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "datei.txt"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=told):
        open_delivery(path)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="gibt es nicht"):
        open_delivery(tmp_path / "fehlt.zip")
    with pytest.raises(RegisterError, match=r"nicht lesen \(es ist ein Ordner\)"):
        open_delivery(tmp_path)


def test_a_foreign_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fremd.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bild.png", b"\x89PNG")
    with pytest.raises(RegisterError, match="keine Textdatei"):
        open_delivery(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_MOST_BYTES", 1_000_000)
    path = zipped(tmp_path / "bombe.zip", gebref="0" * 2_000_000)
    assert path.stat().st_size < 10_000
    with pytest.raises(RegisterError, match="Ausgepackt"):
        open_delivery(path)


def test_a_text_without_lines_is_not_held() -> None:
    with pytest.raises(RegisterError, match="länger"):
        list(batches(io.BytesIO(b";" * 10_000), "gebref.txt"))


def test_a_damaged_zip_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "gebref.zip", gebref=text([Row().but(number=str(n)) for n in range(1, 500)]))
    content = bytearray(path.read_bytes())
    content[200:400] = bytes(200)
    path.write_bytes(content)
    with pytest.raises(RegisterError, match="beschädigt"):
        read_all(open_delivery(path))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_half_a_zip_is_told(tmp_path: Path, share: float) -> None:
    path = zipped(tmp_path / "gebref.zip", gebref=text([Row().but(number=str(n)) for n in range(1, 500)]))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(RegisterError, match="beschädigt oder unvollständig; bitte noch einmal herunterladen"):
        open_delivery(path)


def read_all(found: Delivery) -> None:
    with found.streams() as streams:
        for stream in streams:
            stream.read()
