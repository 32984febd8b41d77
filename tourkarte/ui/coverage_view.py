"""The progress of the tours that a visitor looks at, as the parts of a page and as a picture."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte import dataset, progress
from tourkarte.errors import DataFileError
from tourkarte.language import _
from tourkarte.progress.coverage import coverage
from tourkarte.progress.travelled import travelled
from tourkarte.settings import settings
from tourkarte.ui.address import address
from tourkarte.views import coverage_facts, coverage_html
from tourkarte.views.as_of import moment_words
from tourkarte.views.coverage import entries, regions, share
from tourkarte.views.coverage_picture import Picture
from tourkarte.views.coverage_shapes import Shapes, shapes
from tourkarte.views.stops import stops

if TYPE_CHECKING:
    from pathlib import Path

    from tourkarte.ui.view import View
    from tourkarte.views.coverage import Entry, Region

_LOGGER: Final = logging.getLogger(__name__)
_DISTRICTS: Final = "districts.geojson"
_WHOLE: Final = frozenset({"tour", "bezirk"})
"""The filters that let all appointments of the centres through that the page speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What there is to see of the progress; each part is there as HTML.

    Attributes
    ----------
    shapes
        None where the boundaries cannot be read.
    """

    view: View
    entries: tuple[Entry, ...]
    regions: list[Region]
    lead: str
    facts: tuple[coverage_facts.Fact, ...]
    remarks: list[str]
    shapes: Shapes | None
    is_whole: bool

    def figures(self) -> str:
        """Return the sentence and the row of figures."""
        return coverage_html.figures(self.lead, self.facts)

    def drawing(self) -> str:
        """Return the map of the districts."""
        if self.shapes is None:
            return coverage_html.no_drawing()
        return coverage_html.drawing(self.shapes, self.entries, is_whole=self.is_whole)

    def download(self) -> None:
        """Draw the button for the picture, which is made when it is asked for; its words are those of this run."""
        if self.shapes is None:
            return
        as_of = self.view.viewing.as_of or self.view.now
        picture = Picture(
            title=", ".join(tour.title for tour in self.view.tours) or _("Termine"),
            as_of=moment_words(as_of),
            lead=self.lead,
            facts=self.facts,
            regions=tuple((region.name, region.share.words, region.states) for region in self.regions),
            states={entry.ags: entry.state for entry in self.entries},
            names=dict(coverage_html.names(self.entries)),
            legend=coverage_html.legend(is_whole=self.is_whole),
            sources=_("Grenzen: © GeoBasis-DE / BKG 2016 (Daten verändert)"),
        )
        st.download_button(
            _("Bild für den Bericht (PNG)"),
            partial(picture.png, self.shapes),
            file_name=_("fortschritt-{day}.png").format(day=f"{as_of:%Y-%m-%d}"),
            mime="image/png",
            key="download-progress",
            icon=":material/download:",
            on_click="ignore",
        )


def seen(view: View) -> Seen:
    """Work out the progress of what `view` selects, at its moment."""
    districts = view.data.districts
    centres = [centre.district for centre in view.data.centres if centre.district in districts]
    covered = coverage(view.frame, centres, view.now)
    meant = view.frame[view.frame["id"].isin({visit.id for visit in covered.visits.values()})]
    asked = {name for name, _value in view.selection.pairs()}
    is_whole = asked <= _WHOLE
    found = entries(
        (districts[ags] for ags in centres if districts[ags].region in (view.selection.regions or view.known.regions)),
        covered,
        {stop.id: stop for stop in stops(meant, view.order)},
        link=partial(_link, view),
        is_whole=is_whole,
    )
    counted = progress.figures(view.frame, view.tours, view.data.centres, view.now)
    way = travelled(view.frame, view.now)
    return Seen(
        view=view,
        entries=found,
        regions=regions(found, districts),
        lead=coverage_facts.lead(share(found), is_whole=is_whole),
        facts=coverage_facts.facts(share(found), counted, way, is_whole=is_whole),
        remarks=coverage_facts.remarks(
            counted, way, covered.elsewhere, is_whole=is_whole, is_filtered=bool(asked - {"tour"})
        ),
        shapes=_shapes(settings().data_dir),
        is_whole=is_whole,
    )


def _link(view: View, key: str) -> str:
    """Return the address of an appointment on the start page, with the same filters, language and moment."""
    return address("", view.selection, replace(view.viewing, chosen=key))


def _shapes(folder: Path) -> Shapes | None:
    return _kept(folder, dataset.stamps(folder, [_DISTRICTS]))


@lru_cache(maxsize=2)
def _kept(folder: Path, _stamps: tuple[tuple[int, int], ...]) -> Shapes | None:
    try:
        return shapes(folder / _DISTRICTS)
    except DataFileError as error:  # said on every page, by whoever draws the large map
        _LOGGER.warning("%s", error)
        return None
