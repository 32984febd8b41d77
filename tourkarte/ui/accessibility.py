"""What the accessibility statement says that differs from installation to installation, or by language."""

from __future__ import annotations

import datetime as dt
from typing import Final

from babel.dates import format_date

from tourkarte.language import _, locale
from tourkarte.settings import settings

STATED: Final = dt.date(2026, 11, 22)
"""When the statement was last held against the pages."""


def contact() -> str:
    """Return whom to write to, as a sentence in Markdown."""
    named = settings().contact
    if named is None:
        return _("Für diese Installation ist noch keine Kontaktadresse eingetragen.")
    link = f"[{named}]({named})" if named.startswith("https://") else f"[{named}](mailto:{named})"
    return _("Bitte schreiben Sie uns: {link}").format(link=link)


def date() -> str:
    """Return the day of the statement."""
    return format_date(STATED, format="long", locale=locale())
