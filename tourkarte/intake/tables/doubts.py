"""On which fields of a row's place a person should look: the reader's own rules, for what stands in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.intake.towns import about_town
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.model import Venue
    from tourkarte.places.gazetteer import Gazetteer


def about_place(venue: Venue, gazetteer: Gazetteer) -> Iterator[Doubt]:
    """Return the doubts about the town and its postal code."""
    if not venue.city:
        yield Doubt("city", "In der Tabelle steht kein Ort.")
    elif doubt := about_town(venue.postal_code, venue.city, gazetteer, "in der Tabelle"):
        yield doubt
