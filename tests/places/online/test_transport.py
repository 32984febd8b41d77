from __future__ import annotations

import socket
import time
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import pytest

from tests.places.online.server import (
    GeoServer,
    Handler,
    body,
    cut_short,
    drip,
    drip_headers,
    endless,
    json_body,
    no_http,
    reset,
    silent,
    status,
)
from tourkarte.places.online.outcome import Failed, Reason, ServiceError
from tourkarte.places.online.transport import BoundedAdapter

if TYPE_CHECKING:
    from collections.abc import Callable

    Behaviour = Callable[[Handler], None]


def adapter() -> BoundedAdapter:
    return BoundedAdapter(proxies={}, ssl_context=None)


def failure(url: str, timeout: float = 20) -> Failed:
    with pytest.raises(ServiceError) as caught:
        adapter().get_json(url, timeout=timeout, headers={"User-Agent": "test"})
    return caught.value.failed


def test_json_comes_with_the_headers_that_were_asked_for(server: GeoServer) -> None:
    server.plan(json_body([{"lat": "1"}]))
    answer: Any = adapter().get_json(f"{server.url}/search?q=x", timeout=20, headers={"User-Agent": "Tourkarte/1"})
    assert answer == [{"lat": "1"}]
    assert server.requests[0].agent == "Tourkarte/1"


def test_text_comes_as_it_is(server: GeoServer) -> None:
    server.plan(body("Köln".encode(), Content_Type="text/plain"))
    assert adapter().get_text(server.url, timeout=20, headers={}) == "Köln"


@pytest.mark.parametrize(
    ("behaviour", "reason", "again"),
    [
        pytest.param(status(400), Reason.QUERY, False, id="400"),
        pytest.param(status(403), Reason.REFUSED, False, id="403"),
        pytest.param(status(404), Reason.REFUSED, False, id="404"),
        pytest.param(status(429), Reason.QUOTA, True, id="429"),
        pytest.param(status(500), Reason.UNAVAILABLE, False, id="500"),
        pytest.param(status(502), Reason.UNAVAILABLE, True, id="502"),
        pytest.param(status(503), Reason.UNAVAILABLE, True, id="503"),
        pytest.param(status(504), Reason.UNAVAILABLE, True, id="504"),
        pytest.param(status(204), Reason.ANSWER, False, id="204"),
        pytest.param(status(304), Reason.REFUSED, False, id="304"),
        pytest.param(reset, Reason.UNAVAILABLE, False, id="reset"),
        pytest.param(no_http, Reason.ANSWER, False, id="no HTTP"),
        pytest.param(cut_short, Reason.ANSWER, False, id="cut short"),
        pytest.param(endless, Reason.ANSWER, False, id="endless"),
        pytest.param(body(b" " * 1_000_001), Reason.ANSWER, False, id="huge"),
        pytest.param(body(b"[" * 500_000), Reason.ANSWER, False, id="deep"),
        pytest.param(body(b'{"features": ['), Reason.ANSWER, False, id="broken JSON"),
        pytest.param(body(b"\xff\xfe["), Reason.ANSWER, False, id="no UTF-8"),
        pytest.param(body(b""), Reason.ANSWER, False, id="empty body"),
        pytest.param(
            body(b"<html>Bitte melden Sie sich an</html>", Content_Type="text/html"), Reason.ANSWER, False, id="HTML"
        ),
    ],
)
def test_each_failure_is_told_for_what_it_is(
    server: GeoServer,
    behaviour: Behaviour,
    reason: Reason,
    again: bool,  # noqa: FBT001
) -> None:
    server.plan(behaviour)
    failed = failure(f"{server.url}/search")
    assert (failed.reason, failed.again) == (reason, again)
    assert failed.message.endswith(".")
    assert len(server.requests) == 1


@pytest.mark.parametrize("behaviour", [silent, drip, drip_headers])
def test_the_time_for_the_whole_is_kept_whether_the_server_is_silent_or_drips(
    server: GeoServer, behaviour: Behaviour
) -> None:
    server.plan(behaviour)
    begin = time.monotonic()
    failed = failure(f"{server.url}/search", timeout=0.3)
    assert (failed.reason, failed.again) == (Reason.TIMEOUT, True)
    assert time.monotonic() - begin < 10  # without the deadline it would be the end of the test run


def test_a_redirect_is_not_followed(server: GeoServer) -> None:
    with GeoServer() as other:
        server.plan(status(302, Location=f"{other.url}/search"), status(301, Location="/search"))
        failed = failure(f"{server.url}/search")
        assert failed.reason is Reason.REFUSED
        assert other.url.removeprefix("http://") in failed.message
        assert failure(f"{server.url}/search").reason is Reason.REFUSED
        assert not other.requests
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("-5", 0),
        (formatdate(0, usegmt=True), 0),
        ("bald", None),
        ("", None),
        ("Mon, 99 Xyz 99999 99:99:99 GMT", None),
        ("9" * 40, 1e9),
    ],
)
def test_retry_after_is_seconds_or_a_date(server: GeoServer, header: str, seconds: float | None) -> None:
    server.plan(status(503, Retry_After=header))
    assert failure(f"{server.url}/search").retry_after == seconds


def test_retry_after_as_a_date_to_come(server: GeoServer) -> None:
    server.plan(status(429, Retry_After=formatdate(time.time() + 100, usegmt=True)))
    after = failure(f"{server.url}/search").retry_after
    assert after is not None
    assert 50 < after <= 100


def test_who_is_not_there_is_unavailable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # bound, and nobody listens
        failed = failure(f"http://127.0.0.1:{free.getsockname()[1]}/search")
    assert (failed.reason, failed.again) == (Reason.UNAVAILABLE, False)


def test_https_is_spoken_and_a_server_without_it_is_unavailable(server: GeoServer) -> None:
    assert failure(server.url.replace("http:", "https:")).reason is Reason.UNAVAILABLE
