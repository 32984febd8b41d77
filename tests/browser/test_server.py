"""What the running server answers, without a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, free_port
from tourkarte.web.assets import asset_url
from tourkarte.web.headers import HEADERS

if TYPE_CHECKING:
    from email.message import Message


def _ask(address: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 (our own server)
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/termine?stadt=Herne", 200),
        ("/hinweise", 200),
        ("/redaktion", 200),
        ("/anmelden", 200),
        ("/anmelden/nix", 404),
        ("/_stcore/health", 200),
        (asset_url("map.js"), 200),
        ("/assets/0/nothing", 404),
        ("/component/nothing/index.html", 404),
        ("/media/nothing", 404),
        ("/assets/..%2f..%2fpyproject.toml", 400),
    ],
)
def test_every_answer_carries_the_security_headers(server: str, path: str, status: int) -> None:
    found, headers, body = _ask(server + path)
    assert found == status
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value]
    assert b"Traceback" not in body


def test_the_page_is_german(server: str) -> None:
    assert b'<html lang="de"' in _ask(server + "/")[2]


def test_half_a_configuration_of_a_provider_does_not_start() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(free_port())]
    environment = os.environ | {"TOURKARTE_OIDC_CLIENT_ID": "tourkarte"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "TOURKARTE_OIDC_METADATA_URL fehlt; nötig ist die Adresse" in ended.stderr
    assert "Traceback" not in ended.stderr
