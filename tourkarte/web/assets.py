"""Leaflet, our own styles and scripts, and the boundaries, all from this server.

An asset's address carries a digest of all assets, so browsers may keep it for good and still get a new one after
an update. Everything is held in memory, compressed once: it is a few hundred kilobytes. Boundaries that were mended
or replaced while the server runs are read anew, which costs a few looks at the files' times per call.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tourkarte import dataset
from tourkarte.errors import DataFileError, Problem
from tourkarte.places.borders import border_lines
from tourkarte.settings import settings
from tourkarte.views.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request

_FOREVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it goes over the wire."""

    body: bytes
    compressed: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Held:
    """All assets for one state of the boundaries' files.

    Attributes
    ----------
    version
        The digest of all assets.
    error
        Why there are no boundaries.
    """

    assets: Mapping[str, Asset]
    version: str
    error: DataFileError | None


def assets() -> Mapping[str, Asset]:
    """Return all assets by name. Where the boundaries cannot be read, they are missing (see `problem`)."""
    return _held().assets


def version() -> str:
    """Return the digest of all assets."""
    return _held().version


def asset_url(name: str) -> str:
    """Return the address of an asset on this server; it changes with the boundaries."""
    return f"/assets/{version()}/{name}"


def problem() -> Problem | None:
    """Return why the map has no boundaries, None where it has them."""
    error = _held().error
    return Problem(f"{error} Die Karte zeigt so lange keine Grenzen.") if error else None


def _held() -> Held:
    folder = settings().data_dir
    return _hold(folder, dataset.stamps(folder, dataset.BOUNDARY_FILES))


@lru_cache(maxsize=2)
def _hold(folder: Path, _stamps: tuple[tuple[int, int], ...]) -> Held:
    found, error = dict(_packaged()), None
    try:
        found["boundaries.json"] = _asset("boundaries.json", dataset.boundaries(folder))
    except DataFileError as caught:
        error = caught
    with suppress(DataFileError):  # told by what reads the same file to check points; the map is good without
        found["municipalities.json"] = _asset("municipalities.json", border_lines(folder / dataset.MUNICIPALITIES))
    digest = hashlib.sha256()
    for name, asset in sorted(found.items()):
        digest.update(name.encode() + asset.body)
    return Held(found, digest.hexdigest()[:12], error)


@cache
def _packaged() -> Mapping[str, Asset]:
    """Return the assets that only an update changes."""
    return {name: _asset(name, body) for name, body in packaged().items()}


def _asset(name: str, body: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""
    return Asset(body, gzip.compress(body, 9, mtime=0), kind + charset)


async def _serve(request: Request) -> Response:
    held = _held()
    asset = held.assets.get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("Diese Datei gibt es hier nicht.", status_code=404)
    current = request.path_params["version"] == held.version
    headers = {"Cache-Control": _FOREVER if current else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.compressed, media_type=asset.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(asset.body, media_type=asset.media_type, headers=headers)


ROUTES: Final = [Route("/assets/{version}/{name:path}", _serve, methods=["GET", "HEAD"])]
