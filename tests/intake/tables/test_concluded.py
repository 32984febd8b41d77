from __future__ import annotations

import pytest

from tourkarte.intake.tables import read_table
from tourkarte.intake.tables.concluded import conclude_town
from tourkarte.model import Doubt, Venue
from tourkarte.places.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("venue", "title", "town"),
    [
        ("Rathaus Dortmund", None, "Dortmund"),
        ("Rathaus Mülheim an der Ruhr", None, "Mülheim an der Ruhr"),
        ("Kurhaus Bad Salzuflen", "Empfang in Herne", "Bad Salzuflen"),
        ("Rathaus", "Empfang in Herne", "Herne"),
        (None, "Integrationszentrum Stadt Herne", "Herne"),
        ("Rathaus Essen", None, "Essen"),
        (None, "Rundgang in Essen", "Essen"),
        (None, "Gemeinsames Essen", None),
        ("Große Halle", None, None),
        (None, "Integrationszentrum Kreis Warendorf", None),
        (None, "Integrationszentrum Rhein-Kreis Neuss", None),
        (None, "Gespräch mit Ministerin Olpe", None),
        (None, "Gespräch mit Eltern in Olpe", "Olpe"),
        ("Dortmunder Hof", "Empfang", None),
        (None, None, None),
        ("", " ", None),
    ],
)
def test_a_town_that_ends_a_name_is_known(venue: str | None, title: str | None, town: str | None) -> None:
    assert conclude_town(venue, title, gazetteer()) == town


def test_a_concluded_town_is_a_doubt_and_is_read_from_its_cell() -> None:
    table = "Datum;Uhrzeit;Titel;Ort\n02.08.2017;11:00;Empfang;Rathaus Dortmund, Friedensplatz 1\n"
    reading = read_table(table.encode(), "liste.csv")
    (draft,) = reading.drafts
    assert draft.venue == Venue(name="Rathaus Dortmund", street="Friedensplatz 1", city="Dortmund")
    assert draft.doubts == (Doubt("city", "„Dortmund“ steht nicht in einer Spalte, der Ort ist erschlossen."),)
    assert draft.spans["city"][0].of(reading.text) == "Rathaus Dortmund, Friedensplatz 1"


def test_a_title_says_the_town_where_the_place_does_not() -> None:
    reading = read_table(b"Datum;Uhrzeit;Titel\n02.08.2017;11:00;Empfang in Herne\n", "liste.csv")
    (draft,) = reading.drafts
    assert draft.venue == Venue(city="Herne")
    assert draft.spans["city"][0].of(reading.text) == "Empfang in Herne"


def test_a_column_of_towns_is_believed() -> None:
    table = "Datum;Uhrzeit;Titel;Haus;Stadt\n02.08.2017;11:00;A;Rathaus Dortmund;Herne\n"
    (draft,) = read_table(table.encode(), "liste.csv").drafts
    assert (draft.venue.city, draft.doubts) == ("Herne", ())
