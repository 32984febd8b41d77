from __future__ import annotations

import pytest

from tourkarte.views.palette import PALETTES, Palette

TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("ink", "panel"),
    ("quiet", "paper"),
    ("quiet", "panel"),
    ("quiet", "land"),
    ("quiet", "district"),
    ("quiet", "announced_fill"),
    ("quiet", "done_fill"),
    ("ink", "done_fill"),
    ("ink", "announced_fill"),
    ("ink", "doubt_fill"),
    ("done", "paper"),
    ("paper", "done"),
    ("next", "paper"),
    ("paper", "next"),
    ("paper", "doubt"),
    ("cancelled", "paper"),
    ("doubt", "doubt_fill"),
]
SHAPE_ON_GROUND = [("done", "land"), ("next", "land"), ("route", "land"), ("border", "land"), ("cancelled", "land")]


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted([_luminance(one), _luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(palette: Palette, text: str, ground: str) -> None:
    assert _contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_can_be_told_apart(palette: Palette, shape: str, ground: str) -> None:
    assert _contrast(getattr(palette, shape), getattr(palette, ground)) >= 3


def test_style_sheets_get_every_colour() -> None:
    assert PALETTES["light"].custom_properties()["doneFill"] == PALETTES["light"].done_fill
