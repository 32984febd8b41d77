"""The words that head columns, in German and English, and what each may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tourkarte.text import fold


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column may hold.

    Attributes
    ----------
    label
        Its name in German, as the command line and the mapping show it.
    words
        Folded headings that mean it, the clearest first.
    """

    name: str
    label: str
    words: tuple[str, ...]


def _field(name: str, label: str, words: str) -> Field:
    named = (fold(label), fold(name), *(fold(word) for word in words.split(",")))
    return Field(name, label, tuple(dict.fromkeys(word for word in named if word)))


FIELDS: Final = (
    _field(
        "date",
        "Datum",
        "tag, day, wann, when, termindatum, veranstaltungsdatum, startdatum, datum von, von datum, erster "
        "tag, anfangsdatum, start date, date from, from date, event date, begin date, datum uhrzeit, datum "
        "zeit, datum und uhrzeit, tag und zeit, date time, date and time, datetime, zeitpunkt, wochentag "
        "datum, tag datum, kalendertag, beginn, start, von, anfang, begin, from, dtstart, start time, beginn "
        "datum, datum beginn, starts at, termin, termine, zeit, zeitraum",
    ),
    _field(
        "end_date",
        "Enddatum",
        "datum bis, bis datum, letzter tag, enddate, date to, to date, until date, datum ende, ende datum, "
        "ende, bis, end, until, to, dtend, ends at",
    ),
    _field(
        "start",
        "Beginn",
        "uhrzeit, zeit, start, von, anfang, anfangszeit, startzeit, beginnzeit, uhrzeit von, zeit von, von "
        "uhr, uhrzeit beginn, beginn uhrzeit, uhr, time, start time, starttime, begin, from, begins, starts, "
        "zeitfenster, zeitraum, um, wann",
    ),
    _field(
        "end",
        "Ende",
        "bis, schluss, endzeit, uhrzeit bis, zeit bis, bis uhr, ende uhrzeit, uhrzeit ende, end time, "
        "endtime, to, until, till, ends, finish",
    ),
    _field(
        "weekday",
        "Wochentag",
        "tag, wtag, day of week, day",
    ),
    _field(
        "title",
        "Titel",
        "veranstaltung, termin, event, veranstaltungstitel, name der veranstaltung, terminbezeichnung, thema, "
        "betreff, anlass, institution, einrichtung, bezeichnung, summary, subject, event title, event name, "
        "programmpunkt, besuch, besuchstermin, name, was, what, station, aktion, inhalt, appointment",
    ),
    _field(
        "centre",
        "Zentrum",
        "kommunales integrationszentrum, integrationszentrum, ki, center",
    ),
    _field(
        "address",
        "Anschrift",
        "adresse, address, postanschrift, postadresse, veranstaltungsadresse, full address, ort und "
        "anschrift, ort adresse, veranstaltungsort adresse, location address, treffpunkt, location, ort, "
        "veranstaltungsort, wo, where",
    ),
    _field(
        "postal_code",
        "PLZ",
        "postleitzahl, zip, zipcode, zip code, postcode, post code, plz ort, plz stadt, plz und ort, "
        "postleitzahl ort, postleitzahl und ort, zip city",
    ),
    _field(
        "city",
        "Stadt",
        "gemeinde, kommune, city, town, stadt gemeinde, municipality, ortschaft, wohnort, ort",
    ),
    _field(
        "venue",
        "Veranstaltungsort",
        "ort, venue name, location, location name, veranstaltungsstaette, spielstaette, place, standort, "
        "lokal, lokalitaet, haus, gebaeude, building, treffpunkt, wo, where, einrichtung, institution, "
        "tagungsort",
    ),
    _field(
        "room",
        "Raum",
        "saal, zimmer, raumnummer, raum nr, raumbezeichnung, hall, etage, raum saal",
    ),
    _field(
        "street",
        "Straße",
        "strasse und hausnummer, strasse hausnummer, strasse nr, strasse hausnr, strasse und nr, str, "
        "strassenname, street address, street name, anschrift, adresse, address",
    ),
    _field(
        "house_number",
        "Hausnummer",
        "hausnr, haus nr, hnr, housenumber, house no, street number, streetnumber, street no, nr",
    ),
    _field(
        "house_suffix",
        "Hausnummernzusatz",
        "hausnummer zusatz, hausnummerzusatz, hausnr zusatz, hausnrzusatz, hnr zusatz, hnrzusatz, hnr zus, hausnr zus, "
        "zusatz, house number suffix, number suffix, suffix",
    ),
    _field(
        "status",
        "Stand",
        "terminstatus, state, zustand",
    ),
    _field(
        "cancelled",
        "abgesagt",
        "canceled, entfaellt, faellt aus, absage",
    ),
    _field(
        "lat",
        "Breite",
        "latitude, breitengrad, geo lat, geografische breite, geographische breite, y, point y",
    ),
    _field(
        "lon",
        "Länge",
        "lng, long, longitude, laengengrad, geo lon, geo lng, geografische laenge, geographische laenge, x",
    ),
    _field(
        "point",
        "Koordinaten",
        "koordinate, geo, coordinates, lat lon, lat lng, geokoordinaten, position, gps",
    ),
    _field(
        "id",
        "Kennung",
        "termin id, event id, uid",
    ),
    _field(
        "tour",
        "Tour",
        "reihe",
    ),
    _field(
        "district",
        "Kreisschlüssel",
        "ags, kreis ags",
    ),
    _field(
        "precision",
        "Genauigkeit",
        "",
    ),
    _field(
        "radius_m",
        "Umkreis in m",
        "radius",
    ),
    _field(
        "point_source",
        "Quelle des Punkts",
        "",
    ),
    _field(
        "district_name",
        "Kreis",
        "landkreis, kreis kreisfreie stadt",
    ),
    _field(
        "region",
        "Regierungsbezirk",
        "bezirk",
    ),
)
"""The order in which fields are preferred."""
LABELS: Final = {field.name: field.label for field in FIELDS}
ADDITIONS: Final = frozenset({"district_name", "region"})
"""Fields that are known, but follow from others and are not read."""
