"""A place in one district and the centre of another are told, and nothing is refused for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import papers
from tests.desk.records import draft, tour
from tourkarte.desk import hints, reviewing

if TYPE_CHECKING:
    from tourkarte.store.store import Store


@pytest.mark.parametrize(
    ("centre", "district"), [("05916", "05916"), (None, "05315"), ("05916", None), ("05916", "03404")]
)
def test_what_fits_or_is_not_known_is_not_doubtful(centre: str | None, district: str | None) -> None:
    assert hints.of_centre(draft(tour()["herne"], centre=centre, district=district)) == ()


def test_another_district_is_told_by_its_name() -> None:
    (doubt,) = hints.of_centre(draft(tour()["herne"], district="05315"))
    assert doubt.field == "centre"
    assert doubt.reason.startswith("Der Ort liegt im Gebiet von Köln")
    assert "Herne" in doubt.reason


def test_a_draft_whose_address_moves_to_another_town_has_the_doubt_until_its_centre_is_looked_at(desk: Store) -> None:
    herne = papers.lay(desk).drafts[2]
    moved = {"street": "Klemensstraße 10", "postal_code": "48143", "city": "Münster"}
    found = reviewing.edit_draft(desk, herne.id, 1, author="Anna", **moved)
    assert [doubt.field for doubt in found.doubts if "Münster" in doubt.reason] == ["centre"]
    found = reviewing.edit_draft(desk, herne.id, 2, author="Anna", centre="05515")
    assert not [doubt for doubt in found.doubts if doubt.field == "centre"]
