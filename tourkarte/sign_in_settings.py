"""The settings that say who may edit: nothing set means a token at start-up, an OpenID provider replaces it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, NoDecode

ALLOWED: Final = {
    "public_url": "die Adresse dieses Servers ohne Pfad wie https://tour.example.org",
    "session_hours": "eine Zahl von Stunden größer als 0, höchstens 168",
    "oidc_metadata_url": (
        "die Adresse der OpenID-Konfiguration wie https://login.example.org/.well-known/openid-configuration"
    ),
    "oidc_client_id": "die Kennung, unter der der Anmeldedienst diesen Server kennt",
    "oidc_client_secret": "das Kennwort, das der Anmeldedienst diesem Server gegeben hat",
    "oidc_trust_email": "true oder false",
    "cookie_secret": "ein zufälliger Text aus mindestens 32 Zeichen",
    "editors": "eine Liste aus E-Mail-Adressen und Angaben wie *@example.org, getrennt durch Komma",
    "editor_groups": "eine Liste von Gruppen des Anmeldedienstes, getrennt durch Komma",
}
SECRETS: Final = frozenset({"oidc_client_secret", "cookie_secret"})
"""Names of settings whose value no message may show."""

_NEEDED: Final = ("oidc_metadata_url", "oidc_client_id", "oidc_client_secret", "public_url")
_SHORTEST_SECRET: Final = 32
_EDITOR: Final = re.compile(r"(?:\*|[^@\s*]+)@[^@\s*]+\.[^@\s*]+")
_GROUP: Final = re.compile(r"[^\x00-\x1f\x7f]+")
_HOST: Final = re.compile(r"[a-z0-9.\-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
_LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}


def _origin(value: str) -> str:
    """Return scheme, host and port: signing in needs the very address that stands in the browser's address line."""
    parts = urlsplit(value)
    rest = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in {"http", "https"} or rest or not _is_host(parts.netloc) or parts.port == 0:
        raise ValueError(ALLOWED["public_url"])
    usual = ":443" if parts.scheme == "https" else ":80"  # browsers leave it out
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"


def _is_host(netloc: str) -> bool:
    return bool(_HOST.fullmatch(re.sub(r":[0-9]+$", "", netloc)))


def _metadata(value: str) -> str:
    """Refuse an address without TLS, unless it is on this machine: whoever sits between would decide who is let in."""
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not (safe and _is_host(parts.netloc) and value.isascii() and value.isprintable() and " " not in value):
        raise ValueError(ALLOWED["oidc_metadata_url"])
    return value


def _editors(value: Any) -> Any:
    return _listed(value.lower(), "editors", _EDITOR) if isinstance(value, str) else value


def _groups(value: Any) -> Any:
    return _listed(value, "editor_groups", _GROUP) if isinstance(value, str) else value


def _listed(text: str, name: str, allowed: re.Pattern[str]) -> tuple[str, ...]:
    """Return what a list with commas names, each once."""
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not parts or not all(allowed.fullmatch(part) for part in parts):
        raise ValueError(ALLOWED[name])
    return parts


def _long_enough(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < _SHORTEST_SECRET:
        raise ValueError(ALLOWED["cookie_secret"])
    return value


class SignInSettings(BaseSettings):
    """Who may edit, and for how long."""

    public_url: Annotated[str, AfterValidator(_origin)] | None = Field(
        default=None, description="Address at which browsers reach this server"
    )
    session_hours: float = Field(
        default=12, gt=0, le=168, allow_inf_nan=False, description="Hours after which an editor signs in anew"
    )
    oidc_metadata_url: Annotated[str, AfterValidator(_metadata)] | None = Field(
        default=None, description="OpenID configuration of the service at which editors sign in"
    )
    oidc_client_id: str | None = Field(default=None, description="Name under which that service knows this server")
    oidc_client_secret: SecretStr | None = Field(default=None, description="Password of this server at that service")
    oidc_trust_email: bool = Field(
        default=False, description="Whether addresses count without the claim `email_verified`"
    )
    cookie_secret: Annotated[SecretStr, AfterValidator(_long_enough)] | None = Field(
        default=None, description="Key that signs the cookies; otherwise one in the state folder"
    )
    editors: Annotated[tuple[str, ...] | None, NoDecode, BeforeValidator(_editors)] = Field(
        default=None, description="Addresses of the editors, or `*@` and a domain for all of it"
    )
    editor_groups: Annotated[tuple[str, ...] | None, NoDecode, BeforeValidator(_groups)] = Field(
        default=None, description="Groups whose members are editors, as the service's `groups` claim names them"
    )

    @property
    def has_provider(self) -> bool:
        """Whether editors sign in at an OpenID provider."""
        return self.oidc_metadata_url is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """Refuse half a configuration: it would look as if the desk were guarded in a way that it is not."""
        wants = [name for name in ("oidc_metadata_url", "oidc_client_id", "oidc_client_secret") if self._has(name)]
        if not wants:
            if listed := [name for name in ("editors", "editor_groups") if self._has(name)]:
                raise ValueError(_missing("oidc_metadata_url", listed[0]))
            return self
        if missing := [name for name in _NEEDED if not self._has(name)]:
            raise ValueError("\n".join(_missing(name, wants[0]) for name in missing))
        if not (self._has("editors") or self._has("editor_groups")):
            raise ValueError(
                f"{_variable('editors')} und {_variable('editor_groups')} fehlen; mit {_variable(wants[0])} ist eines "
                f"davon nötig, sonst dürfte niemand bearbeiten: {ALLOWED['editors']}, oder {ALLOWED['editor_groups']}."
            )
        return self

    def _has(self, name: str) -> bool:
        return getattr(self, name) is not None


def _variable(name: str) -> str:
    return "TOURKARTE_" + name.upper()


def _missing(name: str, because: str) -> str:
    return f"{_variable(name)} fehlt; nötig ist {ALLOWED[name]}, sobald {_variable(because)} gesetzt ist."
