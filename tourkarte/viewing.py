"""How a visitor looks at a selection: in which language, as of which moment, with which appointment in focus.

These parameters stand in the address beside those of `Selection`, and filter nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE
from tourkarte.errors import Problem
from tourkarte.language import DEFAULT, LANGUAGES, _
from tourkarte.text import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CHOSEN: Final = "termin"
AS_OF: Final = "stand"
LANGUAGE: Final = "lang"
PARAMETERS: Final = (CHOSEN, AS_OF, LANGUAGE)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """How a selection is looked at.

    Attributes
    ----------
    chosen
        Id of the appointment in focus.
    as_of
        The moment as of which the tour is shown, with zone; None is now.
    language
        One of `LANGUAGES`.
    """

    chosen: str | None = None
    as_of: dt.datetime | None = None
    language: str = DEFAULT

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]], ids: Collection[str]) -> tuple[Viewing, tuple[Problem, ...]]:
        """Read a query string's `pairs`; what cannot be used is dropped and told. Of `ids`, one can be chosen."""
        given = {name: value.strip() for name, value in reversed(list(pairs)) if name in PARAMETERS and value.strip()}
        problems: list[Problem] = []
        chosen, as_of, language = given.get(CHOSEN), None, given.get(LANGUAGE, DEFAULT)
        if chosen is not None and chosen not in ids:
            problems.append(
                Problem(_("Den Termin „{value}“ gibt es hier nicht.").format(value=shown(chosen)), field=CHOSEN)
            )
            chosen = None
        if value := given.get(AS_OF):
            as_of = _moment(value)
            if as_of is None:
                sentence = _("Den Zeitpunkt „{value}“ („stand“) gibt es nicht; erlaubt ist einer wie 2017-08-03T12:00.")
                problems.append(Problem(sentence.format(value=shown(value)), field=AS_OF))
        if language not in LANGUAGES:
            sentence = _("Die Sprache „{value}“ („lang“) gibt es nicht; möglich: {possible}.")
            problems.append(
                Problem(sentence.format(value=shown(language), possible=", ".join(LANGUAGES)), field=LANGUAGE)
            )
            language = DEFAULT
        return cls(chosen=chosen, as_of=as_of, language=language), tuple(problems)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters and values of the query string, in canonical order."""
        return (
            *([(CHOSEN, self.chosen)] if self.chosen else []),
            *([(AS_OF, f"{self.as_of.astimezone(ZONE):%Y-%m-%dT%H:%M}")] if self.as_of else []),
            *([(LANGUAGE, self.language)] if self.language != DEFAULT else []),
        )


def _moment(text: str) -> dt.datetime | None:
    """Return the local moment, None where there is none such or nothing is known of that time."""
    try:
        found = dt.datetime.fromisoformat(text).replace(tzinfo=ZONE) if _MOMENT.fullmatch(text) else None
    except ValueError:
        return None
    return found if found and FIRST_DAY <= found.date() <= LAST_DAY else None
