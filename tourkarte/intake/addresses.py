"""Find streets, postal codes and cities in a text.

German addresses are recognised by their notation: a street by its ending or its preposition and a house number behind
it, a city by the postal code before it. The gazetteer decides how far a city's name goes (`Castrop Rauxel`, but not
`Herne Anmeldung`); it knows North Rhine-Westphalia only, so a city elsewhere is taken as far as its notation is
plain. Four-digit codes, as in Austria, are taken where a house number or a bracket leads to them.

Limits: no P.O. boxes, no addresses of other countries but those written the German way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tourkarte.places.gazetteer import Gazetteer

_NAME: Final = r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüßéèç]+(?:-[A-Za-zÄÖÜäöüß]+){0,3}"
_POSTAL: Final = re.compile(
    rf"(?<![\w.,/+–-])(?:[A-Z]{{1,2}}[-–])?(?P<code>[0-9]{{5}}|[0-9]{{4}}),?\s{{1,3}}(?P<city>{_NAME})"
)
_CITY_WORDS: Final = re.compile(
    rf"[ ](?:(?:am|an der|im|auf|ob der|bei|vor der|(?:[avo]\. ?)(?:d\. ?)?)[ ])?{_NAME}|/{_NAME}"
    r"|[ ]\((?:Westf|Rhld|Rheinland)\.?\)",
    re.IGNORECASE,
)
_CITY_JOINED: Final = re.compile(
    rf"[ ](?:[Aa]m|[Aa]n der|im|auf|ob der|bei|vor der)[ ]{_NAME}|,?[ ]OT[ ]{_NAME}|–{_NAME}"
    r"|[ ]\((?:Westf|Rhld|Oder)\.?\)"
)
_CITY_OPENS: Final = frozenset(
    {
        "Bad",
        "Sankt",
        "Hohen",
        "Neu",
        "Alt",
        "Groß",
        "Klein",
        "Burg",
        "Hallig",
        "Kloster",
        "Markt",
        "Schloß",
        "Alten",
        "Neuen",
        "Oberen",
    }
)
_NEXT_NAME: Final = re.compile(rf"[ ]{_NAME}")
_LEADS_TO_SHORT_CODE: Final = re.compile(r"(?:[0-9][a-zA-Z]?(?:[/-][0-9]+)?\)?\s?[,|;]\s|\(|\b[A-Z]{1,2}[-–])$")
_MAX_CITY_WORDS: Final = 4

_NUMBER: Final = (
    r"[0-9]{1,4}(?:[ ]?[a-zA-Z](?![\wäöüß]))?"
    r"(?:[ ]?[-–/+][ ]?[0-9]{1,4}(?:[ ]?[a-zA-Z](?![\wäöüß]))?){0,3}"
)
_HOUSE: Final = re.compile(
    rf"(?:(?<=[^\W\d_])|(?<=[.)]))[ \n](?P<number>{_NUMBER})(?![0-9]|[.,:][0-9])"
    r"(?![ ]?(?:uhr|h|meter|m|km|prozent|%|euro|€|jahre|og|etage|minuten)\b)"
    r"(?!\.?[ ]?(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b)",
    re.IGNORECASE,
)
_STREET_ENDING: Final = (
    r"(?:straße|strasse|str\.?|weg|platz|allee|ring|damm|ufer|gasse|gäßchen|gässchen|chaussee|markt|steig|stieg|pfad|wall|"
    r"graben|bogen|kamp|zeile|promenade|twiete|stiege|gürtel|kai|deich|reihe|winkel|terrasse|steg|tor|berg|hof|feld|garten|"
    r"mauer|brink|bruch|busch|heide|höhe|hang|rain|bach|wiesen?|aue|brücke|siedlung|esch|grund|anger|insel|park|acker|äcker|"
    r"anlage|bleiche|blick|born|breite|brunnen|bühl|eck|freiheit|gewann|horst|kuhle|leite|lohe|plan|schanze|schneise|teich|"
    r"warte|wasen|wehr|weiher|zwinger|kreuz|passage)"
)
COMPOUND: Final = re.compile(rf"[A-ZÄÖÜ][\wäöüß.'-]*?[\wäöüß.-]{_STREET_ENDING}", re.IGNORECASE)
_GENERIC: Final = re.compile(
    rf"{_STREET_ENDING}|land(?:straße|str\.?)|haupt(?:straße|str\.?)|heer(?:straße|str\.?)", re.IGNORECASE
)
_ADJECTIVE: Final = re.compile(
    r"[A-ZÄÖÜ][\wäöüß-]{2,}er|(?:Neue|Alte|Obere|Untere|Große|Kleine|Hohe|Lange|Kurze|Breite|Äußere|Innere|Hintere|Vordere|Mittlere)[rns]?"
    r"|[A-ZÄÖÜ][\wäöüß-]{2,}sche[rns]?|St\.|Sankt|Dr\.|Prof\."
)
_LONG_STREET: Final = re.compile(r"(?:str\.?|straße|strasse|weg|allee)$", re.IGNORECASE)
_OF_TOWN: Final = re.compile(
    r"(?!(?:Münster|Hannover|Speyer|Salzgitter|Ober|Unter|Peter|Hier|Außer)$|\w*(?:minister|meister|[Cc]enter|theater|zimmer|keller|lager)$)"
    r"[A-ZÄÖÜ][a-zäöüß]{3,}er"
)
_TITLES: Final = ("Dr.", "Prof.", "St.", "Sankt")
_SIZE: Final = re.compile(
    r"(?:Neu|Alt|Ober|Unter|Groß|Klein|Hoh|Lang|Kurz|Breit|Äußer|Inner|Hinter|Vorder|Mittler)e[rns]?"
)
_PREPOSITION: Final = re.compile(
    r"(?:An der|An den|Am|Im|In der|In den|In dem|Auf dem|Auf der|Auf den|Unter den|Unter der|Zum|Zur|Zu den|"
    r"Hinter der|Hinter dem|Vor dem|Vor der|Bei der|Beim|Über der)"
    r"(?:[ \n][\wÄÖÜäöüß.-]+){1,3}"
)
_OF: Final = re.compile(
    rf"{_STREET_ENDING}[ ](?:der|des|am|an der|von|zum|zur)(?:[ ][\wÄÖÜäöüß.-]+){{1,3}}", re.IGNORECASE
)
_PROPER: Final = re.compile(r"[A-ZÄÖÜ][\wÄÖÜäöüßéè.'-]*|de|la|der|des|den|am|-")
_ROOM_WORD: Final = re.compile(
    r"(?:raum|saal|zimmer|etage|flur|halle|tor|haus|gebäude|block|forum|bahnsteig|gleis|studio|stand|ebene|bau|eingang|og|eg|werk|nr|"
    r"telefon|tel|fax|seite|hörsaal|teil|kapitel|bus|linie|autobahn|ausfahrt|look)\.?",
    re.IGNORECASE,
)
_HOUSE_NOUN: Final = re.compile(
    r"[\wäöüß-]*(?:haus|saal|zentrum|center|schule|halle|theater|museum|kirche|zimmer|keller|büro|amt|hotel|rathaus|kammer|lager|"
    r"treff|hof|bahnhof|institut|universität|club|labor)",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"[,;|()\n:„“”\"]|(?<!Dr)(?<!St)(?<!Prof)(?<![0-9])[.!?][ ](?=[A-ZÄÖÜ][a-zäöü]{3})|[ ][–—-][ ]"
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}$")
_LOOKBACK: Final = 70


@dataclass(frozen=True, slots=True)
class Street:
    """A street with its house number.

    Attributes
    ----------
    sure
        Whether the words themselves say that it is a street; else only its place before a postal code can.
    """

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class PostalCity:
    """A postal code and the city behind it; `code` is as written, without a country's letters."""

    start: int
    end: int
    code: str
    code_start: int
    city_start: int


