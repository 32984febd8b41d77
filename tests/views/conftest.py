from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests import frames
from tourkarte.clock import ZONE
from tourkarte.views.stops import order_of, stops

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop

NOON_OF_THE_SECOND_DAY = dt.datetime(2017, 8, 3, 12, tzinfo=ZONE)


@pytest.fixture
def six() -> list[Stop]:
    """Return the first tour's stops as they stand at noon of the second day."""
    frame = frames.sample()
    return stops(frame, order_of(frame, NOON_OF_THE_SECOND_DAY))


@pytest.fixture
def known() -> list[Stop]:
    """Return the stops with all that a desk may know of them."""
    frame = frames.facts()
    return stops(frame, order_of(frame, NOON_OF_THE_SECOND_DAY))


@pytest.fixture
def hostile() -> list[Stop]:
    frame = frames.hostile()
    return stops(frame, order_of(frame, NOON_OF_THE_SECOND_DAY))
