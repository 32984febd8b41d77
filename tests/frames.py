"""Frames that fulfil the contract, for tests and benches: the first tour, many plausible rows, and anything at all."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tourkarte import frame as contract
from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.model import Media, Precision, Status
from tourkarte.places.gazetteer import gazetteer, load_municipalities
from tourkarte.settings import settings

if TYPE_CHECKING:
    import pandas as pd

TOUR = "sommertour-2017"

_STOPS: list[dict[str, Any]] = [
    {
        "id": "sommertour-2017-aachen",
        "date": "2017-08-02",
        "start": "11:00",
        "title": "Kommunales Integrationszentrum Stadt Aachen und Städteregion Aachen",
        "venue": "Nadelfabrik",
        "street": "Reichsweg 30",
        "postal_code": "52068",
        "city": "Aachen",
        "district": "05334",
        "district_name": "Städteregion Aachen",
        "region": "Köln",
        "lat": 50.772806,
        "lon": 6.12025,
    },
    {
        "id": "sommertour-2017-muenster",
        "date": "2017-08-02",
        "start": "15:30",
        "title": "Kommunales Integrationszentrum Stadt Münster",
        "venue": "Stadthaus 1",
        "room": "Raum 467",
        "street": "Klemensstraße 10",
        "postal_code": "48143",
        "city": "Münster",
        "district": "05515",
        "district_name": "Münster",
        "region": "Münster",
        "lat": 51.961302,
        "lon": 7.629351,
    },
    {
        "id": "sommertour-2017-herne",
        "date": "2017-08-03",
        "start": "10:00",
        "title": "Kommunales Integrationszentrum Stadt Herne",
        "venue": "Grundschule Michaelstraße",
        "street": "Rademachers Weg 15",
        "postal_code": "44649",
        "city": "Herne",
        "district": "05916",
        "district_name": "Herne",
        "region": "Arnsberg",
        "lat": 51.5329,
        "lon": 7.1611,
        "precision": Precision.POSTAL_CODE.value,
        "radius_m": 1300.0,
        "point_source": "GeoNames",
    },
    {
        "id": "sommertour-2017-bielefeld",
        "date": "2017-08-03",
        "start": "14:00",
        "title": "Kommunales Integrationszentrum Stadt Bielefeld",
        "venue": "Neues Rathaus",
        "room": "1. Etage, Flur A, Zimmer 132-134",
        "street": "Niederwall 23",
        "postal_code": "33602",
        "city": "Bielefeld",
        "district": "05711",
        "district_name": "Bielefeld",
        "region": "Detmold",
        "lat": 52.021646,
        "lon": 8.534651,
    },
    {
        "id": "sommertour-2017-wesel",
        "date": "2017-08-04",
        "start": "10:00",
        "title": "Kommunales Integrationszentrum Kreis Wesel",
        "street": "Reeser Landstraße 31",
        "postal_code": "46483",
        "city": "Wesel",
        "district": "05170",
        "district_name": "Wesel",
        "region": "Düsseldorf",
        "lat": 51.664865,
        "lon": 6.608383,
    },
    {
        "id": "sommertour-2017-schwelm",
        "date": "2017-08-04",
        "start": "14:00",
        "title": "Kommunales Integrationszentrum Ennepe-Ruhr Kreis",
        "street": "Hauptstraße 92",
        "postal_code": "58332",
        "city": "Schwelm",
        "district": "05954",
        "district_name": "Ennepe-Ruhr-Kreis",
        "region": "Arnsberg",
        "lat": 51.285507,
        "lon": 7.298537,
    },
]

HOSTILE = (
    "=1+1",
    "+49 211 837",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    "'=1",
    "''x",
    "''=x",
    ' "=1"',
    "＝1",
    "＠x",
    "'",
    '"',
    '"; "=1+1',
    "a;b,c\td",
    "zwei\nZeilen",
    "Ärger über Füße",
    "Fest 🎉 👨‍👩‍👧",
    "${alert(1)}",
    "`",
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "C:\\2019",
    "NA",
    "nan",
    "None",
    "1,5",
    "01",
    "\ufeff=1",
    "\u2028",
)
"""Texts that broke a file, a map or a page somewhere, all of them allowed in a field."""

HOSTILE_ADDRESS = "https://example.org/'\"><img/src=x/onerror=alert(1)>`${alert(1)}</script>"
"""An address without a blank, as a report may have it."""


def stop(**changes: Any) -> dict[str, Any]:
    """Return the row of an appointment with everything known, in Aachen, but for `changes`."""
    exact = Precision(changes.get("precision") or Precision.ADDRESS).is_exact
    return {
        "tour": TOUR,
        "centre": changes.get("district", _STOPS[0]["district"]),
        "status": Status.SCHEDULED.value,
        "precision": Precision.ADDRESS.value,
        "radius_m": 0.0 if exact else 1300.0,
        "point_source": "OpenStreetMap",
        **(_STOPS[0] | changes),
    }


def sample() -> pd.DataFrame:
    """Return the six appointments of the first tour's first week; Herne is known to its postal code only."""
    return contract.from_rows(
        {"centre": row["district"], **stop(**{"venue": None, "room": None} | row)} for row in _STOPS
    )


