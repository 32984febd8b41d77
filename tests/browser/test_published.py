"""What is published, as the running server answers it through all its layers, without a browser."""

from __future__ import annotations

import gzip
import http.client
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from tourkarte.export import formats
from tourkarte.web.headers import HEADERS

if TYPE_CHECKING:
    from email.message import Message

HERNE = "/termine/sommertour-2017-herne"
PUBLIC = {
    **{f"/feeds/termine.{form.suffix}": form.media_type for form in formats().values() if not form.variant},
    f"{HERNE}.ics": formats()["ics"].media_type,
    HERNE: "text/html; charset=utf-8",
    "/termine/": "text/html; charset=utf-8",
    "/embed": "text/html; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
}


def _ask(server: str, path: str, *, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    """Ask without the help of a library that resolves paths, follows redirects or unpacks."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(("path", "media_type"), PUBLIC.items())
def test_each_is_there_with_its_own_headers(server: str, path: str, media_type: str) -> None:
    status, headers, body = _ask(server, path, Cookie="sitzung=1")
    assert (status, headers["content-type"]) == (200, media_type)
    assert headers["cache-control"] == "private, max-age=60"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["content-encoding"] is None
    assert "set-cookie" not in headers
    framed = path == "/embed"
    for name in HEADERS.keys() - {"X-Frame-Options"}:
        assert len(headers.get_all(name) or []) == 1, name
    assert headers.get_all("X-Frame-Options") == (None if framed else ["SAMEORIGIN"])
    assert f"frame-ancestors {'*' if framed else chr(39) + 'self' + chr(39)}" in headers["content-security-policy"]
    assert len(body) == int(headers["content-length"])

    status, packed_headers, packed = _ask(server, path, Accept_Encoding="gzip")
    if packed_headers["content-encoding"]:
        assert gzip.decompress(packed) == body
        assert packed_headers["etag"] != headers["etag"]
    for accepts, tag in (("identity", headers["etag"]), ("gzip", packed_headers["etag"])):
        status, _headers, nothing = _ask(server, path, Accept_Encoding=accepts, If_None_Match=tag)
        assert (status, nothing) == (304, b"")
    status, _headers, again = _ask(server, path, Accept_Encoding="identity", If_None_Match=packed_headers["etag"])
    assert status == (200 if packed_headers["content-encoding"] else 304)
    assert again in {body, b""}

    status, head, nothing = _ask(server, path, method="HEAD")
    assert (status, nothing) == (200, b"")
    assert (head["content-length"], head["etag"]) == (headers["content-length"], headers["etag"])
    assert _ask(server, path, method="POST")[0] == 405
    assert _ask(server, path, method="OPTIONS")[1]["allow"] == "GET, HEAD, OPTIONS"


def test_they_say_the_same_of_the_same(server: str) -> None:
    rows = json.loads(_ask(server, "/feeds/termine.json?stadt=Herne&stadt=Wesel")[2])["appointments"]
    ids = [row["id"] for row in rows]
    assert ids == ["sommertour-2017-herne", "sommertour-2017-wesel"]
    for path in ("/feeds/termine.csv", "/feeds/termine.geojson", "/termine/", "/embed"):
        text = _ask(server, f"{path}?stadt=Herne&stadt=Wesel")[2].decode()
        assert all(each in text for each in ids), path
    places = [each.text for each in ET.fromstring(_ask(server, "/sitemap.xml")[2]).iter() if each.tag.endswith("}loc")]  # noqa: S314 (our own)
    assert f"{server}{HERNE}" in places
    for place in places:
        assert place
        assert _ask(server, place.removeprefix(server))[0] == 200
    assert f"Sitemap: {server}/sitemap.xml" in _ask(server, "/robots.txt")[2].decode()


def test_the_list_and_the_page_of_the_dashboard_are_two(server: str) -> None:
    page, listed = (_ask(server, path)[2].decode() for path in ("/termine", "/termine/"))
    assert '<div id="root"></div>' in page
    assert 'id="root"' not in listed
    assert "Grundschule Michaelstraße" in listed


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/nix", 404),
        ("/feeds/termine.doc", 404),
        ("/feeds/termine.json?stadt=nix", 400),
        ("/feeds/termine.json?" + "a" * 10_000, 400),
        ("/feeds/../redaktion", 400),
        ("/feeds/..%2fredaktion", 400),
        ("/termine/..%2f..%2fpyproject.toml", 404),
        ("/termine/nix.ics", 404),
        ("/embed?farbe=rot", 400),
        ("/sitemap.xml?teil=2", 400),
    ],
)
def test_what_is_not_there_is_said_so_and_nothing_of_streamlits_is_sent(server: str, path: str, status: int) -> None:
    found, headers, body = _ask(server, path)
    assert found == status
    assert headers["x-content-type-options"] == "nosniff"
    for never in (b'id="root"', b"Traceback", b"streamlit", b"[project]"):
        assert never not in body
