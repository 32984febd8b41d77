"""What is kept of the answers, and how they come to be."""

from __future__ import annotations

import asyncio
import threading
from http import HTTPStatus

import pytest

from tourkarte.web import kept
from tourkarte.web.rendition import Kept, keep


def test_an_answer_that_there_is_nothing_is_not_kept() -> None:
    made = asyncio.run(kept.once("none", lambda: keep(b"x", {}, HTTPStatus.NOT_FOUND)))
    assert made.status == HTTPStatus.NOT_FOUND
    assert kept.KEPT.get("none") is None
    asyncio.run(kept.once("some", lambda: keep(b"x", {})))
    assert kept.KEPT.get("some") is not None


def test_who_would_wait_for_too_many_others_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_WAITING", 3)
    go = threading.Event()

    def slow() -> Kept:
        go.wait(30)
        return keep(b"x", {})

    async def ask() -> None:
        asked = [asyncio.ensure_future(kept.once(number, slow)) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(kept.BusyError):
            await kept.once("another", slow)
        same = asyncio.ensure_future(kept.once(2, slow))  # who waits for what is made anyway may
        go.set()
        assert {(await each).plain.body for each in (*asked, same)} == {b"x"}

    asyncio.run(ask())
