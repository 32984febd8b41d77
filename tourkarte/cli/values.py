"""What a person writes on the command line, as the values of a record: `beginn=11 Uhr`, `datum=4.8.2017`, `raum=`."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from tourkarte.cli.german import WrongCallError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

_LINES: Final = frozenset(["note"])
"""Fields that may hold several lines."""
_NECESSARY: Final = frozenset(["date", "title"])
_UNSEEN: Final = frozenset(["Cc", "Cs"])


def read_fields(pairs: Iterable[str]) -> dict[str, Any]:
    """Return values by field from pairs such as `beginn=11:00`; an empty value clears its field.

    Raises
    ------
    WrongCallError
        If one is not of that form, names no field that can be edited, or holds what the field cannot.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        name, mark, text = pair.partition("=")
        if not mark:
            raise WrongCallError(f"„{pair}“ nennt keinen Wert; erlaubt ist FELD=WERT, zum Beispiel beginn=11:00.")
        field = field_of(name)
        if field in values:
            raise WrongCallError(f"„{name}“ steht mehrmals da; erlaubt ist jedes Feld einmal.")
        values[field] = read_value(field, text)
    return values


def field_of(name: str) -> str:
    """Return the field that a name means, in German or English.

    Raises
    ------
    WrongCallError
        If there is none that can be edited.
    """
    from tourkarte.desk.words import label  # noqa: PLC0415
    from tourkarte.intake.tables.headings import field_named  # noqa: PLC0415
    from tourkarte.text import fold  # noqa: PLC0415

    names = {fold(each): field for field in _READERS for each in (field, label(field))}
    folded = fold(name)
    field = names.get(folded) or field_named(name)
    if field is not None and field in _READERS:
        return field
    meant = difflib.get_close_matches(folded, names, n=1)
    hint = f"gemeint ist vielleicht „{label(names[meant[0]])}“" if meant else _allowed()
    raise WrongCallError(f"„{name}“ ist kein Feld, das sich hier ändern lässt; {hint}.")


def _allowed() -> str:
    from tourkarte.desk.words import label  # noqa: PLC0415

    return f"erlaubt sind {', '.join(label(field) for field in _READERS)}"


def read_value(field: str, text: str) -> Any:
    """Return what a text means as the value of a field; None for an empty one.

    Raises
    ------
    WrongCallError
        If the field cannot hold it.
    """
    from tourkarte.desk.words import label  # noqa: PLC0415

    plain = text.strip() if field in _LINES else " ".join(text.split())
    if plain:
        return _READERS[field](plain)
    if field in _NECESSARY:
        raise WrongCallError(f"Das Feld „{label(field)}“ darf nicht leer sein; jeder Termin braucht Datum und Titel.")
    return None


def readable(text: str) -> str:
    """Return a text that is no field of an appointment, if people can read it; those have the contract of the rows."""
    if any(unicodedata.category(char) in _UNSEEN for char in text):
        raise WrongCallError("Ein Wert enthält Steuerzeichen; erlaubt ist lesbarer Text.")
    return text


def day(text: str) -> dt.date:
    """Return the day that a text names, as people write it."""
    import datetime as dt  # noqa: PLC0415

    from tourkarte.intake.tables.moments import read_moment  # noqa: PLC0415

    moment = read_moment(text, month_first=False)
    found = moment.days[0] if len(moment.days) == 1 and not (moment.start or moment.end) else None
    if found is None or found.year is None:
        raise WrongCallError(f"„{text}“ ist kein Tag; erlaubt ist zum Beispiel 2017-08-04 oder 4.8.2017.")
    return dt.date(found.year, found.month, found.day)


def clock(text: str) -> dt.time:
    """Return the time of day that a text names, as people write it."""
    from tourkarte.intake.tables.moments import read_clock  # noqa: PLC0415

    moment = read_clock(text)
    if moment.start is None or moment.end or moment.days:
        raise WrongCallError(f"„{text}“ ist keine Uhrzeit; erlaubt ist zum Beispiel 10:00 oder 10 Uhr.")
    return moment.start


def _media(text: str) -> str:
    from tourkarte.model import Media  # noqa: PLC0415

    words = {"ja": Media.OPEN.value, "nein": Media.CLOSED.value}
    words |= {word: media.value for media in Media for word in (media.value, media.label)}
    if media := words.get(text.lower()):
        return media
    raise WrongCallError(f"„{text}“ sagt nicht, ob die Presse hinein darf; erlaubt sind „ja“ und „nein“.")


def _status(text: str) -> Any:
    from tourkarte.model import Status  # noqa: PLC0415
    from tourkarte.selection import STATUS_WORDS  # noqa: PLC0415

    words = {word: status for status, word in STATUS_WORDS.items() if status is not Status.MOVED}
    if status := words.get(text.lower()):
        return status
    raise WrongCallError(
        f"„{text}“ ist kein Stand, der sich so setzen lässt; erlaubt sind „geplant“ und „abgesagt“, für verschobene "
        "Termine gibt es „tourkarte move“."
    )


def _centre(text: str) -> str:
    from tourkarte.places.gazetteer import gazetteer  # noqa: PLC0415

    found = gazetteer().centres.get(text) or gazetteer().centre(text)
    if found:
        return found.district
    raise WrongCallError(
        f"„{text}“ ist kein Kommunales Integrationszentrum; erlaubt ist der Schlüssel seines Kreises wie 05916 oder "
        "ein Name wie „KI Herne“."
    )


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    **dict.fromkeys(("date", "end_date"), day),
    **dict.fromkeys(("start", "end"), clock),
    **dict.fromkeys(("title", "people", "venue", "room", "street", "postal_code", "city", "note", "report"), str),
    "centre": _centre,
    "status": _status,
    "media": _media,
}
"""What reads the text of each field that can be edited."""
