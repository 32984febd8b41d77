"""Find what an id on the command line means; where there is no such thing, say what may be meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tourkarte.cli.german import WrongCallError
from tourkarte.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Collection

    from tourkarte.store.queries import Reader
    from tourkarte.store.records import AppointmentRecord
    from tourkarte.store.store import Store

_SHOWN: Final = 3

Id = Annotated[str, typer.Argument(metavar="TERMIN", help="Die Kennung, wie „tourkarte appointments“ sie nennt.")]


def appointment(store: Store, key: str) -> AppointmentRecord:
    """Return an appointment by its id.

    Raises
    ------
    InvalidValueError
        If there is none; says which is meant perhaps.
    """
    from tourkarte.store.records import AppointmentRecord  # noqa: PLC0415

    with store.read() as reader:
        found = reader.find(AppointmentRecord, key)
        if found is None:
            raise InvalidValueError(_unknown(reader, key))
    if found.deleted:
        raise InvalidValueError(
            f"Der Termin „{key}“ ist gelöscht; „tourkarte log {key}“ sagt, mit welcher Änderung. Bitte diese mit "
            "„tourkarte undo“ zurücknehmen."
        )
    return found


def _unknown(reader: Reader, key: str) -> str:
    from tourkarte.store.records import Kind  # noqa: PLC0415

    ids = [row["id"] for row in reader.rows(Kind.APPOINTMENT, "id")]
    meant = near(key, ids)
    hint = f"gemeint ist vielleicht {meant}" if meant else "„tourkarte appointments“ nennt alle"
    return f"Den Termin „{key}“ gibt es nicht; {hint}."


def near(key: str, known: Collection[str]) -> str:
    """Return the ids that may be meant, quoted: those that hold the text, else those that are written like it."""
    folded = key.strip().lower()
    meant = [each for each in known if folded and folded in each][:_SHOWN]
    meant = meant or difflib.get_close_matches(folded, known, n=_SHOWN)
    return " oder ".join(f"„{each}“" for each in meant)


def check_tour(reader: Reader, key: str | None) -> None:
    """Refuse a tour that there is not as a wrong call; none at all is fine."""
    from tourkarte.store.records import TourRecord  # noqa: PLC0415

    tours = {tour.id: tour.title for tour in reader.all(TourRecord)}
    if key is None or key in tours:
        return
    listed = ", ".join(f"„{each}“ ({title})" for each, title in tours.items())
    allowed = f"es gibt {listed}" if listed else "noch gibt es keine, „tourkarte tours add“ legt eine an"
    raise WrongCallError(f"Die Tour „{key}“ gibt es nicht; {allowed}.")
