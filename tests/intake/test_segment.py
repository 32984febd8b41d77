from __future__ import annotations

from tourkarte.intake.segment import segment

TEXT = """---
title: "Der Titel"
date: 2014-07-14
---

# Kopf
Zeile eins
  * Punkt
--- ---
| a | b |

=====
Absatz
"""


def test_lines_know_what_they_are() -> None:
    layout = segment(TEXT)
    content = [TEXT[line.start : line.end] for line in layout.lines]
    assert content == ["Kopf", "Zeile eins", "Punkt", "a | b |", "Absatz"]
    assert [line.heading for line in layout.lines] == [1, 0, 0, 0, 0]
    assert [line.bullet for line in layout.lines] == [False, False, True, False, False]
    assert [line.row for line in layout.lines] == [False, False, False, True, False]
    assert [line.indent for line in layout.lines] == [0, 0, 2, 0, 0]


def test_blocks_end_at_headings_and_blank_lines() -> None:
    blocks = [line.block for line in segment(TEXT).lines]
    assert len(set(blocks)) == 4
    assert blocks == sorted(blocks)


def test_the_front_matter_is_no_text() -> None:
    layout = segment(TEXT)
    assert {name: TEXT[start:end] for name, (start, end) in layout.meta.items()} == {
        "title": '"Der Titel"',
        "date": "2014-07-14",
    }
    assert TEXT[layout.body :].lstrip().startswith("# Kopf")


def test_positions_find_their_line_and_heading() -> None:
    layout = segment("eins\n\n# Kopf\nzwei\n## Fuß\ndrei\n")
    at = layout.text.index("zwei")
    assert layout.line_at(at + 2).start == at
    heading = layout.heading_above(at)
    assert heading is not None
    assert layout.text[heading.start : heading.end] == "Kopf"
    assert layout.heading_above(0) is None
    assert layout.text[layout.section_end(at) :].startswith("Fuß")
    assert layout.section_end(len(layout.text)) == len(layout.text)