def precisions() -> pd.DataFrame:
    """Return the six appointments with points known in every way, one of them in two, and who knows them."""
    known: list[dict[str, Any]] = [
        {"precision": "street", "radius_m": 118.0, "point_source": "OpenStreetMap (Nominatim)"},
        {"precision": "address", "radius_m": 30.0, "point_source": "OpenStreetMap (Nominatim)"},
        {},
        {"precision": "municipality", "radius_m": 4100.0, "point_source": "VG250 des BKG"},
        {"precision": "manual", "radius_m": 0.0, "point_source": "Pressestelle"},
        {"precision": "address", "point_source": "Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0"},
    ]
    return contract.from_rows(stop(**row | how) for row, how in zip(_STOPS, known, strict=True))


def facts() -> pd.DataFrame:
    """Return the six appointments with all that a desk may know of one, and the first moved to after the last."""
    known: list[dict[str, Any]] = [
        {"status": "moved", "moved_to": "sommertour-2017-aachen-neu"},
        {
            "people": "Serap Güler, Staatssekretärin; Markus Lewe, Oberbürgermeister",
            "media": "open",
            "report": "https://www.example.org/berichte/muenster?jahr=2017&art=bild",
        },
        {
            "end_date": "2017-08-05",
            "end": "12:30",
            "note": "Eingang über den Hof.\nBildtermin um 10:15 Uhr, Anmeldung bis zum Vortag.",
        },
        {"status": "cancelled", "media": "closed", "note": "Entfällt wegen Krankheit."},
        {"media": "closed"},
        {"end_date": "2017-08-06", "start": None},
    ]
    new = {"id": "sommertour-2017-aachen-neu", "date": "2017-08-07", "start": "10:00", "media": "open"}
    return contract.from_rows(
        [stop(**row | how) for row, how in zip(_STOPS, known, strict=True)] + [stop(**_STOPS[0] | new)]
    )


def hostile() -> pd.DataFrame:
    """Return a row for each hostile text, which stands in every field that takes any text."""
    places = ("venue", "room", "street", "city", "district_name", "region", "point_source")
    free = ("tour", "title", *places, "people", "note")
    return contract.from_rows(
        stop(id=f"t-{number:02}", report=HOSTILE_ADDRESS, **dict.fromkeys(free, text))
        for number, text in enumerate(HOSTILE)
    )


