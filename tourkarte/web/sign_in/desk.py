"""What the server needs for signing in, whichever door it has."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from tourkarte.settings import settings
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.landing import Landing
from tourkarte.web.sign_in.routes import SIGN_IN, provider_routes, token_routes
from tourkarte.web.sign_in.uploads import OnlyEditorsUpload

if TYPE_CHECKING:
    from starlette.routing import Route

    from tourkarte.web.sign_in.provider import Provider


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that `dashboard.py` puts together.

    Attributes
    ----------
    secrets
        What Streamlit's own `st.login` is told; None where nobody uses it, so that the operator's file stays as it is.
    cookie_secret
        The key for Streamlit's cookie of a started sign-in; every server of an installation has to know it.
    """

    routes: list[Route]
    middleware: list[Middleware]
    secrets: dict[str, Any] | None = field(default=None, repr=False)
    cookie_secret: str | None = field(default=None, repr=False)


def desk(door: Door | Provider) -> Desk:
    """Return the parts for a door."""
    guard = Middleware(OnlyEditorsUpload, gate=door)
    if isinstance(door, Door):
        public = settings().public_url or ""
        return Desk(token_routes(door, secure=public.startswith("https:")), [guard])
    secrets = door.secrets()
    return Desk(provider_routes(), [guard, Middleware(Landing)], secrets, secrets["auth"]["cookie_secret"])


def open_door(door: Door | Provider, address: str) -> None:
    """Let people in from now on; where they come with a token, tell the operator each one.

    `address` is where this server is reached from its own machine.
    """
    if isinstance(door, Door):
        base = settings().public_url or address
        door.open(lambda token: _say(f"{base}{SIGN_IN}?token={token}"))


def _say(address: str) -> None:
    # Not to a logger: what it is set to must not decide whether anybody can sign in.
    with suppress(
        OSError, ValueError
    ):  # nobody reads it, or it is closed, which must not keep out the one who just came in
        sys.stderr.write(f"\n  Anmeldung der Redaktion, gilt für eine Person:\n  {address}\n\n")
        sys.stderr.flush()
