"""Settings for all tests."""

from __future__ import annotations

import gc
import itertools
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tourkarte import settings as installation
from tourkarte.intake import read
from tourkarte.intake.documents import bounds
from tourkarte.store import installed
from tourkarte.web import answers
from tourkarte.web.sign_in.gate import gate

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# Making a frame takes pandera some milliseconds, and machines that run tests are shared: no test fails for its speed.
# `make test` tries the same examples every time, so that what it says of a commit stays true; `make fuzz` looks for new
# ones, and what it finds becomes a case of its own.
settings.register_profile(
    "tourkarte", deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fuzz", settings.get_profile("tourkarte"), derandomize=False, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tourkarte"))

pytest_plugins = ["tests.databases", "tests.reading"]

_NUMBERS = itertools.count()
_LONGEST = ("tests/test_architecture.py", "tests/browser/", "tests/test_dataset.py", "tests/store/test_crash.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: begun last, they would go on alone when all others are done."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Take what is loaded out of the garbage collector's rounds: a quarter of all the time went into them."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def _time_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a document take its time on a busy machine; the tests of the bounds set their own."""
    for each in (bounds, read):
        monkeypatch.setattr(each, "MAX_SECONDS", 60)


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test a state folder of its own, made when it is first used, and never the user's."""
    monkeypatch.setenv("TOURKARTE_STATE_DIR", str(tmp_path_factory.getbasetemp() / "state" / str(next(_NUMBERS))))
    monkeypatch.delenv("TOURKARTE_DATABASE_URL", raising=False)
    cached = (installation.settings, installed.store, installed.watch, gate)
    for each in cached:
        each.cache_clear()
    answers.forget()
    yield
    if installed.store.cache_info().currsize:
        installed.store().close()
    for each in cached:
        each.cache_clear()
