"""What is worked out of the appointments once for all readers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests import frames
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.language import speaking
from tourkarte.progress import Phase
from tourkarte.progress.replay import end_of, whole
from tourkarte.progress.turning import turnings
from tourkarte.settings import settings
from tourkarte.views.stops import order_of
from tourkarte.web import turns
from tourkarte.web.loaded import Loaded, loaded

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loaded]:
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")
    settings.cache_clear()
    yield loaded()
    settings.cache_clear()


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2017, 8, 3, hour, minute, tzinfo=ZONE)


def test_the_last_turning_is_that_of_the_installation_s_moment(held: Loaded) -> None:
    assert turns.turning(held) == at(10)


def test_until_the_next_turning_they_are_worked_out_once(held: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Any] = []

    def count(*args: Any) -> Any:
        counted.append(args)
        return order_of(*args)

    monkeypatch.setattr(turns, "order_of", count)
    bielefeld = "sommertour-2017-bielefeld"
    assert [turns.turns(held, at(12, minute))[bielefeld].phase for minute in range(60)] == [Phase.NEXT] * 60
    assert turns.turns(held, at(13, 59))[bielefeld].phase is Phase.NEXT
    assert len(counted) <= 1
    assert turns.turns(held, at(14))[bielefeld].phase is Phase.DONE


@pytest.mark.parametrize("first", [0, 1])
def test_the_end_of_a_day_is_another_moment_than_those_before_it(first: int) -> None:
    rows = frames.sample().assign(start=None)
    rows = contract.from_rows(rows.drop(columns=["starts_at", "over_at"]).to_dict("records"))
    held = replace(loaded(), data=replace(loaded().data, appointments=rows), turnings=turnings(rows))
    looked = [whole(end_of(dt.date(2017, 8, 3))), at(11)]
    for now in (looked[first], looked[1 - first]):
        assert {key: turn.phase for key, turn in turns.turns(held, now).items()} == {
            key: turn.phase for key, turn in order_of(rows, now).items()
        }


def test_what_is_kept_is_bounded_and_knows_its_language(held: Loaded) -> None:
    for hour in range(24):
        for language in ("de", "en"):
            with speaking(language):
                turns.turns(held, at(hour) + dt.timedelta(days=hour - 12))
    assert len(turns._KEPT) <= turns._MOST  # noqa: SLF001 (that it is bounded is what is tested)
