from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.places.online.breaker import FAILURES, LONGEST_S, PAUSE_S, Breaker
from tourkarte.places.online.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from tests.places.online.conftest import FakeTime


def make(folder: Path, fake: FakeTime, server: str = "server") -> Breaker:
    return Breaker(state=State(folder), server=server, clock=fake.clock)


@pytest.fixture
def down(tmp_path: Path, fake: FakeTime) -> Breaker:
    breaker = make(tmp_path, fake)
    for _ in range(FAILURES):
        breaker.fail()
    return breaker


def test_some_failures_in_a_row_begin_a_pause_for_all(tmp_path: Path, fake: FakeTime) -> None:
    breaker = make(tmp_path, fake)
    for _ in range(FAILURES - 1):
        breaker.fail()
        assert breaker.left() == breaker.enter() == 0
    breaker.fail()
    fake.now += 10
    assert make(tmp_path, fake).left() == make(tmp_path, fake).enter() == PAUSE_S - 10
    assert make(tmp_path, fake, "another server").left() == 0


def test_a_success_in_between_begins_the_count_anew(tmp_path: Path, fake: FakeTime) -> None:
    breaker = make(tmp_path, fake)
    for _ in range(FAILURES):
        breaker.fail()
        breaker.succeed()
    assert breaker.left() == 0


def test_after_the_pause_one_may_try_and_its_success_is_everybodys(down: Breaker, fake: FakeTime) -> None:
    fake.now += PAUSE_S
    assert down.left() == 0
    assert down.enter() == 0
    assert down.enter() > 0
    down.succeed()
    assert down.left() == down.enter() == 0
    down.fail()
    assert down.left() == 0


def test_after_the_pause_one_may_try_and_its_failure_begins_the_next(down: Breaker, fake: FakeTime) -> None:
    fake.now += PAUSE_S
    assert down.enter() == 0
    down.fail()
    assert down.left() == PAUSE_S


def test_whoever_tries_and_dies_does_not_stop_the_others_for_ever(down: Breaker, fake: FakeTime) -> None:
    fake.now += PAUSE_S
    assert down.enter() == 0
    fake.now += PAUSE_S
    assert down.enter() == 0


def test_the_service_may_ask_for_a_pause_but_for_no_eternity(tmp_path: Path, fake: FakeTime) -> None:
    breaker = make(tmp_path, fake)
    breaker.fail(pause=7)
    assert breaker.left() == 7
    breaker.fail(pause=1e9)
    assert breaker.left() == LONGEST_S


def test_a_pause_from_before_the_machine_started_anew_does_not_count(down: Breaker, fake: FakeTime) -> None:
    fake.now -= LONGEST_S
    assert down.left() == 0
