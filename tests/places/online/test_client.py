from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.places.online.answers import ABROAD, HOUSE
from tests.places.online.conftest import HASTY, PATIENT, make_client
from tests.places.online.server import GeoServer, Handler, body, drip, json_body, reset, silent, status
from tourkarte.model import Precision, Venue
from tourkarte.places.online.breaker import FAILURES, PAUSE_S
from tourkarte.places.online.cache import NOT_FOUND_S
from tourkarte.places.online.outcome import Failed, Found, NotFound, Outcome, Reason
from tourkarte.places.online.state import State, StateError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.places.online.conftest import FakeTime
    from tourkarte.places.online.client import Client

AACHEN = Venue(name="Nadelfabrik", street="Reichsweg 30", postal_code="52068", city="Aachen")
NOWHERE = Venue(street="Nirgendweg 1", city="Aachen")


def reason(outcome: Outcome) -> Reason:
    assert isinstance(outcome, Failed), outcome
    return outcome.reason


def precisions(outcome: Outcome) -> list[Precision]:
    assert isinstance(outcome, Found), outcome
    return [hit.precision for hit in outcome.hits]


@pytest.mark.parametrize("photon", [False, True])
def test_found_and_not_found_are_asked_for_once(
    server: GeoServer,
    tmp_path: Path,
    fake: FakeTime,
    photon: bool,  # noqa: FBT001
) -> None:
    client = make_client(server, tmp_path, fake, photon=photon)
    for _ in range(3):
        assert precisions(client.ask(AACHEN)) == [Precision.ADDRESS, Precision.STREET]
        assert client.ask(NOWHERE) == NotFound()
    assert len(server.requests) == 2
    restarted = make_client(server, tmp_path, fake, photon=photon)
    assert restarted.ask(AACHEN) == client.ask(AACHEN)
    assert restarted.ask(NOWHERE) == NotFound()
    assert len(server.requests) == 2


def test_a_hit_in_the_cache_does_not_wait_for_a_turn(client: Client, fake: FakeTime) -> None:
    client.ask(AACHEN)
    client.ask(NOWHERE)
    assert fake.slept == [1]
    client.ask(AACHEN)
    assert fake.slept == [1]


def test_the_same_question_is_the_same_however_it_is_written(server: GeoServer, client: Client) -> None:
    client.ask(AACHEN)
    client.ask(Venue(name="Anderes Haus", street=" reichsweg  30\n", postal_code="52068", city="AACHEN"))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "other", [{"street": "Reichsweg 3 0"}, {"postal_code": "52070"}, {"postal_code": None}, {"city": None}]
)
def test_another_question_is_another_one(server: GeoServer, client: Client, other: dict[str, str | None]) -> None:
    client.ask(AACHEN)
    client.ask(replace(AACHEN, **other))
    assert len(server.requests) == 2


def test_answers_of_different_services_and_servers_are_kept_apart(
    server: GeoServer, tmp_path: Path, fake: FakeTime
) -> None:
    make_client(server, tmp_path, fake).ask(AACHEN)
    make_client(server, tmp_path, fake, photon=True).ask(AACHEN)
    replace(make_client(server, tmp_path, fake), server="https://geo.example.org").ask(AACHEN)
    assert len(server.requests) == 3


def test_not_found_is_asked_for_again_some_day(server: GeoServer, client: Client, fake: FakeTime) -> None:
    client.ask(AACHEN)
    client.ask(NOWHERE)
    fake.now += NOT_FOUND_S + 10
    client.ask(AACHEN)
    client.ask(NOWHERE)
    assert len(server.requests) == 3


@pytest.mark.parametrize("answer", [[], [ABROAD]])
def test_an_empty_answer_and_one_from_abroad_are_not_found(
    server: GeoServer, client: Client, answer: list[object]
) -> None:
    server.plan(json_body(answer))
    assert client.ask(AACHEN) == NotFound()


def test_who_names_no_address_is_not_asked_about(server: GeoServer, client: Client) -> None:
    assert client.ask(Venue(name="Nadelfabrik", street=" ")) == NotFound()
    assert not server.requests


