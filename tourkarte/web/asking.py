"""What a request for a feed, a page or an embed asks for: the same filters as the dashboard's address.

The dashboard drops what cannot be used and says so. Here nobody reads along, so half a filter is no answer: it is
refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from tourkarte.errors import InvalidValueError
from tourkarte.language import DEFAULT, LANGUAGES, _
from tourkarte.selection import Selection
from tourkarte.selection.parameters import PARAMETERS as FILTERS
from tourkarte.viewing import LANGUAGE, Viewing
from tourkarte.viewing import PARAMETERS as VIEWING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.selection import Known
    from tourkarte.web.loaded import Loaded

LONGEST: Final = 4_000
"""Bytes that a query string may have: the longest search and every district stand in it."""
_MOST: Final = 200  # parameters


class QueryError(InvalidValueError):
    """A query string asks for something that there is not; the message says what, and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, understood.

    Attributes
    ----------
    own
        The values of parameters that only the asked resource has, by name.
    """

    selection: Selection
    viewing: Viewing
    own: Mapping[str, str]

    @property
    def query(self) -> str:
        """The query string of selection and language, in canonical order: what all resources have in common."""
        spoken = [pair for pair in self.viewing.pairs() if pair[0] == LANGUAGE]
        return urlencode([*self.selection.pairs(), *spoken])


def read(query_string: bytes, held: Loaded, *, own: Mapping[str, Sequence[str]] | None = None) -> Asked:
    """Read a query string; what is wrong with it is said in the present language.

    Parameters
    ----------
    own
        Parameters that only this resource has, each with the values that it may have; none is any value.

    Raises
    ------
    QueryError
        If any of it cannot be used.
    """
    own = own or {}
    pairs = _pairs(query_string)
    filtering = [pair for pair in pairs if pair[0] not in {*own, *VIEWING}]
    selection, problems = Selection.from_query(filtering, _lasting(held.known))
    viewing, others = Viewing.from_query(pairs, held.ids)
    told = [problem.message for problem in (*problems, *others)]
    told += _twice(pairs, {*own, *VIEWING}) + _strange(pairs, own)
    if told:
        allowed = ", ".join([*FILTERS, *VIEWING, *own])
        raise QueryError("\n".join([*told, _("Erlaubt sind hier: {allowed}.").format(allowed=allowed)]))
    return Asked(selection=selection, viewing=viewing, own={name: value for name, value in pairs if name in own})


def _lasting(known: Known) -> Known:
    """Return what can be selected, and every town of the state besides those that occur.

    Who subscribes to a town's appointments gets none when its last one has moved away, not an error.
    """
    towns = {place.key for place in known.places.by_key.values() if not place.key.isdigit()}
    return replace(known, cities=tuple(sorted({*known.cities, *towns})))


def spoken(query_string: bytes) -> str:
    """Return the language that a query string asks for, else German."""
    asked = dict(reversed(parse_qsl(query_string[:LONGEST].decode("latin-1")))).get(LANGUAGE, "").strip()
    return asked if asked in LANGUAGES else DEFAULT


def _pairs(query_string: bytes) -> list[tuple[str, str]]:
    if len(query_string) > LONGEST:
        raise QueryError(
            _("Die Adresse ist {length} Zeichen lang; erlaubt sind hinter dem Fragezeichen höchstens {most}.").format(
                length=len(query_string), most=LONGEST
            )
        )
    try:
        pairs = parse_qsl(query_string.decode("ascii"), errors="strict", max_num_fields=_MOST)
    except ValueError as error:  # bytes that are no UTF-8, or too many parameters
        raise QueryError(
            _(
                "Die Adresse ist nicht lesbar; erlaubt ist UTF-8 in Prozentschreibweise und höchstens {most} Angaben."
            ).format(most=_MOST)
        ) from error
    return [(name, value.strip()) for name, value in pairs if value.strip()]


def _twice(pairs: Sequence[tuple[str, str]], single: set[str]) -> list[str]:
    names = [name for name, _value in pairs if name in single]
    told = _("„{name}“ steht mehrmals in der Adresse; erlaubt ist es einmal.")
    return [told.format(name=name) for name in dict.fromkeys(names) if names.count(name) > 1]


def _strange(pairs: Sequence[tuple[str, str]], own: Mapping[str, Sequence[str]]) -> list[str]:
    told = _("Die Angabe „{name}“ hat hier nur diese Werte: {allowed}.")
    strange = [name for name, value in pairs if own.get(name) and value not in own[name]]
    return [told.format(name=name, allowed=", ".join(own[name])) for name in dict.fromkeys(strange)]
