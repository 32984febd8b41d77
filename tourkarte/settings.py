"""All settings of an installation, from `TOURKARTE_…` environment variables."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.errors import SettingsError

_PREFIX: Final = "TOURKARTE_"
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].+)?")
_ALLOWED: Final = {
    "now": f"ein Tag oder ein Zeitpunkt von {FIRST_DAY} bis {LAST_DAY} wie 2017-08-03 oder 2017-08-03T12:00",
    "data_dir": "der Pfad eines Ordners",
}


def _default_data_dir() -> Path:
    """Return `data/` beside the package (a checkout), or the copy inside of it (an installed wheel)."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def _moment(value: Any) -> Any:
    """Return the moment that a text in ISO notation means; pydantic would take a number for seconds since 1970."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    moment = datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    if moment is None or not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise ValueError(_ALLOWED["now"])
    return moment


class Settings(BaseSettings):
    """What an operator may set; each field is read from the variable `TOURKARTE_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(default_factory=_default_data_dir, description="Folder with the tour and the gazetteer")
    now: Annotated[datetime | None, BeforeValidator(_moment)] = Field(
        default=None, description="Look at the tour as of this moment (local time)"
    )


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
            "\n".join(_sentence(str(each["loc"][0]), each["input"]) for each in error.errors())
        ) from None


def _sentence(name: str, value: Any) -> str:
    variable = _PREFIX + name.upper()
    return f"{variable} ist „{value}“; erlaubt ist {_ALLOWED[name]}. Bitte die Variable {variable} ändern oder löschen."
