from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import SettingsError
from tourkarte.settings import Settings
from tourkarte.web.sign_in.cookie_secret import cookie_secret

if TYPE_CHECKING:
    from pathlib import Path


def test_the_operators_key_comes_first(tmp_path: Path) -> None:
    settings = Settings.model_validate({"cookie_secret": "x" * 32, "state_dir": tmp_path / "state"})
    assert cookie_secret(settings) == "x" * 32
    assert not (tmp_path / "state").exists()


def test_our_own_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path / "state")
    made = cookie_secret(settings)
    assert len(made) >= 32
    assert cookie_secret(settings) == made
    (file,) = (tmp_path / "state").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert cookie_secret(Settings(state_dir=tmp_path / "a")) != cookie_secret(Settings(state_dir=tmp_path / "b"))


def test_servers_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: cookie_secret(Settings(state_dir=tmp_path)), range(32)))
    assert len(found) == 1
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("kept", "said"), [(b"", "enthält keinen Schlüssel"), (b"kurz", "enthält keinen Schlüssel"), (b"\xff", "kein Text")]
)
def test_what_is_no_key_is_refused_in_a_sentence(tmp_path: Path, kept: bytes, said: str) -> None:
    (tmp_path / "cookie-secret").write_bytes(kept)
    with pytest.raises(SettingsError, match=said) as caught:
        cookie_secret(Settings(state_dir=tmp_path))
    assert "TOURKARTE_COOKIE_SECRET" in str(caught.value)


def test_a_key_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "cookie-secret").mkdir()
    with pytest.raises(SettingsError, match="nicht lesbar"):
        cookie_secret(Settings(state_dir=tmp_path))
