"""All settings of an installation, from `TOURKARTE_…` environment variables."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.errors import SettingsError
from tourkarte.errors import reason as why
from tourkarte.sign_in_settings import ALLOWED as _ALLOWED_TO_SIGN_IN
from tourkarte.sign_in_settings import SECRETS, SignInSettings

OnlineService = Literal["nominatim", "photon"]

_PREFIX: Final = "TOURKARTE_"
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?")
_ALLOWED: Final = {
    "now": f"ein Tag oder ein Zeitpunkt von {FIRST_DAY} bis {LAST_DAY} wie 2017-08-03 oder 2017-08-03T12:00",
    "data_dir": "der Pfad eines Ordners",
    "state_dir": "der ganze Pfad eines Ordners wie /var/lib/tourkarte",
    "database_url": "eine Adresse wie postgresql://name:kennwort@server/datenbank oder der ganze Pfad einer Datei wie "
    "sqlite:////var/lib/tourkarte.sqlite",
    "geocoders": "eine Liste aus nominatim und photon, getrennt durch Komma",
    "geocoder_contact": "eine E-Mail-Adresse oder eine Adresse, die mit https:// beginnt",
    "geocoder_per_second": "eine Zahl größer als 0, höchstens 100, wie 0.5",
    "contact": "eine E-Mail-Adresse oder eine Adresse, die mit https:// beginnt",
    "publisher": "der Name einer Stelle",
    "licence": "die Adresse einer Lizenz wie https://www.govdata.de/dl-de/zero-2-0",
    "register_file": "der Pfad einer Datei",
    "nominatim_url": "die Adresse eines Servers wie https://geo.example.org/nominatim",
    "street_map": "die Adresse von Kacheln wie https://karten.example.org/{z}/{x}/{y}.png",
    "photon_url": "die Adresse eines Servers wie https://geo.example.org/photon",
} | _ALLOWED_TO_SIGN_IN
_SECRET: Final = SECRETS | {"database_url"}  # what may hold a password is repeated in no message: it goes to a log
_CONTACT: Final = re.compile(
    r"[!-'*-?A-~]+@[!-'*-?A-~]+\.[!-'*-?A-~]+|https://[!-'*-~]+"
)  # goes into a header's comment
_ADDRESS: Final = re.compile(r"[!-~]+")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?")  # it becomes part of a header
_LICENCE: Final = re.compile(r"https?://[A-Za-z0-9.-]+/[!#-;=?-~]*")
_POSTGRESQL: Final = frozenset(["postgres", "postgresql"])
_SQLITE: Final = re.compile(r"sqlite:///(?:/|[A-Za-z]:)[^?\x00]+")


def _default_data_dir() -> Path:
    """Return `data/` beside the package (a checkout), or the copy inside of it (an installed wheel)."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def _default_state_dir() -> Path:
    """Return the folder for state that the XDG Base Directory Specification names."""
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    if named.is_absolute():
        return named / "tourkarte"
    try:
        return Path.home() / ".local" / "state" / "tourkarte"
    except RuntimeError:  # a user without a home, as in many containers
        return Path("/var/lib/tourkarte")


def _absolute(path: Path) -> Path:
    """Refuse a relative path: processes that start in different folders would not share their state."""
    if not path.is_absolute():
        raise ValueError(_ALLOWED["state_dir"])
    return path


def _services(value: Any) -> Any:
    """Return the services that a list with commas names, each once."""
    if not isinstance(value, str):
        return value
    names = [name.strip().lower() for name in value.split(",") if name.strip()]
    if not set(names) <= set(get_args(OnlineService)):
        raise ValueError(_ALLOWED["geocoders"])
    return tuple(dict.fromkeys(names))


def _server(value: str) -> str:
    """Return the address of a server without a slash at its end."""
    parts = urlsplit(value)  # a ValueError of its own is one here as well
    plain = parts.scheme in {"http", "https"} and not (parts.query or parts.fragment or "@" in parts.netloc)
    if not (plain and parts.hostname and parts.port != 0 and _ADDRESS.fullmatch(value)):
        raise ValueError(_ALLOWED["nominatim_url"])
    return value.rstrip("/")


def _licence(value: str | None) -> str | None:
    """Refuse what is no address: it is what machines compare."""
    if value is None or _LICENCE.fullmatch(value):
        return value
    raise ValueError(_ALLOWED["licence"])


def _tiles(value: str | None) -> str | None:
    """Return the address of map tiles, which says where their numbers stand in it."""
    if value is None:
        return None
    parts = urlsplit(value)
    named = all(value.count(each) == 1 for each in ("{z}", "{x}", "{y}")) and "{" not in parts.netloc
    plain = parts.scheme in {"http", "https"} and not parts.fragment and "@" not in parts.netloc
    if named and plain and parts.port != 0 and _HOST.fullmatch(parts.netloc) and _ADDRESS.fullmatch(value):
        return value
    raise ValueError(_ALLOWED["street_map"])


