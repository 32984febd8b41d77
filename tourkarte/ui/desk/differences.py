"""What a change did to records, field by field, as HTML for the log and the history of an appointment."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk.fields import POINT, Spot
from tourkarte.desk.words import NOTHING, shown
from tourkarte.model import Precision
from tourkarte.store.nouns import NOUNS
from tourkarte.ui.desk.forms import titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tourkarte.store.log import Revision

_SPOT: Final = ("lat", "lon", "precision", "radius_m", "point_source")
_HIDDEN: Final = frozenset(
    {
        *("id", "revision", "deleted", "zone", "document", "appointment", "position", "own_id"),
        *("text", "digest", "spans", "unread", "warnings", "candidates", "doubts"),
    }
)
"""What nobody reads as a difference: identifiers, and the text of documents with its places."""
_LONGEST: Final = 300


def html(revisions: Sequence[Revision], *, more: int = 0, named: bool = True) -> str:
    """Return what was done to each record.

    Parameters
    ----------
    more
        How many records were touched besides.
    named
        Whether to say which record it is.
    """
    parts = [_record(revision, named=named) for revision in revisions]
    if more:
        parts.append(f"<p>… und {more} weitere.</p>")
    return f'<div class="tk-log">{"".join(parts)}</div>'


def _record(revision: Revision, *, named: bool) -> str:
    name = str(revision.after.get("title") or revision.after.get("name") or revision.entity)
    heading = f"<h4>{escape(f'{NOUNS[revision.kind].one} „{name}“')}{_fate(revision)}</h4>" if named else ""
    lines = "".join(_line(*each) for each in _changes(revision))
    return f"{heading}<ul>{lines}</ul>" if lines else heading or "<p>Keine sichtbare Änderung.</p>"


def _fate(revision: Revision) -> str:
    if revision.before is None:
        return ": neu"
    was, is_now = revision.before.get("deleted"), revision.after.get("deleted")
    return "" if was == is_now else ": gelöscht" if is_now else ": wieder da"


def _changes(revision: Revision) -> Iterator[tuple[str, Any, Any]]:
    before, after = revision.before or {}, revision.after
    names = [name for name in revision.fields if not _is_hidden(name, after)]
    if any(name in _SPOT for name in names):
        first = next(index for index, name in enumerate(names) if name in _SPOT)
        names = [name for index, name in enumerate(names) if name not in _SPOT or index == first]
        names[first] = POINT
    for name in names:
        was, is_now = (_spot(values) if name == POINT else values.get(name) for values in (before, after))
        if shown(name, was) != shown(name, is_now):
            yield name, was, is_now


def _is_hidden(name: str, after: Mapping[str, Any]) -> bool:
    return name in _HIDDEN or (name == "source" and not isinstance(after.get(name), str))


def _spot(values: Mapping[str, Any]) -> Spot | None:
    if values.get("lat") is None or values.get("lon") is None:
        return None
    precision = values.get("precision")
    return Spot(
        lat=values["lat"],
        lon=values["lon"],
        precision=Precision(precision) if precision else None,
        radius_m=values.get("radius_m"),
        source=values.get("point_source"),
    )


def _line(name: str, before: Any, after: Any) -> str:
    was, is_now = (shown(name, value) for value in (before, after))
    old = f"<del>{escape(_short(was))}</del> → " if was != NOTHING else ""
    new = f"<ins>{escape(_short(is_now))}</ins>" if is_now != NOTHING else "leer"
    return f"<li>{escape(titled(name))}: {old}{new}</li>"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def of_entity(revisions: Iterable[Revision]) -> dict[int, list[Revision]]:
    """Return revisions by the change that made them."""
    found: dict[int, list[Revision]] = {}
    for revision in revisions:
        found.setdefault(revision.change, []).append(revision)
    return found
