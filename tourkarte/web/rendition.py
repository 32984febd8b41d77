"""An answer as it is kept: plain and compressed, with all its headers, ready for each reader."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders

from tourkarte.settings import settings
from tourkarte.web.replies import READABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tourkarte.web.replies import Content

    Headers = tuple[tuple[bytes, bytes], ...]

CACHED: Final = "public, max-age=60"
"""Anybody may take an answer of the last minute for current."""
_WORTH_IT: Final = 500  # bytes from which on compression makes an answer shorter
_NOT_OF_304: Final = {"content-type", "content-encoding", "content-disposition"}
_COMPRESSIONS: Final = ("gzip", "x-gzip", "*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A body as it travels.

    Attributes
    ----------
    unchanged
        The headers for who has it already.
    changed
        When it last changed, as the header says it.
    """

    body: bytes
    headers: Headers
    tag: str
    unchanged: Headers
    changed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer in both its forms, which are the same one where compression makes it no shorter."""

    status: int
    plain: Representation
    packed: Representation

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.plain.body) + (0 if self.packed is self.plain else len(self.packed.body))

    def for_reader(self, asked: Iterable[tuple[bytes, bytes]]) -> tuple[int, Headers, bytes]:
        """Return status, headers and body for a reader who has sent the headers `asked`."""
        accepts, tags, date = _terms(asked)
        found = self.packed if _takes_gzip(accepts) else self.plain
        if self.status == HTTPStatus.OK and _has(found, tags, date):
            return HTTPStatus.NOT_MODIFIED, found.unchanged, b""
        return self.status, found.headers, found.body


def rendered(content: Content, security: Mapping[str, str]) -> Kept:
    """Return what is sent for a content, with the headers that an address has besides."""
    told = MutableHeaders({"Content-Type": content.media_type, "Cache-Control": CACHED, **READABLE})
    told.update(content.headers)
    if content.status != HTTPStatus.OK:
        told["Cache-Control"] = "no-store"
    if content.filename:
        how = "inline" if content.is_page else "attachment"
        told["Content-Disposition"] = f'{how}; filename="{content.filename}"'
    if content.at:
        told["Last-Modified"] = format_datetime(content.at, usegmt=True)
    if not settings().public_url:
        # It holds the name that this reader has used: a proxy that keeps it must not give it to those who use another.
        told["Cache-Control"] = told["Cache-Control"].replace("public", "private")
    told.update(security)
    return keep(content.body, told, content.status)


def keep(body: bytes, headers: Mapping[str, str], status: int = HTTPStatus.OK) -> Kept:
    """Return an answer with its tags; the headers are those of the plain form."""
    named = {name.lower(): value for name, value in headers.items()}
    varied = {**named, "vary": ", ".join(filter(None, [named.get("vary"), "Accept-Encoding"]))}
    plain = _representation(body, varied)
    packed = gzip.compress(body, 6, mtime=0) if len(body) > _WORTH_IT else body
    if len(packed) >= len(body):
        return Kept(status=status, plain=plain, packed=plain)
    return Kept(status=status, plain=plain, packed=_representation(packed, varied | {"content-encoding": "gzip"}))


def _representation(body: bytes, headers: dict[str, str]) -> Representation:
    tag = f'"{hashlib.sha256(body + repr(sorted(headers.items())).encode()).hexdigest()[:32]}"'
    tagged = {**headers, "etag": tag}
    return Representation(
        body=body,
        headers=_raw({**tagged, "content-length": str(len(body))}),
        tag=tag,
        unchanged=_raw({name: value for name, value in tagged.items() if name not in _NOT_OF_304}),
        changed=headers.get("last-modified"),
    )


def _raw(headers: Mapping[str, str]) -> Headers:
    """Return headers as ASGI has them."""
    return tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())


def _terms(asked: Iterable[tuple[bytes, bytes]]) -> tuple[str, str | None, str | None]:
    """Return what a reader accepts, the tags that it knows, and since when; a header in several lines is one list."""
    accepts, tags, date = "", None, None
    for name, value in asked:
        match name:
            case b"accept-encoding":
                accepts = f"{accepts},{value.decode('latin-1')}"
            case b"if-none-match":
                tags = value.decode("latin-1") if tags is None else f"{tags},{value.decode('latin-1')}"
            case b"if-modified-since":
                date = value.decode("latin-1")
    return accepts, tags, date


@lru_cache(maxsize=256)
def _takes_gzip(accepts: str) -> bool:
    """Return whether gzip is accepted, and at least as gladly as no compression."""
    weights: dict[str, float] = {}
    for each in accepts.lower().split(","):
        name, *terms = (part.strip() for part in each.split(";"))
        weights[name] = next((_weight(term[2:]) for term in terms if term.startswith("q=")), 1.0)
    weight = next((weights[name] for name in _COMPRESSIONS if name in weights), 0.0)
    return weight > 0 and weight >= weights.get("identity", 0.0)


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _has(found: Representation, tags: str | None, date: str | None) -> bool:
    """Return whether a reader has the content: the same tag; else, where none is named, the same date to the second.

    An older date than the reader's is no reason to believe it: after a restore the store is of an earlier time.
    """
    if tags is not None:
        return bool({"*", found.tag} & {tag.strip().removeprefix("W/") for tag in tags.split(",")})
    return date is not None and found.changed is not None and _same_moment(date, found.changed)


def _same_moment(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return parsedate_to_datetime(one) == parsedate_to_datetime(other)
    except (ValueError, TypeError, OverflowError):  # no date
        return False
