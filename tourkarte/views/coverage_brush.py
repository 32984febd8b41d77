"""Drawing with Pillow as the page draws with SVG: the same letters, colours and patterns."""

from __future__ import annotations

import io
from bisect import bisect
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from tourkarte.progress.coverage import Coverage
from tourkarte.text import one_line
from tourkarte.views.coverage_labels import SIZE, labels
from tourkarte.views.coverage_shapes import WIDTH, rings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from tourkarte.views.coverage_shapes import Shapes
    from tourkarte.views.palette import Palette

_FINER: Final = 2  # drawn twice as large and made smaller: Pillow's own lines have steps
_HATCH: Final = 9
_MORE: Final = "…"


@cache
def _letters() -> bytes:
    """Return the font that Streamlit ships, whose file name carries a digest."""
    shipped = files("streamlit") / "static" / "static" / "media"
    [font] = [file for file in shipped.iterdir() if file.name.startswith("SourceSansVF-Upright")]
    with as_file(font) as path:
        return path.read_bytes()


def _font(size: int, weight: str) -> ImageFont.FreeTypeFont:
    # The other layout engine refuses some texts, and what is written here needs none of its arts.
    font = ImageFont.truetype(io.BytesIO(_letters()), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_name(weight)
    return font


@dataclass(frozen=True, slots=True)
class Brush:
    """What writes on a picture."""

    draw: ImageDraw.ImageDraw
    palette: Palette
    _fonts: dict[tuple[int, str], ImageFont.FreeTypeFont] = field(default_factory=dict)

    def font(self, size: int, weight: str) -> ImageFont.FreeTypeFont:
        """Return a font; one of them is not for several threads."""
        if (size, weight) not in self._fonts:
            self._fonts[size, weight] = _font(size, weight)
        return self._fonts[size, weight]

    def text(
        self,
        at: tuple[float, float],
        words: str,
        size: int,
        weight: str = "Regular",
        *,
        colour: str = "",
        width: float = 0,
        from_right: bool = False,
    ) -> float:
        """Write a line that begins, or ends, at a point; return how long it is. One too long is cut to the width."""
        font, words = self.font(size, weight), one_line(words)
        if width and font.getlength(words) > width:
            room = width - font.getlength(_MORE)
            words = words[: bisect(range(1, len(words)), room, key=lambda n: font.getlength(words[:n]))] + _MORE
        self.draw.text(at, words, fill=colour or self.palette.ink, font=font, anchor="ra" if from_right else "la")
        return font.getlength(words)

    def line(self, at: tuple[float, float], right: float) -> None:
        """Draw a thin line to the right."""
        self.draw.line([at, (right, at[1])], fill=self.palette.line, width=2)


def fill(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], state: Coverage, palette: Palette) -> None:
    """Draw a box that stands for a centre."""
    left, top, right, bottom = box
    outline = palette.border if state == Coverage.OPEN else palette.done
    draw.rectangle(box, fill=_ground(state, palette), outline=outline)
    if state == Coverage.ANNOUNCED:
        for x in range(left - bottom + top, right, _HATCH):
            ends = [(x + step, bottom - step) for step in range(bottom - top) if left < x + step < right]
            if len(ends) > 1:
                draw.line([ends[0], ends[-1]], fill=palette.done, width=3)


def map_image(
    shapes: Shapes, states: Mapping[str, Coverage], names: Mapping[str, str], palette: Palette, width: int
) -> Image.Image:
    """Return the districts in a picture of this width."""
    scale = width * _FINER / WIDTH
    size = (width * _FINER, round(shapes.height * scale))
    image = Image.new("RGB", size, palette.paper)
    draw = ImageDraw.Draw(image)
    hatched = _hatched(size, palette)
    for ags, area in sorted(shapes.districts.items(), key=lambda item: -item[1].area):  # who lies within comes later
        state = states.get(ags, Coverage.OPEN)
        _paint(draw, area, scale, _ground(state, palette))
        if state == Coverage.ANNOUNCED:
            inside = Image.new("1", size)
            _paint(ImageDraw.Draw(inside), area, scale, 1)
            image.paste(hatched, mask=inside)
    for area in shapes.districts.values():
        _outline(draw, area, scale, palette.shade, _FINER)
    for area in shapes.regions:
        _outline(draw, area, scale, palette.paper, 3 * _FINER)
        _outline(draw, area, scale, palette.border, 2 * _FINER)
    brush = Brush(draw, palette)
    font = brush.font(round(SIZE * 0.8 * scale), "Semibold")
    for label in labels(shapes, names):
        at = (label.x * scale, label.y * scale)
        halo = round(2.5 * scale)
        draw.text(
            at, one_line(label.text), palette.ink, font, anchor="mm", stroke_width=halo, stroke_fill=palette.paper
        )
    return image.resize((width, size[1] // _FINER), Image.Resampling.LANCZOS)


def _ground(state: Coverage, palette: Palette) -> str:
    return {Coverage.VISITED: palette.done, Coverage.ANNOUNCED: palette.announced_fill}.get(state, palette.district)


def _hatched(size: tuple[int, int], palette: Palette) -> Image.Image:
    image = Image.new("RGB", size, palette.announced_fill)
    draw = ImageDraw.Draw(image)
    for x in range(-size[1], size[0], _HATCH * _FINER):
        draw.line([(x, size[1]), (x + size[1], 0)], fill=palette.done, width=3 * _FINER)
    return image


def _paint(draw: ImageDraw.ImageDraw, area: BaseGeometry, scale: float, colour: str | int) -> None:
    for corners in rings(area):
        draw.polygon([*map(tuple, (corners * scale).tolist())], fill=colour)


def _outline(draw: ImageDraw.ImageDraw, area: BaseGeometry, scale: float, colour: str, width: int) -> None:
    for corners in rings(area):
        draw.line([*map(tuple, (corners * scale).tolist())], fill=colour, width=width, joint="curve")
