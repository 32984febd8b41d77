"""One bounded request: geopy's way to the network, with an end to everything.

geopy's own adapters wait for each read, not for the whole, and read as much as the server sends; a server that drips
a byte a second, or never ends, would hold a page for ever. Redirects are not followed: each hop would be a request
that nobody paced, and an address that moved is for the operator to know. Neither do they say what failed in a form
that a program can act upon.
"""

from __future__ import annotations

import http.client
import io
import math
import ssl
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

import orjson
from geopy.adapters import BaseSyncAdapter, get_retry_after

from tourkarte.places.online.outcome import Failed, Reason, ServiceError

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from typing_extensions import Buffer

LARGEST: Final = 1_000_000
"""Bytes of an answer; ten places take about ten thousand."""
SILENCE_S: Final = 4.0
"""Seconds without a single byte."""
_AGAIN: Final = frozenset({429, 502, 503, 504})
_REFUSED: Final = frozenset({401, 402, 403, 404, 407, 410, 451})
_QUERY: Final = frozenset({400, 412, 413, 414, 422})
_QUOTA: Final = 429
_REDIRECT: Final = range(300, 400)


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """Geopy's connection to the network. Every failure is a `ServiceError` that tells what it was."""

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: ssl.SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.proxies = None if proxies is None else dict(proxies)
        self.ssl_context = ssl_context or ssl.create_default_context()

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Return the JSON at `url`; `timeout` are the seconds for the whole of it."""
        try:
            return orjson.loads(self.get_bytes(url, timeout=timeout, headers=headers))
        except orjson.JSONDecodeError as error:
            raise ServiceError(Failed(Reason.ANSWER, "Die Antwort ist kein JSON.")) from error

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return the text at `url`."""
        return self.get_bytes(url, timeout=timeout, headers=headers).decode(errors="replace")

    def get_bytes(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> bytes:
        """Return what is at `url`.

        Raises
        ------
        ServiceError
            If it is not there, not there in time, or not there without more ado.
        """
        deadline = time.monotonic() + timeout
        opener = build_opener(
            ProxyHandler(self.proxies), _Http(deadline), _Https(deadline, self.ssl_context), _NoRedirect()
        )
        request = Request(url, headers=dict(headers))  # noqa: S310 -- the settings allow http and https only
        try:
            with opener.open(request, timeout=min(timeout, SILENCE_S)) as response:
                content: bytes = response.read(LARGEST + 1)
        except HTTPError as error:
            with error:
                raise ServiceError(_status(error)) from error
        except (OSError, http.client.HTTPException) as error:
            raise ServiceError(_broken(error, timeout)) from error
        if len(content) > LARGEST:
            raise ServiceError(Failed(Reason.ANSWER, f"Die Antwort ist größer als {LARGEST} Bytes."))
        return content


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow none; the redirect's status is the answer then."""


class _Http(HTTPHandler):
    def __init__(self, deadline: float) -> None:
        super().__init__()
        self.deadline = deadline

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, http.client.HTTPConnection, self.deadline), req)


class _Https(HTTPSHandler):
    def __init__(self, deadline: float, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self.deadline = deadline
        self.context = context

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        make = partial(_connection, http.client.HTTPSConnection, self.deadline, context=self.context)
        return self.do_open(make, req)


def _connection(kind: Any, deadline: float, host: str, **options: Any) -> Any:
    """Return a connection whose answers end at the deadline."""
    connection = kind(host, **options)
    connection.response_class = partial(_TimedResponse, deadline=deadline)
    return connection


class _TimedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), sock, deadline))


class _TimedReader(io.RawIOBase):
    """What a socket sends until the deadline, whether it is silent or drips."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: float) -> None:
        super().__init__()
        self.raw = raw
        self.sock = sock
        self.deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int | None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(min(left, SILENCE_S))
        return self.raw.readinto(buffer)

    def close(self) -> None:
        self.raw.close()
        super().close()


def _status(error: HTTPError) -> Failed:
    """Return what a status other than 200 means."""
    code = error.code
    if code in _REDIRECT:
        host = urlsplit(error.headers.get("location") or "").netloc[:100] or "eine andere Adresse"
        return Failed(
            Reason.REFUSED, f"Der Dienst verweist an {host}; bitte seine Adresse in den Einstellungen ändern."
        )
    if code in _QUERY:
        return Failed(Reason.QUERY, f"Der Dienst versteht die Anfrage nicht (Status {code}).")
    if code in _REFUSED:
        return Failed(
            Reason.REFUSED,
            f"Der Dienst gibt keine Auskunft (Status {code}); bitte seine Adresse und die Kontaktangabe prüfen.",
        )
    after, again = _retry_after(error), code in _AGAIN
    if code == _QUOTA:
        return Failed(Reason.QUOTA, "Der Dienst möchte weniger Anfragen (Status 429).", after, again)
    return Failed(Reason.UNAVAILABLE, f"Der Dienst meldet einen Fehler (Status {code}).", after, again)


def _retry_after(error: HTTPError) -> float | None:
    """Return the seconds to wait, whether the header gives seconds or a date; None if it gives neither."""
    text = error.headers.get("retry-after") or ""
    try:
        seconds = get_retry_after({"retry-after": text})
    except (ValueError, OverflowError, TypeError):  # a date such as 99 Xyz 99999
        return None
    return None if seconds is None else float(min(seconds, 1e9))


def _broken(error: Exception, timeout: float) -> Failed:
    """Return what an error on the way means."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return Failed(Reason.TIMEOUT, f"Der Dienst hat nicht in {math.ceil(timeout)} Sekunden geantwortet.", again=True)
    if isinstance(cause, OSError | str):  # a lost connection is an OSError as well
        return Failed(Reason.UNAVAILABLE, f"Der Dienst ist nicht erreichbar ({cause or type(cause).__name__}).")
    return Failed(Reason.ANSWER, f"Die Antwort ist unvollständig ({type(cause).__name__}).")


def connection(url: str, user_agent: str) -> dict[str, Any]:
    """Return what geopy's services want to be told about a server and who asks it."""
    parts = urlsplit(url)
    return {
        "domain": parts.netloc + parts.path,
        "scheme": parts.scheme,
        "user_agent": user_agent,
        "adapter_factory": BoundedAdapter,
    }
