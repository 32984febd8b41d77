"""The key that signs the cookies of signed-in editors: the operator's, or one of our own that outlives a restart."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tourkarte.errors import SettingsError
from tourkarte.errors import reason as why
from tourkarte.settings import state_folder

if TYPE_CHECKING:
    from tourkarte.settings import Settings

_FILE: Final = "cookie-secret"
_SHORTEST: Final = 32


def cookie_secret(settings: Settings) -> str:
    """Return the key; if none is set, one is made and kept for its owner alone.

    Raises
    ------
    SettingsError
        If nothing can be kept, or what was kept is no key.
    """
    if settings.cookie_secret:
        return settings.cookie_secret.get_secret_value()
    file = state_folder(settings) / _FILE
    try:
        kept = _keep(file)
    except (OSError, UnicodeDecodeError) as error:
        cause = why(error) if isinstance(error, OSError) else "es ist kein Text"
        raise SettingsError(f"Die Datei {file} ist nicht lesbar ({cause}). {_NEXT}") from error
    if len(kept) < _SHORTEST:
        raise SettingsError(f"Die Datei {file} enthält keinen Schlüssel. {_NEXT}")
    return kept


_NEXT: Final = "Bitte sie freigeben oder löschen, oder mit TOURKARTE_COOKIE_SECRET einen Schlüssel nennen."


def _keep(file: Path) -> str:
    """Return what the file holds. It appears whole or not at all, so servers that start at once agree on one key."""
    if not file.exists():
        handle, draft = tempfile.mkstemp(dir=file.parent)  # mode 0600
        try:
            with os.fdopen(handle, "w", encoding="ascii") as writable:
                writable.write(secrets.token_urlsafe(48))
            Path(draft).chmod(0o600)
            os.link(draft, file)
        except FileExistsError:
            pass  # another server was faster
        finally:
            Path(draft).unlink()
    return file.read_text(encoding="utf-8").strip()
