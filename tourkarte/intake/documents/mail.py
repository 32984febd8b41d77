"""E-mails (`.eml`), parsed by the standard library, with the documents that are attached to them.

The subject becomes the heading. Of a message that comes as text and as HTML, the text is read. Attachments that are
documents are read behind it, tables and calendars are opened for whoever reads the whole; all others are named and
passed over. What can be executed is never opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Final, cast

from tourkarte.errors import DocumentError
from tourkarte.intake.document import decode
from tourkarte.intake.documents import Content, Part, html_page, kind_of, register, suffix_of, unread
from tourkarte.intake.documents.lines import heading
from tourkarte.intake.documents.refusals import EmptyDocumentError
from tourkarte.intake.tables import Content as TableContent
from tourkarte.intake.tables import open_table
from tourkarte.model import Span

if TYPE_CHECKING:
    import datetime as dt
    from email.message import EmailMessage

    from tourkarte.intake.tables import Opened

MAX_DEPTH: Final = 3
"""How deep e-mails in e-mails are opened."""
MAX_ATTACHMENTS: Final = 20
"""How many attachments are opened, those of all depths together."""
MAX_ROWS: Final = 2_000
"""Rows of all attached tables together; reading them takes half a second."""
_MOST_NESTED: Final = 30
_STUB: Final = 300
"""A plain text shorter than this may say no more than that the message is to be read as HTML."""
_FLOWED: Final = re.compile(r"(?<=[^\s>]) \n(?![\n>]|-- $)", re.MULTILINE)
_BETWEEN: Final = "\n---\n\n"
_HEAD: Final = 16_384
_FIELD: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,70}):|[ \t]+\S")
_SURE: Final = frozenset(
    ["received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature", "x-mailer"]
)
_USUAL: Final = frozenset(["from", "to", "cc", "subject", "date", "sender", "reply-to", "content-type"])
_ENOUGH: Final = 3
_UNNAMED: Final = {"text/calendar": "Kalender.ics", "text/csv": "Tabelle.csv"}
_SIGNATURES: Final = frozenset(["p7s", "p7m", "asc", "sig", "pgp", "vcf", "dat"])


def looks(data: bytes, suffix: str) -> bool:
    """Whether a file begins with the header of an e-mail."""
    names: set[str] = set()
    for number, line in enumerate(data[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1").splitlines()):
        if not line.strip():
            break
        if number == 0 and line.startswith("From "):  # the mark of a mailbox
            continue
        if not (found := _FIELD.match(line)):
            return False
        names.add((found[1] or "").lower())
    known = names & (_SURE | _USUAL)
    return len(known) >= (1 if suffix == "eml" else _ENOUGH) and bool(
        suffix == "eml" or names & _SURE or "from" in names
    )


@register(name="e-mail", label="eine E-Mail", rank=40, looks=looks)
def read(data: bytes, _name: str) -> Content:
    """Return subject, body and readable attachments of a message."""
    reading = _Reading()
    message = message_from_bytes(data, policy=policy.default)
    reading.add_message(message, depth=1)
    if not reading.has_text and not reading.tables:
        notes = f" {' '.join(reading.notes)}" if reading.notes else ""
        raise EmptyDocumentError(
            f"In dieser E-Mail steht kein Text und hängt kein Dokument, das gelesen werden kann.{notes} "
            "Bitte die Einladung als Text, PDF oder Word-Dokument wählen."
        )
    return Content(
        text="".join(reading.texts),
        date_hint=_date(message),
        parts=tuple(reading.parts),
        tables=tuple(reading.tables),
        notes=tuple(reading.notes),
    )


@dataclass(slots=True)
class _Reading:
    """What was read of a message so far."""

    texts: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    tables: list[Opened] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    length: int = 0
    rows: int = 0
    opened: int = 0
    has_text: bool = False

    def add_message(self, message: EmailMessage, *, depth: int) -> None:
        if subject := _header(message, "subject"):
            self._add(heading(subject, 1) + "\n\n")
        found = _find(message)
        if found.text:
            self._add(found.text + ("" if found.text.endswith("\n") else "\n"))
            self.has_text = True
        for part in found.attachments:
            self._add_attachment(part, depth=depth)

    def _add(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)

    def _add_attachment(self, part: EmailMessage, *, depth: int) -> None:
        name = _name(part)
        self.opened += 1
        if self.opened > MAX_ATTACHMENTS or depth > MAX_DEPTH:
            if self.opened == MAX_ATTACHMENTS + 1 or depth > MAX_DEPTH:
                self._pass_over(
                    name, f"gelesen werden höchstens {MAX_ATTACHMENTS} Anhänge in {MAX_DEPTH} Ebenen; weitere fehlen"
                )
            return
        if part.get_content_type() == "message/rfc822":
            self._add_inner(part, name, depth=depth)
            return
        data = _payload(part)
        suffix = suffix_of(name)
        if unread.is_program(data, suffix):
            self._pass_over(name, "er kann ein Programm oder Makros enthalten und wurde nicht geöffnet")
        elif unread.is_picture(data, suffix) or part.get_content_maintype() in {"image", "audio", "video"}:
            self._pass_over(name, "er ist kein Schriftstück")
        elif unread.is_table(data, suffix):
            self._open_table(data, name)
        elif suffix not in _SIGNATURES and data.strip():
            self._read_attachment(data, name, depth=depth)

    def _add_inner(self, part: EmailMessage, name: str, *, depth: int) -> None:
        self._separate()
        start = self.length
        for inner in cast("list[EmailMessage]", part.get_payload()):
            self.add_message(inner, depth=depth + 1)
        self.parts.append(Part(name=name, kind="e-mail", span=Span(start, self.length)))

    def _open_table(self, data: bytes, name: str) -> None:
        """Open a table; after one that is too long none is, which would cost the time for the whole message."""
        try:
            opened = open_table(TableContent(data, name)) if self.rows <= MAX_ROWS else None
        except DocumentError as refusal:
            self._pass_over(name, f"er ließ sich nicht lesen. {refusal}")
            return
        self.rows += sum(len(sheet.rows) for sheet in opened.sheets) if opened else 0
        if opened is None or self.rows > MAX_ROWS:
            self._pass_over(
                name, f"von angehängten Tabellen werden höchstens {MAX_ROWS} Zeilen gelesen; bitte einzeln einlesen"
            )
        else:
            self.tables.append(opened)

    def _read_attachment(self, data: bytes, name: str, *, depth: int) -> None:
        try:
            kind = kind_of(data, name)
            if kind.name == "e-mail":
                self._separate()
                start = self.length
                self.add_message(message_from_bytes(data, policy=policy.default), depth=depth + 1)
                self.parts.append(Part(name=name, kind=kind.name, span=Span(start, self.length)))
                return
            content = kind.read(data, name)
        except DocumentError as refusal:
            self._pass_over(name, f"er ließ sich nicht lesen. {refusal}")
            return
        except Exception:  # noqa: BLE001 - as in `worker`: a damaged attachment is no reason to lose the message
            self._pass_over(name, "er ist beschädigt und ließ sich nicht lesen")
            return
        self._separate()
        self.parts.append(Part(name=name, kind=kind.name, span=Span(self.length, self.length + len(content.text))))
        self._add(content.text)
        self.notes += [f"Anhang „{name}“: {note}" for note in content.notes]
        self.has_text = True

    def _separate(self) -> None:
        if self.texts:
            self._add(("" if self.texts[-1].endswith("\n") else "\n") + _BETWEEN)

    def _pass_over(self, name: str, reason: str) -> None:
        self.notes.append(f"Der Anhang „{name}“ wurde übergangen: {reason.rstrip('.')}.")


@dataclass(slots=True)
class _Found:
    """The body of a message in pieces, and what is attached to it."""

    texts: list[str] = field(default_factory=list)
    attachments: list[EmailMessage] = field(default_factory=list)
    is_html: bool = False

    @property
    def text(self) -> str:
        return "\n".join(text for text in self.texts if text.strip())


def _find(part: EmailMessage, depth: int = 0) -> _Found:
    """Return what the parts of a message are, without looking into messages that are attached."""
    found = _Found()
    kind = part.get_content_type()
    if kind == "message/rfc822" and depth:
        found.attachments.append(part)
    elif part.is_multipart() and depth < _MOST_NESTED:
        children = [_find(child, depth + 1) for child in cast("list[EmailMessage]", part.get_payload())]
        found.attachments += [attachment for child in children for attachment in child.attachments]
        shown = [_best(children)] if kind == "multipart/alternative" and children else children
        found.texts += [text for child in shown for text in child.texts]
        found.is_html = any(child.is_html for child in shown)
    elif kind in {"text/plain", "text/html"} and not part.is_attachment() and not part.get_filename():
        found.is_html = kind == "text/html"
        text = _characters(part, _payload(part)).replace("\r\n", "\n")
        found.texts.append(html_page.read_text(text).text if found.is_html else _unfolded(part, text))
    elif (depth or kind == "text/calendar") and kind not in {"text/enriched", "message/delivery-status"}:
        found.attachments.append(part)
    return found


def _best(forms: list[_Found]) -> _Found:
    """Return the form of a message to read: its plain text, unless that only says that there is another."""
    plain = next((form for form in forms if not form.is_html and form.text), None)
    rich = next((form for form in reversed(forms) if form.is_html and form.text), None)
    if plain and rich and len(plain.text) < _STUB < len(rich.text) / 2:
        return rich
    return plain or rich or forms[-1]


def _unfolded(part: EmailMessage, text: str) -> str:
    """Return a text with the lines that it was sent with, where a program has wrapped them (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return _FLOWED.sub("" if str(part.get_param("delsp", "")).lower() == "yes" else " ", text)


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _characters(part: EmailMessage, data: bytes) -> str:
    """Return the text of a body, in the encoding that it says if that fits."""
    charset = part.get_content_charset("") or ""
    try:
        return data.decode(
            "cp1252" if charset in {"iso-8859-1", "us-ascii"} and not _is_utf8(data) else charset or "utf-8"
        )
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data) if data.strip() else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _header(message: EmailMessage, name: str) -> str:
    """Return a header in plain characters; the library stumbles over some that are damaged."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _name(part: EmailMessage) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        name = None
    kept = "".join(sign for sign in " ".join(str(name or "").split()) if sign.isprintable())
    return kept[:100] or _UNNAMED.get(part.get_content_type(), "ohne Namen")


def _date(message: EmailMessage) -> dt.date | None:
    try:
        sent = getattr(message["date"], "datetime", None)
        return sent.date() if sent else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
