"""How sure a point is: in words, and as one of the three looks that the map, the cards and the legend share."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tourkarte import language
from tourkarte.language import N_, _
from tourkarte.model import Precision

NO_POINT: Final = N_("nicht auf der Karte: kein Punkt bekannt")

_WORDS: Final = {
    Precision.ADDRESS: N_("genau, Hausadresse"),
    Precision.MANUAL: N_("genau, von Hand gesetzt"),
    Precision.STREET: N_("nur Straße"),
    Precision.POSTAL_CODE: N_("nur Postleitzahl"),
    Precision.MUNICIPALITY: N_("nur Gemeinde"),
}
_KILOMETRE: Final = 1000  # metres
_NBSP: Final = "\N{NO-BREAK SPACE}"  # a radius is never torn apart at the end of a line


class Look(StrEnum):
    """How a point is drawn: as the house itself, on the two lines of a street, or in a dashed ring."""

    HOUSE = "house"
    STREET = "street"
    AREA = "area"

    @property
    def label(self) -> str:
        """What the look says, for the legend."""
        return _(_LABELS[self])


_LABELS: Final = {
    Look.HOUSE: N_("genaue Lage"),
    Look.STREET: N_("Doppelstrich: nur Straße"),
    Look.AREA: N_("gestrichelter Ring: nur Postleitzahl oder Gemeinde"),
}


def look_of(precision: str) -> Look | None:
    """Return the look of a point of this precision; without a precision there is no point to draw."""
    if not precision:
        return None
    known = Precision(precision)
    if known.is_exact:
        return Look.HOUSE
    return Look.STREET if known is Precision.STREET else Look.AREA


def precision_words(precision: str, radius_m: float) -> str:
    """Return how well a point is known, with the radius of its uncertainty in metres where one is known."""
    return f"{_(_WORDS[Precision(precision)])}{_about(radius_m)}" if precision else _(NO_POINT)


def unsure_words(precision: str) -> str:
    """Return in few words that a point is not the house's own; nothing where it is, or where there is none."""
    if look_of(precision) not in {Look.STREET, Look.AREA}:
        return ""
    return _("Lage ungefähr, {how}").format(how=_(_WORDS[Precision(precision)]))


def _about(radius_m: float) -> str:
    """Return the radius to ten metres, from one kilometre on to whole kilometres: it is an estimate itself."""
    if not radius_m > 0:
        return ""
    metres = max(10, round(radius_m, -1))
    if metres < _KILOMETRE:
        return f", ±{_NBSP}{metres:.0f}{_NBSP}m"
    return f", ±{_NBSP}{language.number(round(metres / _KILOMETRE))}{_NBSP}km"
