from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import DataFileError
from tourkarte.places.elsewhere import elsewhere

if TYPE_CHECKING:
    from pathlib import Path


def test_the_other_states_are_known_and_this_one_is_not() -> None:
    assert "Dresden" in elsewhere().postal("01067")
    assert elsewhere().postal("52068") == ()
    assert "95326" in elsewhere().codes("Kulmbach")


@pytest.mark.parametrize("name", ["Frankfurt am Main", "Frankfurt", "Halle (Saale)", "kulmbach", "Waren (Müritz)"])
def test_a_name_is_known_with_and_without_what_is_added(name: str) -> None:
    assert elsewhere().codes(name)


@pytest.mark.parametrize("name", ["", "Damm/Paradestraße", "Nirgendwo", "am"])
def test_other_words_are_no_places(name: str) -> None:
    assert not elsewhere().codes(name)


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("postal_code,places\nD-01067,Dresden\n", "utf-8")
    with pytest.raises(DataFileError, match=r"elsewhere\.csv.*Postleitzahl"):
        elsewhere(tmp_path)
