"""An appointment as schema.org's `Event`, which search engines and calendars read out of a page.

Nothing is said that is not known: no end that nobody named, no point where there is only a town.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tourkarte.language import DEFAULT
from tourkarte.model import Precision, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.model import Tour

_PREFIX: Final = "https://schema.org/"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of an event besides its row.

    Attributes
    ----------
    url, tour_url
        Addresses of its page, and of the list of its tour; None where nobody knows where this installation is reached.
    before
        The rows of the appointments that were moved to it, the first one first.
    publisher
        Name of those who hold and publish it, as the setting demands: schema.org knows them as the organizer.
    """

    url: str | None = None
    tour: Tour | None = None
    tour_url: str | None = None
    before: Sequence[Mapping[Any, Any]] = ()
    publisher: str | None = None


def event(row: Mapping[Any, Any], about: About) -> dict[str, Any]:
    """Return a row of the frame as an event."""
    known = {name: value for name, value in row.items() if not pd.isna(value)}
    began = [start(before) for before in about.before]
    if not began and row["status"] == Status.MOVED:  # nobody knows when it will be
        began = [start(row)]
    return _without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": about.url,
            "url": about.url,
            "name": row["title"],
            "description": known.get("note"),
            "startDate": start(row),
            "endDate": _end(row),
            "previousStartDate": began[0] if len(began) == 1 else began,
            "eventStatus": _PREFIX + _status(row, moved=bool(about.before)),
            "location": _location(known),
            "organizer": about.publisher and {"@type": "Organization", "name": about.publisher},
            "superEvent": about.tour
            and _without_nothing({"@type": "EventSeries", "name": about.tour.title, "url": about.tour_url}),
            "subjectOf": known.get("report") and {"@type": "CreativeWork", "url": known["report"]},
            "inLanguage": DEFAULT,  # that of the appointment, whatever the page speaks
        }
    )


def start(row: Mapping[Any, Any]) -> str:
    """Return the day or the moment at which a row of the frame begins, in ISO 8601."""
    return str(row["date"].date() if pd.isna(row["start"]) else row["starts_at"].isoformat())


def _end(row: Mapping[Any, Any]) -> str | None:
    """Return the end where one is known; `over_at` is it then, after midnight on the next day."""
    if not pd.isna(row["end"]):
        return str(row["over_at"].isoformat())
    return None if pd.isna(row["end_date"]) else str(row["end_date"].date())


def _status(row: Mapping[Any, Any], *, moved: bool) -> str:
    if row["status"] == Status.CANCELLED:
        return "EventCancelled"
    if row["status"] == Status.MOVED:
        return "EventPostponed"
    return "EventRescheduled" if moved else "EventScheduled"


def _location(known: Mapping[str, Any]) -> dict[str, Any] | None:
    address = _without_nothing(
        {
            "streetAddress": known.get("street"),
            "postalCode": known.get("postal_code"),
            "addressLocality": known.get("city"),
        }
    )
    place = _without_nothing(
        {
            "name": ", ".join(filter(None, [known.get("venue"), known.get("room")])),
            "address": address and {"@type": "PostalAddress", **address},
            "geo": _geo(known),
        }
    )
    return {"@type": "Place", **place} if place else None


def _geo(known: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the point of a house, or the circle in which the place lies; where its radius is not known, nothing."""
    if "precision" not in known:
        return None
    point = {"@type": "GeoCoordinates", "latitude": known["lat"], "longitude": known["lon"]}
    if Precision(known["precision"]).is_exact:
        return point
    if not known.get("radius_m"):
        return None
    return {"@type": "GeoCircle", "geoMidpoint": point, "geoRadius": known["radius_m"]}


def _without_nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value or value == 0}
