"""What a geocoder is asked for, in the three forms that geopy's users know, as one type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from geopy.exc import GeocoderQueryError

from tourkarte.errors import InvalidValueError
from tourkarte.model import Venue
from tourkarte.text import fold

STRUCTURED: Final = ("street", "postalcode", "city", "county", "state", "country")  # Nominatim's keys
_COUNTRIES: Final = frozenset({"deutschland", "germany", "de"})
_CODE: Final = re.compile(r"(?<![0-9])([0-9]{5})(?![0-9])")


def to_venue(query: object) -> Venue:
    """Return the address in a query: a text, a mapping with Nominatim's structured keys, or a venue.

    Raises
    ------
    GeocoderQueryError
        If the query holds no address.
    """
    match query:
        case Venue():
            venue = query
        case str():
            venue = _from_text(query)
        case Mapping():
            venue = _from_mapping(query)
        case _:
            raise GeocoderQueryError(
                f"Gesucht wurde mit {type(query).__name__}; erlaubt sind Text, eine Zuordnung oder ein Ort."
            )
    if not (venue.street or venue.postal_code or venue.city):
        raise GeocoderQueryError("Die Anfrage nennt keine Anschrift; nötig sind Straße, Postleitzahl oder Ort.")
    return venue


def one_line(venue: Venue) -> str:
    """Return the address as it stands on a letter: `Reichsweg 30, 52068 Aachen`."""
    town = " ".join(part for part in (venue.postal_code, venue.city) if part)
    return ", ".join(part for part in (venue.street, town) if part)


def _from_text(text: str) -> Venue:
    """Return the address in a text; what stands before the street, such as the venue's name, is left out."""
    if code := _CODE.search(text):
        street, city = _parts(text[: code.start()])[-1:], _parts(text[code.end() :])[:1]
        return Venue(street="".join(street) or None, postal_code=code[1], city="".join(city) or None)
    *before, city_name = [part for part in _parts(text) if fold(part) not in _COUNTRIES] or [""]
    return Venue(street=before[-1] if before else None, city=city_name or None)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\s*[,\n]\s*", text.strip()) if part]


def _from_mapping(query: Mapping[str, object]) -> Venue:
    if unknown := [str(name) for name in query if name not in STRUCTURED]:
        raise GeocoderQueryError(f"Unbekannt ist {', '.join(unknown)}; erlaubt sind {', '.join(STRUCTURED)}.")
    texts = {name: value for name, value in query.items() if isinstance(value, str)}
    if wrong := [name for name, value in query.items() if name not in texts and value is not None]:
        raise GeocoderQueryError(f"{', '.join(wrong)} ist kein Text; erlaubt ist zum Beispiel „52068“.")
    try:
        return Venue(
            street=texts.get("street") or None,
            postal_code=texts.get("postalcode") or None,
            city=texts.get("city") or None,
        )
    except InvalidValueError as error:
        raise GeocoderQueryError(str(error)) from error
