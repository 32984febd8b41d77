"""The street map that an operator may offer: tiles of another server, asked only once a visitor wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from tourkarte import clock
from tourkarte.language import N_, _

_BKG: Final = "sgx.geodatenzentrum.de"
_CLOSEST: Final = 18
_ASKS: Final = N_(
    "Lädt Karten von {host}. Der Betreiber dieses Servers erfährt dabei Ihre IP-Adresse und welchen Ausschnitt Sie "
    "ansehen."
)


@dataclass(frozen=True, slots=True)
class StreetMap:
    """A server of map tiles; `url` names it with `{z}`, `{x}` and `{y}` for the tile."""

    url: str

    @property
    def host(self) -> str:
        """The server's name."""
        return urlsplit(self.url).netloc

    @property
    def source(self) -> str:
        """Whom the map is from, for its edge: the federal agency asks for the year."""
        if self.host == _BKG:
            return f"© basemap.de / BKG ({clock.now().year}), CC BY 4.0"
        return self.host

    def options(self) -> dict[str, Any]:
        """Return what map.js needs to offer it."""
        host = f"{self.host} (BKG)" if self.host == _BKG else self.host
        return {
            "url": self.url,
            "attribution": self.source,
            "maxZoom": _CLOSEST,
            "words": {
                "name": _("Straßenkarte"),
                "asks": _(_ASKS).format(host=host),
                "show": _("Anzeigen"),
                "cancel": _("Abbrechen"),
            },
        }
