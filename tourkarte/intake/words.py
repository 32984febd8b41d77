"""Words that tell a house from a title and a city from a name.

The gazetteer confirms places in North Rhine-Westphalia. Invitations also lead elsewhere; the large cities listed here
are recognised without a postal code, nothing more is known of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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
_NOT_A_CITY: Final = re.compile(
    r"(?:[\wäöüß-]+(?:ung|ungen|heit|keit|tion|schaft|ismus|tät|ment|nis|sal|er|ern|en)|zusammenarbeit|kooperation|form|vielfalt|sachen|deutschland|"
    r"europa|bezug|kürze|zukunft|ruhe|haft|teilen|gang|kraft|nordrhein-?westfalen|nrw|bayern|hessen|sachsen|baden-\w+|"
    r"brandenburg|thüringen|niedersachsen|kontakt|planung|gruppen|person|präsenz|farbe|bild|rahmen|workshop|open|tools|"
    r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)",
    re.IGNORECASE,
)
_HOUSE: Final = re.compile(
    r"\b[\wäöüß-]*(?:haus|häuser|rathauses|schule|zentrum|zentrums|center|centre|halle|kirche|museum|theater|schloss|schlosses|burg|universität|hochschule|"
    r"institut|ministerium|amt|präsidium|kanzlei|parlament|landtag|bahnhof|stadion|arena|park|campus|akademie|bibliothek|bücherei|"
    r"hotel|restaurant|café|cafe|club|forum|parkplatz|platz|dom|kloster|labor|studio|verein|e\.\s?v\.?|gmbh|kita|"
    r"kindergarten|klinik|klinikum|krankenhaus|messe|messegelände|hof|werk|lager|treff|markt|atelier|kreisverwaltung|"
    r"verwaltung|vertretung|gebäude|bundestag|stiftung|lab|space|hub|wache|revier|kaserne|kino|villa|garten|saal|wohngemeinschaft|"
    r"turm|turnhalle|sporthalle|feuerwehrhaus|dorf|laden|kolleg|gymnasium|berufskolleg|börse|kammer|gericht|anwaltschaft|unterkunft|mensa|scheune|"
    r"turmes|rathaus|redaktion|zeche|hütte|fabrik|friedhof|bürgeramt|moschee|synagoge|gemeinde|bundeskanzleramt|agentur)(?:s|es|en)?\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\b(?:ist|sind|wird|werden|hat|haben|spricht|sprechen|tagt|lädt|laden|informiert|informieren|stellt|stellen|besucht|besuchen|"
    r"findet|finden|gibt|folgt|diskutiert|nimmt|eröffnet|verleiht|ehrt|beginnt|startet|trifft|treffen wir|steht|hält|"
    r"übernimmt|enthüllen|enthüllt|begrüßt|kommt|war|bitten|bittet|pflanzt|nennt|sehen|geht|kann|können|soll|fährt)\b"
)


def is_known_city(name: str, gazetteer: Gazetteer) -> bool:
    """Whether `name` is a municipality of the gazetteer or a large city elsewhere."""
    return name in _LARGE_CITIES or bool(gazetteer.municipalities(name))


def could_be_city(name: str) -> bool:
    """Whether an unknown name after `in` is more likely a place than a common noun."""
    return not _NOT_A_CITY.fullmatch(name)


def names_house(text: str) -> bool:
    """Whether a phrase holds a word for a building or an institution."""
    return bool(_HOUSE.search(text))


def is_sentence(text: str) -> bool:
    """Whether a phrase holds a verb, so that it tells something instead of naming it."""
    return bool(_VERB.search(text))
