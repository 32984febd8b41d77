"""A description of all that is published, for programs and those who write them: `/openapi.json` (OpenAPI 3.1).

It follows from the registry of formats and from what addresses may say, so that it cannot promise anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.routing import Route

from tourkarte.export import formats
from tourkarte.export.ics import MEDIA_TYPE as CALENDAR
from tourkarte.language import _, speaking
from tourkarte.settings import settings
from tourkarte.viewing import AS_OF, LANGUAGE
from tourkarte.web.addresses import APPOINTMENT, CALENDAR_ENTRY, CATALOGUE, EMBED, FEED, LIST, OPENAPI
from tourkarte.web.answers import Content, answering, public_address
from tourkarte.web.catalogue import MEDIA_TYPE as CATALOGUE_TYPE
from tourkarte.web.feeds import variants
from tourkarte.web.openapi_parameters import FOR_EMBED, FOR_FEED, FOR_LIST, VARIANT, parameters
from tourkarte.web.openapi_responses import HEADERS, HTML, RESPONSES, responses, without_content
from tourkarte.web.openapi_schemas import OF_FORMAT, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from tourkarte.export import Format
    from tourkarte.web.loaded import Loaded


_VERSION: Final = "1.0.0"
"""Of what is described: the first number counts what breaks a program that reads it."""
_ABOUT: Final = """\
The appointments of political tours, as files, calendar, pages and map.

Every resource takes the filters of the dashboard's address and answers with the same rows. Half a filter is no \
answer: what cannot be used is refused with the reason (400), in the language that `lang` says. `termin` and `stand` \
may stand in the address of a feed, and change nothing there.

Answers may be read by scripts of any host, carry a strong ETag and are compressed for who accepts gzip. A program \
that sends back the tag gets 304 until something has changed."""


def document(held: Loaded, address: str) -> dict[str, Any]:
    """Return the document of what is published now.

    Parameters
    ----------
    address
        Where this installation is reached; empty where nobody knows.
    """
    return {
        "openapi": "3.1.0",
        "info": _info(),
        "servers": [{"url": address or "/"}],
        "paths": {**_feeds(), **_pages(), **_others()},
        "components": {
            "schemas": SCHEMAS,
            "parameters": parameters(held, _variants()),
            "responses": RESPONSES,
            "headers": HEADERS,
        },
    }


def _info() -> dict[str, Any]:
    found: dict[str, Any] = {"title": "Tourkarte", "version": _VERSION, "description": _ABOUT}
    publisher, contact, licence = settings().publisher, settings().contact, settings().licence
    if publisher or contact:
        reached = {"email" if "@" in contact else "url": contact} if contact else {}
        found["contact"] = {**({"name": publisher} if publisher else {}), **reached}
    if licence:
        found["license"] = {"name": licence, "url": licence}
    return found


def _variants() -> dict[str, str]:
    named = {form.variant: form for form in formats().values() if form.variant}
    return {name: f"Whether it is to be “{_label(form)}”." for name, form in named.items()}


def _feeds() -> dict[str, Any]:
    suffixes = dict.fromkeys(form.suffix for form in formats().values())
    return {FEED.format(suffix=suffix): _feed(suffix, variants(suffix)) for suffix in suffixes}


def _feed(suffix: str, forms: dict[str | None, Format]) -> dict[str, Any]:
    names = [*FOR_FEED, *(f"{VARIANT}{name}" for name in forms if name)]
    said = " or ".join(_label(form) for _name, form in sorted(forms.items(), key=lambda each: each[0] or ""))
    content = {form.media_type.partition(";")[0]: _content(form) for form in forms.values()}
    return _path(f"feed-{suffix}", f"Appointments: {said}", names, responses(f"{said}.", content, file=True))


def _label(form: Format) -> str:
    with speaking("en"):  # as all of the document
        return _(form.label)


def _content(form: Format) -> dict[str, Any]:
    """Return what is said of a format's content: its schema, or that it is text, or nothing of bytes."""
    if form.name in OF_FORMAT:
        return {"schema": {"$ref": f"#/components/schemas/{OF_FORMAT[form.name]}"}}
    return {"schema": {"type": "string"}} if form.media_type.startswith("text/") else {}


def _pages() -> dict[str, Any]:
    page = {HTML: {"schema": {"type": "string"}}}
    single = responses(
        "The page, with the appointment as schema.org's Event in it.", page, one=True, asks=False, page=True
    )
    return {
        LIST: _path("list", "Appointments as a page", FOR_LIST, responses("The list, by day.", page, page=True)),
        APPOINTMENT: _path("appointment", "One appointment as a page", ["id", AS_OF, LANGUAGE], single),
        EMBED: _path("embed", "Map and list for a frame", FOR_EMBED, responses("The map and the list.", page)),
    }


def _others() -> dict[str, Any]:
    calendar = {CALENDAR.partition(";")[0]: {"schema": {"type": "string"}}}
    entry = responses("A calendar with one entry.", calendar, one=True, file=True)
    catalogue = responses("The catalogue as JSON-LD.", {CATALOGUE_TYPE: {"schema": {"type": "object"}}})
    own = responses("This document.", {"application/json": {"schema": {"type": "object"}}}, asks=False)
    return {
        CALENDAR_ENTRY: _path("calendar-entry", "One appointment for a calendar", ["id", LANGUAGE], entry),
        CATALOGUE: _path("catalogue", "The feeds as open data (DCAT-AP.de)", [], catalogue),
        OPENAPI: _path("openapi", "This document", [], own),
    }


def _path(name: str, summary: str, names: Iterable[str], answers: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a path: whose parameters and answers are the same for GET and HEAD."""
    return {
        "summary": summary,
        "parameters": [{"$ref": f"#/components/parameters/{each}"} for each in names],
        "get": {"operationId": name, "responses": answers},
        "head": {"operationId": f"{name}-head", "responses": without_content(answers, RESPONSES)},
    }


def _openapi(request: Request, held: Loaded) -> Content:
    body = orjson.dumps(document(held, public_address(request)), option=orjson.OPT_APPEND_NEWLINE)
    # No day of its last change: it follows from the program and its settings as well. What has a tag needs none.
    return Content(body=body, media_type="application/json")


ROUTES: Final = [Route(OPENAPI, answering(_openapi))]
