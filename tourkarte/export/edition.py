"""What a format may say of a selection besides its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from tourkarte import language
from tourkarte.language import DEFAULT, _
from tourkarte.settings import settings
from tourkarte.versions import UNKNOWN
from tourkarte.viewing import LANGUAGE, Viewing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

    from tourkarte.dataset import Dataset
    from tourkarte.model import Tour
    from tourkarte.selection import Known, Selection
    from tourkarte.versions import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition of the appointments. All of it is data: the same edition gives the same bytes.

    Attributes
    ----------
    title
        What was selected, for people: „Sommertour 2017, Herne“.
    address
        Where this installation is reached, such as `https://termine.example.org`, without a slash at its end; empty
        where nobody knows, and nothing can be linked.
    query
        The query string of the selection and the language, in canonical order.
    language
        In which the pages speak that it leads to.
    everything
        All appointments, selected or not: one that was moved may have been moved to another one of them. None is the
        frame that is written.
    tours
        By id.
    contact, publisher, licence
        A mailbox or an address of those who publish it, their name, and the address of the licence that it may be used
        under; None where the operator names none.
    selection
        What was selected; None where only its rows are known.
    """

    title: str = "Termine"
    address: str = ""
    query: str = ""
    language: str = DEFAULT
    tours: Mapping[str, Tour] = field(default_factory=lambda: MappingProxyType({}))
    versions: Versions = UNKNOWN
    selection: Selection | None = None
    everything: pd.DataFrame | None = field(default=None, repr=False, compare=False)
    contact: str | None = None
    publisher: str | None = None
    licence: str | None = None

    @property
    def at(self) -> dt.datetime | None:
        """When visitors last got to see something new, UTC; None where nobody knows."""
        return self.versions.at

    def page(self, appointment: str) -> str | None:
        """Return the address of an appointment's own page, None where nobody knows where this is reached."""
        spoken = f"?{LANGUAGE}={self.language}" if self.language != DEFAULT else ""
        return f"{self.address}/termine/{quote(appointment)}{spoken}" if self.address else None

    def feed(self, suffix: str) -> str | None:
        """Return the address of the same selection in another format."""
        return f"{self.address}/feeds/termine.{suffix}{self.query and '?'}{self.query}" if self.address else None


PLAIN: Final = Edition()
"""An edition of which nothing is known."""


def edition_of(data: Dataset, selection: Selection, known: Known, *, address: str | None = None) -> Edition:
    """Return the edition of a selection, in the present language.

    Parameters
    ----------
    address
        Where the reader has reached this installation, unless the operator says where it is.
    """
    spoken = Viewing(language=language.current()).pairs()
    return Edition(
        title=_title(data, selection, known),
        address=settings().public_url or address or "",
        query=urlencode([*selection.pairs(), *spoken]),
        language=language.current(),
        tours=data.tours,
        versions=data.versions,
        selection=selection,
        everything=data.appointments,
        contact=settings().contact,
        publisher=settings().publisher,
        licence=settings().licence,
    )


def _title(data: Dataset, selection: Selection, known: Known) -> str:
    tours = [tour.title for tour in data.tours.values() if selection.tour in {None, tour.id}]
    named = tours[0] if len(tours) == 1 else _("Termine")
    filters = [label for name, _value, label in selection.active(known) if name != "tour"]
    return ", ".join([named, *filters])
