from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.intake.tables import kinds as package
from tourkarte.intake.tables import read_table
from tourkarte.intake.tables.grid import Content
from tourkarte.intake.tables.kinds import kind_of, kinds, register

if TYPE_CHECKING:
    from pathlib import Path


def test_finds_the_kinds() -> None:
    assert set(kinds()) == {"csv", "geojson", "ics", "json", "other", "xlsx"}
    assert all(kind.label for kind in kinds().values())


def test_a_kind_is_registered_once() -> None:
    with pytest.raises(ValueError, match="'csv' is registered twice"):
        register(name="csv", label="x", recognises=lambda _: False)(kinds()["csv"].open)


def test_a_new_kind_is_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "colons.py").write_text(
        "from tourkarte.intake.tables.grid import collect\n"
        "from tourkarte.intake.tables.kinds import register\n"
        "@register(name='colons', label='Doppelpunkte', recognises=lambda content: content.data.startswith(b'::'))\n"
        "def open_colons(content):\n"
        "    return [collect([line.split('::')[1:] for line in content.text.splitlines()])]\n"
    )
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.setattr(package, "_registered", dict(kinds()))
    kinds.cache_clear()
    try:
        reading = read_table(b"::Datum::Titel\n::02.08.2017::A\n", "a")
        assert (reading.kind, reading.drafts[0].title) == ("colons", "A")
    finally:
        kinds.cache_clear()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Datum;Titel", "a.csv", "csv"),
        (b"\n BEGIN:VCALENDAR", "a.csv", "ics"),
        (b'{"type": "FeatureCollection"}', "a.csv", "geojson"),
        (b"[{}]", "a.csv", "json"),
        (b"PK\x03\x04 xl/", "a.csv", "xlsx"),
        (b"PK\x03\x04 word/", "a.csv", "other"),
    ],
)
def test_the_content_says_the_kind(data: bytes, name: str, kind: str) -> None:
    assert kind_of(Content(data, name)).name == kind
