from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tourkarte.errors import InvalidValueError, SignInError, TooManyAttemptsError, WrongTokenError
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.sessions import COOKIE

START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HERE = "192.0.2.1"


@pytest.fixture
def tokens() -> list[str]:
    """Return what the operator is told."""
    return []


@pytest.fixture
def door(tokens: list[str]) -> Door:
    opened = Door(12 * HOUR)
    opened.open(tokens.append)
    return opened


def test_the_token_lets_in_once_and_the_next_one_is_told(door: Door, tokens: list[str]) -> None:
    cookie = door.enter(token=f" {tokens[0]}\n", name="Erika Müller", address=HERE, now=START)
    assert door.editor({COOKIE: cookie}, START) == "Erika Müller"
    assert len(set(tokens)) == 2
    with pytest.raises(WrongTokenError, match="Jeder gilt für eine Anmeldung"):
        door.enter(token=tokens[0], name="Max", address=HERE, now=START)
    assert door.enter(token=tokens[1], name="Max", address=HERE, now=START)


def test_nobody_is_in_without_a_cookie(door: Door) -> None:
    assert door.editor({}, START) is None


@pytest.mark.parametrize("token", ["", "x", "ä", "\ud800", "None"])
def test_another_token_lets_nobody_in(door: Door, tokens: list[str], token: str) -> None:
    with pytest.raises(WrongTokenError):
        door.enter(token=token, name="Erika", address=HERE, now=START)
    assert len(tokens) == 1


def test_without_a_name_the_token_is_kept(door: Door, tokens: list[str]) -> None:
    with pytest.raises(InvalidValueError):
        door.enter(token=tokens[0], name=" ", address=HERE, now=START)
    assert door.enter(token=tokens[0], name="Erika", address=HERE, now=START)


def test_who_guesses_too_often_waits(door: Door, tokens: list[str]) -> None:
    def guess(now: dt.datetime, address: str = HERE) -> None:
        door.enter(token="x", name="Erika", address=address, now=now)  # noqa: S106 (a guess)

    for _ in range(10):
        with pytest.raises(WrongTokenError):
            guess(START)
    with pytest.raises(TooManyAttemptsError, match="in 10 Minuten noch einmal") as caught:
        guess(START)
    assert caught.value.seconds == 600
    with pytest.raises(WrongTokenError):
        guess(START, "192.0.2.2")
    later = START + dt.timedelta(minutes=9, seconds=30)
    with pytest.raises(TooManyAttemptsError, match="in einer Minute noch einmal"):
        guess(later)
    with pytest.raises(WrongTokenError):
        guess(later + HOUR)
    assert len(tokens) == 1


def test_the_right_token_opens_whatever_others_tried_from_the_same_address(door: Door, tokens: list[str]) -> None:
    for _ in range(12):
        with pytest.raises((WrongTokenError, TooManyAttemptsError)):
            door.enter(token="x", name="Max", address=HERE, now=START)  # noqa: S106 (a guess)
    assert door.enter(token=tokens[0], name="Erika", address=HERE, now=START)


def test_of_many_who_come_at_once_one_gets_in(door: Door, tokens: list[str]) -> None:
    barrier = Barrier(8)

    def enter(number: int) -> bool:
        barrier.wait()
        try:
            return bool(door.enter(token=tokens[0], name=f"E{number}", address=HERE, now=START))
        except SignInError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(enter, range(8))) == 1
