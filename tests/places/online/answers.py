"""Answers in the shapes of the real services: Nominatim 4.5 (`format=json`, with address details) and Photon 0.6."""

from __future__ import annotations

from typing import Any, Final


def place(
    lat: str,
    lon: str,
    box: tuple[str, str, str, str],
    *,
    kind: tuple[str, str, str],
    address: dict[str, str],
    name: str = "",
) -> dict[str, Any]:
    full = {"state": "Nordrhein-Westfalen", "ISO3166-2-lvl4": "DE-NW", "country": "Deutschland", "country_code": "de"}
    full = address | {key: value for key, value in full.items() if key not in address}
    return {
        "place_id": 119870735,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "way",
        "osm_id": 152817294,
        "lat": lat,
        "lon": lon,
        "class": kind[0],
        "type": kind[1],
        "place_rank": 30,
        "importance": 0.00000999,
        "addresstype": kind[2],
        "name": name,
        "display_name": ", ".join(full.values()),
        "address": full,
        "boundingbox": list(box),
    }


HOUSE: Final = place(
    "50.7728060",
    "6.1202500",
    ("50.7726000", "50.7730000", "6.1198000", "6.1206000"),
    kind=("building", "yes", "building"),
    address={"house_number": "30", "road": "Reichsweg", "suburb": "Ost", "city": "Aachen", "postcode": "52068"},
)
STREET: Final = place(
    "50.7740000",
    "6.1190000",
    ("50.7720000", "50.7760000", "6.1150000", "6.1230000"),
    kind=("highway", "residential", "road"),
    name="Reichsweg",
    address={"road": "Reichsweg", "suburb": "Ost", "city": "Aachen", "postcode": "52068"},
)
CODE: Final = place(
    "51.5329000",
    "7.1611000",
    ("51.5100000", "51.5500000", "7.1300000", "7.1900000"),
    kind=("boundary", "postal_code", "postcode"),
    address={"city": "Herne", "postcode": "44649"},
)
TOWN: Final = place(
    "51.5388000",
    "7.2257200",
    ("51.4800000", "51.5700000", "7.1000000", "7.3100000"),
    kind=("boundary", "administrative", "city"),
    name="Herne",
    address={"city": "Herne"},
)
COUNTY: Final = place(
    "51.3000000",
    "7.3000000",
    ("51.2000000", "51.5000000", "7.0000000", "7.5000000"),
    kind=("boundary", "administrative", "county"),
    name="Ennepe-Ruhr-Kreis",
    address={"county": "Ennepe-Ruhr-Kreis"},
)
ABROAD: Final = place(
    "50.7700000",
    "6.0200000",
    ("50.7699000", "50.7701000", "6.0199000", "6.0201000"),
    kind=("place", "house", "place"),
    address={
        "house_number": "30",
        "road": "Reichsweg",
        "village": "Vaals",
        "postcode": "6291",
        "state": "Limburg",
        "country": "Nederland",
        "country_code": "nl",
    },
)
PLACES: Final = (HOUSE, STREET, CODE, TOWN)


def feature(lon: float, lat: float, **properties: Any) -> dict[str, Any]:
    told = {"osm_type": "W", "osm_id": 152817294, "country": "Deutschland", "countrycode": "DE"}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": told | {"state": "Nordrhein-Westfalen"} | properties,
    }


F_HOUSE: Final = feature(
    6.12025,
    50.772806,
    osm_key="building",
    osm_value="yes",
    type="house",
    housenumber="30",
    street="Reichsweg",
    postcode="52068",
    city="Aachen",
    district="Ost",
    extent=[6.1198, 50.773, 6.1206, 50.7726],
)
F_STREET: Final = feature(
    6.119,
    50.774,
    osm_key="highway",
    osm_value="residential",
    type="street",
    name="Reichsweg",
    postcode="52068",
    city="Aachen",
    extent=[6.115, 50.776, 6.123, 50.772],
)
F_CODE: Final = feature(
    7.1611,
    51.5329,
    osm_key="place",
    osm_value="postcode",
    type="other",
    name="44649",
    city="Herne",
)
F_TOWN: Final = feature(
    7.22572,
    51.5388,
    osm_key="place",
    osm_value="city",
    type="city",
    name="Herne",
    extent=[7.1, 51.57, 7.31, 51.48],
)
F_STATE: Final = feature(7.5, 51.5, osm_key="place", osm_value="state", type="state", name="Nordrhein-Westfalen")
F_ABROAD: Final = feature(
    6.02,
    50.77,
    osm_key="place",
    osm_value="house",
    type="house",
    housenumber="30",
    street="Reichsweg",
    postcode="6291",
    city="Vaals",
    country="Nederland",
    countrycode="NL",
)
FEATURES: Final = (F_HOUSE, F_STREET, F_CODE, F_TOWN)
