"""Each answer is built once, for however many readers, and what is kept is bounded."""

from __future__ import annotations

import asyncio
import gzip
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from starlette.routing import Route

from tests.web.asgi import ask, asking, run, scope
from tourkarte.web import kept
from tourkarte.web.answers import Content, answering
from tourkarte.web.kept import KEPT, Keeper
from tourkarte.web.published import Published
from tourkarte.web.rendition import Kept, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.requests import Request

    from tests.web.asgi import Answered
    from tourkarte.web.loaded import Loaded

PATH = "/embed"
READERS = 8
PATIENCE = 60  # seconds; a bound, not a wait


class Builder:
    """Builds only once so many readers have asked, and counts."""

    def __init__(self, readers: int = 1) -> None:
        self.built = 0
        self._left = readers
        self._all_here = threading.Event()
        self.begun = threading.Event()

    def build(self, request: Request, _held: Loaded) -> Content:
        self.built += 1
        self.begun.set()
        assert self._all_here.wait(PATIENCE)
        return Content(body=request.url.query.encode() or b"gebaut", media_type="text/plain")

    def arrived(self, _held: Loaded) -> Hashable:
        """Count a reader, who waits for the answer from here on."""
        self._left -= 1
        if self._left <= 0:
            self._all_here.set()
        return None

    def app(self) -> Published:
        return app(self.build, also=self.arrived)


async def _nobody(*_: Any) -> None:
    raise AssertionError


def app(build: Callable[[Request, Loaded], Content], **about: Any) -> Published:
    return Published(_nobody, [Route(PATH, answering(build, **about))])


def together(app: Published, readers: int = READERS) -> list[Answered]:
    async def all_of_them() -> list[Answered]:
        return list(await asyncio.gather(*(asking(app, scope(PATH)) for _ in range(readers))))

    return run(all_of_them())


def test_what_is_kept_is_bounded() -> None:
    keeper = Keeper(most=3, most_bytes=1000)
    for number in range(100):
        keeper.put(number, keep(bytes(10), {}))
    assert len(keeper) == 3
    keeper.put("large", keep(gzip.compress(bytes(5000)) * 100, {}))
    assert (keeper.get("large"), keeper.size <= 1000) == (None, True)


def test_what_nobody_has_asked_for_the_longest_goes_first() -> None:
    keeper = Keeper(most=2)
    for key in "ab":
        keeper.put(key, keep(b"x", {}))
    keeper.get("a")
    keeper.put("c", keep(b"x", {}))
    assert [bool(keeper.get(key)) for key in "abc"] == [True, False, True]


def test_what_is_kept_again_counts_once() -> None:
    keeper = Keeper()
    for body in (b"xxxx", b"xx"):
        keeper.put("a", keep(body, {}))
    assert (len(keeper), keeper.size) == (1, 2)
    keeper.clear()
    assert (len(keeper), keeper.size) == (0, 0)


def test_many_readers_at_once_get_what_was_built_once() -> None:
    builder = Builder(READERS)
    found = together(builder.app())
    assert [(each.status, each.body) for each in found] == [(200, b"gebaut")] * READERS
    assert builder.built == 1


def test_a_reader_who_leaves_does_not_take_it_from_the_others() -> None:
    builder = Builder(3)
    served = builder.app()

    async def one_leaves() -> Answered:
        impatient = asyncio.create_task(asking(served, scope(PATH)))
        await asyncio.to_thread(builder.begun.wait, PATIENCE)
        patient = asyncio.create_task(asking(served, scope(PATH)))
        await asyncio.sleep(0)
        impatient.cancel()
        with pytest.raises(asyncio.CancelledError):
            await impatient
        last = await asking(served, scope(PATH))
        assert (await patient).body == last.body
        return last

    assert run(one_leaves()).body == b"gebaut"
    assert builder.built == 1


def test_thousands_of_different_queries_keep_no_more_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    few = Keeper(most=20)
    monkeypatch.setattr("tourkarte.web.answers.KEPT", few)
    monkeypatch.setattr(kept, "KEPT", few)
    served = Builder().app()

    async def a_crawler() -> set[int]:
        sizes = set()
        for start in range(0, 2_000, 25):  # fewer at once than may wait
            asked = [scope(PATH, f"suche={number}".encode()) for number in range(start, start + 25)]
            found = await asyncio.gather(*(asking(served, each) for each in asked))
            assert [each.text for each in found] == [each["query_string"].decode() for each in asked]
            sizes.add(len(few))
        return sizes

    assert run(a_crawler()) == {20}
    assert few.size <= 20 * len("suche=1999")


@pytest.mark.parametrize("error", [RuntimeError("geheim"), MemoryError("geheim"), KeyError("geheim")])
@pytest.mark.parametrize(
    ("query", "said"), [(b"", "Hier ist ein Fehler aufgetreten."), (b"lang=en", "Something went wrong here.")]
)
def test_what_breaks_is_not_kept_and_says_no_more_than_that(
    error: Exception, query: bytes, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def build(_request: Request, _held: Loaded) -> Content:
        tries.append(1)
        if len(tries) < 3:
            raise error
        return Content(body=b"heil", media_type="text/plain")

    served = app(build)
    for _ in range(2):
        broken = ask(served, PATH, query)
        assert broken.status == 500
        assert broken.text.startswith(said)
        assert "geheim" not in broken.text
        assert "Traceback" not in broken.text
        assert broken.header("cache-control") == "no-store"
        assert broken.header("x-content-type-options") == "nosniff"
        assert broken.header("etag") is None
    assert len(KEPT) == 0
    assert "geheim" in caplog.text, "the operator is told which one"
    assert ask(served, PATH, query).body == b"heil"


def test_many_readers_of_what_breaks_are_all_told(caplog: pytest.LogCaptureFixture) -> None:
    builder = Builder(READERS)

    def build(request: Request, held: Loaded) -> Content:
        builder.build(request, held)
        raise RuntimeError

    found = together(app(build, also=builder.arrived))
    assert [each.status for each in found] == [500] * READERS
    assert builder.built == 1
    assert "An answer failed: '/embed'" in caplog.text


def test_an_answer_that_there_is_nothing_is_not_kept() -> None:
    made = run(kept.once("none", lambda: keep(b"x", {}, HTTPStatus.NOT_FOUND)))
    assert made.status == HTTPStatus.NOT_FOUND
    assert kept.KEPT.get("none") is None
    run(kept.once("some", lambda: keep(b"x", {})))
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

    run(ask())
