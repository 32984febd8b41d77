"""What a visitor filters by: one object behind widgets, links, feeds and embeds, written as a query string.

`Selection.from_query` never fails: what it cannot use is dropped and said. `Selection.apply` is the filter itself, and
`facets` counts what each further choice would show.
"""

from tourkarte.selection.archive import archived
from tourkarte.selection.choice import Selection
from tourkarte.selection.facets import Facets, facets
from tourkarte.selection.known import Known, known
from tourkarte.selection.near import DEFAULT_KM, MAX_KM, Near, Place, Places
from tourkarte.selection.parameters import MAX_WORDS, PARAMETERS, STATUS_WORDS

__all__ = [
    "DEFAULT_KM",
    "MAX_KM",
    "MAX_WORDS",
    "PARAMETERS",
    "STATUS_WORDS",
    "Facets",
    "Known",
    "Near",
    "Place",
    "Places",
    "Selection",
    "archived",
    "facets",
    "known",
]
