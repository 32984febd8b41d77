"""Measure the invitation reader: how much it finds, how right it is, how fast, beside a baseline in the same run.

    python bench/reading.py [FOLDER ...] [--hold-out N] [--verbose]

A folder holds texts with their expectations: `NAME.txt` with `NAME.gold.json`, or `NAME.md` with `NAME.json`, both
`{"appointments": [{"date", "start", "end", "title", "venue", "room", "street", "postal_code", "city", "cancelled"}]}`.
Without a folder, the cases of the tests are read. `--hold-out N` reports every Nth document apart: those that nobody
looked at while rules were written.

Reported:
  found    F1 of the appointments; a pair needs the same day or start, and places that do not speak against it
  core     mean F1 of date, start, street, postal code and city
  exact    share of expected appointments where these five are all right
  doubted  share of wrong core fields that carry a doubt, and of right values that do; that nothing is stated, where
           indeed nothing is, is neither
  ms       median and slowest time of a document
The baseline is one regular expression for each field, applied line by line: what a first afternoon brings.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tourkarte.intake.invitation import read
from tourkarte.intake.listing import as_json
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CASES: Final = Path(__file__).parents[1] / "tests" / "intake" / "cases"
CORE: Final = ("date", "start", "street", "postal_code", "city")
LOOSE: Final = ("title", "venue", "room")
WEIGHTS: Final = {"date": 3.0, "start": 2.0, "street": 2.0, "postal_code": 1.5, "city": 1.5, "venue": 1.0, "title": 1.0}
ALIKE: Final = 0.6

Appointment = dict[str, Any]


def by_reader(text: str) -> list[Appointment]:
    """Read with Tourkarte."""
    return as_json([("", read(text, gazetteer()))])["appointments"]


DATE: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
TIME: Final = re.compile(r"(\d{1,2})[.:](\d{2}) ?Uhr")
PLACE: Final = re.compile(r"([A-ZÄÖÜ][\wäöüß.-]* ?(?:straße|str\.|weg|platz|allee) \d+\w?)")
CITY: Final = re.compile(r"(\d{5}) ([A-ZÄÖÜ][a-zäöüß]+)")


def by_baseline(text: str) -> list[Appointment]:
    """Read line by line, one expression for each field; a day stays until the next."""
    found: list[Appointment] = []
    day = None
    for line in text.splitlines():
        if match := DATE.search(line):
            day = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
        street, city = PLACE.search(line), CITY.search(line)
        if match := TIME.search(line):
            found.append({"date": day, "start": f"{int(match[1]):02}:{match[2]}", "title": line[match.end() :].strip()})
        if found and street and not found[-1].get("street"):
            found[-1]["street"] = street[1]
        if found and city and not found[-1].get("city"):
            found[-1].update(postal_code=city[1], city=city[2])
    return found


def folded(name: str, value: object) -> str:
    """Return a value in the form that it is compared in."""
    text = unicodedata.normalize("NFKC", str(value or "")).casefold().strip()
    text = re.sub(r"\s*[‐-―-]\s*", "-", text)
    if name == "postal_code":
        text = re.sub(r"^[a-z]{1,2}-", "", text)
    if name == "street":
        text = re.sub(r"(?<=\d)\s+(?=[a-z]\b)", "", re.sub(r"stra(?:ß|ss)e|str\.", "str", text))
    return re.sub(r"\s+", " ", text).strip(" .,;")


def agree(name: str, one: Appointment, other: Appointment) -> bool:
    """Whether both say the same about a field; names need only be alike."""
    first, second = folded(name, one.get(name)), folded(name, other.get(name))
    if not first or not second:
        return first == second
    if name == "city":
        return first.startswith(second) or second.startswith(first)
    if name in LOOSE:
        return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= ALIKE
    return first == second


def affinity(one: Appointment, other: Appointment) -> float:
    """How likely both speak of one appointment."""
    score = 0.0
    for name, weight in WEIGHTS.items():
        if folded(name, one.get(name)) and folded(name, other.get(name)):
            score += weight if agree(name, one, other) else -weight / 2
    same_time = agree("date", one, other) or bool(folded("start", one.get("start")) and agree("start", one, other))
    return score if same_time else 0.0


def pairs(expected: list[Appointment], found: list[Appointment]) -> list[tuple[Appointment, Appointment]]:
    """Match one to one, the strongest first."""
    ranked = sorted(
        ((affinity(one, other), i, j) for i, one in enumerate(expected) for j, other in enumerate(found)), reverse=True
    )
    used: tuple[set[int], set[int]] = (set(), set())
    matched = []
    for score, i, j in ranked:
        if score > 0 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            matched.append((expected[i], found[j]))
    return matched


@dataclass
class Score:
    """What one reader did on one set of documents."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    doubted: Counter[bool] = field(default_factory=Counter)
    judged: Counter[bool] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, expected: list[Appointment], found: list[Appointment]) -> Iterable[str]:
        """Count one document; return what was wrong in it."""
        matched = pairs(expected, found)
        self.expected["found"] += len(expected)
        self.found["found"] += len(found)
        self.right["found"] += len(matched)
        for name in (*CORE, "end", *LOOSE):
            self.expected[name] += sum(bool(folded(name, each.get(name))) for each in expected)
            self.found[name] += sum(bool(folded(name, each.get(name))) for each in found)
            self.right[name] += sum(bool(folded(name, one.get(name))) and agree(name, one, two) for one, two in matched)
        for one, two in matched:
            wrong = [name for name in CORE if not agree(name, one, two)]
            self.right["exact"] += not wrong
            doubts = {doubt["field"] for doubt in two.get("doubts", ())}
            for name in CORE:
                if name in wrong or two.get(name):
                    self.judged[name in wrong] += 1
                    self.doubted[name in wrong] += name in doubts
            if wrong:
                yield "; ".join(f"{name} {one.get(name)!r}, read {two.get(name)!r}" for name in wrong)
        if len(matched) < max(len(expected), len(found)):
            yield f"{len(expected)} expected, {len(found)} read, {len(matched)} matched"

    def f1(self, name: str) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.expected[name] + self.found[name]
        return 2 * self.right[name] / total if total else 1.0

    def __str__(self) -> str:
        core = sum(self.f1(name) for name in CORE) / len(CORE)
        exact = self.right["exact"] / max(self.expected["found"], 1)
        wrong, right = (self.doubted[key] / max(self.judged[key], 1) for key in (True, False))
        fields = "  ".join(f"{name} {self.f1(name):.2f}" for name in (*CORE, "end", *LOOSE))
        return (
            f"found {self.f1('found'):.3f}  core {core:.3f}  exact {exact:.3f}  doubted {wrong:.2f}/{right:.2f}  "
            f"ms {1000 * statistics.median(self.seconds):.1f}/{1000 * max(self.seconds):.1f}\n      {fields}"
        )


