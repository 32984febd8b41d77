from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from tourkarte.intake.invitation import read
from tourkarte.places.districts import Districts
from tourkarte.places.gazetteer import Gazetteer
from tourkarte.places.geocoders import chain_of
from tourkarte.places.placing import Placed, place
from tourkarte.places.venues import load_venues

if TYPE_CHECKING:
    from tourkarte.model import Draft

DATA = Path(__file__).parents[2] / "data"


def row(draft: Draft, placed: Placed) -> dict[str, str]:
    assert placed.point
    cells = {
        "date": draft.date,
        "start": f"{draft.start:%H:%M}",
        "end": draft.end,
        "title": draft.title,
        "venue": draft.venue.name,
        "room": draft.venue.room,
        "street": draft.venue.street,
        "postal_code": draft.venue.postal_code,
        "city": draft.venue.city,
        "centre": draft.centre,
        "district": placed.district,
        "lat": placed.point.lat,
        "lon": placed.point.lon,
        "precision": placed.precision,
        "radius_m": f"{placed.radius_m:g}",
        "point_source": placed.source,
    }
    return {name: "" if value is None else str(value) for name, value in cells.items()}


def test_reading_and_placing_the_invitation_gives_the_first_tour() -> None:
    gazetteer = Gazetteer.load(DATA)
    geocoder = chain_of(gazetteer, Districts.load(DATA), load_venues(DATA))
    drafts = read((DATA / "invitation.md").read_text("utf-8"), gazetteer).drafts
    found = [row(draft, place(draft.venue, geocoder)) for draft in drafts]
    with (DATA / "appointments.csv").open(encoding="utf-8", newline="") as file:
        expected = [{name: cells[name] for name in found[0]} for cells in csv.DictReader(file)]
    assert found == expected
