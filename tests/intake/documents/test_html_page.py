from __future__ import annotations

import datetime as dt
import time

import pytest

from tests.intake.documents.hostile import nested_html
from tourkarte.intake.documents import html_page, kinds
from tourkarte.intake.documents.html_page import looks, read, read_text


def text(body: str) -> str:
    return read_text(f"<html><body>{body}</body></html>").text


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>am 3. Mai</script>",
        "<style>am 3. Mai</style>",
        "<!-- am 3. Mai -->",
        "<p hidden>am 3. Mai</p>",
        "<div style='Display : none'><p>am 3. Mai</p></div>",
        "<span style='visibility:hidden'>am 3. Mai</span>",
        "<span style='color:red;font-size:0px'>am 3. Mai</span>",
        "<template>am 3. Mai</template>",
        "<noscript>am 3. Mai</noscript>",
        "<svg><text>am 3. Mai</text></svg>",
        "<iframe src='x'>am 3. Mai</iframe>",
        "<img src=x onerror='am 3. Mai' alt=''>",
        "<a href='javascript:am 3. Mai'></a>",
        "<![CDATA[am 3. Mai]]>",
        "<?php am 3. Mai ?>",
        "<textarea>am 3. Mai</textarea>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(unseen: str) -> None:
    assert text(f"<p>Einladung</p>{unseen}<p>Ende</p>") == "Einladung\n\nEnde\n"


def test_blocks_headings_lists_and_breaks_become_lines() -> None:
    assert text(
        "<h1>Tour<br>im Sommer</h1><p>Eins\n zwei<br>drei &amp; <b>vi</b>er</p><div>a</div><div>b</div>"
        "<ul><li>x<li>y</ul><pre>1\n  2</pre><dl><dt>Zeit:<dd>10 Uhr</dl>Ende"
    ) == ("# Tour im Sommer\n\nEins zwei\ndrei & vier\n\na\nb\n\n- x\n- y\n\n1\n  2\n\nZeit:\n10 Uhr\n\nEnde\n")


def test_cells_are_joined_and_spans_repeated() -> None:
    assert text(
        "<table><tr><th>Tag<th>Zeit<th>Ort<tr><td rowspan=2>2. August<td>10 Uhr<td>Rathaus<br>Markt 1,<br>52062 Aachen"
        "<tr><td>12 Uhr<td>A|B<tr><td colspan=2>&nbsp;<td></table>"
    ) == (
        "| Tag | Zeit | Ort |\n| 2. August | 10 Uhr | Rathaus, Markt 1, 52062 Aachen |\n| 2. August | 12 Uhr | A/B |\n"
        "| \N{NO-BREAK SPACE} |  |\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><h2>Tour</h2><p>am 3. Mai</p></td></tr></table>",
        "<table><tr><td><table><tr><td><h2>Tour</h2></td></tr></table></td><td>am 3. Mai</td></tr></table>",
        "<table><tr><td><h2>Tour</h2><tr><td>am 3. Mai</table>",
    ],
)
def test_a_table_that_arranges_the_page_is_none(body: str) -> None:
    assert text(body) == "## Tour\n\nam 3. Mai\n"


def test_a_table_in_a_page_table_stays_one() -> None:
    assert text("<table><tr><td>Links<td><table><tr><td>a<td>b</table></table>") == "Links\n\n| a | b |\n"


def test_depth_does_not_matter() -> None:
    deep = nested_html()[: len("<html><body>") + 50_000 * 8] + "Grüße".encode()
    assert read(deep, "").text == "Grüße\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-2", "utf-16", "utf-16-le"])
def test_the_declared_encoding_counts_where_it_fits(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><p>Köln, Straße</p></body></html>'
    assert read(page.encode(encoding), "").text == "Köln, Straße\n"


def test_a_wrong_declaration_does_no_harm() -> None:
    for wrong in ("utf-8", "foo", "utf-7", "undefined"):
        assert read(f'<html><meta charset="{wrong}"><p>Köln'.encode("cp1252"), "").text == "Köln\n"
    assert read('<html><meta charset="iso-8859-1"><p>Köln'.encode(), "").text == "Köln\n"


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"<!DOCTYPE html><p>a", "", True),
        (b"\xef\xbb\xbf\n <HTML lang=de>", "txt", True),
        (b"<?xml version='1.0'?><!-- a --><html>", "", True),
        ("<html>".encode("utf-16"), "", True),
        (b"<p>a</p>", "html", True),
        (b"<p>a</p>", "txt", False),
        (b"Am 3. Mai, <b>10 Uhr</b>", "htm", False),
        (b"Kein HTML", "html", False),
    ],
)
def test_a_page_is_known_by_its_beginning(data: bytes, suffix: str, *, expected: bool) -> None:
    assert looks(data, suffix) is expected


@pytest.mark.parametrize(
    "piece", [b"<!---->", b"<!-- - -->", b"<?xml ?>", b" ", b"<p", b"<!--", b"<?xml", b"a:\n", b"--"]
)
def test_a_look_is_cheap(piece: bytes) -> None:
    data = piece * 100_000
    begin = time.process_time()
    for kind in kinds():
        kind.looks(data, "html")
    assert time.process_time() - begin < 0.5


def test_the_day_of_publication_is_a_hint() -> None:
    page = '<html><head><meta property="article:published_time" content="2017-08-01T10:00:00+02:00"></head><p>a'
    assert read_text(page).date_hint == dt.date(2017, 8, 1)
    assert read_text(page.replace("2017-08", "gestern")).date_hint is None
    assert html_page.read_text("<p>a").date_hint is None
