"""Word documents (DOCX), opened by python-docx.

Its paragraphs and tables are walked as they stand in the file, because python-docx alone skips what is in a content
control, a text box or a tracked insertion. What was deleted or hidden is left out, and so are headers and footers: they
repeat the sender's name and address, which a reader could take for those of an appointment.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.intake.documents import Content, register
from tourkarte.intake.documents.lines import BLOCK, heading, item, join, tidy
from tourkarte.intake.documents.lines import table as written
from tourkarte.intake.documents.refusals import UnknownDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC = (f"{_WORD}{name}" for name in ("p", "tbl", "tr", "tc"))
_TEXT: Final = f"{_WORD}t"
_BOX: Final = f"{_WORD}txbxContent"
_SIGNS: Final = {
    f"{_WORD}tab": "\t",
    f"{_WORD}ptab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}
_SKIPPED: Final = frozenset(
    [f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText")]
    + [f"{_COMPATIBILITY}Fallback"]  # the same once more, for older programs
)
_HEADING_STYLE: Final = re.compile(r"(?:heading|überschrift) ([1-6])|(titel|title)", re.IGNORECASE)
_LIST_STYLE: Final = re.compile(r"list|aufzähl", re.IGNORECASE)
_BLANK_LINE: Final = 80
"""Space between paragraphs, in twentieths of a point, that people see as a blank line."""
_MOST_INHERITED: Final = 20
_TEMPLATE: Final = dt.date(2013, 12, 23)
"""What documents claim that were made from the template of python-docx, whenever that was."""
_MACROS: Final = b"word/vbaProject.bin"


def looks(data: bytes, suffix: str) -> bool:
    """Whether a file is an archive with a Word document in it, or one that is called so."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    return b"word/document" in data or suffix in {"docx", "dotx"}


@register(name="docx", label="ein Word-Dokument", rank=20, looks=looks)
def read(data: bytes, _name: str) -> Content:
    """Return paragraphs and tables in their order."""
    import docx  # noqa: PLC0415 - takes a tenth of a second

    from tourkarte.intake.documents.archive import refuse_bombs  # noqa: PLC0415 - with the above

    if _MACROS in data:
        raise UnknownDocumentError(
            "Das Word-Dokument enthält Makros und wird nicht geöffnet. "
            "Bitte als DOCX ohne Makros oder als PDF speichern."
        )
    refuse_bombs(data)
    document = docx.Document(io.BytesIO(data))
    walk = _Walk(_styles(document.styles.element))
    properties = document.core_properties
    changed = properties.modified or properties.created
    if changed and changed.date() == _TEMPLATE:
        changed = None
    return Content(
        text=join(walk.blocks(document.element.body)),
        date_hint=changed.date() if isinstance(changed, dt.datetime) else None,
    )


@dataclass(frozen=True, slots=True)
class _Style:
    """What matters of a style: its name, and the space before and after a paragraph in twentieths of a point."""

    name: str = ""
    before: int = 0
    after: int = 0


_NO_STYLE: Final = _Style()


def _styles(element: Any) -> dict[str, _Style]:
    """Return the paragraph styles by their ids, each with what it inherits; the default one also as the empty id."""
    defaults = element.find(f"{_WORD}docDefaults/{_WORD}pPrDefault")
    base = _spacing(defaults, _NO_STYLE) if defaults is not None else _NO_STYLE
    found = {str(style.get(f"{_WORD}styleId")): style for style in element.findall(f"{_WORD}style")}
    styles = {"": base}
    for name, style in found.items():
        line = [style]
        while len(line) <= _MOST_INHERITED and (parent := found.get(_value(line[-1], "basedOn"))) is not None:
            line.append(parent)
        resolved = base
        for each in reversed(line):
            resolved = _spacing(each, resolved)
        styles[name] = replace(resolved, name=_value(style, "name"))
        if style.get(f"{_WORD}default") == "1" and style.get(f"{_WORD}type") == "paragraph":
            styles[""] = styles[name]
    return styles


def _spacing(element: Any, inherited: _Style) -> _Style:
    """Return a style with the space that an element sets itself."""
    space = element.find(f"{_WORD}pPr/{_WORD}spacing")
    if space is None:
        return inherited
    sides = {"before": inherited.before, "after": inherited.after}
    for side in ("before", "after"):
        if space.get(f"{_WORD}{side}Autospacing") in {"1", "true"}:
            sides[side] = _BLANK_LINE
        elif str(space.get(f"{_WORD}{side}")).isdecimal():
            sides[side] = int(space.get(f"{_WORD}{side}"))
    return replace(inherited, before=sides["before"], after=sides["after"])


def _value(element: Any, name: str) -> str:
    child = element.find(f"{_WORD}{name}")
    return str(child.get(f"{_WORD}val")) if child is not None else ""


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through the tree of a document; `styles` are found by their ids, the default one by none."""

    styles: dict[str, _Style]

    def blocks(self, parent: Any) -> Iterator[str]:
        """Yield the lines of all paragraphs and tables below an element."""
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield BLOCK
                yield from self._table(child)
                yield BLOCK
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes: list[Any] = []
        lines = "".join(_pieces(paragraph, boxes)).split("\n")
        text = tidy(" ".join(lines))
        style = self._style(paragraph)
        space = _spacing(paragraph, style)
        if space.before >= _BLANK_LINE:
            yield BLOCK
        if text and (found := _HEADING_STYLE.match(style.name)):
            yield BLOCK
            yield heading(text, int(found[1] or 1))
            yield BLOCK
        elif text and (_LIST_STYLE.match(style.name) or paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None):
            yield item(text)
        else:
            yield from lines
        if space.after >= _BLANK_LINE:
            yield BLOCK
        for box in boxes:
            yield BLOCK
            yield from self.blocks(box)
            yield BLOCK

    def _style(self, paragraph: Any) -> _Style:
        named = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        return self.styles.get(named.get(f"{_WORD}val") if named is not None else "", _NO_STYLE)

    def _table(self, table: Any) -> Iterator[str]:
        """Yield a line for each row; a cell that spans rows is repeated in each."""
        above: dict[int, list[str]] = {}
        rows: list[list[list[str]]] = []
        for line in _below(table, _TR):
            column = 0
            cells: list[list[str]] = []
            for each in _below(line, _TC):
                lines = list(self.blocks(each))
                merge = each.find(f"{_WORD}tcPr/{_WORD}vMerge")
                if merge is not None and merge.get(f"{_WORD}val") != "restart":
                    lines = above.get(column, lines)
                above[column] = lines
                cells.append(lines)
                column += _span(each)
            rows.append(cells)
        yield from written(rows)


def _pieces(node: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text of a paragraph; what is in text boxes goes to `boxes`."""
    for child in node:
        tag = child.tag
        if tag == _TEXT:
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == _BOX:
            boxes.append(child)
        elif tag not in _SKIPPED and not _hidden(child):
            yield from _pieces(child, boxes)


def _below(node: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _below(child, tag)


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return vanish is not None and vanish.get(f"{_WORD}val") not in {"0", "false"}


def _span(tc: Any) -> int:
    span = tc.find(f"{_WORD}tcPr/{_WORD}gridSpan")
    text = str(span.get(f"{_WORD}val")) if span is not None else "1"
    return int(text) if text.isdecimal() and len(text) < len("1000") else 1
