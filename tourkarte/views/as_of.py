"""The moment as of which a page shows the tour, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.clock import ZONE
from tourkarte.language import _
from tourkarte.progress.replay import is_end_of_day
from tourkarte.views.whens import clock_words, long_date

if TYPE_CHECKING:
    import datetime as dt


def today_words(now: dt.datetime) -> str:
    """Return „Heutiger Stand: Donnerstag, 3. August 2017“."""
    return _("Heutiger Stand: {day}").format(day=long_date(now.astimezone(ZONE).date()))


def moment_words(moment: dt.datetime) -> str:
    """Return „Stand: Donnerstag, 3. August 2017“, with the time unless it is the end of the day."""
    local = moment.astimezone(ZONE)
    time = "" if is_end_of_day(local) else clock_words(f"{local:%H:%M}", "")
    return _("Stand: {moment}").format(moment=", ".join(filter(None, [long_date(local.date()), time])))
