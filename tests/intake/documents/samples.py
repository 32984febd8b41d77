"""The invitation of the first tour as documents of each kind, made here or by LibreOffice (`files/`)."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Final

from tourkarte.intake.invitation import read
from tourkarte.places.gazetteer import gazetteer
from tourkarte.settings import settings

FILES: Final = Path(__file__).with_name("files")
MARKDOWN: Final = (settings().data_dir / "invitation.md").read_text("utf-8")
PLAIN: Final = re.sub(r"\*\*|^#+ |  $", "", MARKDOWN, flags=re.MULTILINE)

Appointment = tuple[object, ...]


def html() -> str:
    blocks = []
    for block in MARKDOWN.split("\n\n"):
        text = block.strip().lstrip("# ")
        marks = block.strip().partition(" ")[0].count("#")
        shown = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text), flags=re.DOTALL).replace("  \n", "<br>\n")
        name = f"h{marks}" if marks else "p"
        blocks.append(f"<{name}>{shown}</{name}>")
    return f"<!DOCTYPE html>\n<html><head><title>Einladung</title></head><body>{''.join(blocks)}</body></html>"


def mail(text: str = PLAIN, *, with_html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Einladung zur Sommertour"
    message["From"] = "Pressestelle <presse@musterministerium.example>"
    message["To"] = "redaktion@zeitung.example"
    message["Date"] = "Tue, 01 Aug 2017 09:30:00 +0200"
    message["Message-ID"] = "<1@musterministerium.example>"
    message.set_content(text, charset="iso-8859-15", cte="quoted-printable")
    if with_html:
        message.add_alternative(with_html, subtype="html")
    return message


def attach(message: EmailMessage, data: bytes, name: str, kind: str = "application/octet-stream") -> EmailMessage:
    maintype, subtype = kind.split("/")
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return message


def appointments(text: str) -> list[Appointment]:
    """Return what the reader finds in a text, without its places there."""
    return [
        (draft.date, draft.start, draft.end, draft.title, draft.centre, draft.venue, draft.cancelled)
        for draft in read(text, gazetteer()).drafts
    ]
