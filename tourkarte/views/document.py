"""The text of a document with what was read from it: the passages of the drafts, their doubts, and what was left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from tourkarte.model import FIELD_NAMES, Span
from tourkarte.views.excerpts import excerpts
from tourkarte.views.html import render
from tourkarte.views.marking import Anchor, Mark, attributes, marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MARKUP: Final = re.compile(r"\*{2,}|__|^#{1,6}(?= )", re.MULTILINE)
"""Signs that are in the way of a person who reads; they stay, and step back."""
_LOOKS: Final = {
    "tk-doc-field": "Fundstelle des gewählten Entwurfs, mit dem Namen des Feldes",
    "tk-doc-own": "übriger Text des gewählten Entwurfs",
    "tk-doc-doubt": "gewellt unterstrichen: bitte prüfen",
    "tk-doc-other": "anderer Entwurf, mit seiner Nummer",
    "tk-doc-skipped": "durchgestrichen: übersprungener Entwurf",
    "tk-doc-unread": "gestrichelt umrandet: nennt einen Tag oder eine Zeit und wurde nicht gelesen",
}
"""What each look means, in the order of the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMarks:
    """What of a document belongs to one draft.

    Attributes
    ----------
    number
        What the draft is called beside the document.
    source
        The passage that it was read from; an empty one if a person has added it.
    spans, doubts
        For each field the passages that it was read from, and the reasons, in German, to look at it.
    """

    number: int
    draft_id: str
    source: Span
    spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    doubts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    skipped: bool = False


def document_html(text: str, marks: Sequence[DraftMarks], unread: Sequence[Span], *, selected: str | None) -> str:
    """Return a document with all marks and a legend of them, in a box of its own that scrolls.

    Parameters
    ----------
    unread
        Passages that no draft was read from, though they say when.
    selected
        Id of the draft whose fields are shown; its number is the element `#selected`, that of others `#draft-…`.
    """
    layers = [mark for draft in marks for mark in _of_draft(draft, chosen=draft.draft_id == selected)]
    layers += [Mark(span=span, look="tk-doc-unread", label="nicht gelesen") for span in unread]
    anchors = [anchor for draft in marks for anchor in _anchors(draft, chosen=draft.draft_id == selected)]
    parts = excerpts(text, _by_importance(marks, unread, selected))
    occurring = {layer.look for layer in layers if layer.span.start < layer.span.end}
    return render(
        "document.html",
        parts=[(gap, _markup(text, part, layers, anchors)) for gap, part in _with_gaps(parts, marks)],
        end=_gap(marks, Span(parts[-1].end, len(text))),
        shown=_grouped(sum(part.end - part.start for part in parts)),
        length=_grouped(len(text)),
        looks=[(look, words) for look, words in _LOOKS.items() if look in occurring],
    )


def _markup(text: str, part: Span, layers: Sequence[Mark], anchors: Sequence[Anchor]) -> Markup:
    signs = (Mark(span=Span(*sign.span()), look="tk-doc-sign") for sign in _MARKUP.finditer(text, part.start, part.end))
    return Markup(marked(text, part, [*layers, *signs], anchors))  # noqa: S704 (it escapes everything)


def _of_draft(draft: DraftMarks, *, chosen: bool) -> Iterator[Mark]:
    yield Mark(span=draft.source, look="tk-doc-own" if chosen else "tk-doc-other")
    if draft.skipped:
        yield Mark(span=draft.source, look="tk-doc-skipped")
    for name, spans in draft.spans.items():
        called, reasons = FIELD_NAMES.get(name, name), draft.doubts.get(name, ())
        for span in spans:
            if chosen:
                label = f"{called}, prüfen" if reasons else called
                yield Mark(span=span, look="tk-doc-field", field=name, label=label, note=None if reasons else called)
            if reasons and (chosen or not draft.skipped):
                whose = "" if chosen else f"Entwurf {draft.number}, "
                yield Mark(span=span, look="tk-doc-doubt", note=f"{whose}{called}, bitte prüfen: {' '.join(reasons)}")


def _anchors(draft: DraftMarks, *, chosen: bool) -> Iterator[Anchor]:
    """Return the draft's number, at the beginning of what it was read from."""
    places = [draft.source, *(span for spans in draft.spans.values() for span in spans)]
    at = next((span.start for span in places if span.start < span.end), None)
    if at is None:
        return
    name = "selected" if chosen else f"draft-{draft.draft_id}"
    states = [f"Entwurf {draft.number}", *(["gewählt"] if chosen else []), *(["übersprungen"] if draft.skipped else [])]
    values = {
        "class": " ".join(["tk-doc-number", *(["tk-doc-skip"] if draft.skipped else [])]),
        "id": name,
        "href": f"#{name}",
        "data-draft": draft.draft_id,
        "data-number": str(draft.number),
        "aria-label": ", ".join(states),
        "aria-current": "true" if chosen else "",
    }
    yield Anchor(at=at, markup=f"<a{attributes(values)}></a>")


def _by_importance(marks: Sequence[DraftMarks], unread: Sequence[Span], selected: str | None) -> list[Span]:
    """Return all passages: first those of the selected draft, then what is nearest to it."""
    own = [draft for draft in marks if draft.draft_id == selected]
    first = [span for draft in own for spans in ([draft.source], *draft.spans.values()) for span in spans]
    first = [span for span in first if span.start < span.end]
    others = [span for span in (*(draft.source for draft in marks), *unread) if span.start < span.end]
    centre = first[0].start if first else 0
    return first + sorted(others, key=lambda span: abs(span.start - centre))


def _with_gaps(parts: Sequence[Span], marks: Sequence[DraftMarks]) -> Iterator[tuple[str, Span]]:
    """Return each part with what is to be said of the text that is left out before it."""
    done = 0
    for part in parts:
        yield _gap(marks, Span(done, part.start)), part
        done = part.end


def _gap(marks: Sequence[DraftMarks], gap: Span) -> str:
    if gap.start == gap.end:
        return ""
    within = sum(gap.start <= draft.source.start < gap.end and draft.source.end > 0 for draft in marks)
    told = {0: "ohne einen Entwurf", 1: "darin 1 Entwurf"}.get(within, f"darin {within} Entwürfe")
    return f"… {_grouped(gap.end - gap.start)} Zeichen ausgelassen, {told} …"


def _grouped(number: int) -> str:
    return f"{number:_}".replace("_", ".")
