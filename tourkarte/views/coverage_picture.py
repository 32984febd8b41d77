"""The progress as a picture for a report: the districts, the figures and the regions on half a sheet of paper.

It is drawn with Pillow, which Streamlit brings along, in the letters that Streamlit ships. It knows no language: all
its words are given, as it is made in a request of its own, when somebody asks for the file.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from tourkarte.views.coverage_brush import Brush, fill, map_image
from tourkarte.views.palette import PALETTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.progress.coverage import Coverage
    from tourkarte.views.coverage_facts import Fact
    from tourkarte.views.coverage_shapes import Shapes

_SIZE: Final = (2000, 1414)
_EDGE: Final = 80
_MAP_TOP: Final = 300
_MAP_WIDTH: Final = 1000
_RIGHT: Final = 1180
_WORDS: Final = _RIGHT + 250
_FACT: Final = 88
_VALUE: Final = 190
_REGION: Final = 74
_SIGN: Final = 22
_SIGN_WORDS: Final = 240
_DPI: Final = (171, 171)  # a sheet of A4 across


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is to be drawn, in words.

    Attributes
    ----------
    regions
        Name, words and the states of the centres of each region.
    states
        Of the districts, by AGS.
    names
        The names on the map, by AGS, the most important first.
    """

    title: str
    as_of: str
    lead: str
    facts: tuple[Fact, ...]
    regions: tuple[tuple[str, str, tuple[Coverage, ...]], ...]
    states: Mapping[str, Coverage]
    names: Mapping[str, str]
    legend: tuple[tuple[Coverage, str], ...]
    sources: str

    def png(self, shapes: Shapes) -> bytes:
        """Return the picture as a PNG."""
        palette = PALETTES["light"]
        sheet = Image.new("RGB", _SIZE, palette.paper)
        brush = Brush(ImageDraw.Draw(sheet), palette)
        self._head(brush)
        sheet.paste(map_image(shapes, self.states, self.names, palette, _MAP_WIDTH), (_EDGE, _MAP_TOP))
        self._figures(brush)
        self._regions(brush)
        self._foot(brush)
        file = io.BytesIO()
        sheet.save(file, "PNG", dpi=_DPI)
        return file.getvalue()

    def _head(self, brush: Brush) -> None:
        width = _SIZE[0] - 2 * _EDGE
        brush.text((_EDGE, 70), self.title, 62, "Bold", width=width)
        brush.text((_EDGE, 150), self.as_of, 32, colour=brush.palette.quiet, width=width)
        brush.text((_EDGE, 206), self.lead, 40, "Semibold", width=width)

    def _figures(self, brush: Brush) -> None:
        for number, fact in enumerate(self.facts):
            top = _MAP_TOP + number * _FACT
            brush.line((_RIGHT, top - 6), _SIZE[0] - _EDGE)
            brush.text((_RIGHT, top), fact.name, 24, colour=brush.palette.quiet, width=_SIZE[0] - _EDGE - _RIGHT)
            brush.text((_RIGHT, top + 26), fact.value, 42, "Bold", width=_VALUE - 15)
            right = _RIGHT + _VALUE
            brush.text((right, top + 39), fact.words, 28, width=_SIZE[0] - _EDGE - right)

    def _regions(self, brush: Brush) -> None:
        first = _MAP_TOP + len(self.facts) * _FACT + 30
        most = max((len(states) for _name, _words, states in self.regions), default=1)
        for number, (name, words, states) in enumerate(self.regions):
            top = first + number * _REGION
            brush.text((_RIGHT, top), name, 28, "Semibold", width=250)
            brush.text((_WORDS, top), words, 28, colour=brush.palette.quiet, width=_SIZE[0] - _EDGE - _WORDS)
            step = min((_SIZE[0] - _EDGE - _RIGHT) / most, 46.0)
            for cell, state in enumerate(states):
                left = round(_RIGHT + cell * step)
                fill(brush.draw, (left, top + 38, round(left + step) - 4, top + 38 + _SIGN), state, brush.palette)

    def _foot(self, brush: Brush) -> None:
        left, top = float(_EDGE), _SIZE[1] - 64
        for state, words in self.legend:
            fill(brush.draw, (round(left), top + 7, round(left) + 34, top + 7 + _SIGN), state, brush.palette)
            left += 46 + brush.text((left + 46, top), words, 26, width=_SIGN_WORDS) + 40
        brush.text(
            (_SIZE[0] - _EDGE, top + 2), self.sources, 22, colour=brush.palette.quiet, width=800, from_right=True
        )
