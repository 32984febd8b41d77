"""Measure which published appointments the drafts of a corrected invitation are taken for, beside a naive rule.

    python bench/matching.py [--tours N] [--seed N] [--verbose] [--rows N]

Each synthetic tour is published, and then announced again with random corrections: hours, days, rooms and houses
changed, towns misspelt, titles rephrased, visits cancelled, left out and added, dates lost. Half of the tours go to
centres, the others to anything; towns are visited twice on a day and centres on two days.

Reported:
  precision  share of the pairs that are right; a wrong one would overwrite another visit
  recall     share of the visits announced again that are found
  whole      share of the tours in which every draft is right, new ones included
  ms         median and slowest time of a tour
The baseline takes the first appointment on the same day in the same city.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.desk.records import added, draft, published
from tests.frames import synthetic
from tourkarte.desk.matching import match
from tourkarte.model import Precision, Status
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.store.records import AppointmentRecord, DraftRecord

Pairs = dict[str, str]

OCCASIONS: Final = (
    "Besuch der Gesamtschule",
    "Gespräch mit Ehrenamtlichen",
    "Eröffnung der Sprachwerkstatt",
    "Rundgang durch das Quartier",
    "Übergabe des Förderbescheids",
    "Diskussion mit Auszubildenden",
    "Besichtigung der Feuerwache",
    "Empfang im Rathaus",
)
REPHRASED: Final = ("Besuch: {}", "{} (öffentlich)", "Staatssekretärin besucht {}", "{} und Austausch mit Fachkräften")
VENUES: Final = ("Kulturzentrum", "Alte Post", "Bürgerhaus", "Volkshochschule", "Haus der Begegnung")
TO_CENTRES: Final = 0.5
TWICE: Final = 0.15
PER_KIND: Final = 0.05
LEFT_OUT: Final = 0.07
IN_A_TOWN_OF_IT: Final = 0.5
STREETS: Final = ("Bahnhofstraße", "Schulweg", "Kirchplatz", "Lindenallee", "Am Bach")


@dataclass
class Correction:
    """A tour as it was published and as it is announced again."""

    appointments: list[AppointmentRecord]
    drafts: list[DraftRecord] = field(default_factory=list)
    truth: Pairs = field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)


def tour(number: int, chance: random.Random) -> list[AppointmentRecord]:
    """Return the appointments of a tour within three weeks."""
    to_centres = chance.random() < TO_CENTRES
    first = dt.date(2017, 8, 1)
    found: list[AppointmentRecord] = []
    for each in published(synthetic(chance.randrange(6, 15), seed=number), f"document-{number}"):
        codes = gazetteer().codes(each.city or "")
        day = first + dt.timedelta(days=chance.randrange(21))
        code = chance.choice(codes) if codes else None
        known = replace(each, date=day, postal_code=code, status=Status.SCHEDULED)
        if not to_centres:
            known = replace(known, centre=None, title=f"{chance.choice(OCCASIONS)} {each.city}")
        found.append(known)
        if chance.random() < TWICE:
            found.append(second(known, chance, to_centres=to_centres))
    return found


def second(known: AppointmentRecord, chance: random.Random, *, to_centres: bool) -> AppointmentRecord:
    """Return another visit to the same town on the same day, or to the same centre on another."""
    key = f"{known.id}-2"
    if to_centres:
        return replace(known, id=key, date=known.date + dt.timedelta(days=chance.randrange(1, 10)))
    return replace(
        known,
        id=key,
        title=chance.choice([each for each in OCCASIONS if not known.title.startswith(each)]),
        start=later(known, chance),
        **other_house(known, chance),
    )


def later(known: AppointmentRecord, chance: random.Random) -> dt.time:
    """Return another time of the same day."""
    hour = known.start.hour if known.start else 8
    return dt.time(chance.choice([each for each in range(8, 20) if each != hour]), chance.choice((0, 30)))


def other_house(known: AppointmentRecord, chance: random.Random) -> dict[str, Any]:
    """Return the fields of another house in the town."""
    return {
        "venue": chance.choice(VENUES),
        "street": f"{chance.choice(STREETS)} {chance.randrange(1, 99)}",
        "postal_code": chance.choice([*gazetteer().codes(known.city or ""), known.postal_code]),
    }


def misspelt(text: str, chance: random.Random) -> str:
    """Return a name with two letters swapped, one doubled or one lost."""
    at = chance.randrange(1, len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return chance.choice((swapped, text[:at] + text[at:][:1] + text[at:], text[:at] + text[at + 1 :]))


KINDS: Final[dict[str, Callable[[AppointmentRecord, random.Random], dict[str, Any]]]] = {
    "hour": lambda known, chance: {"start": later(known, chance)},
    "day": lambda known, chance: {"date": known.date + dt.timedelta(days=chance.choice((-2, -1, 1, 1, 2, 7, 14)))},
    "room": lambda _, chance: {"venue": chance.choice(VENUES), "room": f"Raum {chance.randrange(1, 500)}"},
    "house": other_house,
    "town": lambda known, chance: {"city": misspelt(known.city or "", chance)},
    "title": lambda known, chance: {"title": chance.choice(REPHRASED).format(known.title)},
    "other title": lambda _, chance: {"title": chance.choice(OCCASIONS)},
    "no centre": lambda *_: {"centre": None},
    "cancelled": lambda *_: {"status": Status.CANCELLED},
    "no date": lambda *_: {"date": None},
    "no house": lambda *_: {"street": None, "postal_code": None},
}


def corrected(known: list[AppointmentRecord], chance: random.Random) -> Correction:
    """Return the tour as it is announced again."""
    found = Correction(known)
    for position, each in enumerate(known):
        kinds = tuple(kind for kind in KINDS if chance.random() < PER_KIND)
        said: dict[str, Any] = {"precision": Precision.POSTAL_CODE, "radius_m": 1300.0}
        for kind in kinds:
            said |= KINDS[kind](each, chance)
        if chance.random() < LEFT_OUT:
            continue
        name = draft(each, position, **said)
        found.drafts.append(name)
        found.truth[name.id] = each.id
        found.kinds[name.id] = kinds or ("same",)
    for position in range(100, 100 + chance.choices((0, 1, 2), weights=(6, 3, 1))[0]):
        found.drafts.append(new_visit(position, chance.choice(known), chance))
    chance.shuffle(found.drafts)
    return found


def new_visit(position: int, known: AppointmentRecord, chance: random.Random) -> DraftRecord:
    """Return a visit that was not announced before: on a day of the tour, half of them in a town of it."""
    start = later(known, chance)
    if chance.random() < IN_A_TOWN_OF_IT:
        title = chance.choice([each for each in OCCASIONS if not known.title.startswith(each)])
        return added(position, date=known.date, start=start, title=title, city=known.city, **other_house(known, chance))
    town = chance.choice(sorted(gazetteer().municipality_names().values()))
    return added(position, date=known.date, start=start, title=f"{chance.choice(OCCASIONS)} {town}", city=town)


def by_matching(correction: Correction) -> Pairs:
    """Pair with Tourkarte."""
    comparisons = match(correction.drafts, correction.appointments).comparisons
    return {each.draft.id: each.appointment.id for each in comparisons if each.appointment}


def by_date_and_city(correction: Correction) -> Pairs:
    """Pair what is on the same day in the same city."""
    free = {each.id: (each.date, each.city) for each in correction.appointments}
    pairs = {}
    for each in correction.drafts:
        if found := next((key for key, place in free.items() if place == (each.date, each.city)), None):
            pairs[each.id] = found
            del free[found]
    return pairs


@dataclass
class Score:
    """What one rule did on all tours."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Counter[bool]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)

    def add(self, correction: Correction, pairs: Pairs) -> list[str]:
        """Count one tour; return the drafts that are wrong."""
        right = {key for key, found in pairs.items() if correction.truth.get(key) == found}
        wrong = [each.id for each in correction.drafts if pairs.get(each.id) != correction.truth.get(each.id)]
        self.counts.update(found=len(pairs), right=len(right), true=len(correction.truth), tours=1, whole=not wrong)
        for key, kinds in correction.kinds.items():
            for kind in kinds:
                self.kinds.setdefault(kind, Counter())[key in right] += 1
        return wrong

    def __str__(self) -> str:
        count = self.counts
        shares = {"precision": ("right", "found"), "recall": ("right", "true"), "whole": ("whole", "tours")}
        figures = "  ".join(f"{name} {count[one] / max(count[two], 1):.4f}" for name, (one, two) in shares.items())
        milliseconds = [1000 * each for each in self.seconds]
        recall = "  ".join(f"{kind} {seen[True] / seen.total():.3f}" for kind, seen in sorted(self.kinds.items()))
        return f"{figures}  ms {statistics.median(milliseconds):.2f}/{max(milliseconds):.1f}\n      recall: {recall}"


