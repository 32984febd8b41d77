"""What a resource may be answered with: its content, why there is none, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response

from tourkarte.language import _, speaking
from tourkarte.web.asking import spoken

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Scope

METHODS: Final = ("GET", "HEAD", "OPTIONS")
READABLE: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Last-Modified"}
"""Headers of what scripts of other hosts may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sent.

    Attributes
    ----------
    filename
        The name of the file that it is saved as; `is_page` says whether a browser may show it instead.
    at
        When it last changed, UTC.
    """

    body: bytes
    media_type: str
    filename: str | None = None
    is_page: bool = True
    at: dt.datetime | None = None
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def refused(reason: str, status: int = HTTPStatus.BAD_REQUEST) -> PlainTextResponse:
    """Return the answer to what cannot be answered: a plain reason."""
    return PlainTextResponse(f"{reason}\n", status, headers={**READABLE, "Cache-Control": "no-store"})


def allowed(_request: Request | None = None) -> Response:
    """Answer what may be asked of a resource that anybody may read."""
    allow = ", ".join(METHODS)
    preflight = {
        "Access-Control-Allow-Methods": allow,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": allow, **READABLE, **preflight})


def without_content(scope: Scope) -> Response:
    """Return the answer to a request that is not for the content."""
    if scope["method"] == "OPTIONS":
        return allowed()
    with speaking(spoken(scope["query_string"])):
        told = refused(_("Hier wird nur gelesen; erlaubt sind GET, HEAD und OPTIONS."), HTTPStatus.METHOD_NOT_ALLOWED)
    told.headers["Allow"] = ", ".join(METHODS)
    return told