def documents(folder: Path) -> list[tuple[str, str, list[Appointment]]]:
    """Return name, text and expectation of all documents of a folder."""
    found = []
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        gold = path.with_suffix(".gold.json" if path.suffix == ".txt" else ".json")
        if gold.exists():
            expected = json.loads(gold.read_text("utf-8"))["appointments"]
            found.append((path.stem, path.read_text("utf-8"), expected))
    return found


def measure(reader: Callable[[str], list[Appointment]], texts: list[tuple[str, str, list[Appointment]]]) -> Score:
    """Run one reader over documents."""
    score = Score()
    for _, text, expected in texts:
        begin = time.perf_counter()
        found = reader(text)
        score.seconds.append(time.perf_counter() - begin)
        list(score.add(expected, found))
    return score


def main() -> None:
    """Print the figures of all folders."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path, default=[CASES])
    options.add_argument("--hold-out", type=int, default=0, metavar="N", help="report every Nth document apart")
    options.add_argument("--verbose", action="store_true", help="list what is wrong in the documents not held out")
    given = options.parse_args()
    gazetteer()
    for folder in given.folders:
        texts = documents(folder)
        held = texts[given.hold_out - 1 :: given.hold_out] if given.hold_out else []
        seen = [each for each in texts if each not in held]
        for title, part in (("", seen), (", held out", held)):
            if part:
                print(f"{folder.name}{title}: {len(part)} documents, {sum(len(each[2]) for each in part)} appointments")
                print(f"  reader    {measure(by_reader, part)}")
                print(f"  baseline  {measure(by_baseline, part)}")
        for name, text, expected in seen if given.verbose else []:
            for line in Score().add(expected, by_reader(text)):
                print(f"    {name}: {line}")


if __name__ == "__main__":
    main()
