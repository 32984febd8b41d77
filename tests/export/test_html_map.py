"""Map and list as a file that needs no network; tests/browser/test_embed.py opens one."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests import folders
from tests.frames import facts, hostile, sample
from tourkarte.export import formats
from tourkarte.export.edition import PLAIN
from tourkarte.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

write = formats()["html"].write
KNOWN = replace(PLAIN, title="Sommertour", address="https://termine.example.org/tour", query="stadt=Herne")


def test_asks_for_nothing() -> None:
    text = write(sample(), PLAIN).decode()
    outside = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="[^"]*"', outside) == []
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "connect-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert "self" not in policy[1]


def test_holds_the_boundaries() -> None:
    text = write(sample(), PLAIN).decode()
    held = dict(re.findall(r'<script type="application/json" data-name="([^"]+)">(.*?)</script>', text, re.DOTALL))
    assert set(held) == {"boundaries.json", "municipalities.json"}
    assert len(json.loads(held["boundaries.json"])["districts"]["features"]) == 53


def test_links_lead_to_where_it_is_from() -> None:
    text = write(sample(), KNOWN).decode()
    assert 'href="https://termine.example.org/tour/termine/sommertour-2017-herne"' in text
    assert 'href="https://termine.example.org/tour/?stadt=Herne"' in text


def test_is_fitted_to_what_was_selected() -> None:
    text = write(sample(), replace(KNOWN, selection=Selection(districts=("05916",)))).decode()
    assert '"picked":["05916"]' in text


def test_numbers_are_those_of_all() -> None:
    rows = sample()
    herne = rows[rows["city"] == "Herne"]
    assert '"number":3' in write(herne, replace(PLAIN, everything=rows)).decode()
    assert '"number":1' in write(herne, PLAIN).decode()


@pytest.mark.parametrize("rows", [facts(), hostile(), sample().iloc[:0]], ids=["facts", "hostile", "empty"])
def test_may_run_what_it_holds_and_nothing_else(rows: pd.DataFrame) -> None:
    text = write(rows, KNOWN).decode()
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', text)[0])
    for kind, count in (("script", 4), ("style", 3)):
        held = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in held]
        named = re.findall(rf"{kind}-src ([^;]*);", policy)[0]
        assert named == " ".join(f"'sha256-{digest}'" for digest in digests)
        assert len(held) == count
    assert "<script>alert(1)" not in text
    assert "\r" not in text


def test_is_a_map_without_boundaries_where_they_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folders.copy(tmp_path)
    (folder / "regions.geojson").unlink()
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folder))
    assert 'data-name="boundaries.json"' not in write(sample(), PLAIN).decode()
