"""On which fields of a row's place a person should look: the reader's own rules, for what stands in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.intake.words import is_known_city
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.model import Venue
    from tourkarte.places.gazetteer import Gazetteer


def about_place(venue: Venue, gazetteer: Gazetteer) -> Iterator[Doubt]:
    """Return the doubts about the town and its postal code."""
    code, city = venue.postal_code, venue.city
    places = gazetteer.postal(code) if code else ()
    towns = gazetteer.municipalities(city) if city else ()
    if not city:
        yield Doubt("city", "In der Tabelle steht kein Ort.")
    elif places and not {place.district for place in places} & {town.district for town in towns}:
        if towns or is_known_city(city, gazetteer):
            where = ", ".join(sorted({place.place for place in places}))
            yield Doubt("postal_code", f"Die Postleitzahl {code} gehört zu {where}, in der Tabelle steht {city}.")
        elif not gazetteer.is_place(city):
            yield Doubt("city", f"„{city}“ steht nicht im Ortsverzeichnis; bitte den Ort prüfen.")
    elif code is None and not is_known_city(city, gazetteer) and not gazetteer.is_place(city):
        yield Doubt("city", f"„{city}“ steht nicht im Ortsverzeichnis.")
