"""Atom (RFC 4287): what happened to the appointments, an entry for each change that visitors see.

An entry says what was true after its change and never changes itself. Its id is of the appointment and its version, not
of the host, so that a feed reader knows it again when the installation moves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from tourkarte import language
from tourkarte.export import register
from tourkarte.language import N_, _
from tourkarte.versions import Deed
from tourkarte.views.whens import When

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from tourkarte.export.edition import Edition
    from tourkarte.versions import Event

MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_TAG: Final = "tag:tourkarte,2017:"
_NEVER: Final = "1970-01-01T00:00:00Z"  # a feed must say when it changed
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TITLES: Final = {
    Deed.NEW: N_("Neu: {title}"),
    Deed.MOVED: N_("Verschoben: {title}"),
    Deed.CANCELLED: N_("Abgesagt: {title}"),
    Deed.RESTORED: N_("Findet doch statt: {title}"),
    Deed.CHANGED: N_("Geändert: {title}"),
}


@register(
    name="atom",
    label=N_("Neuigkeiten (Atom)"),
    suffix="atom",
    media_type=MEDIA_TYPE,
    hint=N_("für Nachrichtenleser"),
    rank=4,
)
def write(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return the changes of the frame's appointments, the last one first."""
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language.current()})
    _add(feed, "id", f"{_TAG}termine{edition.query and '?'}{edition.query}")
    _add(feed, "title", edition.title)
    _add(feed, "updated", _moment(edition.at) if edition.at else _NEVER)
    _author(feed, edition)
    _add(feed, "generator", "Tourkarte")
    _link(feed, "self", edition.feed("atom"), MEDIA_TYPE.partition(";")[0])
    _link(feed, "alternate", _list(edition), "text/html")
    shown = {*frame["id"]}
    for event in edition.versions.events:
        if event.appointment in shown:
            _entry(feed, event, edition)
    file: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return file


def _author(feed: ET.Element, edition: Edition) -> None:
    author = ET.SubElement(feed, "author")
    _add(author, "name", edition.publisher or edition.title)
    if edition.contact:
        _add(author, "email" if "@" in edition.contact else "uri", edition.contact)


def _list(edition: Edition) -> str | None:
    return f"{edition.address}/termine/{edition.query and '?'}{edition.query}" if edition.address else None


def _entry(feed: ET.Element, event: Event, edition: Edition) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", f"{_TAG}termin/{event.appointment}/{event.number}")
    _add(entry, "title", _(_TITLES[event.deed]).format(title=event.title))
    _add(entry, "updated", _moment(event.at))
    _add(entry, "published", _moment(event.at))
    ET.SubElement(entry, "category", {"term": event.deed.value})
    _link(entry, "alternate", edition.page(event.appointment), "text/html")
    if event.moved_to:
        _link(entry, "related", edition.page(event.moved_to), "text/html")
    _add(entry, "content", _said(event, edition), type="text")


def _said(event: Event, edition: Edition) -> str:
    """Return when and where it was to be after the change, and what took its place."""
    when = When(event.date, event.end_date or event.date, event.start or "", event.end or "").full
    page = edition.page(event.moved_to) if event.moved_to else None
    return "\n".join(filter(None, [when, event.city, page and _("Neuer Termin: {page}").format(page=page)]))


def _add(parent: ET.Element, name: str, words: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _NO_XML.sub("", words)


def _link(parent: ET.Element, rel: str, href: str | None, media_type: str) -> None:
    if href:
        ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})


def _moment(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
