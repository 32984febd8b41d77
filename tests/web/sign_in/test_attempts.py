from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.web.sign_in.attempts import Attempts

START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
NONE = dt.timedelta()


def _guessed(attempts: Attempts, times: int, address: str = "192.0.2.1") -> Attempts:
    for number in range(times):
        attempts.wrong(address, START + number * MINUTE / 10)
    return attempts


def test_so_many_guesses_are_free() -> None:
    assert _guessed(Attempts(most=3), 2).wait("192.0.2.1", START) == NONE


def test_after_them_one_waits_until_the_first_is_forgotten() -> None:
    attempts = _guessed(Attempts(most=3, within=10 * MINUTE), 3)
    assert attempts.wait("192.0.2.1", START + MINUTE) == 9 * MINUTE
    assert attempts.wait("192.0.2.1", START + 10 * MINUTE) == NONE
    attempts.wrong("192.0.2.1", START + 10 * MINUTE)
    assert attempts.wait("192.0.2.1", START + 10 * MINUTE) == MINUTE / 10


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("testclient", "unix", False),
    ],
)
def test_one_connection_is_one_place(one: str, other: str, *, same: bool) -> None:
    attempts = _guessed(Attempts(most=1), 1, one)
    assert bool(attempts.wait(other, START)) is same


@given(st.lists(st.ip_addresses().map(str), max_size=60))
def test_what_is_remembered_is_bounded(addresses: list[str]) -> None:
    attempts = Attempts(most=2, places=5)
    for address in addresses:
        attempts.wrong(address, START)
    assert len(attempts) <= 5
    if addresses:
        attempts.wrong(addresses[-1], START)
        assert attempts.wait(addresses[-1], START)


@given(st.lists(st.integers(0, 3600), min_size=1, max_size=40))
def test_never_more_guesses_than_allowed_within_the_time(seconds: list[int]) -> None:
    attempts = Attempts(most=3, within=10 * MINUTE)
    taken: list[dt.datetime] = []
    for second in sorted(seconds):
        now = START + dt.timedelta(seconds=second)
        if not attempts.wait("192.0.2.1", now):
            attempts.wrong("192.0.2.1", now)
            taken.append(now)
    for first, fourth in zip(taken, taken[3:], strict=False):
        assert fourth - first >= 10 * MINUTE