def _database(value: str | None) -> str | None:
    """Return the address of a database: PostgreSQL's, or a whole path of SQLite's."""
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        named = parts.scheme in _POSTGRESQL and len(parts.path) > 1 and parts.port != 0
    except ValueError:  # the port is no number
        named = False
    if named or _SQLITE.fullmatch(value):
        return re.sub(r"^postgres(?:ql)?:", "postgresql:", value)
    raise ValueError(_ALLOWED["database_url"])


def _named(value: str | None) -> str | None:
    """Refuse what is neither a mailbox nor a page: visitors are sent there."""
    contact = value.strip() if value else None
    if contact and not _CONTACT.fullmatch(contact):
        raise ValueError(_ALLOWED["contact"])
    return contact or None


def _moment(value: Any) -> Any:
    """Return the moment that a text in ISO notation means; pydantic would take a number for seconds since 1970."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    moment = datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    if moment is None or not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise ValueError(_ALLOWED["now"])
    return moment


class Settings(SignInSettings):
    """What an operator may set; each field is read from the variable `TOURKARTE_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(default_factory=_default_data_dir, description="Folder with the tour and the gazetteer")
    now: Annotated[datetime | None, BeforeValidator(_moment)] = Field(
        default=None, description="Look at the tour as of this moment (local time)"
    )
    state_dir: Annotated[Path, AfterValidator(_absolute)] = Field(
        default_factory=_default_state_dir, description="Folder for what an installation keeps: caches, indexes"
    )
    database_url: Annotated[str | None, AfterValidator(_database)] = Field(
        default=None, description="Address of the database; otherwise an SQLite file in the state folder"
    )
    contact: Annotated[str | None, AfterValidator(_named)] = Field(
        default=None, description="Whom visitors may write to; the accessibility statement names it"
    )
    publisher: str | None = Field(
        default=None, description="Who holds and publishes the appointments; pages, feeds and open data name it"
    )
    licence: Annotated[str | None, AfterValidator(_licence)] = Field(
        default=None, description="Address of the licence that the appointments may be used under"
    )
    register_file: Path | None = Field(
        default=None, description="Index of the address register; otherwise that in the state folder"
    )
    geocoders: Annotated[tuple[OnlineService, ...], NoDecode, BeforeValidator(_services)] = Field(
        default=(), description="Services in the network that are asked where an address is, in this order"
    )
    geocoder_contact: str | None = Field(
        default=None,
        validate_default=True,
        description="Whom those services may write to; it goes out with each request",
    )
    geocoder_per_second: float = Field(
        default=1, gt=0, le=100, allow_inf_nan=False, description="Requests a second to a server of one's own"
    )
    nominatim_url: Annotated[str, AfterValidator(_server)] = Field(
        default="https://nominatim.openstreetmap.org", description="Address of the Nominatim server"
    )
    photon_url: Annotated[str, AfterValidator(_server)] = Field(
        default="https://photon.komoot.io", description="Address of the Photon server"
    )

    street_map: Annotated[str | None, AfterValidator(_tiles)] = Field(
        default=None, description="Address of map tiles that visitors may switch on; otherwise there is no switch"
    )

    @field_validator("geocoder_contact")
    @classmethod
    def _contact(cls, value: str | None, info: ValidationInfo) -> str | None:
        """Refuse to be nobody: the services' rules demand that an installation says who it is."""
        contact = value.strip() if value else None
        if _CONTACT.fullmatch(contact) if contact else not info.data.get("geocoders"):
            return contact
        raise ValueError(_ALLOWED["geocoder_contact"])


@cache
def settings() -> Settings:
    """Return the settings of this process, read once.

    Raises
    ------
    SettingsError
        Names each variable that does not hold what is allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(
            "\n".join(
                _sentence(str(each["loc"][0]), each["input"]) if each["loc"] else str(each["ctx"]["error"])
                for each in error.errors()
            )
        ) from None


def register_path(settings: Settings) -> Path:
    """Return where the index of the address register is, or would be if there is none."""
    return settings.register_file or settings.state_dir / "register.sqlite"


def database_url(settings: Settings) -> str:
    """Return the address of the installation's database, as SQLAlchemy has them."""
    return settings.database_url or f"sqlite:///{settings.state_dir / 'tourkarte.sqlite'}"


def state_folder(settings: Settings) -> Path:
    """Return the folder for what an installation keeps; if there is none yet, it is made for its owner alone.

    Raises
    ------
    SettingsError
        If nothing can be written there.
    """
    try:
        settings.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.state_dir):
            return settings.state_dir
    except OSError as error:
        raise SettingsError(
            f"Der Ordner {settings.state_dir} ist nicht beschreibbar ({why(error)}). Bitte ihn freigeben oder mit "
            f"{_PREFIX}STATE_DIR einen anderen nennen."
        ) from error


def _sentence(name: str, value: Any) -> str:
    variable = _PREFIX + name.upper()
    if value is None:
        return f"{variable} fehlt; nötig ist {_ALLOWED[name]}, sobald {_PREFIX}GEOCODERS einen Dienst nennt."
    if name in _SECRET:
        return f"{variable} geht so nicht; erlaubt ist {_ALLOWED[name]}. Bitte die Variable {variable} ändern."
    return f"{variable} ist „{value}“; erlaubt ist {_ALLOWED[name]}. Bitte die Variable {variable} ändern oder löschen."
