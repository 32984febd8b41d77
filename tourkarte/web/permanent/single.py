"""The page of one appointment."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

import numpy as np

from tourkarte import clock, dataset
from tourkarte.errors import DataFileError
from tourkarte.language import _
from tourkarte.progress.replay import whole
from tourkarte.settings import settings
from tourkarte.viewing import CHOSEN, Viewing
from tourkarte.views import pages
from tourkarte.views.as_of import moment_words
from tourkarte.views.coverage_shapes import shapes
from tourkarte.views.json_ld import About, event, start
from tourkarte.views.moves import chain
from tourkarte.views.page_frame import Link, Links
from tourkarte.views.place_picture import MOST_OTHERS, ground, picture
from tourkarte.views.stops import stops
from tourkarte.web.addresses import LIST
from tourkarte.web.answers import Content, public_address
from tourkarte.web.appointment import Absent, find
from tourkarte.web.asking import LONGEST
from tourkarte.web.permanent.around import MEDIA_TYPE, frame, query, refused
from tourkarte.web.turns import turning, turns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    import pandas as pd
    from starlette.requests import Request

    from tourkarte.views.place_picture import Ground
    from tourkarte.views.stops import Stop, Turn
    from tourkarte.web.loaded import Loaded

_LOGGER: Final = logging.getLogger(__name__)
_DISTRICTS: Final = "districts.geojson"
_SLASHED: Final = re.compile("([a-z0-9][a-z0-9-]*)/")


def build(request: Request, held: Loaded) -> Content:
    """Return the page of the appointment that a path names.

    What else stands in the address is left alone: whoever passes a link on puts something of their own behind it.
    """
    path, key = request.scope["path"], request.path_params["id"]
    if slashed := _SLASHED.fullmatch(key):
        return _plain(slashed[1], request)
    found = find(held, key)
    if isinstance(found, Absent):
        title = (
            _("Diesen Termin gibt es nicht mehr.")
            if found.status == HTTPStatus.GONE
            else _("Diesen Termin gibt es nicht.")
        )
        return refused(path, title, found.reason, found.status)
    viewing = _viewing(request)
    now = whole(viewing.as_of) if viewing.as_of else clock.now(settings().now)
    order = turns(held, now)
    [stop] = stops(found, order)
    address = public_address(request)
    rows = held.data.appointments
    own = rows[rows["tour"] == found.loc[0, "tour"]]
    moved = chain(rows, key)
    version = held.data.versions.of.get(key)
    as_of = viewing.pairs()[:1] if viewing.as_of else ()
    body = pages.appointment(
        frame(address, key, title=_title(stop), description=_description(stop)),
        stop,
        _links(held, stop, moved, as_of),
        machine_time=start(found.to_dict("records")[0]),
        data=_data(held, moved, address),
        picture=_picture(stop, own, order),
        neighbours=_neighbours(own, key, order),
        changed=version.changed if version else None,
        as_of=moment_words(viewing.as_of) if viewing.as_of else "",
    )
    at = max(filter(None, [held.data.versions.at, turning(held)]), default=None)
    return Content(body=body.encode(), media_type=MEDIA_TYPE, at=at)


def _plain(key: str, request: Request) -> Content:
    """Lead to the address without the slash behind it; relative, as a proxy may put a prefix before both."""
    asked = request.scope["query_string"].decode("latin-1")
    there = f"../{key}{asked and '?'}{asked}"
    status = HTTPStatus.PERMANENT_REDIRECT
    return Content(body=b"", media_type="text/plain; charset=utf-8", status=status, headers={"Location": there})


def _viewing(request: Request) -> Viewing:
    asked = request.scope["query_string"][:LONGEST].decode("latin-1")
    viewing, _problems = Viewing.from_query(parse_qsl(asked), ())
    return viewing


def _title(stop: Stop) -> str:
    return f"{stop.title}, {stop.whens.days}"


def _description(stop: Stop) -> str:
    """Return when and where in one line; first what is not as it was announced."""
    told = stop.state if not stop.is_on else ""
    return " · ".join(filter(None, [told, stop.when, stop.place, stop.address]))


def _links(held: Loaded, stop: Stop, moved: tuple[str, ...], as_of: tuple[tuple[str, str], ...]) -> Links:
    chosen = query([(CHOSEN, stop.id), *as_of])
    tour = _tour(held, stop.id)
    return Links(
        map=f"../{chosen}",
        table=f"../termine{chosen}",
        calendar=f"{stop.id}.ics{query()}",
        tour=Link(f"./{query([('tour', tour.id)])}", tour.title) if tour else None,
        earlier=f"{moved[0]}{query()}" if moved[0] != stop.id else "",
        later=f"{moved[-1]}{query()}" if moved[-1] != stop.id else "",
    )


def _tour(held: Loaded, key: str) -> Any:
    rows = held.data.appointments
    return held.data.tours.get(rows.loc[rows["id"] == key, "tour"].iloc[0])


def _data(held: Loaded, moved: tuple[str, ...], address: str) -> Mapping[str, Any]:
    """Return the event for machines; one that was moved is the one that it became, with the day that it had."""
    rows = held.data.appointments
    by_id = {row["id"]: row for row in rows[rows["id"].isin(moved)].to_dict("records")}
    tour = _tour(held, moved[-1])
    about = About(
        url=f"{address}{LIST}{moved[-1]}" if address else None,
        tour=tour,
        tour_url=f"{address}{LIST}{query([('tour', tour.id)], code='de')}" if address and tour else None,
        before=[by_id[key] for key in moved[:-1]],
        publisher=settings().publisher,
    )
    return event(by_id[moved[-1]], about)


def _neighbours(own: pd.DataFrame, key: str, order: Mapping[str, Turn]) -> tuple[Stop | None, Stop | None]:
    """Return the appointments before and after one, of the rows of its tour."""
    place = int(np.flatnonzero((own["id"] == key).to_numpy())[0])
    first = max(place - 1, 0)
    found = dict(enumerate(stops(own.iloc[first : place + 2], order), start=first))
    return (found[place - 1] if place else None), found.get(place + 1)


def _picture(stop: Stop, own: pd.DataFrame, order: Mapping[str, Turn]) -> Any:
    folder = settings().data_dir
    below = _ground(folder / _DISTRICTS, dataset.stamps(folder, [_DISTRICTS]))
    if below is None:
        return None
    return picture(stop, stops(own, order) if len(own) <= MOST_OTHERS else (), below)


@lru_cache(maxsize=2)
def _ground(file: Path, _stamps: tuple[tuple[int, int], ...]) -> Ground | None:
    try:
        return ground(shapes(file))
    except DataFileError as error:
        _LOGGER.warning("%s", error)
        return None
