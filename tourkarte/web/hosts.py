"""Under which name a reader has called this installation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.settings import settings

if TYPE_CHECKING:
    from starlette.types import Scope

_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[0-9a-fA-F:]{2,45}\](?::[0-9]{1,5})?")
_FORWARDED: Final = b"x-forwarded-host"


def address_of(scope: Scope) -> str:
    """Return where this installation is reached: as the operator says, else as the reader has called it.

    Empty where the name is none: it becomes part of links.
    """
    if address := settings().public_url:
        return address
    host = b""
    for name, value in scope["headers"]:
        if name == _FORWARDED and value:
            host = value
            break
        if name == b"host" and not host:
            host = value
    named = host.decode("latin-1")
    return f"{scope['scheme']}://{named}" if _HOST.fullmatch(named) else ""
