from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import SettingsError
from tourkarte.settings import Settings, settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def unread() -> Iterator[None]:
    """Let the settings be read anew, and once more afterwards."""
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_data_of_a_checkout_is_beside_the_package() -> None:
    assert Settings().data_dir == Path(__file__).parent.parent / "data"


def test_every_setting_comes_from_a_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")
    read = Settings()
    assert read.data_dir == tmp_path
    assert read.now == dt.datetime(2017, 8, 3, 12)  # noqa: DTZ001 - the clock gives it its zone


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2017-08-03", dt.datetime(2017, 8, 3)),  # noqa: DTZ001 - the clock gives it its zone
        ("2017-08-03 12:00", dt.datetime(2017, 8, 3, 12)),  # noqa: DTZ001 - the same
        (" 2017-08-03T12:00:30 ", dt.datetime(2017, 8, 3, 12, 0, 30)),  # noqa: DTZ001 - the same
        ("2017-08-03T12:00Z", dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)),
        ("", None),
    ],
)
def test_a_moment_is_a_day_or_a_time_of_it(monkeypatch: pytest.MonkeyPatch, text: str, moment: object) -> None:
    monkeypatch.setenv("TOURKARTE_NOW", text)
    assert Settings().now == moment


@pytest.mark.parametrize(
    "text",
    [
        "gestern",
        "2017",
        "1501754400",
        "20170803",
        "03.08.2017",
        "2017-02-29",
        "2017-08-03T25:00",
        "2017-08",
        "9999-12-31",
    ],
)
@pytest.mark.usefixtures("unread")
def test_a_moment_that_is_none_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("TOURKARTE_NOW", text)
    with pytest.raises(SettingsError) as caught:
        settings()
    assert str(caught.value) == (
        f"TOURKARTE_NOW ist „{text}“; erlaubt ist ein Tag oder ein Zeitpunkt von 2000-01-01 bis 2099-12-31 wie "
        "2017-08-03 oder 2017-08-03T12:00. Bitte die Variable TOURKARTE_NOW ändern oder löschen."
    )


def test_are_read_once() -> None:
    assert settings() is settings()
