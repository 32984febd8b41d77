"""All settings of an installation, from `TOURKARTE_…` environment variables."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_data_dir() -> Path:
    """Return `data/` beside the package (a checkout), or the copy inside of it (an installed wheel)."""
    package = Path(__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


class Settings(BaseSettings):
    """What an operator may set; each field is read from the variable `TOURKARTE_` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TOURKARTE_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(default_factory=_default_data_dir, description="Folder with the tour and the gazetteer")
    now: datetime | None = Field(default=None, description="Look at the tour as of this moment (local time)")


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
