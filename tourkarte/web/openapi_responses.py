"""How this server answers, as the OpenAPI document says it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from tourkarte.web.rendition import CACHED

Response = dict[str, Any]

HTML: Final = "text/html"
PLAIN: Final = "text/plain"
_TEXT: Final = {"type": "string"}

HEADERS: Final[dict[str, dict[str, Any]]] = {
    "ETag": {"description": "A strong tag; another one for the compressed form.", "schema": _TEXT},
    "Last-Modified": {"description": "When the appointments last changed, if that is known.", "schema": _TEXT},
    "Cache-Control": {"description": "For how long it may be taken for current.", "schema": _TEXT, "example": CACHED},
    "Content-Disposition": {"description": "The name of the file.", "schema": _TEXT},
    "Allow": {"description": "The methods that are allowed.", "schema": _TEXT, "example": "GET, HEAD, OPTIONS"},
}

_REASONS: Final = {
    HTTPStatus.BAD_REQUEST: "The query cannot be used; the reason is told line by line, and what is allowed.",
    HTTPStatus.NOT_FOUND: "There is no such appointment.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Any method but GET, HEAD and OPTIONS.",
    HTTPStatus.GONE: "The appointment was deleted.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The database does not answer, and nothing was read from it yet.",
}
_NAMES: Final = {status: status.phrase.title().replace(" ", "") for status in _REASONS}

RESPONSES: Final[dict[str, Response]] = {
    "NotModified": {
        "description": "The reader has it already, as `If-None-Match` or `If-Modified-Since` says.",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Cache-Control")},
    },
    **{
        f"{_NAMES[status]}{suffix}": {
            "description": said,
            **({"headers": {"Allow": {"$ref": "#/components/headers/Allow"}}} if status == 405 else {}),  # noqa: PLR2004
            "content": {media_type: {"schema": _TEXT}},
        }
        for status, said in _REASONS.items()
        for media_type, suffix in ((PLAIN, ""), (HTML, "Page"))
        if not (status == HTTPStatus.METHOD_NOT_ALLOWED and suffix)
    },
}
"""What different resources answer alike, by name."""
_ONLY_ONE: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


def responses(
    said: str, content: dict[str, Any], *, one: bool = False, asks: bool = True, page: bool = False, file: bool = False
) -> dict[str, Response]:
    """Return the responses of a resource by status.

    Parameters
    ----------
    said, content
        Of the resource itself, by media type.
    one
        Whether it is of one appointment, which there may not be.
    asks
        Whether a query may be wrong.
    page
        Whether reasons are told as pages.
    file
        Whether it has the name of a file.
    """
    names = ["ETag", "Last-Modified", "Cache-Control", *(["Content-Disposition"] if file else [])]
    found: dict[str, Response] = {
        "200": {
            "description": said,
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
            "content": content,
        },
        "304": _ref("NotModified"),
    }
    for status, name in _NAMES.items():
        if (status in _ONLY_ONE and not one) or (status == HTTPStatus.BAD_REQUEST and not asks):
            continue
        as_page = page and status != HTTPStatus.METHOD_NOT_ALLOWED
        found[str(status.value)] = _ref(f"{name}Page" if as_page else name)
    return found


def without_content(found: dict[str, Response], shared: dict[str, Response]) -> dict[str, Response]:
    """Return the responses to HEAD: the same ones, of which only the head is sent."""
    whole = {
        status: shared[told["$ref"].rpartition("/")[2]] if "$ref" in told else told for status, told in found.items()
    }
    return {status: {key: value for key, value in told.items() if key != "content"} for status, told in whole.items()}


def _ref(name: str) -> Response:
    return {"$ref": f"#/components/responses/{name}"}
