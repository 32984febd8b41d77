"""The feeds as open data, read by a library that is not ours."""

from __future__ import annotations

import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.frames import sample
from tourkarte import settings as installation
from tourkarte.export import formats
from tourkarte.versions import UNKNOWN
from tourkarte.web import answers, catalogue, feeds
from tourkarte.web.catalogue_words import licence_of
from tourkarte.web.loaded import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

# rdflib's own reader of JSON-LD uses what rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

HOST = "https://termine.example.org"
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
OWN = URIRef(f"{HOST}/catalog.jsonld")
DATASET = URIRef(f"{HOST}/catalog.jsonld#termine")


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[*catalogue.ROUTES, *feeds.ROUTES]), base_url=HOST) as client:
        yield client


def graph(client: TestClient) -> Graph:
    answer = client.get("/catalog.jsonld")
    assert answer.status_code == 200
    return Graph().parse(data=answer.content, format="json-ld")


def named(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"TOURKARTE_{name}", value)
    installation.settings.cache_clear()
    answers.forget()


def test_is_read_without_a_network(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/catalog.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("Nobody must be asked.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert len(Graph().parse(data=answer.content, format="json-ld")) > 50


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        (DCAT.Catalog, [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset]),
        (
            DCAT.Dataset,
            [
                DCTERMS.title,
                DCTERMS.description,
                DCTERMS.identifier,
                DCTERMS.publisher,
                DCTERMS.issued,
                DCTERMS.modified,
                DCTERMS.spatial,
                DCTERMS.temporal,
                DCTERMS.language,
                DCAT.contactPoint,
                DCAT.distribution,
                DCAT.keyword,
                DCAT.theme,
                DCATDE.politicalGeocodingLevelURI,
                DCATDE.politicalGeocodingURI,
            ],
        ),
        (DCAT.Distribution, [DCTERMS.title, DCTERMS.license, DCTERMS.format, DCAT.accessURL, DCAT.downloadURL]),
        (DCAT.DataService, [DCTERMS.title, DCAT.endpointURL, DCAT.servesDataset]),
        (FOAF.Agent, [FOAF.name]),
        (VCARD.Organization, [VCARD.fn, VCARD.hasEmail]),
        (DCTERMS.PeriodOfTime, [DCAT.startDate, DCAT.endDate]),
    ],
    ids=lambda each: str(each).rpartition("#")[2] if isinstance(each, URIRef) else "",
)
def test_says_what_a_portal_needs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, kind: URIRef, needed: list[URIRef]
) -> None:
    named(
        monkeypatch,
        PUBLISHER="Staatskanzlei",
        LICENCE="https://www.govdata.de/dl-de/zero-2-0",
        CONTACT="presse@example.org",
    )
    found = graph(client)
    things = list(found.subjects(RDF.type, kind))
    assert things
    for thing in things:
        assert [each for each in needed if (thing, each, None) not in found] == []
    assert {*found.objects(predicate=DCTERMS.license)} == {URIRef("http://dcat-ap.de/def/licenses/dl-zero-de/2.0")}


def test_what_nobody_named_is_left_out(client: TestClient) -> None:
    found = graph(client)
    for absent in (DCTERMS.publisher, DCTERMS.license, DCAT.contactPoint):
        assert not [*found.objects(predicate=absent)]


def test_every_format_is_a_distribution_that_is_there(client: TestClient) -> None:
    found = graph(client)
    told = {
        str(found.value(each, DCAT.downloadURL)): str(found.value(each, DCAT.mediaType))
        for each in found.objects(DATASET, DCAT.distribution)
    }
    assert len(told) == len(formats())
    for address, media_type in told.items():
        answer = client.get(address)
        assert answer.status_code == 200
        assert (
            media_type
            == f"https://www.iana.org/assignments/media-types/{answer.headers['content-type'].partition(';')[0]}"
        )


def test_all_addresses_are_whole(client: TestClient) -> None:
    found = graph(client)
    addresses = [str(each) for triple in found for each in triple if isinstance(each, URIRef)]
    assert [each for each in addresses if not each.startswith(("https://", "http://", "mailto:"))] == []
    assert not [each for each in addresses if "testserver" in each]


def test_says_the_days_of_the_appointments(client: TestClient) -> None:
    found, rows = graph(client), sample()
    period = found.value(DATASET, DCTERMS.temporal)
    assert found.value(period, DCAT.startDate) == Literal(rows["date"].min().date())
    assert found.value(period, DCAT.endDate) == Literal(rows["date"].max().date())
    issued, modified = (found.value(DATASET, name) for name in (DCTERMS.issued, DCTERMS.modified))
    assert isinstance(issued, Literal)
    assert isinstance(modified, Literal)
    assert issued.datatype == modified.datatype == XSD.dateTime
    assert issued <= modified


def test_speaks_both_languages_in_one_document(client: TestClient) -> None:
    found = graph(client)
    titles = {(each.language, str(each)) for each in found.objects(OWN, DCTERMS.title) if isinstance(each, Literal)}
    assert titles == {("de", "Offene Daten: Sommertour 2017"), ("en", "Open data: Sommertour 2017")}
    assert client.get("/catalog.jsonld?lang=en").content == client.get("/catalog.jsonld").content


def test_the_operators_address_is_that_of_everything(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, PUBLIC_URL="https://www.example.org")
    found = graph(client)
    assert (URIRef("https://www.example.org/catalog.jsonld"), RDF.type, DCAT.Catalog) in found
    assert not [each for triple in found for each in triple if str(each).startswith(HOST)]


@pytest.mark.parametrize(
    ("contact", "reached"),
    [
        ("presse+tour@example.org", (VCARD.hasEmail, "mailto:presse+tour@example.org")),
        ("a|b^c@example.org", (VCARD.hasEmail, "mailto:a%7Cb%5Ec@example.org")),
        ("https://example.org/kontakt?an=presse", (VCARD.hasURL, "https://example.org/kontakt?an=presse")),
    ],
)
def test_says_how_those_are_reached_who_may_be_asked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, contact: str, reached: tuple[URIRef, str]
) -> None:
    named(monkeypatch, CONTACT=contact)
    found = graph(client)
    person = found.value(DATASET, DCAT.contactPoint)
    assert str(found.value(person, reached[0])) == reached[1]
    found.serialize(format="nt")  # which refuses what is no address


def test_of_nothing_it_says_no_days() -> None:
    held = loaded()
    nothing = replace(held.data, appointments=held.data.appointments.iloc[:0], tours={}, versions=UNKNOWN)
    told = catalogue.catalogue(replace(held, data=nothing), HOST)
    found = Graph().parse(data=orjson.dumps(told), format="json-ld")
    assert not [*found.objects(predicate=DCTERMS.temporal), *found.objects(predicate=DCTERMS.modified)]
    assert {str(each) for each in found.objects(DATASET, DCTERMS.title)} == {"Termine", "Appointments"}


def test_without_a_name_there_is_none(client: TestClient) -> None:
    assert client.get("/catalog.jsonld", headers={"host": "<b>"}).status_code == 400


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("https://www.govdata.de/dl-de/by-2-0", "http://dcat-ap.de/def/licenses/dl-by-de/2.0"),
        ("http://govdata.de/dl-de/zero-2-0/", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.de", "http://dcat-ap.de/def/licenses/cc-by/4.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "http://dcat-ap.de/def/licenses/cc-zero"),
        ("https://example.org/lizenz", "https://example.org/lizenz"),
    ],
)
def test_a_licence_is_named_as_portals_know_it(address: str, known: str) -> None:
    assert licence_of(address) == known
