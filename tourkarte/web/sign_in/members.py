"""Who of those that a provider knows is an editor."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from tourkarte.web.sign_in.names import tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_SKEW: Final = timedelta(minutes=5)
"""So far may the provider's clock be ahead of ours."""


class Standing(Enum):
    """What somebody who signed in at the provider is here."""

    EDITOR = auto()
    STRANGER = auto()
    EXPIRED = auto()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in at the provider.

    Attributes
    ----------
    name
        As it stands beside a change: what the person is called, and what tells the person from a namesake.
    session
        Tells this signing-in from every other.
    until
        When the session ends.
    """

    name: str
    standing: Standing
    session: str
    until: datetime


class Members:
    """The allow-list of addresses, `*@domain` and groups; addresses in lower case."""

    def __init__(self, *, editors: Collection[str], groups: Collection[str], lasting: timedelta) -> None:
        self._editors = frozenset(editors)
        self._groups = frozenset(groups)
        self._lasting = lasting

    def person(self, claims: Mapping[str, Any], now: datetime) -> Person:
        """Return who the claims of an identity token speak of.

        The age of a session counts from the token's `iat`: this signing-in. `auth_time` may be days before it where the
        provider remembers people, who could then never come in.
        """
        start = _moment(claims.get("iat"))
        until = start + self._lasting
        if not start - _SKEW <= now < until:
            standing = Standing.EXPIRED
        elif self._is_editor(claims):
            standing = Standing.EDITOR
        else:
            standing = Standing.STRANGER
        return Person(_name(claims), standing, _session(claims), until)

    def _is_editor(self, claims: Mapping[str, Any]) -> bool:
        address = _address(claims)
        domain = "*@" + address.rpartition("@")[2]
        return (bool(address) and not self._editors.isdisjoint({address, domain})) or not self._groups.isdisjoint(
            _groups(claims)
        )


def _address(claims: Mapping[str, Any]) -> str:
    """Return the address that belongs to the person, none where the provider says that it did not check that."""
    address, verified = claims.get("email"), claims.get("email_verified")
    if not isinstance(address, str) or str(verified).lower() == "false" or address.count("@") != 1:
        return ""
    return address.strip().lower()


def _groups(claims: Mapping[str, Any]) -> set[str]:
    groups = claims.get("groups")
    listed = [groups] if isinstance(groups, str) else groups if isinstance(groups, list | tuple) else []
    return {each for each in listed if isinstance(each, str)}


def _name(claims: Mapping[str, Any]) -> str:
    handle = tidy(_address(claims) or _text(claims, "preferred_username") or _text(claims, "sub"))
    called = tidy(_text(claims, "name"))
    return f"{called} ({handle})" if called and handle and called != handle else called or handle or "ohne Namen"


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def _moment(value: Any) -> datetime:
    try:
        return datetime.fromtimestamp(float(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)  # so long ago that no session reaches until now


def _session(claims: Mapping[str, Any]) -> str:
    told = "\n".join(repr(claims.get(name)) for name in ("iss", "sub", "iat", "nonce"))
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()