def told(correction: Correction, key: str, pairs: Pairs) -> str:
    """Return in a line what is wrong about a draft."""
    said = next(each for each in correction.drafts if each.id == key)
    kinds = "+".join(correction.kinds.get(key, ("new",)))
    what = f"{said.date} {said.start} {said.title!r} {said.venue}, {said.street}, {said.city}"
    return f"    {kinds}: {what}: {pairs.get(key)}, not {correction.truth.get(key)}"


def measure(corrections: list[Correction], rule: Callable[[Correction], Pairs], *, verbose: bool) -> Score:
    """Run one rule over all tours."""
    score = Score()
    for each in corrections:
        begin = time.perf_counter()
        pairs = rule(each)
        score.seconds.append(time.perf_counter() - begin)
        for key in score.add(each, pairs):
            if verbose:
                print(told(each, key, pairs))
    return score


def large(rows: int) -> None:
    """Print how long a list of 200 takes beside many appointments, and all of them beside themselves."""
    known = published(synthetic(rows))
    for count in (200, rows):
        said = [draft(each, position) for position, each in enumerate(known[:count])]
        begin = time.perf_counter()
        match(said, known)
        print(f"{count} drafts beside {rows} appointments: {time.perf_counter() - begin:.2f} s")


def main() -> None:
    """Print the figures of both rules."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--tours", type=int, default=200)
    options.add_argument("--seed", type=int, default=2017)
    options.add_argument("--rows", type=int, default=10_000, help="appointments of the large tour")
    options.add_argument("--verbose", action="store_true", help="list what is wrong")
    given = options.parse_args()
    gazetteer()
    chance = random.Random(given.seed)  # noqa: S311 - tours for a measurement, no secret
    corrections = [corrected(tour(given.seed + number, chance), chance) for number in range(given.tours)]
    drafts = sum(len(each.drafts) for each in corrections)
    print(f"{given.tours} tours, {drafts} drafts, {sum(len(each.truth) for each in corrections)} of them known")
    print(f"  matching  {measure(corrections, by_matching, verbose=given.verbose)}")
    print(f"  baseline  {measure(corrections, by_date_and_city, verbose=False)}")
    if given.rows:
        large(given.rows)


if __name__ == "__main__":
    main()
