from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import SettingsError
from tourkarte.settings import Settings, database_url, settings, state_folder

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


def test_no_service_is_asked_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_GEOCODERS", "")
    assert Settings().geocoders == ()


def test_services_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_GEOCODERS", " Photon, nominatim,photon, ")
    monkeypatch.setenv("TOURKARTE_GEOCODER_CONTACT", " redaktion@example.org ")
    monkeypatch.setenv("TOURKARTE_NOMINATIM_URL", "http://localhost:8080/nominatim/")
    monkeypatch.setenv("TOURKARTE_GEOCODER_PER_SECOND", "0.5")
    read = Settings()
    assert read.geocoders == ("photon", "nominatim")
    assert read.geocoder_contact == "redaktion@example.org"
    assert (read.nominatim_url, read.photon_url) == ("http://localhost:8080/nominatim", "https://photon.komoot.io")
    assert read.geocoder_per_second == 0.5


@pytest.mark.usefixtures("unread")
def test_who_asks_a_service_must_say_who_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_GEOCODERS", "nominatim")
    with pytest.raises(SettingsError) as caught:
        settings()
    assert str(caught.value) == (
        "TOURKARTE_GEOCODER_CONTACT fehlt; nötig ist eine E-Mail-Adresse oder eine Adresse, die mit https:// beginnt, "
        "sobald TOURKARTE_GEOCODERS einen Dienst nennt."
    )


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("GEOCODERS", "google", "eine Liste aus nominatim und photon"),
        ("GEOCODERS", "nominatim;photon", "eine Liste aus nominatim und photon"),
        ("GEOCODER_CONTACT", "Redaktion", "eine E-Mail-Adresse oder"),
        ("GEOCODER_CONTACT", "http://example.org", "eine E-Mail-Adresse oder"),
        ("GEOCODER_CONTACT", "a@example.org) Mozilla/5.0 (", "eine E-Mail-Adresse oder"),
        ("GEOCODER_CONTACT", "a@example.org\r\nX: y", "eine E-Mail-Adresse oder"),
        ("GEOCODER_PER_SECOND", "0", "eine Zahl größer als 0"),
        ("GEOCODER_PER_SECOND", "nan", "eine Zahl größer als 0"),
        ("GEOCODER_PER_SECOND", "inf", "eine Zahl größer als 0"),
        ("GEOCODER_PER_SECOND", "oft", "eine Zahl größer als 0"),
        ("NOMINATIM_URL", "nominatim.openstreetmap.org", "die Adresse eines Servers"),
        ("NOMINATIM_URL", "file:///etc/passwd", "die Adresse eines Servers"),
        ("NOMINATIM_URL", "https://user:secret@example.org", "die Adresse eines Servers"),
        ("NOMINATIM_URL", "https://example.org:99999", "die Adresse eines Servers"),
        ("NOMINATIM_URL", "https://example.org/?q=1", "die Adresse eines Servers"),
        ("PHOTON_URL", "https://", "die Adresse eines Servers"),
        ("PHOTON_URL", "https://exa mple.org", "die Adresse eines Servers"),
        ("PHOTON_URL", "https://[::1", "die Adresse eines Servers"),
        ("STREET_MAP", "https://tiles.example.org/{z}/{x}", "die Adresse von Kacheln"),
        ("LICENCE", "CC BY", "die Adresse einer Lizenz"),
        ("LICENCE", 'https://a.example.org/">', "die Adresse einer Lizenz"),
        ("STREET_MAP", "https://{x}.example.org/{z}/{y}.png", "die Adresse von Kacheln"),
        ("STREET_MAP", "https://a.example.org;script-src/{z}/{x}/{y}", "die Adresse von Kacheln"),
        ("STREET_MAP", "https://*/{z}/{x}/{y}", "die Adresse von Kacheln"),
        ("STREET_MAP", "data:{z}{x}{y}", "die Adresse von Kacheln"),
        ("STREET_MAP", "https://a.example.org:99999/{z}/{x}/{y}", "die Adresse von Kacheln"),
        ("STATE_DIR", "state", "der ganze Pfad eines Ordners"),
    ],
)
@pytest.mark.usefixtures("unread")
def test_what_is_not_allowed_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, allowed: str
) -> None:
    monkeypatch.setenv(f"TOURKARTE_{name}", text)
    with pytest.raises(SettingsError) as caught:
        settings()
    assert str(caught.value).startswith(f"TOURKARTE_{name} ist „{text}“; erlaubt ist {allowed}")
    assert str(caught.value).count("\n") == text.count("\n")


