"""Map and list as one HTML file that opens without a network: everything that it needs is in it.

The browser is told to ask nobody, and to run these scripts and no others.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tourkarte import dataset
from tourkarte.clock import ZONE
from tourkarte.errors import DataFileError
from tourkarte.export import register
from tourkarte.language import N_
from tourkarte.places.borders import border_lines
from tourkarte.settings import settings
from tourkarte.views.embed import Shown, document
from tourkarte.views.embed_parts import SCRIPTS, STYLES, Parts
from tourkarte.views.packaged import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from tourkarte.export.edition import Edition


@register(
    name="html",
    label=N_("Karte als Datei (HTML)"),
    suffix="html",
    media_type="text/html; charset=utf-8",
    hint=N_("öffnet sich im Browser, auch ohne Internet"),
    for_people=True,
    rank=4,
)
def write(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return the document with the rows of `frame`, numbered as among all that are published."""
    shown = Shown(
        title=edition.title,
        rows=frame,
        everything=frame if edition.everything is None else edition.everything,
        dashboard=_dashboard(edition),
        page=edition.page,
        selection=edition.selection,
        around=edition.at.astimezone(ZONE).date() if edition.at else None,  # it is kept, and read on any day
        publisher=edition.publisher,
    )
    parts = Parts(asset_url=str, texts=_texts(), enclosed=_enclosed())
    return document(shown, parts).encode()


def _dashboard(edition: Edition) -> str | None:
    return f"{edition.address}/{edition.query and '?'}{edition.query}" if edition.address else None


@cache
def _texts() -> Mapping[str, str]:
    """Return the scripts and styles as they may stand in a document, which knows one kind of line end."""
    found = {name: packaged()[name].decode().replace("\r\n", "\n") for name in (*SCRIPTS, *STYLES)}
    for name, text in found.items():
        if any(end in text.lower() for end in ("</script", "</style", "<!--")):
            raise ValueError(f"{name} cannot stand inside of a document: it would end its own element.")
    return found


def _enclosed() -> Mapping[str, str]:
    folder = settings().data_dir
    return _boundaries(folder, dataset.stamps(folder, dataset.BOUNDARY_FILES))


@lru_cache(maxsize=2)
def _boundaries(folder: Path, _stamps: tuple[tuple[int, int], ...]) -> Mapping[str, str]:
    """Return the boundaries that can be read; the map says of those of the districts that they are missing."""
    made: dict[str, str] = {}
    with suppress(DataFileError):
        made["boundaries.json"] = dataset.boundaries(folder).decode()
    with suppress(DataFileError):
        made["municipalities.json"] = border_lines(folder / dataset.MUNICIPALITIES).decode()
    return made
