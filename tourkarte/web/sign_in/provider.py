"""The door of an installation with an OpenID provider. Streamlit speaks the protocol; here is what it is told.

Its cookie holds the claims of the identity token, signed, in pieces where they are long; what comes over HTTP beside
the dashboard is checked against it here.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from itsdangerous import BadData, URLSafeTimedSerializer

from tourkarte.web.sign_in.members import Members, Person, Standing
from tourkarte.web.sign_in.sessions import Ended

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tourkarte.settings import Settings

CALLBACK: Final = "/oauth2callback"
USER_COOKIE: Final = "_streamlit_user"

_MOST_PIECES: Final = 20
_PIECES: Final = re.compile(r"chunks-(\d{1,2})")


class Provider:
    """Knows who of those that signed in at the provider may edit.

    Attributes
    ----------
    members
        The allow-list.
    """

    def __init__(self, settings: Settings, secret: str) -> None:
        self._settings = settings
        self._secret = secret
        self._lasting = timedelta(hours=settings.session_hours)
        self._ended = Ended()
        self.members = Members(
            editors=settings.editors or (),
            groups=settings.editor_groups or (),
            lasting=self._lasting,
            trust_email=settings.oidc_trust_email,
        )

    def secrets(self) -> dict[str, Any]:
        """Return what Streamlit is told: the section `auth` of its secrets."""
        password = self._settings.oidc_client_secret
        return {
            "auth": {
                "redirect_uri": f"{self._settings.public_url}{CALLBACK}",
                "cookie_secret": self._secret,
                "client_id": self._settings.oidc_client_id,
                "client_secret": password.get_secret_value() if password else "",
                "server_metadata_url": self._settings.oidc_metadata_url,
            }
        }

    def person(self, claims: Mapping[str, Any], now: datetime) -> Person | None:
        """Return who signed in, None where nobody did or who did has left."""
        if claims.get("is_logged_in") is not True:
            return None
        person = self.members.person(claims, now)
        return None if person.session in self._ended else person

    def end(self, person: Person, now: datetime) -> None:
        """End a session in every window that it is open in, and for every copy of its cookie."""
        self._ended.add(person.session, until=person.until, now=now)

    def editor(self, cookies: Mapping[str, str], now: datetime) -> str | None:
        """Return the editor whose cookie this is, None where it is nobody's."""
        person = self.person(self._claims(cookies), now)
        return person.name if person and person.standing is Standing.EDITOR else None

    def _claims(self, cookies: Mapping[str, str]) -> dict[str, Any]:
        text = self._signed(cookies, USER_COOKIE)
        if found := _PIECES.fullmatch(text):
            numbers = range(1, min(int(found[1]), _MOST_PIECES) + 1)
            pieces = [self._signed(cookies, f"{USER_COOKIE}_{number}") for number in numbers]
            text = "".join(pieces) if all(pieces) else ""
        try:
            claims = json.loads(text)
        except ValueError:
            return {}
        own = isinstance(claims, dict) and claims.get("origin") == self._settings.public_url
        return claims if own else {}

    def _signed(self, cookies: Mapping[str, str], name: str) -> str:
        signed = URLSafeTimedSerializer(self._secret, salt=name)
        try:
            value = signed.loads(cookies.get(name, ""))
        except BadData:
            return ""
        return value if isinstance(value, str) else ""