def find_postal_cities(text: str, gazetteer: Gazetteer) -> list[PostalCity]:
    """Return the postal codes with a city behind them."""
    found = []
    for match in _POSTAL.finditer(text):
        code = match["code"]
        if len(code) == 4 and not _LEADS_TO_SHORT_CODE.search(text, max(match.start() - 20, 0), match.start("code")):  # noqa: PLR2004
            continue
        end = city_end(text, match.start("city"), match.end("city"), gazetteer)
        found.append(PostalCity(match.start(), end, code, match.start("code"), match.start("city")))
    return found


def city_end(text: str, start: int, first_end: int, gazetteer: Gazetteer) -> int:
    """Return where the name of a city ends that begins at `start` with the word to `first_end`."""
    end = best = first_end
    for _ in range(_MAX_CITY_WORDS):
        more = _CITY_WORDS.match(text, end)
        if more is None:
            break
        end = more.end()
        if gazetteer.municipalities(text[start:end]):
            best = end
    if best > first_end:
        return best
    if text[start:first_end] in _CITY_OPENS and (more := _NEXT_NAME.match(text, first_end)):
        first_end = more.end()
    joined = _CITY_JOINED.match(text, first_end)
    return joined.end() if joined else first_end


def find_streets(text: str) -> list[Street]:
    """Return what may be a street with a house number."""
    found: list[Street] = []
    for match in _HOUSE.finditer(text):
        floor = max(match.start() - _LOOKBACK, found[-1].end if found else 0)
        street = _street(text, floor, match.start(), match.end())
        if street:
            found.append(street)
    return found


