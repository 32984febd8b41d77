"""The addresses that this server answers beside the dashboard, to whoever asks."""

from __future__ import annotations

from typing import Final

FEED: Final = "/feeds/termine.{suffix}"
LIST: Final = "/termine/"
APPOINTMENT: Final = "/termine/{id}"
CALENDAR_ENTRY: Final = "/termine/{id}.ics"
EMBED: Final = "/embed"
OPENAPI: Final = "/openapi.json"
CATALOGUE: Final = "/catalog.jsonld"
SITEMAP: Final = "/sitemap.xml"
ROBOTS: Final = "/robots.txt"

_READABLE: Final = ("/feeds/", LIST)
_SINGLE: Final = (OPENAPI, CATALOGUE, SITEMAP, ROBOTS)


def is_public(path: str) -> bool:
    """Return whether a path is one of these."""
    return path.startswith(_READABLE) or path in _SINGLE or is_framed(path)


def is_framed(path: str) -> bool:
    """Return whether pages of other hosts may show what is there in a frame."""
    return path == EMBED


def is_plain(path: str) -> bool:
    """Return whether a page is there that runs no script."""
    return path.startswith(LIST)
