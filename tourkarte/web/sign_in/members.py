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
    """The allow-list of addresses, `*@domain` and groups; addresses in lower case.

    Parameters
    ----------
    trust_email
        Whether an address counts of which the provider does not say that it has checked it. Where people type in their
        own address, this lets them in with an editor's.
    """

    def __init__(
        self, *, editors: Collection[str], groups: Collection[str], lasting: timedelta, trust_email: bool = False
    ) -> None:
        self._editors = frozenset(editors)
        self._groups = frozenset(groups)
        self._lasting = lasting
        self._trust_email = trust_email

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
        return Person(self._name(claims), standing, _session(claims), until)

    def _is_editor(self, claims: Mapping[str, Any]) -> bool:
        address = self._address(claims)
        domain = "*@" + address.rpartition("@")[2]
        return (bool(address) and not self._editors.isdisjoint({address, domain})) or not self._groups.isdisjoint(
            _groups(claims)
        )

    def _address(self, claims: Mapping[str, Any]) -> str:
        """Return the address that belongs to the person, none where the provider does not say that it checked that."""
        address, verified = claims.get("email"), claims.get("email_verified", self._trust_email)
        if not isinstance(address, str) or address.count("@") != 1:
            return ""
        return address.strip().lower() if verified is True or verified == "true" else ""

    def _name(self, claims: Mapping[str, Any]) -> str:
        handle = tidy(self._address(claims) or _handle(claims))
        called = tidy(_text(claims, "name"))
        return f"{called} ({handle})" if called and handle and called != handle else called or handle or "ohne Namen"


def _handle(claims: Mapping[str, Any]) -> str:
    """Return what tells a person from a namesake; what looks like an address could be another person's."""
    handle = _text(claims, "preferred_username")
    return handle if handle and "@" not in handle else _text(claims, "sub")


def _groups(claims: Mapping[str, Any]) -> set[str]:
    groups = claims.get("groups")
    listed = [groups] if isinstance(groups, str) else groups if isinstance(groups, list | tuple) else []
    return {each for each in listed if isinstance(each, str)}


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
