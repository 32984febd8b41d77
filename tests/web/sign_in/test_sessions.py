from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tourkarte.web.sign_in.sessions import Ended, Sessions

START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)


def test_a_session_lasts_for_its_time_and_no_longer() -> None:
    sessions = Sessions(12 * HOUR)
    cookie = sessions.begin("Erika Müller", START)
    found = sessions.find(cookie, START + 12 * HOUR - SECOND)
    assert found
    assert found.name == "Erika Müller"
    assert sessions.find(cookie, START + 12 * HOUR) is None


def test_a_session_ends_when_it_is_signed_out_wherever_its_cookie_is() -> None:
    sessions = Sessions(HOUR)
    mine, other = sessions.begin("Erika", START), sessions.begin("Erika", START)
    sessions.end(mine, START)
    assert sessions.find(mine, START) is None
    assert sessions.find(other, START)


def test_a_session_ends_with_the_server() -> None:
    cookie = Sessions(HOUR).begin("Erika", START)
    assert Sessions(HOUR).find(cookie, START) is None


@given(st.text())
def test_what_is_not_signed_is_no_session(text: str) -> None:
    sessions = Sessions(HOUR)
    sessions.end(text, START)
    assert sessions.find(text, START) is None
    assert sessions.find(None, START) is None


@given(st.integers(0), st.characters())
def test_no_character_of_a_cookie_can_be_changed(place: int, other: str) -> None:
    sessions = Sessions(HOUR)
    cookie = sessions.begin("Erika", START)
    place %= len(cookie)
    changed = cookie[:place] + other + cookie[place + 1 :]
    # The last character of the signature holds bits that mean nothing.
    assert sessions.find(changed, START) is None or changed == cookie or place == len(cookie) - 1


@given(st.text(), st.integers(1, 168))
def test_every_name_comes_back_as_it_was(name: str, hours: int) -> None:
    sessions = Sessions(hours * HOUR)
    found = sessions.find(sessions.begin(name, START), START)
    assert found
    assert found.name == name
    assert found.until == START + hours * HOUR


def test_what_is_over_anyway_is_forgotten() -> None:
    ended = Ended()
    ended.add("a", until=START + HOUR, now=START)
    ended.add("b", until=START + 3 * HOUR, now=START + HOUR)
    assert "a" not in ended
    assert "b" in ended


@given(st.lists(st.integers(1, 100), max_size=30))
def test_what_is_remembered_is_bounded(hours: list[int]) -> None:
    ended = Ended(most=5)
    for number, each in enumerate(hours):
        ended.add(str(number), until=START + each * HOUR, now=START)
    assert len(ended) == min(len(hours), 5)
