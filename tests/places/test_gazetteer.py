from __future__ import annotations

import shutil
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.places.conftest import DATA
from tourkarte.errors import DataFileError
from tourkarte.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = Gazetteer.load(DATA)
NAMES = sorted({town.name for towns in WHOLE._municipalities.values() for town in towns})  # noqa: SLF001 -- all of them
NOISE = st.sampled_from(
    [str.upper, str.lower, lambda name: f"  Stadt {name} ", lambda n: unicodedata.normalize("NFD", n)]
)


def test_holds_the_whole_state(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.districts) == 53
    assert gazetteer.centres.keys() == gazetteer.districts.keys()
    assert len(NAMES) == 396


def test_a_postal_code_has_its_places(gazetteer: Gazetteer) -> None:
    (herne,) = gazetteer.postal("44649")
    assert (herne.place, herne.district, herne.radius_m) == ("Herne", "05916", 1300)
    assert [place.place for place in gazetteer.postal("52525")] == ["Heinsberg", "Waldfeucht"]


@pytest.mark.parametrize("code", ["10115", "", "4464", "ABC"])
def test_a_postal_code_of_elsewhere_has_none(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.postal(code) == ()


@pytest.mark.parametrize(
    ("written", "ags"),
    [
        ("Stadt Münster", "05515000"),
        ("Halle Westf.", "05754012"),
        ("Mülheim a. d. Ruhr", "05117000"),
        ("Mülheim", "05117000"),
        ("Fröndenberg", "05978012"),
        ("Neunkirchen", "05970036"),
        ("SCHLOSS HOLTE-STUKENBROCK", "05754036"),
    ],
)
def test_a_municipality_is_found_however_it_is_written(gazetteer: Gazetteer, written: str, ags: str) -> None:
    assert [town.ags for town in gazetteer.municipalities(written)] == [ags]


@pytest.mark.parametrize("name", ["", "Berlin", "Halle (Saale)", "Nadelfabrik", "Kreis Wesel"])
def test_what_is_no_municipality_is_not_found(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.municipalities(name) == ()
    assert not gazetteer.is_place(name)


@given(st.sampled_from(NAMES), NOISE)
def test_noise_does_not_change_a_lookup(name: str, noise: object) -> None:
    assert callable(noise)
    found = WHOLE.municipalities(name)
    assert name in {town.name for town in found}
    assert WHOLE.municipalities(noise(name)) == found
    assert WHOLE.is_place(noise(name))


def test_a_part_of_a_town_is_a_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.is_place("Bad Berleburg Arfeld")


@pytest.mark.parametrize("ags", sorted(WHOLE.centres))
def test_every_centre_is_found_by_its_own_name(gazetteer: Gazetteer, ags: str) -> None:
    assert gazetteer.centre(gazetteer.centres[ags].name) is gazetteer.centres[ags]


@pytest.mark.parametrize(
    ("written", "ags"),
    [
        ("Kommunales Integrationszentrum Ennepe-Ruhr Kreis", "05954"),
        ("Kommunales Integrationszentrum Stadt Aachen und Städteregion Aachen", "05334"),
        ("Kommunales Integrationszentrum Stadt Aachen und\nStädteregion Aachen", "05334"),
        ("KI Aachen", "05334"),
        ("KI Stadt Münster", "05515"),
        ("dem Kommunalen Integrationszentrum Kleve", "05154"),
        ("Kommunales Integrationszentrum (KI) des Hochsauerlandkreises", "05958"),
        ("Integrationszentrum des Märkischen Kreises", "05962"),
        ("KI Rhein-Kreis-Neuss", "05162"),
        ("KI der kreisfreien Stadt Mülheim a. d. Ruhr", "05117"),
        ("Kommunales Integrationszentrum für den Kreis Unna", "05978"),
    ],
)
def test_a_centre_is_found_however_its_name_is_bent(gazetteer: Gazetteer, written: str, ags: str) -> None:
    assert gazetteer.centre(written) is gazetteer.centres[ags]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Kommunales Integrationszentrum",
        "Kreis Wesel",
        "KI Kreis Herne",
        "KI Stadt Wesel",
        "Kommunale Integrationszentren Herne und Bochum",
        "Kommunales Integrationszentrum Stadt Münster und Kreis Warendorf",
        "Skigebiet Olpe",
        "Kommunales Integrationszentrum Berlin",
    ],
)
def test_what_names_no_one_centre_is_none(gazetteer: Gazetteer, written: str) -> None:
    assert gazetteer.centre(written) is None


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("postal_codes.csv", "44649,Herne,05916,91,7,500", "91.0 liegt nicht zwischen -90 und 90"),
        ("postal_codes.csv", "44649,Herne,05916,x,7,500", "Feld „lat“: „x“ ist keine Zahl"),
        ("municipalities.csv", "05999999,Neustadt,05999,-1,51,7,1,500", "Feld „population“: „-1“ ist keine Anzahl"),
        (
            "districts.csv",
            "5999,Neustadt,Kreis,Köln,Neustadt,DEA",
            "Feld „ags“: „5999“ passt hier nicht; erlaubt sind",
        ),
        ("districts.csv", "05111,Neustadt,Kreis,Köln,Neustadt,DEA", "Feld „ags“: „05111“ steht schon weiter oben"),
        ("centres.csv", "05999,", "Feld „name“: Das Feld ist leer"),
    ],
)
def test_a_broken_row_is_told_with_file_and_line(tmp_path: Path, file: str, line: str, told: str) -> None:
    for name in ("districts.csv", "centres.csv", "municipalities.csv", "postal_codes.csv"):
        shutil.copy(DATA / name, tmp_path)
    number = (tmp_path / file).read_text("utf-8").count("\n") + 1
    with (tmp_path / file).open("a", encoding="utf-8") as broken:
        broken.write(line + "\n")
    with pytest.raises(DataFileError) as caught:
        Gazetteer.load(tmp_path)
    assert str(caught.value).startswith(f"{file}, Zeile {number}")
    assert told in str(caught.value)


def test_loading_needs_nothing_heavy() -> None:
    heavy = "{'pandas', 'numpy', 'shapely', 'geopy', 'pandera'}"
    script = f"import sys, tourkarte.places.gazetteer as g; g.gazetteer(); print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
