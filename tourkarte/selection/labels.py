"""A filter in words, as its chip says it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from babel.dates import format_date

from tourkarte import language
from tourkarte.language import _
from tourkarte.selection.parameters import label_of

if TYPE_CHECKING:
    from tourkarte.selection.near import Near


def label(parameter: str, value: str, near: Near | None) -> str:
    """Return the words for one value of a parameter; `near` is the circle of the selection."""
    name = label_of(parameter)
    match parameter:
        case "von" | "bis":
            return f"{name} {_long_day(dt.date.fromisoformat(value))}"
        case "nahe" if near:
            return _("{km} km um {place}").format(km=near.km, place=near.label)
        case "suche":
            return f"{name}: {_('„{value}“').format(value=value)}"
        case "status":
            return f"{name}: {_(value)}"
        case _:
            return f"{name}: {value}"


def _long_day(day: dt.date) -> str:
    return format_date(day, "long", locale=language.locale())
