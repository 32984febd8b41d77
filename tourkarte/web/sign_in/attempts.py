"""How often somebody may guess. What is remembered is bounded, however many places the guesses come from."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_PLACE: Final = 64  # bits of an IPv6 address that one connection has as many addresses in as it likes


class Attempts:
    """Wrong guesses by the place that they came from.

    Parameters
    ----------
    most
        So many are taken from one place.
    within
        A guess counts for so long.
    places
        So many places are remembered; then the one that was quiet for longest is forgotten.
    """

    def __init__(self, *, most: int = 10, within: timedelta = timedelta(minutes=10), places: int = 10_000) -> None:
        self._most = most
        self._within = within
        self._places = places
        self._wrong: OrderedDict[str, deque[datetime]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._wrong)

    def wait(self, address: str, now: datetime) -> timedelta:
        """Return how long this place has to wait until its next guess; zero where it has not."""
        times = self._wrong.get(_place(address))
        if times is None or len(times) < self._most:
            return timedelta()
        return max(times[0] + self._within - now, timedelta())

    def wrong(self, address: str, now: datetime) -> None:
        """Remember a wrong guess."""
        times = self._wrong.setdefault(_place(address), deque(maxlen=self._most))
        times.append(now)
        self._wrong.move_to_end(_place(address))
        if len(self._wrong) > self._places:
            self._wrong.popitem(last=False)


def _place(address: str) -> str:
    """Return what stands for all addresses of one connection."""
    try:
        found = ip_address(address)
    except ValueError:  # a socket, or a test
        return address[:_PLACE]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found.packed, _PLACE), strict=False))
