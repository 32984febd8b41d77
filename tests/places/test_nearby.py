from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import folders
from tourkarte.model import Point
from tourkarte.places.nearby import nearby

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("44649", "44649 Herne"),
        ("HERNE", "Herne"),
        ("Stadt Münster", "Münster"),
        ("muelheim", "Mülheim an der Ruhr"),
        ("Halle Westf.", "Halle (Westf.)"),
        ("Halle", "Halle (Westf.)"),
        ("01067", None),
        ("Atlantis", None),
    ],
)
def test_postal_codes_and_towns_are_found(text: str, label: str | None) -> None:
    place = nearby(folders.OWN).find(text)
    assert (place.label if place else None) == label
    if place:
        assert nearby(folders.OWN).find(place.key) == place, "a link says which one was meant"


def test_what_is_mended_is_found(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    file = folder / "postal_codes.csv"
    whole = file.read_bytes()
    file.write_bytes(b"rubbish")
    assert nearby(folder).find("44649") is None
    assert nearby(folder).find("Herne") is not None
    file.unlink()
    assert nearby(folder).find("44649") is None
    file.write_bytes(whole)
    found = nearby(folder).find("44649")
    assert found
    assert found.point == Point(lat=51.5329, lon=7.1611)
