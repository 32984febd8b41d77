from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.places.register.codes import Codes

if TYPE_CHECKING:
    from tourkarte.places.gazetteer import Gazetteer

KOELN, HALLE = "05315000", "05754012"


@pytest.fixture
def porz(gazetteer: Gazetteer) -> Codes:
    return Codes(gazetteer, gazetteer.postal("51143"))


def test_a_point_near_the_codes_middle_is_not_remote(gazetteer: Gazetteer, porz: Codes) -> None:
    (here,), (there,) = gazetteer.postal("51143"), gazetteer.postal("50823")
    assert porz.remoteness(here.point, KOELN) == 0
    assert porz.remoteness(there.point, KOELN) > 1000
    assert porz.tell_apart([(there.point, KOELN), (here.point, KOELN)]) == 1


def test_two_points_by_the_same_code_are_not_told_apart(gazetteer: Gazetteer, porz: Codes) -> None:
    (here,) = gazetteer.postal("51143")
    assert porz.tell_apart([(here.point, KOELN), (here.point, KOELN)]) is None


def test_the_only_code_of_a_town_tells_nothing(gazetteer: Gazetteer) -> None:
    codes = Codes(gazetteer, gazetteer.postal("33790"))
    (place,), (far,) = gazetteer.postal("33790"), gazetteer.postal("50823")
    assert codes.tell_apart([(place.point, HALLE), (far.point, HALLE)]) is None


def test_no_code_tells_nothing(gazetteer: Gazetteer) -> None:
    (place,) = gazetteer.postal("51143")
    codes = Codes(gazetteer, ())
    assert codes.tell_apart([(place.point, KOELN), (place.point, KOELN)]) is None
    assert list(codes.doubts(place.point)) == []


def test_far_from_the_codes_middle_is_a_doubt(gazetteer: Gazetteer, porz: Codes) -> None:
    (here,), (there,) = gazetteer.postal("51143"), gazetteer.postal("50823")
    assert list(porz.doubts(here.point)) == []
    (doubt,) = porz.doubts(there.point)
    assert doubt.field == "postal_code"
    assert "13 km von der Mitte der Postleitzahl 51143" in doubt.reason