def synthetic(n: int, seed: int = 2017) -> pd.DataFrame:
    """Return `n` appointments over half a year, all over the state; the same for the same `seed`."""
    chance = random.Random(seed)  # noqa: S311 - rows for tests, no secret
    first = dt.date(2017, 8, 2)
    towns = load_municipalities(settings().data_dir)
    districts = gazetteer().districts
    rows = []
    for number in range(n):
        town = chance.choice(towns)
        rows.append(
            stop(
                id=f"t-{number:06}",
                title=f"Kommunales Integrationszentrum {districts[town.district].name}",
                date=first + dt.timedelta(days=chance.randrange(180)),
                start=f"{chance.randrange(8, 18):02}:{chance.choice((0, 15, 30, 45)):02}",
                venue=chance.choice(("Rathaus", "Kreishaus", "Stadthalle", None)),
                street=f"{chance.choice(('Hauptstraße', 'Ringweg', 'Am Markt'))} {chance.randrange(1, 200)}",
                postal_code=None,
                city=town.name,
                district=town.district,
                district_name=districts[town.district].name,
                region=districts[town.district].region,
                status=chance.choices([status.value for status in Status], weights=(90, 6, 4))[0],
                lat=town.point.lat,
                lon=town.point.lon,
            )
        )
    return contract.from_rows(rows)


def texts() -> st.SearchStrategy[str]:
    """Generate whatever a text field may hold: no control characters but tab and line feed, not empty."""
    letters = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\t\n")
    return st.sampled_from(HOSTILE) | st.text(letters, min_size=1, max_size=30)


def addresses() -> st.SearchStrategy[str]:
    """Generate addresses that a report may have: all that has no blank and no control character."""
    letters = st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"))
    paths = st.sampled_from(["", "/a?b=c&d=e#f"]) | st.text(letters, max_size=20).map(lambda text: "/" + text)
    return st.just(HOSTILE_ADDRESS) | st.builds(
        lambda scheme, path: f"{scheme}://example.org{path}", st.sampled_from(["http", "https", "HTTPS"]), paths
    )


def _later(row: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Generate what hangs on other fields of a row: a last day, and what a moved one was moved to."""
    last = st.none() | st.dates(row["date"], LAST_DAY) | st.just(row["date"])
    target = st.none() | st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True)
    moved = row["status"] == Status.MOVED.value
    return st.builds(
        lambda last, target: row | {"end_date": last, "moved_to": target}, last, target if moved else st.none()
    )


def rows() -> st.SearchStrategy[dict[str, Any]]:
    """Generate an appointment without its id, all that the contract lets be missing missing at times."""
    text = st.none() | texts()
    clock = st.none() | st.times().map(lambda time: time.strftime("%H:%M"))
    digits = st.none() | st.from_regex(r"[0-9]{5}", fullmatch=True)
    circle = st.sampled_from(Precision).flatmap(
        lambda precision: st.fixed_dictionaries(
            {
                "precision": st.just(precision.value),
                "radius_m": st.none() | (st.just(0.0) if precision.is_exact else st.floats(0, 1e6, exclude_min=True)),
            }
        )
    )
    postal_code = st.none() | st.from_regex(r"[0-9]{4,5}", fullmatch=True)
    spot = st.fixed_dictionaries({"lat": st.floats(-90, 90), "lon": st.floats(-180, 180), "point_source": text})
    point = st.builds(lambda spot, circle: spot | circle, spot, circle)
    facts = st.fixed_dictionaries(
        {
            "tour": texts(),
            "date": st.dates(FIRST_DAY, LAST_DAY) | st.sampled_from([dt.date(2017, 10, 29), FIRST_DAY, LAST_DAY]),
            "start": clock,
            "end": clock,
            "title": texts(),
            "venue": text,
            "room": text,
            "street": text,
            "postal_code": postal_code,
            "city": text | st.sampled_from(["Herne", "Münster"]),
            "centre": digits,
            "district": digits,
            "district_name": text,
            "region": text,
            "status": st.sampled_from([status.value for status in Status]),
            "people": text,
            "media": st.none() | st.sampled_from([media.value for media in Media]),
            "note": text,
            "report": st.none() | addresses(),
        }
    )
    return st.builds(lambda facts, point: facts | point, facts, st.just({}) | point).flatmap(_later)


def frames(max_size: int = 6) -> st.SearchStrategy[pd.DataFrame]:
    """Generate any frame that fulfils the contract."""
    numbered = st.lists(rows(), max_size=max_size).map(
        lambda found: [row | {"id": f"t-{number}"} for number, row in enumerate(found)]
    )
    return numbered.map(contract.from_rows)