def _street(text: str, floor: int, name_end: int, end: int) -> Street | None:
    """Return the street whose name ends at `name_end`."""
    cuts = [cut.end() for cut in _CUT.finditer(text, floor, name_end)]
    start = cuts[-1] if cuts else floor
    if cuts and text[start - 1] == "\n" and _wraps(text, floor, start, name_end):
        start = cuts[-2] if len(cuts) > 1 else floor
    segment = text[start:name_end]
    words = [(match[0], start + match.start()) for match in re.finditer(r"\S+", segment)]
    if not words:
        return None
    sure = _sure_start(text, words, start, name_end)
    if sure is not None:
        return Street(sure, end, sure=True)
    if _YEAR.match(text, name_end + 1, end):
        return None
    if len(words) <= 5 and all(_PROPER.fullmatch(word) for word, _ in words) and not _ROOM_WORD.fullmatch(words[-1][0]):  # noqa: PLR2004
        return Street(words[0][1], end, sure=False)
    return None


def _wraps(text: str, floor: int, start: int, name_end: int) -> bool:
    """Whether a street's name is broken over two lines: `Reeser` / `Landstraße 31`."""
    above = text[floor : start - 1].split()
    first = text[start:name_end].split()
    return bool(above and first and _ADJECTIVE.fullmatch(above[-1]) and _GENERIC.fullmatch(first[0]))


def _sure_start(text: str, words: list[tuple[str, int]], start: int, name_end: int) -> int | None:
    last, at = words[-1]
    if last[0].islower() and not _GENERIC.fullmatch(last):
        return None
    for pattern in (_OF, _PREPOSITION):
        found = [match.start() for match in pattern.finditer(text, start, name_end) if match.end() == name_end]
        if found and not _ROOM_WORD.fullmatch(last):
            return _with_size(words, found[0])
    if _GENERIC.fullmatch(last):
        return _generic_start(words)
    if COMPOUND.fullmatch(last) and not _ROOM_WORD.fullmatch(last):
        return _with_size(words, at)
    if len(words) > 1 and _SIZE.fullmatch(words[-2][0]) and _PROPER.fullmatch(last):
        return words[-2][1]
    return None


def _with_size(words: list[tuple[str, int]], at: int) -> int:
    """Take `Neue` and its like in front of a street's name."""
    before = [word for word in words if word[1] < at]
    if before and _LONG_STREET.search(words[-1][0]) and _OF_TOWN.fullmatch(before[-1][0]):
        return before[-1][1]  # `Stockumer Kirchstr. 61`
    if before and (_SIZE.fullmatch(before[-1][0]) or before[-1][0] in ("St.", "Sankt")):
        return before[-1][1]
    return at


def _generic_start(words: list[tuple[str, int]]) -> int | None:
    """Return where a name of several words begins: `Tempelhofer Ufer`, `Dr. Karl Renner Ring`."""
    names = words[:-1]
    if not names:
        return words[-1][1] if len(words[-1][0]) > 6 else None  # noqa: PLR2004
    honoured = any(word in _TITLES for word, _ in names[-3:])
    if not honoured and _ADJECTIVE.fullmatch(names[-1][0]) and not _HOUSE_NOUN.fullmatch(names[-1][0]):
        return _with_size(words, names[-1][1])
    start = None
    for word, at in reversed(names[-4:]):
        if not _PROPER.fullmatch(word) or _HOUSE_NOUN.fullmatch(word):
            break
        start = at
    return start
