"""What search engines are told: all pages that there are (`/sitemap.xml`), and what they need not look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from starlette.routing import Route

from tourkarte.language import _
from tourkarte.web.addresses import APPOINTMENT, LIST, ROBOTS, SITEMAP
from tourkarte.web.answers import Content, answering, public_address
from tourkarte.web.asking import QueryError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from starlette.requests import Request

    from tourkarte.web.loaded import Loaded

MOST: Final = 50_000
"""Addresses in one file, says the protocol."""
_PAGES: Final = ("/", "/termine", "/fortschritt", "/hinweise", "/barrierefreiheit")
_CLOSED: Final = ("/redaktion", "/anmelden", "/abmelden", "/state", "/_stcore")
_XMLNS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PART: Final = "teil="


def _sitemap(request: Request, held: Loaded) -> Content:
    address = public_address(request)
    if not address:
        raise QueryError(_("Unter welchem Namen dieser Server erreichbar ist, sagt die Anfrage nicht."))
    entries = _entries(held)
    parts = [entries[start : start + MOST] for start in range(0, len(entries), MOST)]
    asked = request.scope["query_string"].decode("latin-1")
    numbered = {f"{_PART}{number}": part for number, part in enumerate(parts, start=1)}
    if asked in numbered:
        body = _urls(address, numbered[asked])
    elif asked:
        raise QueryError(_("Diesen Teil gibt es nicht; möglich: {possible}.").format(possible=", ".join(numbered)))
    else:
        body = _urls(address, entries) if len(parts) == 1 else _index(address, numbered)
    return Content(body=body.encode(), media_type="application/xml; charset=utf-8", at=held.data.versions.at)


def _entries(held: Loaded) -> list[tuple[str, dt.datetime | None]]:
    """Return all pages, each with when it was last changed where that is known."""
    versions = held.data.versions
    pages: list[tuple[str, dt.datetime | None]] = [(page, None) for page in _PAGES]
    return [
        *pages,
        (LIST, versions.at),
        *(
            (APPOINTMENT.format(id=key), versions.of[key].changed if key in versions.of else None)
            for key in held.data.appointments["id"]
        ),
    ]


def _urls(address: str, entries: Iterable[tuple[str, dt.datetime | None]]) -> str:
    urls = "\n".join(f"<url>{_loc(address + page)}{_changed(at)}</url>" for page, at in entries)
    return f'{_HEAD}<urlset xmlns="{_XMLNS}">\n{urls}\n</urlset>\n'


def _index(address: str, parts: Iterable[str]) -> str:
    maps = "\n".join(f"<sitemap>{_loc(f'{address}{SITEMAP}?{part}')}</sitemap>" for part in parts)
    return f'{_HEAD}<sitemapindex xmlns="{_XMLNS}">\n{maps}\n</sitemapindex>\n'


def _loc(address: str) -> str:
    return f"<loc>{escape(address)}</loc>"


def _changed(at: dt.datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""


def _robots(request: Request, _held: Loaded) -> Content:
    address = public_address(request)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "Allow: /"]
    lines += ["", f"Sitemap: {address}{SITEMAP}"] if address else []
    return Content(
        body="".join(f"{line}\n" for line in lines).encode(),
        media_type="text/plain; charset=utf-8",
    )


ROUTES: Final = [Route(SITEMAP, answering(_sitemap)), Route(ROBOTS, answering(_robots))]