def test_a_text_that_a_broken_document_left_does_no_harm(server: GeoServer, client: Client) -> None:
    assert client.ask(replace(AACHEN, street="Reichsweg\ud800 30")) == client.ask(AACHEN)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        pytest.param(status(400), Reason.QUERY, id="400"),
        pytest.param(status(403), Reason.REFUSED, id="403"),
        pytest.param(status(500), Reason.UNAVAILABLE, id="500"),
        pytest.param(status(302, Location="https://example.org/"), Reason.REFUSED, id="redirect"),
        pytest.param(reset, Reason.UNAVAILABLE, id="reset"),
        pytest.param(body(b"<html>"), Reason.ANSWER, id="HTML"),
        pytest.param(json_body({"error": "Unable to geocode"}), Reason.ANSWER, id="error in the body"),
        pytest.param(json_body([HOUSE | {"lat": None}]), Reason.ANSWER, id="wrong types"),
    ],
)
def test_a_failure_is_told_and_not_kept_and_not_tried_again_in_vain(
    server: GeoServer, client: Client, behaviour: Callable[[Handler], None], expected: Reason
) -> None:
    server.plan(behaviour)
    failed = client.ask(AACHEN)
    assert reason(failed) is expected
    assert isinstance(failed, Failed)
    assert failed.message.startswith("Nominatim: ")
    assert len(server.requests) == 1
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS


@pytest.mark.parametrize("code", [429, 502, 503, 504])
def test_what_passes_is_tried_again_within_bounds(server: GeoServer, client: Client, fake: FakeTime, code: int) -> None:
    server.plan(status(code), status(code))
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS
    assert len(server.requests) == 3
    assert fake.slept == [1, 2]


def test_what_does_not_pass_is_given_up(server: GeoServer, client: Client) -> None:
    server.plan(*[status(503)] * 10)
    assert reason(client.ask(AACHEN)) is Reason.UNAVAILABLE
    assert len(server.requests) == 3


def test_a_pause_that_the_service_asks_for_is_kept_by_all(
    server: GeoServer, client: Client, tmp_path: Path, fake: FakeTime
) -> None:
    server.plan(status(429, Retry_After="7"))
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS
    assert fake.slept == [7]
    server.plan(status(429, Retry_After="600"))
    failed = client.ask(NOWHERE)
    assert (reason(failed), len(server.requests)) == (Reason.QUOTA, 3)
    assert isinstance(failed, Failed)
    assert failed.retry_after == 600
    fake.now += 500
    other = make_client(server, tmp_path, fake).ask(NOWHERE)
    assert (reason(other), len(server.requests)) == (Reason.PAUSED, 3)
    fake.now += 101
    assert client.ask(NOWHERE) == NotFound()


@pytest.mark.parametrize("behaviour", [silent, drip])
def test_a_slow_service_costs_its_time_and_no_more(
    server: GeoServer, tmp_path: Path, fake: FakeTime, behaviour: Callable[[Handler], None]
) -> None:
    server.plan(behaviour)
    assert reason(make_client(server, tmp_path, fake, limits=HASTY).ask(AACHEN)) is Reason.TIMEOUT


def test_a_dead_service_costs_nothing_once_that_is_known(server: GeoServer, tmp_path: Path, fake: FakeTime) -> None:
    client = make_client(server, tmp_path, fake)
    client.ask(NOWHERE)
    server.plan(*[status(500)] * FAILURES)
    for number in range(FAILURES):
        assert reason(client.ask(replace(AACHEN, street=f"Reichsweg {number}"))) is Reason.UNAVAILABLE
    so_far, slept = len(server.requests), list(fake.slept)
    for other in (client, make_client(server, tmp_path, fake)):
        failed = other.ask(AACHEN)
        assert reason(failed) is Reason.PAUSED
        assert isinstance(failed, Failed)
        assert failed.message == "Nominatim: Der Dienst wird noch 60 Sekunden lang nicht gefragt."
        assert other.ask(NOWHERE) == NotFound()  # what is known is still known
    assert (len(server.requests), fake.slept) == (so_far, slept)
    fake.now += PAUSE_S
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS
    assert client.breaker.left() == 0