def test_state_is_where_the_desktop_standard_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TOURKARTE_STATE_DIR")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert Settings().state_dir == tmp_path / "tourkarte"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings().state_dir == tmp_path / ".local" / "state" / "tourkarte"
    monkeypatch.setattr(Path, "home", _homeless)
    assert Settings().state_dir == Path("/var/lib/tourkarte")


def _homeless() -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_the_state_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert state_folder(Settings(state_dir=folder)) == folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []
    (tmp_path / "shared").mkdir(mode=0o755)
    state_folder(Settings(state_dir=tmp_path / "shared"))
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


def test_a_state_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        state_folder(Settings(state_dir=tmp_path / "file"))
    assert str(caught.value) == (
        f"Der Ordner {tmp_path / 'file'} ist nicht beschreibbar (ein Ordner in diesem Pfad ist eine Datei). "
        "Bitte ihn freigeben oder mit "
        "TOURKARTE_STATE_DIR einen anderen nennen."
    )


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("postgresql://anna:geheim@db.example.org:5432/tour", "postgresql://anna:geheim@db.example.org:5432/tour"),
        ("postgres://db/tour?sslmode=require", "postgresql://db/tour?sslmode=require"),
        ("postgresql:///tour?host=/run/postgresql", "postgresql:///tour?host=/run/postgresql"),
        ("sqlite:////var/lib/tour.sqlite", "sqlite:////var/lib/tour.sqlite"),
    ],
)
def test_a_database_has_an_address(monkeypatch: pytest.MonkeyPatch, given: str, address: str) -> None:
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", given)
    assert database_url(Settings()) == address


def test_without_an_address_the_database_is_in_the_state_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOURKARTE_STATE_DIR", str(tmp_path))
    assert database_url(Settings()) == f"sqlite:///{tmp_path}/tourkarte.sqlite"


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize(
    "given",
    ["mysql://anna:geheim@db/tour", "postgresql://anna:geheim@db", "postgresql://db:0/geheim", "postgresql://db:x/geheim",
     "sqlite:///geheim.sqlite", "sqlite://", "geheim", "sqlite:////a?geheim"],
)  # fmt: skip
def test_another_address_is_refused_and_its_password_not_repeated(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", given)
    with pytest.raises(SettingsError, match="TOURKARTE_DATABASE_URL geht so nicht; erlaubt ist") as refusal:
        settings()
    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize("contact", ["hilfe@example.org", " https://example.org/hilfe "])
def test_visitors_may_be_told_whom_to_write_to(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("TOURKARTE_CONTACT", contact)
    assert Settings().contact == contact.strip()
    monkeypatch.delenv("TOURKARTE_CONTACT")
    assert Settings().contact is None


@pytest.mark.parametrize("contact", ["Pressestelle", "http://example.org", "javascript:alert(1)", "a@b.de)[x](y"])
@pytest.mark.usefixtures("unread")
def test_a_contact_that_is_none_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, contact: str) -> None:
    monkeypatch.setenv("TOURKARTE_CONTACT", contact)
    with pytest.raises(SettingsError, match="eine E-Mail-Adresse oder eine Adresse, die mit https:// beginnt"):
        settings()


@pytest.mark.usefixtures("unread")
def test_a_street_map_is_offered_only_where_an_operator_wants_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().street_map is None
    tiles = "https://tiles.example.org:8443/style/{z}/{y}/{x}.png?key=1"
    monkeypatch.setenv("TOURKARTE_STREET_MAP", tiles)
    assert settings().street_map == tiles
