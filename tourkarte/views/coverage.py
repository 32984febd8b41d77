"""The centres and how far they are, in words: map, bars, list and picture all say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from tourkarte.language import N_, _, ngettext
from tourkarte.progress.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tourkarte.model import District
    from tourkarte.progress.coverage import Covered
    from tourkarte.views.stops import Stop

_WORDS: Final = {
    Coverage.VISITED: N_("besucht"),
    Coverage.ANNOUNCED: N_("angekündigt"),
    Coverage.OPEN: N_("noch nicht"),
}
_OUT_OF_SIGHT: Final = N_("nicht in der Auswahl")
_KIND: Final = "Kreis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A centre in words.

    Attributes
    ----------
    word
        How far it is.
    when
        The day of the visit that is meant, empty where there is none.
    further
        That there are more visits, empty where there are none.
    link
        Address of that visit's appointment.
    report
        Web address of a report about it.
    """

    ags: str
    name: str
    state: Coverage
    word: str
    when: str = ""
    further: str = ""
    link: str = ""
    report: str = ""

    @property
    def title(self) -> str:
        """All of it in one line."""
        return f"{self.name}: {', '.join(filter(None, [self.word, self.when]))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of some centres are visited and announced."""

    visited: int
    announced: int
    total: int

    @property
    def open(self) -> int:
        """How many are neither."""
        return self.total - self.visited - self.announced

    @property
    def words(self) -> str:
        """The same in words."""
        said = [
            _("{n} besucht").format(n=self.visited),
            *([_("{n} angekündigt").format(n=self.announced)] if self.announced else []),
        ]
        return _("{shares} von {total}").format(shares=", ".join(said), total=self.total)


@dataclass(frozen=True, slots=True)
class Region:
    """The centres of one region."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def share(self) -> Share:
        """How many of them are visited and announced."""
        return share(self.entries)

    @property
    def states(self) -> tuple[Coverage, ...]:
        """The state of each, as a bar shows them: what is done comes first."""
        return tuple(sorted((entry.state for entry in self.entries), key=list(Coverage).index))


def words(*, is_whole: bool) -> dict[Coverage, str]:
    """Return the word for each state; of a part of the appointments nobody can say what was not yet."""
    return {
        state: _(_OUT_OF_SIGHT) if state == Coverage.OPEN and not is_whole else _(word)
        for state, word in _WORDS.items()
    }


def entries(
    districts: Iterable[District],
    covered: Covered,
    stops: Mapping[str, Stop],
    *,
    link: Callable[[str], str],
    is_whole: bool = True,
) -> tuple[Entry, ...]:
    """Return the centres of some districts in words, by region and name.

    Parameters
    ----------
    stops
        The appointments that are counted, by id.
    link
        Returns the address of an appointment.
    is_whole
        Whether these are all appointments of the tours that are looked at.
    """
    said = words(is_whole=is_whole)
    ordered = sorted(districts, key=lambda district: (district.region, district.name))
    return tuple(_entry(district, covered, stops, link, said) for district in ordered)


def _entry(
    district: District,
    covered: Covered,
    stops: Mapping[str, Stop],
    link: Callable[[str], str],
    said: Mapping[Coverage, str],
) -> Entry:
    visit = covered.visits.get(district.ags)
    if visit is None:
        return Entry(ags=district.ags, name=name_of(district), state=Coverage.OPEN, word=said[Coverage.OPEN])
    stop = stops[visit.id]
    more = ngettext("und {n} weiterer Termin", "und {n} weitere Termine", visit.further).format(n=visit.further)
    return Entry(
        ags=district.ags,
        name=name_of(district),
        state=visit.state,
        word=said[visit.state],
        when=stop.whens.days,
        further=more if visit.further else "",
        link=link(visit.id),
        report=stop.report,
    )


def name_of(district: District) -> str:
    """Return „Kreis Wesel“ and „Rhein-Kreis Neuss“, „Herne“ and „Städteregion Aachen“."""
    plain = district.kind == _KIND and not any(part in district.name.lower() for part in ("kreis", "region"))
    return f"{_KIND} {district.name}" if plain else district.name


def regions(found: Iterable[Entry], districts: Mapping[str, District]) -> list[Region]:
    """Return the entries under their regions."""
    grouped = groupby(found, key=lambda entry: districts[entry.ags].region)
    return [Region(name, tuple(of_region)) for name, of_region in grouped]


def share(found: Iterable[Entry]) -> Share:
    """Return how many of the entries are visited and announced."""
    counted = Counter(entry.state for entry in found)
    return Share(visited=counted[Coverage.VISITED], announced=counted[Coverage.ANNOUNCED], total=sum(counted.values()))
