from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from tourkarte.settings import Settings
from tourkarte.web.sign_in.provider import USER_COOKIE, Provider

if TYPE_CHECKING:
    from collections.abc import Mapping

START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)
SECRET = "ein-zufälliger-Text-aus-vielen-Zeichen"  # noqa: S105 (of a test)
ORIGIN = "https://tour.example.org"
CLAIMS = {
    "is_logged_in": True,
    "origin": ORIGIN,
    "sub": "4711",
    "iat": START.timestamp(),
    "email": "erika@example.org",
    "email_verified": True,
}


@pytest.fixture(scope="module")
def provider() -> Provider:
    return _provider()


def _provider() -> Provider:
    settings = Settings.model_validate(
        {
            "oidc_metadata_url": "https://login.example.org/c",
            "oidc_client_id": "tourkarte",
            "oidc_client_secret": "geheim",
            "public_url": ORIGIN,
            "editors": "erika@example.org",
        }
    )
    return Provider(settings, SECRET)


def _cookies(claims: Mapping[str, Any], secret: str = SECRET) -> dict[str, str]:
    """Return the cookies that Streamlit itself sets for these claims."""
    jar: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    def put(name: str, value: str) -> None:
        jar[name] = sign(name, value).decode()

    set_cookie_with_chunks(put, sign, USER_COOKIE_NAME, dict(claims), cookie_attr_size=80)
    return jar


def test_streamlit_is_told_all_that_it_needs(provider: Provider) -> None:
    assert provider.secrets() == {
        "auth": {
            "redirect_uri": "https://tour.example.org/oauth2callback",
            "cookie_secret": SECRET,
            "client_id": "tourkarte",
            "client_secret": "geheim",
            "server_metadata_url": "https://login.example.org/c",
        }
    }


def test_an_editor_is_known_by_the_cookie_that_streamlit_sets(provider: Provider) -> None:
    assert USER_COOKIE == USER_COOKIE_NAME
    assert provider.editor(_cookies(CLAIMS), START) == "erika@example.org"


def test_a_long_cookie_comes_in_pieces(provider: Provider) -> None:
    jar = _cookies(CLAIMS | {"groups": [sha256(bytes([number])).hexdigest() for number in range(250)]})
    assert len(jar) > 2
    assert provider.editor(jar, START) == "erika@example.org"
    del jar[f"{USER_COOKIE}_2"]
    assert provider.editor(jar, START) is None


@pytest.mark.parametrize(
    "claims",
    [
        CLAIMS | {"email": "max@example.org"},
        CLAIMS | {"is_logged_in": False},
        CLAIMS | {"is_logged_in": "true"},
        CLAIMS | {"origin": "https://other.example.org"},
        CLAIMS | {"iat": START.timestamp() - 13 * 3600},
        {},
    ],
)
def test_a_signed_cookie_alone_lets_nobody_in(provider: Provider, claims: dict[str, Any]) -> None:
    assert provider.editor(_cookies(claims), START) is None


def test_a_cookie_of_another_key_or_name_is_nobodys(provider: Provider) -> None:
    assert provider.editor(_cookies(CLAIMS, "a" * 40), START) is None
    other = create_signed_value(SECRET, "_streamlit_user_tokens", json.dumps(CLAIMS)).decode()
    assert provider.editor({USER_COOKIE: other}, START) is None


@pytest.mark.parametrize("value", ["[]", '"x"', "null", "chunks-99", "chunks-1", "chunks-x", "{", "1" * 5000])
def test_what_is_signed_but_no_claims_is_nobodys(provider: Provider, value: str) -> None:
    jar = {USER_COOKIE: create_signed_value(SECRET, USER_COOKIE, value).decode()}
    assert provider.editor(jar, START) is None


@given(st.dictionaries(st.sampled_from([USER_COOKIE, f"{USER_COOKIE}_1"]), st.text()))
def test_what_is_not_signed_is_nobodys(jar: dict[str, str]) -> None:
    assert _provider().editor(jar, START) is None


def test_who_signs_out_is_out_everywhere() -> None:
    provider = _provider()
    person = provider.person(CLAIMS, START)
    assert person
    provider.end(person, START)
    assert provider.person(CLAIMS, START) is None
    assert provider.editor(_cookies(CLAIMS), START) is None
    again = CLAIMS | {"iat": START.timestamp() + 60}
    assert provider.editor(_cookies(again), START) == "erika@example.org"
