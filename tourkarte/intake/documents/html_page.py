"""HTML, parsed by BeautifulSoup. Only what a browser shows reaches the text.

Scripts, styles, comments and what is hidden by an attribute or its own style are left out; block elements, headings,
lists and line breaks become lines, rows of tables lines between pipes. A table that only arranges a page gives its
cells one after the other. The tree is walked with a stack, so that its depth does not matter.

Limits: a style sheet is not applied, so what only a class hides is read.
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from tourkarte.intake.document import decode
from tourkarte.intake.documents import Content, register
from tourkarte.intake.documents.html_table import Table
from tourkarte.intake.documents.lines import BLOCK, heading, item, join, tidy

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_HEAD: Final = 2048
_PAGE: Final = re.compile(
    r"\s*+(?>(?:<\?xml[^>]*+>\s*+)?)(?>(?:<!--(?>(?:[^-]|-(?!->))*)-->\s*+)*)<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<(?:p|div|br|table|h[1-6]|ul|span|article|section|main)\b[^>]*>", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_UNSEEN: Final = re.compile(
    r"script|style|template|noscript|head|svg|math|iframe|object|embed|applet|audio|video|"
    r"canvas|select|datalist|textarea|button|dialog|map"
)
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_BLOCKS: Final = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|"
    r"figure|footer|form|header|hr|html|main|nav|ol|p|pre|section|summary|table|tbody|"
    r"tfoot|thead|ul|caption"
)
_SPACED: Final = re.compile(
    r"article|aside|blockquote|dl|figure|footer|header|hr|main|nav|ol|p|pre|section|table|"
    r"ul"
)
"""Elements with a blank line before and behind."""
_HEADING: Final = re.compile(r"h([1-6])")
_DATES: Final = frozenset(
    ["date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "article:published_time"]
)


def looks(data: bytes, suffix: str) -> bool:
    """Whether a file is a page: it begins like one, or is called so and holds its tags."""
    head = data[:_HEAD].replace(b"\x00", b"").removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip("ÿþ")
    if _PAGE.match(head):
        return True
    return suffix in {"html", "htm", "xhtml"} and _TAG.search(head) is not None


@register(name="html", label="eine HTML-Seite", rank=50, looks=looks)
def read(data: bytes, _name: str) -> Content:
    """Return what a browser shows of a page."""
    return read_text(_decoded(data))


def read_text(source: str) -> Content:
    """Return what a browser shows of a page whose characters are known."""
    import warnings  # noqa: PLC0415 - with the next

    from bs4 import BeautifulSoup  # noqa: PLC0415 - takes a tenth of a second

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # advice on how else to parse what looks like something else
        soup = BeautifulSoup(source, "lxml")
    return Content(text=join(_Walk().lines_of(soup)), date_hint=_date(soup))


def _decoded(data: bytes) -> str:
    """Return the characters of a page: what is UTF-8 is that, whatever the page says."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\x00" in data[:_HEAD]:
        return decode(data)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data, 0, _HEAD)
        name = declared[1].decode("ascii").lower() if declared else "cp1252"
    if name.startswith(("iso-8859-", "windows-125", "cp125", "koi8", "mac")) and name not in {
        "iso-8859-1",
        "windows-1252",
    }:
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return data.decode("cp1252", errors="ignore")


def _date(soup: BeautifulSoup) -> dt.date | None:
    """Return the day on which a page says that it was published."""
    for tag in soup.find_all("meta", limit=200):
        if str(tag.get("name") or tag.get("property") or "").lower() in _DATES:
            try:
                return dt.date.fromisoformat(str(tag.get("content") or "").strip()[:10])
            except ValueError:
                continue
    return None


class _Walk:
    """A walk through a page that writes its lines down.

    A cell of a table gathers lines of its own: `_lines` is where they go at the moment, `_outer` where they go again.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = ""
        self._mark = ""
        self._outer: list[tuple[list[str], str]] = []
        self._tables: list[Table] = []
        self._preformatted = 0

    def lines_of(self, soup: BeautifulSoup) -> list[str]:
        from bs4.element import NavigableString, Tag  # noqa: PLC0415 - as above

        todo: list[tuple[Any, bool]] = [(soup, False)]
        while todo:
            node, done = todo.pop()
            if done:
                self._leave(node)
            elif isinstance(node, Tag):
                if _unseen(node):
                    continue
                self._enter(node)
                todo.append((node, True))
                todo.extend((child, False) for child in reversed(node.contents))
            elif type(node) is NavigableString:  # its subclasses are comments and the like
                self._text(str(node))
        self._break()
        return self._lines

    def _text(self, text: str) -> None:
        if self._preformatted:
            first, *others = text.split("\n")
            self._line += first
            for other in others:
                self._break()
                self._line = other
        else:
            self._line += text

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        if name in {"td", "th"} and self._tables:
            self._break()
            self._outer.append((self._lines, self._mark))
            self._lines, self._mark = [], ""
        elif name == "br":
            self._break()
        elif name == "tr" and self._tables:
            self._break()
            self._tables[-1].start_row()
        elif name == "li":
            self._break()
            self._mark = "- "
        elif found := _HEADING.fullmatch(name):
            self._block()
            self._mark = "#" * int(found[1])
        elif _BLOCKS.fullmatch(name):
            self._break()
            if _SPACED.fullmatch(name):
                self._block()
        if name == "table":
            for outer in self._tables:
                outer.nested = True
            self._tables.append(Table())
        self._preformatted += name == "pre"

    def _leave(self, tag: Tag) -> None:
        name = tag.name
        if name == "pre":
            self._break()
            self._preformatted -= 1
        if name in {"td", "th"} and self._tables:
            self._break()
            gathered = self._lines
            self._lines, self._mark = self._outer.pop()
            self._tables[-1].add(gathered, tag)
        elif name == "table":
            self._break()
            self._lines += [BLOCK, *self._tables.pop().lines(), BLOCK]
        elif _HEADING.fullmatch(name):
            self._break()
            self._mark = ""
            self._block()
        elif _BLOCKS.fullmatch(name) or name == "li":
            self._break()
            if name == "li":
                self._mark = ""
            if _SPACED.fullmatch(name):
                self._block()

    def _break(self) -> None:
        """End the line; a heading of several lines stays one heading."""
        text = self._line.rstrip() if self._preformatted else tidy(self._line)
        self._line = ""
        if not text:
            return
        if self._mark.startswith("#"):
            if self._lines and self._lines[-1].startswith("#"):
                self._lines[-1] += f" {text}"
            else:
                self._lines.append(heading(text, len(self._mark)))
        elif self._mark:
            self._lines.append(item(text))
            self._mark = ""
        else:
            self._lines.append(text)

    def _block(self) -> None:
        if self._lines and self._lines[-1] != BLOCK:
            self._lines.append(BLOCK)


def _unseen(tag: Tag) -> bool:
    """Whether a browser shows nothing of an element."""
    if _UNSEEN.fullmatch(tag.name) or tag.has_attr("hidden"):
        return True
    return bool((style := tag.get("style")) and _HIDING.search(str(style)))
