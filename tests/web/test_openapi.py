"""The description of what is published keeps its word, as tools that are not ours see it."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import checks
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.frames import frames, hostile
from tourkarte import settings as installation
from tourkarte.export import formats
from tourkarte.export.edition import PLAIN, Edition
from tourkarte.selection.parameters import PARAMETERS as FILTERS
from tourkarte.viewing import PARAMETERS as VIEWING
from tourkarte.web import answers, calendar_entry, catalogue, embed, feeds, openapi, permanent
from tourkarte.web.loaded import loaded

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

APP = Starlette(
    routes=[
        *feeds.ROUTES,
        *calendar_entry.ROUTES,
        *permanent.ROUTES,
        *embed.ROUTES,
        *openapi.ROUTES,
        *catalogue.ROUTES,
    ]
)


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(APP) as client:
        yield client


@cache
def _described() -> dict[str, Any]:
    with TestClient(APP) as client:
        found: dict[str, Any] = client.get("/openapi.json").json()
    return found


@pytest.fixture
def document() -> dict[str, Any]:
    """Return the document; the state of each test is its own, but the same."""
    return _described()


def test_is_such_a_document(client: TestClient, document: dict[str, Any]) -> None:
    assert client.get("/openapi.json").headers["content-type"] == "application/json"
    assert [*OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert document["servers"] == [{"url": "http://testserver"}]


def test_is_one_where_nothing_is_published_and_nobody_knows_where() -> None:
    held = loaded()
    nothing = replace(held, data=replace(held.data, appointments=held.data.appointments.iloc[:0]))
    told = json.loads(orjson.dumps(openapi.document(nothing, "")))
    assert [*OpenAPIV31SpecValidator(told).iter_errors()] == []
    assert not [each for each in told["components"]["parameters"].values() if "example" in each]


@pytest.mark.parametrize(
    ("contact", "named"),
    [
        ("presse@example.org", {"email": "presse@example.org"}),
        ("https://example.org/", {"url": "https://example.org/"}),
    ],
)
def test_says_who_publishes_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, contact: str, named: dict[str, str]
) -> None:
    licence = "https://www.govdata.de/dl-de/zero-2-0"
    for name, value in {"PUBLISHER": "Staatskanzlei", "CONTACT": contact, "LICENCE": licence}.items():
        monkeypatch.setenv(f"TOURKARTE_{name}", value)
    installation.settings.cache_clear()
    told = client.get("/openapi.json").json()
    assert [*OpenAPIV31SpecValidator(told).iter_errors()] == []
    assert told["info"]["contact"] == {"name": "Staatskanzlei", **named}
    assert told["info"]["license"]["url"] == licence


def test_nothing_in_it_is_left_over(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    for kind, named in document["components"].items():
        for name in named:
            assert f'"#/components/{kind}/{name}"' in text


@pytest.mark.parametrize("form", formats().values(), ids=lambda form: form.name)
def test_names_every_format(document: dict[str, Any], form: Any) -> None:
    path = document["paths"][f"/feeds/termine.{form.suffix}"]
    content = path["get"]["responses"]["200"]["content"]
    assert form.media_type.partition(";")[0] in content
    names = {each["$ref"].rpartition("/")[2] for each in path["parameters"]}
    assert {*FILTERS, "lang"} <= names
    assert form.variant is None or f"variant-{form.variant}" in names


def test_names_every_parameter(document: dict[str, Any]) -> None:
    names = {each["name"] for each in document["components"]["parameters"].values()}
    assert names == {*FILTERS, *VIEWING, *embed.OWN, "excel", "seite", "id"}


def test_every_example_is_an_answer(client: TestClient, document: dict[str, Any]) -> None:
    told = document["components"]["parameters"]
    for address, path in document["paths"].items():
        asked = [told[each["$ref"].rpartition("/")[2]] for each in path["parameters"]]
        query = {each["name"]: each["example"] for each in asked if each["in"] == "query" and "example" in each}
        found = client.get(address.format(id=told["id"]["example"]), params=query)
        assert (address, found.status_code) == (address, 200)
        if address.endswith(".json") and query:
            assert found.json()["count"] == 1


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/feeds/termine.ics", "200 304 400 405 503"),
        ("/termine/", "200 304 400 405 503"),
        ("/embed", "200 304 400 405 503"),
        ("/termine/{id}", "200 304 404 405 410 503"),
        ("/termine/{id}.ics", "200 304 400 404 405 410 503"),
    ],
)
def test_names_every_answer(client: TestClient, document: dict[str, Any], path: str, statuses: str) -> None:
    for method in ("get", "head"):
        assert sorted(document["paths"][path][method]["responses"]) == statuses.split()
    address = path.format(id="sommertour-2017-herne")
    whole = client.get(address)
    assert client.get(address, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    refused = client.post(address)
    told = document["components"]["responses"]["MethodNotAllowed"]
    assert refused.status_code == 405
    assert refused.headers["allow"] == document["components"]["headers"]["Allow"]["example"]
    assert refused.headers["content-type"].partition(";")[0] in told["content"]


def test_reasons_are_told_as_described_when_the_store_is_gone(
    client: TestClient, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = replace(loaded(), lost=True)
    monkeypatch.setattr(answers, "loaded", lambda: held)
    for path, told in document["paths"].items():
        answer = client.get(path.format(id="sommertour-2017-herne"))
        said = told["get"]["responses"]["503"]["$ref"].rpartition("/")[2]
        assert answer.status_code == 503
        assert answer.headers["content-type"].partition(";")[0] in document["components"]["responses"][said]["content"]


def strict(document: dict[str, Any], name: str) -> Draft202012Validator:
    """Return what accepts an answer that has all that is described, and nothing else."""
    closed = deepcopy(document)

    def close(schema: Any) -> None:
        if isinstance(schema, dict):
            if "properties" in schema:
                schema["additionalProperties"] = False
            for each in schema.values():
                close(each)

    close(closed["components"]["schemas"])
    schema = {"$ref": f"#/components/schemas/{name}", "components": closed["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


SCHEMAS = {"json": "Appointments", "geojson": "FeatureCollection"}


@pytest.mark.parametrize("suffix", SCHEMAS)
@pytest.mark.parametrize("query", ["", "?stadt=Herne&lang=en", "?suche=gibtesnicht"])
def test_an_answer_is_as_described(client: TestClient, document: dict[str, Any], suffix: str, query: str) -> None:
    answer = client.get(f"/feeds/termine.{suffix}{query}").json()
    strict(document, SCHEMAS[suffix]).validate(answer)


@pytest.mark.parametrize("suffix", SCHEMAS)
def test_what_nobody_knows_is_described_too(document: dict[str, Any], suffix: str) -> None:
    written = strict(document, SCHEMAS[suffix])
    about = Edition(publisher="Staatskanzlei", licence="https://www.govdata.de/dl-de/zero-2-0")
    for edition in (PLAIN, about):
        written.validate(json.loads(formats()[suffix].write(hostile(), edition)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(frame=frames())
def test_all_that_the_contract_allows_is_described(document: dict[str, Any], frame: pd.DataFrame) -> None:
    for suffix, name in SCHEMAS.items():
        strict(document, name).validate(json.loads(formats()[suffix].write(frame, PLAIN)))


def test_a_wrong_answer_is_not_as_described(client: TestClient, document: dict[str, Any]) -> None:
    answer = client.get("/feeds/termine.json").json()
    accepted = strict(document, "Appointments")
    changes: tuple[dict[str, Any], ...] = (
        {"date": "3.8.2017"},
        {"start": "25:00"},
        {"status": "geplant"},
        {"more": 1},
        {"point": {}},
    )
    for wrong in changes:
        broken = deepcopy(answer)
        broken["appointments"][0] |= wrong
        assert not accepted.is_valid(broken), wrong


CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.parametrize("mode", schemathesis.GenerationMode, ids=lambda mode: mode.value)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whatever_is_asked_is_answered_as_described(method: str, mode: schemathesis.GenerationMode) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", APP)  # not before: each test has its own state
    for path in described:
        if mode.is_negative and not described.raw_schema["paths"][path]["parameters"]:
            continue  # what takes no parameters cannot be asked wrongly

        @settings(max_examples=8, suppress_health_check=[*HealthCheck])
        @given(case=described[path][method].as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
