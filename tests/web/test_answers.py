"""How kept answers go out to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tourkarte.web import feeds

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = "/feeds/termine.csv"


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=feeds.ROUTES)) as client:
        yield client


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [("gzip", True), ("*", True), ("gzip;q=0", False), ("", False), ("identity, gzip;q=0.5", False), ("br", False)],
)
def test_is_compressed_for_who_takes_it(client: TestClient, accepts: str, packed: bool) -> None:  # noqa: FBT001
    found = client.get(PATH, headers={"Accept-Encoding": accepts})
    assert (found.headers.get("content-encoding") == "gzip") is packed
    assert "Accept-Encoding" in found.headers["vary"]


def test_each_form_has_a_tag_of_its_own(client: TestClient) -> None:
    plain, packed = (client.get(PATH, headers={"Accept-Encoding": how}) for how in ("identity", "gzip"))
    assert plain.content == packed.content
    assert plain.headers["etag"] != packed.headers["etag"]


@pytest.mark.parametrize("known", ["{tag}", "W/{tag}", '"x", {tag}', "*"])
def test_who_knows_the_tag_gets_no_body(client: TestClient, known: str) -> None:
    tag = client.get(PATH).headers["etag"]
    found = client.get(PATH, headers={"If-None-Match": known.format(tag=tag)})
    assert (found.status_code, found.content) == (304, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_is_only_read(client: TestClient, method: str) -> None:
    found = client.request(method, PATH)
    assert (found.status_code, found.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_head_is_that_of_the_whole(client: TestClient) -> None:
    whole, head = client.get(PATH), client.head(PATH)
    assert head.content == b""
    assert head.headers == whole.headers
    assert client.options(PATH).status_code == 204
