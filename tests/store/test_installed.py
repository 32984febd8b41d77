"""While the database is gone nobody waits for it, and it is asked again by itself."""

from __future__ import annotations

import threading
import traceback

import pytest

from tourkarte.settings import database_url, settings
from tourkarte.store import installed
from tourkarte.store.errors import StoreUnavailableError, StoreVersionError
from tourkarte.store.installed import Watch
from tourkarte.store.queries import Stamp
from tourkarte.store.store import Store

STAMP = Stamp("identity", 7, 5)
PATIENCE = 120


class Lamp(Store):
    """A store that answers or fails as it is told, and counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__("sqlite:///")
        self.error: Exception | None = None
        self.asked = 0
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.is_asked = threading.Event()

    def stamp(self) -> Stamp:
        self.asked += 1
        self.is_asked.set()
        assert self.may_answer.wait(PATIENCE)
        if self.error:
            raise self.error
        return STAMP


class Clock:
    """Tells the time that it is told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def lamp() -> Lamp:
    return Lamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(lamp: Lamp, clock: Clock) -> Watch:
    return Watch(lamp, monotonic=clock)


def test_each_question_is_asked_as_long_as_there_are_answers(watch: Watch, lamp: Lamp) -> None:
    assert [watch.stamp(), watch.stamp()] == [STAMP, STAMP]
    assert lamp.asked == 2


def test_while_it_is_gone_it_is_asked_every_two_seconds(watch: Watch, lamp: Lamp, clock: Clock) -> None:
    lamp.error = StoreUnavailableError("Die Datenbank antwortet nicht.")
    for later, asked in ((0, 1), (0.1, 1), (1.9, 1), (2.0, 2), (2.1, 2), (4.1, 3)):
        clock.now = 100 + later
        with pytest.raises(StoreUnavailableError, match="antwortet nicht"):
            watch.stamp()
        assert lamp.asked == asked, later


def test_it_recovers_by_itself(watch: Watch, lamp: Lamp, clock: Clock) -> None:
    lamp.error = StoreUnavailableError("weg")
    with pytest.raises(StoreUnavailableError):
        watch.stamp()
    lamp.error = None
    clock.now += 2
    assert watch.stamp() == STAMP
    assert watch.stamp() == STAMP


def test_whoever_comes_while_it_is_asked_again_does_not_wait(watch: Watch, lamp: Lamp, clock: Clock) -> None:
    lamp.error = StoreUnavailableError("weg")
    with pytest.raises(StoreUnavailableError):
        watch.stamp()
    clock.now += 2
    lamp.may_answer.clear()
    lamp.is_asked.clear()
    answers: list[Stamp] = []
    first = threading.Thread(target=lambda: answers.append(watch.stamp()))
    first.start()
    assert lamp.is_asked.wait(PATIENCE)
    for _ in range(3):
        with pytest.raises(StoreUnavailableError, match="weg"):
            watch.stamp()
    lamp.error = None
    lamp.may_answer.set()
    first.join(PATIENCE)
    assert answers == [STAMP]
    assert lamp.asked == 2


def test_the_error_is_of_the_same_type_and_does_not_grow(watch: Watch, lamp: Lamp) -> None:
    lamp.error = StoreVersionError("aus der Zukunft")
    lengths = set()
    for _ in range(20):
        with pytest.raises(StoreVersionError, match="aus der Zukunft") as caught:
            watch.stamp()
        lengths.add(len(traceback.extract_tb(caught.tb)))
    assert len(lengths) <= 2


def test_an_installation_has_one_store_in_its_state_folder() -> None:
    assert installed.store() is installed.store()
    assert installed.watch().store is installed.store()
    assert installed.store().url == database_url(settings())
    assert installed.watch().stamp() == installed.store().stamp()
    with installed.store().read() as reader:
        (change,) = reader.changes()
    assert (change.author, change.action) == ("Tourkarte", "fill")
    assert (settings().state_dir / "tourkarte.sqlite").exists()
