from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tourkarte import language
from tourkarte.progress import Phase
from tourkarte.views.legend import legend, summed_legend
from tourkarte.views.precision import Look

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop

RING = "gestrichelter Ring: nur Postleitzahl oder Gemeinde"
SEVERAL = "mehrere Termine nah beieinander"
ROUTE = "Reihenfolge der Termine"


def test_the_legend_explains_what_occurs_and_nothing_else(six: list[Stop]) -> None:
    said = legend(six)
    assert RING in said
    assert "genaue Lage" in said
    assert "besuchter Kreis" in said
    assert ROUTE in said
    for absent in ("abgesagt", "Doppelstrich: nur Straße", SEVERAL, "Umkreis"):
        assert absent not in said
    assert RING not in legend(six[:2])
    assert "genaue Lage" not in legend(six[2:3])
    assert "Doppelstrich: nur Straße" in legend([replace(six[0], look=Look.STREET)])


def test_a_line_that_is_not_drawn_is_not_explained(six: list[Stop]) -> None:
    assert ROUTE not in legend(six[:1])
    assert ROUTE not in legend(six[:1] * 21)
    assert ROUTE not in legend([six[0], replace(six[1], phase=Phase.CANCELLED)])


def test_a_sign_for_several_is_explained_where_there_are_so_many_at_a_place(six: list[Stop]) -> None:
    assert SEVERAL in legend(six[:1] * 5)
    assert SEVERAL not in legend(six[:1] * 4)


def test_the_circle_of_a_search_is_explained_and_its_place_escaped(six: list[Stop]) -> None:
    near: Any = SimpleNamespace(km=30, label="<Herne>")
    assert "Umkreis von 30 km um &lt;Herne&gt;" in legend(six, near)


@pytest.mark.parametrize(("spoken", "words"), [("de", "Zahl der Termine je"), ("en", "number of appointments in a")])
def test_sums_have_a_legend_of_their_own(spoken: str, words: str) -> None:
    with language.speaking(spoken):
        said = summed_legend({"done"})
    assert words in said
    assert "tk-badge" not in said
    assert "tk-swatch-announced" not in said
