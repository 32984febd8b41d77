"""What is answered follows what is published, and outlives the store."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import orjson
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import folders, frames
from tests.ui.desk import HERNE
from tests.ui.reviews import BERND, gone
from tourkarte.desk import editing
from tourkarte.settings import settings
from tourkarte.store.installed import store, watch
from tourkarte.web import answers, calendar_entry, embed, feeds, loaded, permanent, sitemap
from tourkarte.web.headers import HEADERS
from tourkarte.web.published import Published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROUTES = [*feeds.ROUTES, *calendar_entry.ROUTES, *permanent.ROUTES, *embed.ROUTES, *sitemap.ROUTES]
FEED = "/feeds/termine.json?stadt=Herne"
SAYING = (FEED, "/feeds/termine.ics", f"/termine/{HERNE}", f"/termine/{HERNE}.ics", "/termine/", "/embed")
"""What says in which state an appointment is."""
ALL = (*SAYING, "/sitemap.xml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a data folder of the test's own, of which nothing was read yet, and let every request look."""
    own = folders.copy(tmp_path / "data")
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(own))
    monkeypatch.setattr(answers, "_LOOK_S", 0)
    monkeypatch.setattr(loaded, "_LAST", {})
    settings.cache_clear()
    answers.forget()
    yield own
    settings.cache_clear()


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    assert folder.is_dir()
    with TestClient(Starlette(middleware=[Middleware(Published, routes=ROUTES)])) as client:
        yield client


def status_of_herne(client: TestClient) -> str:
    [row] = orjson.loads(client.get(FEED).content)["appointments"]
    return str(row["status"])


def test_what_was_changed_is_there_at_the_next_look(client: TestClient) -> None:
    before = {path: client.get(path) for path in SAYING}
    editing.cancel(store(), HERNE, 1, author=BERND)
    for path, old in before.items():
        after = client.get(path, headers={"If-None-Match": old.headers["etag"]})
        assert (old.status_code, after.status_code) == (200, 200), path
        assert after.headers["etag"] != old.headers["etag"]
        assert after.content != old.content
        assert client.get(path, headers={"If-Modified-Since": after.headers["last-modified"]}).status_code == 304


def test_until_then_nobody_asks_the_store(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_LOOK_S", 3600)
    assert status_of_herne(client) == "scheduled"
    editing.cancel(store(), HERNE, 1, author=BERND)
    assert status_of_herne(client) == "scheduled"
    monkeypatch.setattr(answers, "_LOOK_S", 0)
    assert status_of_herne(client) == "cancelled"


def test_without_the_store_the_last_known_is_sent(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: client.get(path) for path in ALL}
    with gone(monkeypatch):
        for path, old in before.items():
            assert client.get(path).content == old.content, path
            assert client.get(path, headers={"If-None-Match": old.headers["etag"]}).status_code == 304
        assert "Wesel" in client.get("/feeds/termine.csv?stadt=Wesel").text, "never asked for before"
    editing.cancel(store(), HERNE, 1, author=BERND)
    for path in SAYING:
        assert client.get(path).content != before[path].content, path


def test_where_nothing_was_ever_read_a_sentence_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ("/feeds/termine.json", "/feeds/termine.csv", "/embed", "/termine/", "/sitemap.xml")
    sentences = {"": "Die Datenbank antwortet nicht.", "?lang=en": "The database does not answer."}
    with gone(monkeypatch):
        for path, (query, said) in itertools.product(paths, sentences.items()):
            found = client.get(f"{path}{query}", headers={"If-None-Match": "*"})
            assert found.status_code == 503
            assert said in found.text
            assert "geheim" not in found.text
            assert found.headers["cache-control"] == "no-store"
            assert found.headers["x-content-type-options"] == "nosniff"
    assert [client.get(path).status_code for path in paths] == [200] * len(paths), "nothing of it was kept"
    assert client.get("/feeds/termine.json").json()["count"] == 6


def test_what_changes_in_the_data_folder_is_seen(client: TestClient, folder: Path) -> None:
    asked = "/feeds/termine.json?kreis=05916"
    assert client.get(asked).json()["title"].endswith("Kreis: Herne")
    districts = folder / "districts.csv"
    text = districts.read_text(encoding="utf-8")
    districts.write_text(text.replace(",Herne,", ",Herne am Kanal,"), encoding="utf-8")
    assert client.get(asked).json()["title"].endswith("Kreis: Herne am Kanal")


def test_another_folder_is_another_answer(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/feeds/termine.json").json()["count"] == 6
    other = folders.with_appointments(tmp_path / "other", frames.sample().head(2))
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(other))
    monkeypatch.setenv("TOURKARTE_STATE_DIR", str(tmp_path / "other-state"))
    for each in (settings, store, watch):
        each.cache_clear()
    assert client.get("/feeds/termine.json").json()["count"] == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_is_guarded_and_leaves_nothing_with_the_reader(client: TestClient, method: str) -> None:
    for path in (*ALL, "/robots.txt", "/feeds/termine.json?stadt=nix", "/feeds/termine.doc", "/termine/nix"):
        headers = client.request(method, path, headers={"Cookie": "sitzung=1"}).headers
        assert "set-cookie" not in headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == HEADERS["Referrer-Policy"]
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        framed = path == "/embed"
        assert policy["frame-ancestors"] == ("*" if framed else "'self'")
        assert headers.get("x-frame-options") == (None if framed else "SAMEORIGIN")
        assert policy["default-src"] == ("'none'" if path.startswith("/termine/") else "'self'")


def test_who_asks_for_what_cannot_be_asked_is_told_with_the_same_guard(client: TestClient) -> None:
    for path in ("/feeds/termine.json?stadt=nix", "/embed?farbe=rot", "/termine/?von=gestern"):
        found = client.get(path)
        assert found.status_code == 400
        assert found.headers["cache-control"] == "no-store"
        assert found.headers["x-content-type-options"] == "nosniff"
        assert "etag" not in found.headers
