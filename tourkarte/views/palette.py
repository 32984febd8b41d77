"""The colours of the page, the map and the timeline, once for light and once for dark.

Text keeps a contrast of 4.5:1 on its ground, shapes 3:1 (checked in tests/views/test_palette.py). No status is
told by colour alone: each has its shape and its word too.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by their role, as `#rrggbb`."""

    paper: str
    panel: str
    line: str
    ink: str
    quiet: str
    done: str
    done_fill: str
    announced_fill: str
    next: str
    cancelled: str
    doubt: str
    doubt_fill: str
    land: str
    district: str
    hairline: str
    region: str
    border: str
    route: str
    shade: str

    def custom_properties(self) -> dict[str, str]:
        """Return the colours by the names that style sheets and map.js use (`doneFill`)."""
        return {_camel(name): colour for name, colour in asdict(self).items()}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


PALETTES: Final[dict[ThemeName, Palette]] = {
    "light": Palette(
        paper="#ffffff",
        panel="#f4f6f8",
        line="#d5dce3",
        ink="#16202b",
        quiet="#53616f",
        done="#00694b",
        done_fill="#cfe6dc",
        announced_fill="#dfeee6",
        next="#b3470b",
        cancelled="#6b7682",
        doubt="#8a5a00",
        doubt_fill="#fff4d6",
        land="#f7f8f9",
        district="#eef1f4",
        hairline="#c3ccd5",
        region="#9aa7b4",
        border="#6f7d8b",
        route="#53616f",
        shade="#8694a2",
    ),
    "dark": Palette(
        paper="#12181f",
        panel="#1b242e",
        line="#33404d",
        ink="#eef2f6",
        quiet="#a9b6c3",
        done="#4fc39a",
        done_fill="#1d4a3b",
        announced_fill="#1e3531",
        next="#ff9a5c",
        cancelled="#8b97a3",
        doubt="#ffd479",
        doubt_fill="#3a2f12",
        land="#151c24",
        district="#1f2933",
        hairline="#3a4753",
        region="#586674",
        border="#7d8b99",
        route="#a9b6c3",
        shade="#000000",
    ),
}