def test_when_it_is_still_dead_one_request_finds_out(server: GeoServer, client: Client, fake: FakeTime) -> None:
    server.plan(*[status(500)] * (FAILURES + 1))
    for number in range(FAILURES):
        client.ask(replace(AACHEN, street=f"Reichsweg {number}"))
    fake.now += PAUSE_S
    assert reason(client.ask(AACHEN)) is Reason.UNAVAILABLE
    assert reason(client.ask(AACHEN)) is Reason.PAUSED
    assert len(server.requests) == FAILURES + 1


def test_questions_that_it_does_not_understand_do_not_make_it_dead(server: GeoServer, client: Client) -> None:
    server.plan(*[status(400)] * (FAILURES + 1))
    for number in range(FAILURES + 1):
        assert reason(client.ask(replace(AACHEN, street=f"Reichsweg {number}"))) is Reason.QUERY


def test_who_would_wait_too_long_for_the_turn_is_busy_and_that_is_nobodys_failure(
    server: GeoServer, tmp_path: Path, fake: FakeTime
) -> None:
    client = make_client(server, tmp_path, fake, limits=replace(PATIENT, patience_s=0.5))
    with client.pace.turn(0) as request, request:
        assert reason(client.ask(AACHEN)) is Reason.BUSY
    assert reason(client.ask(AACHEN)) is Reason.BUSY  # within a second
    assert not server.requests
    fake.now += 1
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS


def test_a_pause_that_begins_while_this_one_waits_is_kept(server: GeoServer, tmp_path: Path, fake: FakeTime) -> None:
    client = make_client(server, tmp_path, fake)
    client.ask(NOWHERE)

    def sleep(seconds: float) -> None:
        fake.sleep(seconds)
        client.breaker.fail(pause=60)  # as another process would

    waiting = replace(client, pace=replace(client.pace, sleep=sleep))
    assert reason(waiting.ask(AACHEN)) is Reason.PAUSED
    assert len(server.requests) == 1


def test_a_request_that_has_no_time_left_is_not_sent(server: GeoServer, tmp_path: Path, fake: FakeTime) -> None:
    client = make_client(server, tmp_path, fake, limits=replace(PATIENT, total_s=1.1))
    client.ask(NOWHERE)
    assert reason(client.ask(AACHEN)) is Reason.BUSY  # the turn comes after a second
    assert len(server.requests) == 1


def test_what_another_process_asked_while_this_one_waited_is_not_asked_again(
    server: GeoServer, tmp_path: Path, fake: FakeTime
) -> None:
    client = make_client(server, tmp_path, fake)
    client.ask(NOWHERE)

    def sleep(seconds: float) -> None:
        fake.sleep(seconds)
        client.cache.put(client._question(replace(AACHEN, name=None)), NotFound())  # noqa: SLF001 -- as the other would

    waiting = replace(client, pace=replace(client.pace, sleep=sleep))
    assert waiting.ask(AACHEN) == NotFound()
    assert len(server.requests) == 1


def test_without_a_state_folder_nobody_is_asked(server: GeoServer, tmp_path: Path, fake: FakeTime) -> None:
    assert reason(make_client(server, tmp_path / "missing", fake).ask(AACHEN)) is Reason.STATE
    assert not server.requests


def test_an_answer_that_cannot_be_kept_is_an_answer(
    server: GeoServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StateError("database or disk is full")

    monkeypatch.setattr(State, "write", full)
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS
    assert len(server.requests) == 1


def test_a_damaged_cache_costs_one_request(server: GeoServer, client: Client) -> None:
    client.ask(AACHEN)
    path = client.cache.state.path
    path.write_bytes(os.urandom(8192))
    assert precisions(client.ask(AACHEN))[0] is Precision.ADDRESS
    client.ask(AACHEN)
    assert len(server.requests) == 2
