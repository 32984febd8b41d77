from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tourkarte.errors import SettingsError
from tourkarte.web.sign_in.desk import desk, open_door
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.landing import Landing
from tourkarte.web.sign_in.provider import Provider
from tourkarte.web.sign_in.uploads import OnlyEditorsUpload

if TYPE_CHECKING:
    from pathlib import Path

    from tourkarte.web.sign_in.desk import Desk

LOCAL = "http://localhost:8501"
PROVIDER = {
    "OIDC_METADATA_URL": "https://login.example.org/c",
    "OIDC_CLIENT_ID": "tourkarte",
    "OIDC_CLIENT_SECRET": "geheim",
    "PUBLIC_URL": "https://tour.example.org",
    "EDITOR_GROUPS": "Presse",
}


@pytest.fixture(autouse=True)
def _state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOURKARTE_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def _provider(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        monkeypatch.setenv(f"TOURKARTE_{name}", value)


def _kinds(parts: Desk) -> list[object]:
    return [each.cls for each in parts.middleware]


def test_without_a_provider_there_is_a_door_for_a_token(tmp_path: Path) -> None:
    door = gate()
    assert isinstance(door, Door)
    parts = desk(door)
    assert {route.path for route in parts.routes} == {"/anmelden", "/abmelden"}
    assert _kinds(parts) == [OnlyEditorsUpload]
    assert parts.secrets is None
    assert parts.cookie_secret is None
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    ("public", "secure"), [(None, False), ("http://tour.example.org", False), ("https://tour.example.org", True)]
)
def test_behind_https_the_cookie_never_goes_without(
    monkeypatch: pytest.MonkeyPatch, public: str | None, *, secure: bool
) -> None:
    if public:
        monkeypatch.setenv("TOURKARTE_PUBLIC_URL", public)
    tokens: list[str] = []
    door = gate()
    assert isinstance(door, Door)
    door.open(tokens.append)
    client = TestClient(Starlette(routes=desk(door).routes), base_url="http://tour.example.org", follow_redirects=False)
    form = {"token": tokens[0], "name": "Erika"}
    response = client.post("/anmelden", data=form, headers={"origin": "http://tour.example.org"})
    assert ("secure" in response.headers["set-cookie"].lower()) is secure


@pytest.mark.parametrize("public", [None, "https://tour.example.org"])
def test_the_token_is_told_with_its_whole_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], public: str | None
) -> None:
    if public:
        monkeypatch.setenv("TOURKARTE_PUBLIC_URL", public)
    open_door(gate(), LOCAL)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"\n  {public or LOCAL}/anmelden?token=" in printed.err


@pytest.mark.usefixtures("_provider")
def test_with_a_provider_streamlit_is_told_and_no_token_is_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    door = gate()
    assert isinstance(door, Provider)
    parts = desk(door)
    assert _kinds(parts) == [OnlyEditorsUpload, Landing]
    assert parts.secrets
    assert parts.secrets["auth"]["cookie_secret"] == parts.cookie_secret
    assert parts.cookie_secret == (tmp_path / "state" / "cookie-secret").read_text()
    assert parts.cookie_secret not in repr(parts)
    assert "geheim" not in repr(parts)
    open_door(door, LOCAL)
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("_provider")
def test_without_a_place_for_the_key_the_server_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(SettingsError, match="nicht beschreibbar"):
        gate()


def test_a_closed_log_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    closed = (tmp_path / "log").open("w")
    closed.close()
    monkeypatch.setattr("sys.stderr", closed)
    open_door(gate(), LOCAL)
