from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import SettingsError
from tourkarte.settings import Settings, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

METADATA = "https://login.example.org/.well-known/openid-configuration"
WHOLE = {
    "OIDC_METADATA_URL": METADATA,
    "OIDC_CLIENT_ID": "tourkarte",
    "OIDC_CLIENT_SECRET": "geheim-und-lang",
    "PUBLIC_URL": "https://tour.example.org",
    "EDITORS": "presse@example.org",
}


@pytest.fixture(autouse=True)
def _unread() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def _given(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"TOURKARTE_{name}", value)


def _refusal(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> str:
    _given(monkeypatch, values)
    with pytest.raises(SettingsError) as caught:
        settings()
    return str(caught.value)


def test_without_a_provider_there_is_nothing_to_set() -> None:
    read = Settings()
    assert not read.has_provider
    assert read.session_hours == 12


def test_a_whole_configuration_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {
        "EDITORS": " Presse@Example.org, *@stadt.example.org,presse@example.org",
        "EDITOR_GROUPS": "Presse,/Büro 1",
    }
    _given(monkeypatch, WHOLE | lists | {"PUBLIC_URL": "https://Tour.example.org:8443/", "SESSION_HOURS": "0.5"})
    read = settings()
    assert read.has_provider
    assert read.public_url == "https://tour.example.org:8443"
    assert read.editors == ("presse@example.org", "*@stadt.example.org")
    assert read.editor_groups == ("Presse", "/Büro 1")
    assert read.session_hours == 0.5
    assert read.oidc_client_secret
    assert read.oidc_client_secret.get_secret_value() == WHOLE["OIDC_CLIENT_SECRET"]
    assert WHOLE["OIDC_CLIENT_SECRET"] not in repr(read)


@pytest.mark.parametrize("missing", ["OIDC_METADATA_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "PUBLIC_URL"])
def test_half_a_configuration_is_refused(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    said = _refusal(monkeypatch, {name: value for name, value in WHOLE.items() if name != missing})
    assert said.startswith(f"TOURKARTE_{missing} fehlt; nötig ist ")
    assert "\n" not in said
    assert WHOLE["OIDC_CLIENT_SECRET"] not in said


def test_all_that_is_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = _refusal(monkeypatch, {"OIDC_CLIENT_ID": "tourkarte"}).split("\n")
    assert [line.split(" fehlt")[0] for line in lines] == [
        "TOURKARTE_OIDC_METADATA_URL",
        "TOURKARTE_OIDC_CLIENT_SECRET",
        "TOURKARTE_PUBLIC_URL",
    ]
    assert all(line.endswith("sobald TOURKARTE_OIDC_CLIENT_ID gesetzt ist.") for line in lines)


def test_a_provider_without_any_editor_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _refusal(monkeypatch, {name: value for name, value in WHOLE.items() if name != "EDITORS"})
    assert said.startswith("TOURKARTE_EDITORS und TOURKARTE_EDITOR_GROUPS fehlen; ")
    assert "sonst dürfte niemand bearbeiten" in said


@pytest.mark.parametrize("name", ["EDITORS", "EDITOR_GROUPS"])
def test_a_list_of_editors_without_a_provider_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    said = _refusal(monkeypatch, {name: "presse@example.org"})
    assert said.startswith("TOURKARTE_OIDC_METADATA_URL fehlt; ")
    assert said.endswith(f"sobald TOURKARTE_{name} gesetzt ist.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PUBLIC_URL", "tour.example.org"),
        ("PUBLIC_URL", "ftp://tour.example.org"),
        ("PUBLIC_URL", "https://tour.example.org/karte"),
        ("PUBLIC_URL", "https://tour.example.org?q=1"),
        ("PUBLIC_URL", "https://user@tour.example.org"),
        ("PUBLIC_URL", "https://tour.example.org:99999"),
        ("PUBLIC_URL", "https://tour.example.org:0"),
        ("PUBLIC_URL", "https://tour example.org"),
        ("PUBLIC_URL", "https://[::1"),
        ("SESSION_HOURS", "0"),
        ("SESSION_HOURS", "-1"),
        ("SESSION_HOURS", "169"),
        ("SESSION_HOURS", "inf"),
        ("SESSION_HOURS", "nan"),
        ("SESSION_HOURS", "ein Tag"),
        ("OIDC_METADATA_URL", "login.example.org"),
        ("OIDC_METADATA_URL", "http://login.example.org/.well-known/openid-configuration"),
        ("OIDC_METADATA_URL", "https://login.example.org/a b"),
        ("OIDC_METADATA_URL", "https://"),
        ("EDITORS", ","),
        ("EDITORS", "presse"),
        ("EDITORS", "*"),
        ("EDITORS", "*@*"),
        ("EDITORS", "*@example"),
        ("EDITORS", "a*@example.org"),
        ("EDITORS", "presse@example.org; buero@example.org"),
        ("EDITOR_GROUPS", " , "),
        ("EDITOR_GROUPS", "Presse\nBüro"),
    ],
)
def test_what_is_not_allowed_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    said = _refusal(monkeypatch, WHOLE | {name: text})
    assert said.startswith(f"TOURKARTE_{name} ist „{text}“; erlaubt ist ")


def test_a_short_secret_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    said = _refusal(monkeypatch, {"COOKIE_SECRET": "kurz-und-geheim"})
    assert said.startswith("TOURKARTE_COOKIE_SECRET geht so nicht; erlaubt ist ein zufälliger Text")
    assert "kurz-und-geheim" not in said


@pytest.mark.parametrize("host", ["localhost:9000", "127.0.0.1:9000", "[::1]:9000"])
def test_a_provider_on_this_machine_needs_no_tls(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    _given(monkeypatch, WHOLE | {"OIDC_METADATA_URL": f"http://{host}/c"})
    assert settings().oidc_metadata_url == f"http://{host}/c"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://tour.example.org:443/", "https://tour.example.org"),
        ("http://tour.example.org:80", "http://tour.example.org"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_the_public_address_is_what_browsers_call_the_origin(
    monkeypatch: pytest.MonkeyPatch, text: str, origin: str
) -> None:
    _given(monkeypatch, {"PUBLIC_URL": text})
    assert settings().public_url == origin
