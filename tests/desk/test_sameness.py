from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.desk.records import added
from tourkarte.desk.sameness import Agreement, alike, house, place, same_text, town, venue

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.store.records import Facts

SAME, DIFFERENT, UNSAID = Agreement


@pytest.mark.parametrize(
    ("rule", "one", "other", "expected"),
    [
        (town, {"city": "Herne"}, {"city": "Stadt Herne"}, SAME),
        (town, {"city": "Mülheim an der Ruhr"}, {"city": "Mülheim"}, SAME),
        (town, {"city": "Duisburg-Marxloh"}, {"city": "Duisburg"}, SAME),
        (town, {"city": "Bedburg-Hau"}, {"city": "Bedburg"}, DIFFERENT),
        (town, {"city": "Halle (Westf.)"}, {"city": "Halle (Saale)"}, DIFFERENT),
        (town, {"city": "Herne"}, {}, UNSAID),
        pytest.param(town, {"city": "Hernee"}, {"city": "Herne"}, DIFFERENT, id="a slip that nothing bears out"),
        (town, {"city": "Hernee", "postal_code": "44649"}, {"city": "Herne", "postal_code": "44649"}, SAME),
        (town, {"city": "Hernee", "postal_code": "44649"}, {"city": "Herne", "postal_code": "44623"}, DIFFERENT),
        (town, {"city": "Hernee", "street": "Markt 1"}, {"city": "Herne", "street": "Markt 1"}, SAME),
        pytest.param(
            town,
            {"city": "Herten", "street": "Markt 1"},
            {"city": "Herne", "street": "Markt 1"},
            DIFFERENT,
            id="two towns with a street of the same name",
        ),
        pytest.param(
            town,
            {"city": "Schmalenberg", "street": "Weststraße 2", "postal_code": "57392"},
            {"city": "Schmallenberg", "street": "Weststr. 2", "postal_code": "57392"},
            SAME,
            id="a slip that makes another town's name",
        ),
        (house, {"street": "Hauptstr. 92"}, {"street": "Hauptstraße 92"}, SAME),
        (house, {"street": "Hauptstr. 9"}, {"street": "Hauptstraße 92"}, DIFFERENT),
        (house, {"street": "Am Schloss"}, {"street": "am  Schloß"}, SAME),
        (house, {"street": "Am Schloss"}, {}, UNSAID),
        (venue, {"venue": "Neues Rathaus"}, {"venue": "Rathaus, Neues"}, SAME),
        (venue, {"venue": "Rathaus"}, {"venue": "Stadthalle"}, DIFFERENT),
        pytest.param(
            place,
            {"street": "Weg 1", "venue": "Rathaus", "postal_code": "44623"},
            {"street": "Weg 1", "venue": "Stadthalle", "postal_code": "44649"},
            SAME,
            id="the house decides",
        ),
        (place, {"postal_code": "44623", "venue": "Rathaus"}, {"postal_code": "44649", "venue": "Rathaus"}, DIFFERENT),
        (place, {"city": "Essen", "street": "Markt 1"}, {"city": "Herne", "street": "Markt 1"}, DIFFERENT),
        (place, {"city": "Essen"}, {"city": "Essen", "street": "Markt 1"}, UNSAID),
    ],
)
def test_what_two_records_say_of_one_thing(
    rule: Callable[[Facts, Facts], Agreement], one: dict[str, Any], other: dict[str, Any], expected: Agreement
) -> None:
    assert rule(added(0, **one), added(1, **other)) is expected
    assert rule(added(1, **other), added(0, **one)) is expected


def test_names_with_more_words_are_alike_and_others_are_not() -> None:
    assert alike("Besuch im Haus der Jugend", "Haus der Jugend") > 0.85
    assert alike("Haus der Jugend", "haus der jugend") == 1
    assert alike("Empfang im Rathaus", "Rundgang durch das Quartier") < 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zimmer 132-134", "Zimmer 132 – 134"), ("„Alte Post“", '"Alte Post"'), ("Raum\N{NO-BREAK SPACE}467", "Raum 467")],
)
def test_typography_is_no_change(one: str, other: str) -> None:
    assert same_text(one, other)


@pytest.mark.parametrize(("one", "other"), [("Strasse", "Straße"), ("rathaus", "Rathaus"), ("Weg 1", None)])
def test_a_corrected_spelling_is_one(one: str, other: str | None) -> None:
    assert not same_text(one, other)
