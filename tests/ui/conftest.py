"""Who sits at the desk, for the tests of its pages."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from streamlit.runtime.context import ContextProxy

from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.ui import start
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _frozen() -> Iterator[None]:
    """Take what is loaded out of the garbage collector's rounds, as the server does: a run of a page ends in one."""
    assert start, "what pages need is imported"
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let Erika be signed in, in the middle of the tour; without what is in her jar she is not."""
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")
    settings.cache_clear()
    door = gate()
    assert isinstance(door, Door)
    cookies = {COOKIE: door.sessions.begin("Erika", clock.now())}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: cookies))
    return cookies
