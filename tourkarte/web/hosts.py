"""Under which name a reader has called this installation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.settings import settings

if TYPE_CHECKING:
    from starlette.types import Scope

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[0-9a-fA-F:]{2,45}\](?::[0-9]{1,5})?")
_SCHEMES: Final = ("http", "https")


def address_of(scope: Scope) -> str:
    """Return where this installation is reached: as the operator says, else as the reader has called it.

    Empty where the name is none: it becomes part of links.
    """
    if address := settings().public_url:
        return address
    told = {name: value.decode("latin-1") for name, value in reversed(scope["headers"])}
    host = _first(told.get(b"x-forwarded-host")) or told.get(b"host", "")
    scheme = _first(told.get(b"x-forwarded-proto")).lower()
    if scheme not in _SCHEMES:
        scheme = scope["scheme"]
    return f"{scheme}://{host}" if _HOST.fullmatch(host) else ""


def _first(told: str | None) -> str:
    """Return what the first of several proxies was called by."""
    return (told or "").partition(",")[0].strip(" \t")
