from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from tourkarte.settings import Settings, settings


def test_the_data_of_a_checkout_is_beside_the_package() -> None:
    assert Settings().data_dir == Path(__file__).parent.parent / "data"


def test_every_setting_comes_from_a_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")
    read = Settings()
    assert read.data_dir == tmp_path
    assert read.now == dt.datetime(2017, 8, 3, 12)  # noqa: DTZ001 - the clock gives it its zone


def test_a_moment_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_NOW", "gestern")
    with pytest.raises(ValidationError, match="now"):
        Settings()


def test_are_read_once() -> None:
    assert settings() is settings()
