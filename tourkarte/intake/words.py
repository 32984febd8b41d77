"""Words that tell a house from a title and a city from a name.

The gazetteer confirms places in North Rhine-Westphalia. Invitations also lead elsewhere; the large cities listed here
are recognised without a postal code, nothing more is known of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.places.elsewhere import elsewhere

if TYPE_CHECKING:
    from tourkarte.places.gazetteer import Gazetteer

_LARGE_CITIES: Final = frozenset(
    {
        "Berlin", "Hamburg", "München", "Frankfurt", "Stuttgart", "Leipzig", "Bremen", "Dresden", "Hannover",
        "Nürnberg", "Mannheim", "Karlsruhe", "Augsburg", "Wiesbaden", "Braunschweig", "Chemnitz", "Kiel",
        "Magdeburg", "Freiburg", "Lübeck", "Erfurt", "Mainz", "Rostock", "Kassel", "Saarbrücken", "Potsdam",
        "Ludwigshafen", "Oldenburg", "Osnabrück", "Heidelberg", "Darmstadt", "Regensburg", "Würzburg", "Ingolstadt",
        "Ulm", "Göttingen", "Wolfsburg", "Heilbronn", "Pforzheim", "Offenbach", "Bremerhaven", "Fürth", "Reutlingen",
        "Koblenz", "Erlangen", "Trier", "Jena", "Salzgitter", "Cottbus", "Hildesheim", "Gera", "Zwickau", "Schwerin",
        "Flensburg", "Konstanz", "Bamberg", "Bayreuth", "Passau", "Coburg", "Görlitz", "Weimar", "Stralsund",
        "Greifswald", "Wien", "Graz", "Linz", "Salzburg", "Innsbruck", "Bregenz", "Zürich", "Basel", "Bern", "Genf",
        "Winterthur", "Luxemburg", "Brüssel", "Straßburg", "Amsterdam", "Paris", "London", "Warschau", "Prag",
        "Kopenhagen", "Maastricht", "Enschede", "Venlo", "Arnheim", "Nimwegen", "Lüttich", "Eupen",
    }
)  # fmt: skip
NOUNS_TOO: Final = frozenset({"Essen", "Wetter", "Lage", "Halle", "Alpen", "Much"})
"""Towns whose names are common nouns as well."""
_NOT_A_CITY: Final = re.compile(
    r"(?:[\w-]*(?:ung|ungen|heit|heiten|keit|keiten|tion|tionen|schaft|schaften|ismus|tät|täten|ment|mente|nis|nisse|sal)|"
    r"zusammenarbeit|kooperation|form|vielfalt|sachen|deutschland|europa|bezug|kürze|zukunft|ruhe|haft|teilen|gang|kraft|"
    r"nordrhein-?westfalen|nrw|bayern|hessen|sachsen|baden-\w+|brandenburg|thüringen|niedersachsen|kontakt|planung|person|"
    r"präsenz|farbe|bild|rahmen|workshop|open|tools|ablauf|programm|"
    r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|(?:mon|diens|donners|frei|sams|sonn)tag)",
    re.IGNORECASE,
)
_PLACE_ENDING: Final = re.compile(
    r"[\w-]*(?:kirchen|hausen|heim|burg|dorf|stadt|stedt|städt|berg|feld|felde|bach|furt|furth|brück|brücken|born|horst|rode|roda|"
    r"ingen|weiler|hafen|münde|wald|walde|leben|büttel|loh|moor|see|itz|ow|hagen|holz|thal|tal|stein|baden|beck|beuren|hofen|"
    r"mühl|rath|lar|scheid|wick|wig|wege|lingen|ssen|den|men|lau|ach|au|el|en-\w+)",
    re.IGNORECASE,
)
_COMMON_ENDING: Final = re.compile(r"[\w-]*(?:en|er|ern|e|s)", re.IGNORECASE)
_HOUSE: Final = re.compile(
    r"\b(?!\w+hausen\b)[\wäöüß-]*(?:haus|häuser|rathauses|schule|zentrum|zentrums|center|centre|halle|kirche|museum|theater|schloss|schlosses|universität|hochschule|"
    r"institut|ministerium|amt|präsidium|kanzlei|parlament|landtag|bahnhof|stadion|arena|park|campus|akademie|bibliothek|bücherei|"
    r"hotel|restaurant|café|cafe|club|forum|parkplatz|platz|dom|kloster|labor|studio|verein|e\.\s?v\.?|gmbh|kita|"
    r"kindergarten|klinik|klinikum|krankenhaus|messe|messegelände|hof|werk|lager|treff|markt|atelier|kreisverwaltung|"
    r"verwaltung|vertretung|gebäude|bundestag|stiftung|lab|space|hub|wache|revier|kaserne|kino|villa|garten|saal|wohngemeinschaft|"
    r"turm|turnhalle|sporthalle|feuerwehrhaus|laden|kolleg|gymnasium|berufskolleg|börse|kammer|gericht|anwaltschaft|unterkunft|mensa|scheune|"
    r"turmes|rathaus|redaktion|zeche|hütte|fabrik|friedhof|bürgeramt|moschee|synagoge|gemeinde|bundeskanzleramt|agentur)(?:s|es|en)?\b",
    re.IGNORECASE,
)


def is_known_city(name: str, gazetteer: Gazetteer) -> bool:
    """Whether `name` is a municipality of the gazetteer or a large city elsewhere."""
    return name in _LARGE_CITIES or bool(gazetteer.municipalities(name))


def is_known_place(name: str, gazetteer: Gazetteer) -> bool:
    """Whether `name` is a known city, or a smaller place anywhere in the country and no common noun as well."""
    if is_known_city(name, gazetteer):
        return True
    single = " " not in name  # `Kloster Lehnin` is a town for all its first word
    return could_be_city(name) and not (single and names_house(name)) and bool(elsewhere().codes(name))


def could_be_city(name: str, *, led: bool = False) -> bool:
    """Whether an unknown name is more likely a place than a common noun; `led` if `in` or `nach` leads to it."""
    if _NOT_A_CITY.fullmatch(name):
        return False
    return not led or bool(_PLACE_ENDING.fullmatch(name)) or not _COMMON_ENDING.fullmatch(name)


def names_house(text: str) -> bool:
    """Whether a phrase holds a word for a building or an institution."""
    return bool(_HOUSE.search(text))
