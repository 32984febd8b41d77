"""What looks odd about a record and may still be right: a person is to look at it, nothing is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.model import Doubt
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from tourkarte.store.records import Facts


def of_centre(facts: Facts) -> tuple[Doubt, ...]:
    """Return a doubt about a centre in whose district the place does not lie, as after a move to another town."""
    if not (facts.centre and facts.district) or facts.centre == facts.district:
        return ()
    known = gazetteer()
    centre, district = known.centres.get(facts.centre), known.districts.get(facts.district)
    if centre is None or district is None:
        return ()
    return (
        Doubt(
            "centre",
            f"Der Ort liegt im Gebiet von {district.name}, als Zentrum ist „{centre.name}“ eingetragen. "
            "Bitte prüfen, ob der Besuch dort zählt.",
        ),
    )
