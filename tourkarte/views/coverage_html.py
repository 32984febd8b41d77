"""The parts of the progress page, from templates that escape every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.progress.coverage import Coverage
from tourkarte.views.coverage import words
from tourkarte.views.coverage_labels import SIZE, labels
from tourkarte.views.coverage_shapes import WIDTH, path
from tourkarte.views.html import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.views.coverage import Entry, Region
    from tourkarte.views.coverage_facts import Fact
    from tourkarte.views.coverage_shapes import Shapes


def figures(lead: str, facts: Sequence[Fact]) -> str:
    """Return the page's one sentence and its row of figures."""
    return render("coverage_figures.html", lead=lead, facts=facts)


def drawing(shapes: Shapes, found: Sequence[Entry], *, is_whole: bool) -> str:
    """Return the districts as a drawing, with what its colours and patterns mean.

    All in one line: it goes through Markdown, as `st.html` leaves out drawings, and there an empty line would end it.
    """
    by_ags = {entry.ags: entry for entry in found}
    areas = [(d, by_ags.get(ags)) for ags, d in shapes.paths.items()]
    drawn = render(
        "coverage_map.html",
        areas=areas,
        regions=[path(region) for region in shapes.regions],
        state=path(shapes.state),
        labels=labels(shapes, names(found)),
        size=SIZE,
        width=round(WIDTH),
        height=round(shapes.height),
        legend=legend(is_whole=is_whole),
    )
    return " ".join(drawn.split())


def no_drawing() -> str:
    """Return what stands in place of the drawing where there are no boundaries."""
    return render("coverage_no_map.html")


def legend(*, is_whole: bool) -> tuple[tuple[Coverage, str], ...]:
    """Return the states with their words."""
    return tuple(words(is_whole=is_whole).items())


def names(found: Sequence[Entry]) -> Mapping[str, str]:
    """Return the names that the drawing is to show, by AGS: the visited first, then the announced."""
    return {
        entry.ags: entry.name
        for state in (Coverage.VISITED, Coverage.ANNOUNCED)
        for entry in found
        if entry.state == state
    }


def bars(regions: Sequence[Region]) -> str:
    """Return how far each region is, as a bar and in words."""
    most = max((region.share.total for region in regions), default=1)
    return render("coverage_bars.html", regions=regions, most=most)


def listing(regions: Sequence[Region]) -> str:
    """Return all centres under their regions, each with its day."""
    return render("coverage_list.html", regions=regions)


def note(remarks: Sequence[str]) -> str:
    """Return what is counted, with what is to be said about it at this moment."""
    return render("coverage_note.html", remarks=remarks)
