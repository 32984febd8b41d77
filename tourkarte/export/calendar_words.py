"""What a calendar entry says of an appointment in words, in the present language."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from tourkarte.language import N_, _
from tourkarte.model import Media, Status
from tourkarte.views.moves import UNMOVED, Move
from tourkarte.views.precision import precision_words
from tourkarte.views.whens import When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.export.edition import Edition

_TITLES: Final = {
    Status.SCHEDULED: "{title}",
    Status.CANCELLED: N_("Abgesagt: {title}"),
    Status.MOVED: N_("Verschoben: {title}"),
}


def summary(row: Mapping[str, Any]) -> str:
    """Return the title; calendars that show no state of an entry show it there."""
    return _(_TITLES[Status(row["status"])]).format(title=row["title"])


def location(row: Mapping[str, Any]) -> str:
    """Return venue, room and address in one line."""
    town = " ".join(filter(None, [row["postal_code"], row["city"]]))
    return ", ".join(filter(None, [row["venue"], row["room"], row["street"], town]))


def description(row: Mapping[str, Any], edition: Edition, move: Move = UNMOVED) -> str:
    """Return all else that is known, line by line."""
    lines = [
        _moved(row, edition, move),
        move.origin and _("ursprünglich {when}").format(when=move.origin),
        _when(row),
        _room(row["room"]),
        _position(row),
        _said(N_("Teilnehmende: {words}"), row["people"]),
        _(Media(row["media"]).label) if row["media"] else "",
        row["note"],
        _said(N_("Bericht: {words}"), row["report"]),
        edition.page(row["id"]),  # few calendars show the address of an entry itself
    ]
    return "\n".join(filter(None, lines))


def _moved(row: Mapping[str, Any], edition: Edition, move: Move) -> str:
    """Return to when it was moved, and where that stands, if the other appointment is known."""
    if not move.to:
        return ""
    said = _("verschoben auf {when}").format(when=move.to)
    return "\n".join(filter(None, [said, edition.page(row["moved_to"])]))


def _room(room: str | None) -> str:
    names_itself = room and room.startswith(("Raum", "Room"))
    return room if room and names_itself else _said(N_("Raum: {words}"), room)


def _when(row: Mapping[str, Any]) -> str:
    """Return days and times where the moments of a calendar entry cannot tell them."""
    start, end, several = row["start"], row["end"], row["end_date"] is not None and row["end_date"] > row["date"]
    if (start and (end or not several)) or not (start or end):
        return ""
    return When(row["date"].date(), (row["end_date"] or row["date"]).date(), start or "", end or "").full


def _position(row: Mapping[str, Any]) -> str:
    radius_m = math.nan if row["radius_m"] is None else row["radius_m"]
    words = precision_words(row["precision"] or "", radius_m)
    return _("Lage: {words}").format(words=words) if row["precision"] else words


def _said(form: str, words: str | None) -> str:
    return _(form).format(words=words) if words else ""
