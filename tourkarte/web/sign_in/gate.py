"""The one door of this process: the provider's where one is set, else that of the token."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from tourkarte.settings import settings
from tourkarte.web.sign_in.cookie_secret import cookie_secret
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.provider import Provider


@cache
def gate() -> Door | Provider:
    """Return the door that the settings name.

    Raises
    ------
    SettingsError
        If the settings are no whole configuration, or the key for the cookies cannot be kept.
    """
    read = settings()
    if read.has_provider:
        return Provider(read, cookie_secret(read))
    return Door(timedelta(hours=read.session_hours))
