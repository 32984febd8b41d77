"""What the document of `tourkarte.views.embed` is made of besides the appointments, and what it may do."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SCRIPTS: Final = ("leaflet/leaflet.js", "map.js", "embed.js")
STYLES: Final = ("leaflet/leaflet.css", "map.css", "embed.css")
FETCHED: Final = "boundaries.json"
"""What a linked document fetches as soon as its scripts run; the browser is told before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the document is made of besides the appointments.

    Attributes
    ----------
    asset_url
        Turns the name of an asset into its address, or into its name among the `enclosed`.
    texts
        Scripts and styles that stand in the document, by name; they are linked where there are none.
    enclosed
        Data that the map need not fetch, as JSON, by name.
    """

    asset_url: Callable[[str], str]
    texts: Mapping[str, str] = field(default_factory=dict)
    enclosed: Mapping[str, str] = field(default_factory=dict)

    def linked(self, name: str) -> dict[str, Any]:
        """Return a script or style for the template: its text where it is a part of the document, else its address."""
        text = self.texts.get(name)
        return {"text": Markup(text)} if text is not None else {"address": self.asset_url(name)}  # noqa: S704 (our own)

    def data(self) -> dict[str, Markup]:
        """Return what is enclosed, so that no text in it ends its element."""
        return {name: Markup(text.replace("<", "\\u003c")) for name, text in self.enclosed.items()}  # noqa: S704


def policy(script: str, parts: Parts) -> str:
    """Return what the document may do at all: run its own texts, and ask nobody but its own server, if it has one."""
    own = [] if parts.texts else ["'self'"]
    allowed = {
        "default-src": ["'none'"],
        "script-src": [*own, *_digests([*(parts.texts[name] for name in SCRIPTS if name in parts.texts), script])],
        "style-src": [*own, *_digests(parts.texts[name] for name in STYLES if name in parts.texts)],
        "img-src": [*own, "data:"],
        "font-src": own or ["'none'"],
        "connect-src": own or ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in allowed.items())


def _digests(texts: Iterable[str]) -> list[str]:
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]
