"""Leaflet, our own styles and scripts, and the boundaries, all from this server.

An asset's address carries a digest of all assets, so browsers may keep it for good and still get a new one after
an update. Everything is held in memory, compressed once: it is a few hundred kilobytes.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tourkarte import dataset
from tourkarte.errors import DataFileError, Problem
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

_OWN: Final = ("map.js", "map.css", "icon.svg")
_LEAFLET: Final = ("leaflet.js", "leaflet.css")
_FOREVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it goes over the wire."""

    body: bytes
    compressed: bytes
    media_type: str


@cache
def assets() -> Mapping[str, Asset]:
    """Return all assets by name. Where the boundaries cannot be read, they are missing (see `problem`)."""
    own = files("tourkarte.web") / "static"
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    bodies = {name: (own / name).read_bytes() for name in _OWN}
    bodies |= {f"leaflet/{name}": (leaflet / name).read_bytes() for name in _LEAFLET}
    boundaries = _boundaries()
    if isinstance(boundaries, bytes):
        bodies["boundaries.json"] = boundaries
    return {name: _asset(name, body) for name, body in bodies.items()}


@cache
def _boundaries() -> bytes | DataFileError:
    try:
        return dataset.boundaries(settings().data_dir)
    except DataFileError as error:
        return error


def problem() -> Problem | None:
    """Return why the map has no boundaries, None where it has them."""
    found = _boundaries()
    return None if isinstance(found, bytes) else Problem(f"{found} Die Karte zeigt so lange keine Grenzen.")


def _asset(name: str, body: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else ""
    return Asset(body, gzip.compress(body, 9, mtime=0), kind + charset)


@cache
def version() -> str:
    """Return the digest of all assets."""
    digest = hashlib.sha256()
    for name, asset in sorted(assets().items()):
        digest.update(name.encode() + asset.body)
    return digest.hexdigest()[:12]


def asset_url(name: str) -> str:
    """Return the address of an asset on this server."""
    return f"/assets/{version()}/{name}"


async def _serve(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("Diese Datei gibt es hier nicht.", status_code=404)
    current = request.path_params["version"] == version()
    headers = {"Cache-Control": _FOREVER if current else "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(asset.compressed, media_type=asset.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(asset.body, media_type=asset.media_type, headers=headers)


ROUTES: Final = [Route("/assets/{version}/{name:path}", _serve, methods=["GET", "HEAD"])]
