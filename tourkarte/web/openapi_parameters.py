"""What may stand in an address behind the question mark, as the OpenAPI document says it.

The names and words are German, as in the dashboard's address. The examples are of what is published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tourkarte.language import DEFAULT, LANGUAGES
from tourkarte.moments import last_days
from tourkarte.selection import DEFAULT_KM, MAX_KM, MAX_WORDS, STATUS_WORDS
from tourkarte.selection.parameters import PARAMETERS as FILTERS
from tourkarte.viewing import AS_OF, CHOSEN, LANGUAGE
from tourkarte.web.embed import LIST, OWN, THEME
from tourkarte.web.openapi_schemas import AGS, IDENTIFIER
from tourkarte.web.permanent.listing import LEAF

if TYPE_CHECKING:
    from tourkarte.web.loaded import Loaded

_TEXT: Final = {"type": "string", "minLength": 1}
_DAY: Final = {"type": "string", "format": "date"}
_MOMENT: Final = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"}
_KM: Final = {"type": "integer", "minimum": 1, "maximum": MAX_KM, "default": DEFAULT_KM}
_SEARCH: Final = {**_TEXT, "maxLength": MAX_WORDS}


def _several(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_SAID: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "tour": ("Only the appointments of the tour with this id.", _TEXT),
    "stadt": ("Only in this municipality; several widen the choice.", _several(_TEXT)),
    "kreis": (
        "Only in the district with this AGS; several widen the choice.",
        _several({"type": "string", "pattern": AGS}),
    ),
    "bezirk": ("Only in this Regierungsbezirk; several widen the choice.", _several(_TEXT)),
    "nahe": (
        "Only around this place, a postal code or municipality. Appointments without a point are left out.",
        _TEXT,
    ),
    "km": ("Radius around `nahe`, with which alone it is allowed, in kilometres.", _KM),
    "von": ("The first day, as in 2017-08-02. An appointment of several days counts if one of them is in.", _DAY),
    "bis": ("The last day, which is included; not before `von`.", _DAY),
    "status": (
        "Only what is planned, cancelled or moved; several widen the choice.",
        _several({"type": "string", "enum": [*STATUS_WORDS.values()]}),
    ),
    "suche": (
        "Words that all occur in title, venue, street or municipality; case, umlauts and slips of the keyboard pass.",
        _SEARCH,
    ),
    CHOSEN: ("Id of the appointment in focus.", {"type": "string", "pattern": IDENTIFIER}),
    AS_OF: ("The moment as of which it is shown, local; else now.", _MOMENT),
    LANGUAGE: ("The language of what is said; appointments are in German.", {"enum": [*LANGUAGES], "default": DEFAULT}),
    LEAF: ("The page of the list.", {"type": "integer", "minimum": 1, "default": 1}),
    THEME: ("Colours; `auto` are those of the reader's device.", {"enum": [*OWN[THEME]], "default": OWN[THEME][0]}),
    LIST: ("Whether the list is shown beside the map.", {"enum": [*OWN[LIST]], "default": OWN[LIST][0]}),
}

FOR_LIST: Final = (*FILTERS, LEAF, AS_OF, LANGUAGE)
FOR_EMBED: Final = (*FILTERS, CHOSEN, AS_OF, THEME, LIST, LANGUAGE)
FOR_FEED: Final = (*FILTERS, LANGUAGE)
VARIANT: Final = "variant-"
"""What comes before the name of a format's variant, among the parameters of the document."""


def parameters(held: Loaded, variants: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return all parameters by name.

    Parameters
    ----------
    variants
        What each variant of a format gives, by its name.
    """
    examples = _examples(held)
    found = {name: _query(name, said, schema) for name, (said, schema) in _SAID.items()}
    for name, example in examples.items():
        found[name]["example"] = example
    for name, said in variants.items():
        found[f"{VARIANT}{name}"] = _query(name, said, {"enum": ["1", "0"], "default": "0"})
    found["id"] = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Id of the appointment.",
        "schema": {"type": "string", "pattern": IDENTIFIER},
        **_example(held.data.appointments["id"].iloc[:1].tolist()),
    }
    return found


def _query(name: str, said: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": said, "schema": {"type": "string", **schema}}


def _examples(held: Loaded) -> dict[str, Any]:
    """Return for each parameter something that the others leave rows for, of the first appointment that is whole."""
    rows = held.data.appointments
    whole = rows.dropna(subset=["city", "district", "region", "lat"]).drop_duplicates("city")
    at = next((at for at, city in enumerate(whole["city"]) if held.known.places.find(city)), None)
    if at is None:
        return {}
    row = whole.iloc[at]
    day, last = row["date"].date(), last_days(whole.iloc[[at]]).iloc[0].date()
    return {
        "tour": row["tour"],
        "stadt": [row["city"]],
        "kreis": [row["district"]],
        "bezirk": [row["region"]],
        "nahe": row["city"],
        "km": DEFAULT_KM,
        "von": day.isoformat(),
        "bis": last.isoformat(),
        "status": [*STATUS_WORDS.values()],
        "suche": row["city"],
        CHOSEN: row["id"],
        AS_OF: f"{day}T12:00",
    }


def _example(values: list[Any]) -> dict[str, Any]:
    return {"example": values[0]} if values else {}
