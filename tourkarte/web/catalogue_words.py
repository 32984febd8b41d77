"""What a catalogue of open data is written with, as portals compare it: addresses instead of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from tourkarte.language import LANGUAGES, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

_SAFE: Final = "%:/?#[]@!$&'()*+,;="
_EU: Final = "http://publications.europa.eu/resource/authority"
_DE: Final = "http://dcat-ap.de/def"

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": f"{_DE}/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Written into the document: nobody who reads it has to ask another host for it."""
THEMES: Final = f"{_EU}/data-theme"
GOVERNMENT: Final = f"{THEMES}/GOVE"
LANGUAGE: Final = {"de": f"{_EU}/language/DEU", "en": f"{_EU}/language/ENG"}
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types"
FILE_TYPES: Final = f"{_EU}/file-type"
HAVE_FILE_TYPE: Final = frozenset(["atom", "csv", "geojson", "html", "ics", "json", "xlsx"])
"""The suffixes whose formats the list of the EU has; each is called there as it is here, in capitals."""

STATE: Final[dict[str, Any]] = {"@id": "https://sws.geonames.org/2861876/", "@type": "dct:Location"}
"""Nordrhein-Westfalen."""
OF_STATE: Final[dict[str, Any]] = {
    "dcatde:politicalGeocodingLevelURI": {"@id": f"{_DE}/politicalGeocoding/Level/state"},
    "dcatde:politicalGeocodingURI": {"@id": f"{_DE}/politicalGeocoding/stateKey/05"},
}

_LICENCES: Final = {
    "govdata.de/dl-de/zero-2-0": "dl-zero-de/2.0",
    "govdata.de/dl-de/by-2-0": "dl-by-de/2.0",
    "creativecommons.org/publicdomain/zero/1.0": "cc-zero",
    "creativecommons.org/licenses/by/4.0": "cc-by/4.0",
    "creativecommons.org/licenses/by-sa/4.0": "cc-by-sa/4.0",
}
"""What DCAT-AP.de calls a licence, by where its text stands."""
_LANGUAGES_OF_TEXT: Final = ("/deed.de", "/deed.en", "/legalcode.de", "/legalcode.en", "/deed", "/legalcode")


def licence_of(address: str) -> str:
    """Return the address by which portals know a licence; one that they do not know is its own."""
    place = address.partition("://")[2].removeprefix("www.").rstrip("/")
    for ending in _LANGUAGES_OF_TEXT:
        place = place.removesuffix(ending)
    return f"{_DE}/licenses/{_LICENCES[place]}" if place in _LICENCES else address


def said(words: Callable[[], str]) -> list[dict[str, str]]:
    """Return what is said in each language; the same words once."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        with speaking(code):
            found.setdefault(words(), code)
    return [{"@value": value, "@language": code} for value, code in found.items()]


def typed(value: str, kind: str) -> dict[str, str]:
    """Return a value of one of XML Schema's kinds."""
    return {"@value": value, "@type": f"xsd:{kind}"}


def link(address: str) -> dict[str, str]:
    """Return what stands for the thing that has this address; a mailbox may hold what an address may not."""
    return {"@id": quote(address, safe=_SAFE)}
