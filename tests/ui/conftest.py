"""Who sits at the desk, when it is, and what there is, for the tests of the pages."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from streamlit.runtime.context import ContextProxy

from tests import folders
from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.ui import start
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd


@pytest.fixture(scope="session", autouse=True)
def _frozen() -> Iterator[None]:
    """Take what is loaded out of the garbage collector's rounds, as the server does: a run of a page ends in one."""
    assert start, "what pages need is imported"
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def in_the_middle_of_the_tour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be noon of the second day; settings are read anew for each test."""
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")
    settings.cache_clear()


@pytest.fixture
def over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[pd.DataFrame], Path]:
    """Let the pages read a folder with the given appointments."""

    def use(frame: pd.DataFrame) -> Path:
        monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.with_appointments(tmp_path, frame)))
        settings.cache_clear()
        return tmp_path

    return use


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch, in_the_middle_of_the_tour: None) -> dict[str, str]:  # noqa: ARG001
    """Let Erika be signed in, in the middle of the tour; without what is in her jar she is not."""
    door = gate()
    assert isinstance(door, Door)
    cookies = {COOKIE: door.sessions.begin("Erika", clock.now())}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: cookies))
    return cookies
