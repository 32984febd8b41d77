"""The figures of the progress page in words, which the page and the picture both show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tourkarte.language import _, ngettext, number

if TYPE_CHECKING:
    from tourkarte.progress import Figures
    from tourkarte.progress.travelled import Travelled
    from tourkarte.views.coverage import Share

_METRES_PER_KM = 1000


class Fact(NamedTuple):
    """A figure with what it counts."""

    name: str
    value: str
    words: str


def lead(share: Share, *, is_whole: bool = True) -> str:
    """Return the page in one sentence, which says so where not all appointments are counted."""
    if not share.total:
        return _("Es sind keine Zentren bekannt, die besucht werden könnten.")
    visited = ngettext(
        "{n} von {total} Zentren ist besucht", "{n} von {total} Zentren sind besucht", share.visited
    ).format(n=number(share.visited), total=number(share.total))
    if not is_whole:
        visited = _("In dieser Auswahl: {visited}").format(visited=visited)
    if not share.announced:
        return _("{visited}.").format(visited=visited)
    announced = ngettext(
        "ein Besuch in einem weiteren ist angekündigt", "Besuche in {n} weiteren sind angekündigt", share.announced
    ).format(n=number(share.announced))
    return _("{visited}, {announced}.").format(visited=visited, announced=announced)


def facts(share: Share, found: Figures, way: Travelled, *, is_whole: bool = True) -> tuple[Fact, ...]:
    """Return the row of figures."""
    return (
        Fact(_("Besucht"), number(share.visited), _("von {total} Zentren").format(total=number(share.total))),
        Fact(
            _("Steht noch an"),
            number(share.announced),
            ngettext("weiteres Zentrum", "weitere Zentren", share.announced),
        ),
        Fact(
            _("Noch ohne Termin") if is_whole else _("Nicht in der Auswahl"),
            number(share.open),
            ngettext("Zentrum", "Zentren", share.open),
        ),
        Fact(
            _("Termine erledigt"),
            number(found.done),
            _("von {n} angekündigten").format(n=number(found.announced)),
        ),
        Fact(
            _("Unterwegs"),
            _("{n} km").format(n=number(round(way.metres / _METRES_PER_KM))),
            _("Luftlinie von Besuch zu Besuch"),
        ),
    )


def remarks(
    found: Figures, way: Travelled, elsewhere: int, *, is_whole: bool = True, is_filtered: bool = False
) -> list[str]:
    """Return what is to be said about the figures of this moment, a sentence each."""
    return [
        *([_("Gezählt wird nur, was die Filter durchlassen.")] if is_filtered else []),
        *([_("Zu diesen Touren ist noch kein Termin angekündigt.")] if is_whole and not found.announced else []),
        *([_unplaced(way)] if way.unplaced else []),
        *([_elsewhere(elsewhere)] if elsewhere else []),
    ]


def _unplaced(way: Travelled) -> str:
    return ngettext(
        "Von {n} Besuch ist der Ort nicht bekannt; in der Strecke fehlt er.",
        "Von {n} Besuchen ist der Ort nicht bekannt; in der Strecke fehlen sie.",
        way.unplaced,
    ).format(n=number(way.unplaced))


def _elsewhere(count: int) -> str:
    return ngettext(
        "{n} Termin gehört zu keinem Zentrum; auf der Karte und in der Liste fehlt er.",
        "{n} Termine gehören zu keinem Zentrum; auf der Karte und in der Liste fehlen sie.",
        count,
    ).format(n=number(count))
