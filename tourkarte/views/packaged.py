"""The scripts and styles of the map that come with the package: the server sends them, a file of its own holds them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tourkarte.views.palette import PALETTES

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN: Final = ("map.css", "signs.css", "pin.js", "german.js", "mend.js", "embed.js", "icon.svg")
_MAP: Final = ("ground", "view", "labels", "stops", "spread", "popups", "street")
"""The parts of map.js. They are served as one file: a page asks for its scripts one after the other."""
_LEAFLET: Final = ("leaflet.js", "leaflet.css")


@cache
def packaged() -> Mapping[str, bytes]:
    """Return them by name; only an update changes them."""
    own = files("tourkarte") / "web" / "static"
    leaflet = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    bodies = {name: (own / name).read_bytes() for name in _OWN}
    bodies["map.js"] = b"\n".join((own / "map" / f"{name}.js").read_bytes() for name in _MAP)
    bodies["embed.css"] = "\n".join(
        [_themes(), *((own / name).read_text(encoding="utf-8") for name in ("signs.css", "embed.css"))]
    ).encode()
    bodies |= {f"leaflet/{name}": (leaflet / name).read_bytes() for name in _LEAFLET}
    return MappingProxyType(bodies)


def _themes() -> str:
    """Return the colours of both themes as custom properties, of which the browser takes those that hold."""
    light, dark = (
        "".join(f"--theme-{role}:{colour};" for role, colour in PALETTES[name].custom_properties().items())
        for name in ("light", "dark")
    )
    named = "".join(f"--{role}:var(--theme-{role});" for role in PALETTES["light"].custom_properties())
    return (
        f":root{{color-scheme:light;{light}{named}}}\n"
        f"@media (prefers-color-scheme:dark){{:root[data-thema=auto]{{color-scheme:dark;{dark}}}}}\n"
        f":root[data-thema=dunkel]{{color-scheme:dark;{dark}}}\n"
        f"@media print{{:root[data-thema]{{color-scheme:light;{light}}}}}"
    )
