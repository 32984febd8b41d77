"""The feeds as open data, for the portals that gather it: `/catalog.jsonld` (DCAT-AP.de).

A portal reads it on its own, so all addresses in it are whole, and its context stands in it. Who publishes the data
and under which licence is what the operator names; nothing stands in for that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.routing import Route

from tourkarte.export import formats
from tourkarte.export.edition import edition_of
from tourkarte.language import N_, _
from tourkarte.moments import last_days
from tourkarte.selection import Selection
from tourkarte.web import catalogue_words as words
from tourkarte.web.addresses import CATALOGUE, FEED, LIST, OPENAPI
from tourkarte.web.answers import Content, answering, public_address
from tourkarte.web.asking import QueryError
from tourkarte.web.catalogue_words import link, said, typed

if TYPE_CHECKING:
    from starlette.requests import Request

    from tourkarte.export import Format
    from tourkarte.export.edition import Edition
    from tourkarte.web.loaded import Loaded

MEDIA_TYPE: Final = "application/ld+json"
_TITLE: Final = N_("Offene Daten: {title}")
_ABOUT: Final = N_("Die Termine als Dateien und Kalender, die Programme lesen können.")
_ABOUT_APPOINTMENTS: Final = N_(
    "Alle veröffentlichten Termine mit Tag, Uhrzeit, Ort und Stand; abgesagte und verschobene bleiben darin. Mit den "
    "Filtern der Karte in der Adresse gibt es Ausschnitte."
)
_SERVICE: Final = N_("Termine nach Auswahl")
_KEYWORDS: Final = (N_("Termine"), N_("Veranstaltungen"), N_("Nordrhein-Westfalen"))


def catalogue(held: Loaded, address: str) -> dict[str, Any]:
    """Return the catalogue of what is published now.

    Parameters
    ----------
    address
        Where this installation is reached.
    """
    about = edition_of(held.data, Selection(), held.known, address=address)
    own = f"{about.address}{CATALOGUE}"

    def title() -> str:
        return edition_of(held.data, Selection(), held.known).title

    return {
        "@context": words.CONTEXT,
        "@id": own,
        "@type": "dcat:Catalog",
        "dct:title": said(lambda: _(_TITLE).format(title=title())),
        "dct:description": said(lambda: _(_ABOUT)),
        "foaf:homepage": link(f"{about.address}/"),
        "dct:language": [link(spoken) for spoken in words.LANGUAGE.values()],
        "dct:spatial": words.STATE,
        "dcat:themeTaxonomy": link(words.THEMES),
        **_dates(held),
        **_publisher(about, own),
        "dcat:dataset": {"@id": _key(own), "dct:title": said(title), **_dataset(held, about, own)},
        "dcat:service": _service(about, own),
    }


def _key(own: str) -> str:
    return f"{own}#termine"


def _dataset(held: Loaded, about: Edition, own: str) -> dict[str, Any]:
    tours = [{"@value": tour.title, "@language": "de"} for tour in held.data.tours.values()]
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": _key(own),
        "dct:description": said(lambda: _(_ABOUT_APPOINTMENTS)),
        "dcat:keyword": [*(each for word in _KEYWORDS for each in said(partial(_, word))), *tours],
        "dcat:theme": link(words.GOVERNMENT),
        "dct:language": link(words.LANGUAGE["de"]),  # that of the appointments, whatever is said of them
        "dct:spatial": words.STATE,
        **words.OF_STATE,
        **_period(held),
        **_dates(held),
        **_publisher(about, own),
        **_contact(about, own),
        "dcat:landingPage": link(f"{about.address}{LIST}"),
        "dcat:distribution": [_distribution(form, about, own) for form in formats().values()],
    }


def _distribution(form: Format, about: Edition, own: str) -> dict[str, Any]:
    """Return one format: its address is both where it is described and where it is taken from."""
    chosen = f"?{form.variant}=1" if form.variant else ""
    address = link(f"{about.address}{FEED.format(suffix=form.suffix)}{chosen}")
    kind = form.suffix.upper() if form.suffix in words.HAVE_FILE_TYPE else ""
    return {
        "@id": f"{own}#{form.name}",
        "@type": "dcat:Distribution",
        "dct:title": said(lambda: _(form.label)),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": link(f"{words.MEDIA_TYPES}/{form.media_type.partition(';')[0]}"),
        **({"dct:format": link(f"{words.FILE_TYPES}/{kind}")} if kind else {}),
        **_licence(about),
        "dcat:accessService": link(f"{own}#feeds"),
    }


def _service(about: Edition, own: str) -> dict[str, Any]:
    return {
        "@id": f"{own}#feeds",
        "@type": "dcat:DataService",
        "dct:title": said(lambda: _(_SERVICE)),
        "dcat:endpointURL": link(f"{about.address}/"),
        "dcat:endpointDescription": link(f"{about.address}{OPENAPI}"),
        "dcat:servesDataset": link(_key(own)),
        **_licence(about),
    }


def _licence(about: Edition) -> dict[str, Any]:
    if not about.licence:
        return {}
    return {"dct:license": {**link(words.licence_of(about.licence)), "@type": "dct:LicenseDocument"}}


def _publisher(about: Edition, own: str) -> dict[str, Any]:
    if not about.publisher:
        return {}
    return {"dct:publisher": {"@id": f"{own}#stelle", "@type": "foaf:Agent", "foaf:name": about.publisher}}


def _contact(about: Edition, own: str) -> dict[str, Any]:
    """Return who may be asked: those who publish it, else only how they are reached."""
    contact = about.contact
    if not contact:
        return {}
    reached = {"vcard:hasEmail": link(f"mailto:{contact}")} if "@" in contact else {"vcard:hasURL": link(contact)}
    return {
        "dcat:contactPoint": {
            "@id": f"{own}#kontakt",
            "@type": "vcard:Organization",
            "vcard:fn": about.publisher or contact,
            **reached,
        }
    }


def _period(held: Loaded) -> dict[str, Any]:
    """Return from which day to which there are appointments."""
    rows = held.data.appointments
    if rows.empty:
        return {}
    days = {"dcat:startDate": rows["date"].min().date(), "dcat:endDate": last_days(rows).max().date()}
    named = {name: typed(day.isoformat(), "date") for name, day in days.items()}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **named}}


def _dates(held: Loaded) -> dict[str, Any]:
    """Return when the first appointment was published and when visitors last got to see something new."""
    versions = held.data.versions
    issued = min((version.created for version in versions.of.values()), default=None)
    moments = {"dct:issued": issued, "dct:modified": versions.at}
    return {name: typed(at.isoformat(), "dateTime") for name, at in moments.items() if at}


def _catalogue(request: Request, held: Loaded) -> Content:
    address = public_address(request)
    if not address:
        raise QueryError(_("Unter welchem Namen dieser Server erreichbar ist, sagt die Anfrage nicht."))
    body = orjson.dumps(catalogue(held, address), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    # No day of its last change: it follows from the settings as well. What has a tag needs none.
    return Content(body=body, media_type=MEDIA_TYPE)


ROUTES: Final = [Route(CATALOGUE, answering(_catalogue))]
