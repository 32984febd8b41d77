from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.places.names import is_part_of, key, keys
from tourkarte.text import fold


@pytest.mark.parametrize(
    ("written", "register"),
    [
        ("Stadt Münster", "Münster"),
        ("kreisfreie Stadt Herne", "Herne"),
        ("Landeshauptstadt Düsseldorf", "Düsseldorf"),
        ("Gemeinde Wickede/Ruhr", "Wickede (Ruhr)"),
        ("Halle Westf.", "Halle (Westf.)"),
        ("Halle/Westfalen", "Halle (Westf.)"),
        ("Gronau i. W.", "Gronau (Westf.)"),
        ("Mülheim a. d. Ruhr", "Mülheim an der Ruhr"),
        ("Mülheim a.d.R.", "Mülheim an der Ruhr"),
        ("Emmerich a. Rhein", "Emmerich am Rhein"),
        ("Langenfeld (Rheinland)", "Langenfeld (Rhld.)"),
    ],
)
def test_ways_to_write_a_name_have_one_key(written: str, register: str) -> None:
    assert key(written) == key(register)


@pytest.mark.parametrize("name", ["Stadtlohn", "Wesel", "Westerkappeln", "Porta Westfalica", "Stadt"])
def test_names_that_only_look_like_additions_stay(name: str) -> None:
    assert key(name) == fold(name)


def test_the_short_forms_come_after_the_exact_one() -> None:
    assert keys("Halle (Westf.)") == ("halle westf", "halle")
    assert keys("Mülheim an der Ruhr") == ("muelheim an der ruhr", "muelheim")
    assert keys("Herne") == ("herne",)
    assert keys("") == ()


def test_a_part_begins_with_its_towns_whole_name() -> None:
    assert is_part_of("Bad Berleburg Arfeld", "Bad Berleburg")
    assert is_part_of("Emmerich", "Emmerich am Rhein")
    assert not is_part_of("Bedburg-Hau", "Bad Bedburg")
    assert not is_part_of("Herne", "Her")


@given(st.text())
def test_a_key_is_already_folded(name: str) -> None:
    assert fold(key(name)) == key(name)


@given(st.text())
def test_folding_is_idempotent_and_blind_to_decomposition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
