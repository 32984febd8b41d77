from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tests import folders, frames
from tourkarte.progress.coverage import Coverage
from tourkarte.views.coverage_brush import Brush
from tourkarte.views.coverage_facts import Fact
from tourkarte.views.coverage_picture import Picture
from tourkarte.views.coverage_shapes import shapes
from tourkarte.views.palette import PALETTES

PALETTE = PALETTES["light"]
GREEN = (0, 105, 75)
assert PALETTE.done == "#{:02x}{:02x}{:02x}".format(*GREEN)


def picture(words: str = "Sommertour 2017", *visited: str) -> Image.Image:
    drawn = Picture(
        title=words,
        as_of=words,
        lead=words,
        facts=(Fact(words, words, words),) * 5,
        regions=((words, words, (Coverage.VISITED, Coverage.ANNOUNCED, Coverage.OPEN)),) * 5,
        states=dict.fromkeys(visited, Coverage.VISITED),
        names=dict.fromkeys(visited, words),
        legend=tuple((state, words) for state in Coverage),
        sources=words,
    ).png(shapes(folders.OWN / "districts.geojson"))
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def green(image: Image.Image) -> int:
    map_only = image.crop((80, 300, 1080, 1313))
    return sum(count for count, colour in map_only.getcolors(1 << 24) or [] if colour == GREEN)


def test_it_shows_what_is_visited() -> None:
    none, some = picture(), picture("Sommertour 2017", "05334", "05515")
    assert none.size == (2000, 1414)
    assert len(none.getcolors(1 << 24) or []) > 100, "it is blank"
    assert green(none) == 0
    assert green(some) > 5_000


def test_any_words_have_room() -> None:
    long = picture("Wort " * 200)
    edge = long.crop((1925, 0, 2000, 1340))
    assert edge.getcolors(1 << 24) == [(75 * 1340, (255, 255, 255))]


def test_hostile_words_are_letters() -> None:
    brush = Brush(ImageDraw.Draw(Image.new("RGB", (400, 60))), PALETTE)
    for text in frames.HOSTILE:
        assert brush.text((0, 0), text, 30, width=300) <= 300
    assert picture(frames.HOSTILE[0], "05334").size == (2000, 1414)


def test_it_has_all_letters_that_german_needs() -> None:
    """The font that Streamlit ships is found by its name; Pillow's own has no umlauts."""
    image = Image.new("L", (40, 60))
    font = Brush(ImageDraw.Draw(image), PALETTE).font(40, "Regular")
    missing = bytes(font.getmask("\ue000"))
    assert all(bytes(font.getmask(letter)) != missing for letter in "äöüÄÖÜß„“–©…")
