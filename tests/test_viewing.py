from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.clock import ZONE
from tourkarte.language import LANGUAGES, speaking
from tourkarte.viewing import Viewing

IDS = frozenset({"a", "herne-1"})
MOMENTS = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)).map(  # noqa: DTZ001 (made local below)
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ZONE)
)


@given(st.none() | st.sampled_from(sorted(IDS)), st.none() | MOMENTS, st.sampled_from(sorted(LANGUAGES)))
def test_reads_back_what_it_writes(chosen: str | None, as_of: dt.datetime | None, language: str) -> None:
    viewing = Viewing(chosen=chosen, as_of=as_of, language=language)
    assert Viewing.from_query(viewing.pairs(), IDS) == (viewing, ())


def test_what_is_usual_is_not_written() -> None:
    assert Viewing().pairs() == ()
    assert Viewing.from_query([("lang", " "), ("stadt", "Herne"), ("termin", "")], IDS) == (Viewing(), ())


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        (("termin", "gibt-es-nicht"), "Den Termin „gibt-es-nicht“ gibt es hier nicht."),
        (("stand", "2017-02-30T12:00"), "Den Zeitpunkt „2017-02-30T12:00“ („stand“) gibt es nicht"),
        (("stand", "1917-08-03T12:00"), "Den Zeitpunkt"),
        (("stand", "٢٠١٧-08-03T12:00"), "Den Zeitpunkt"),
        (("stand", "x" * 10_000), "Den Zeitpunkt „" + "x" * 39 + "…“"),
        (("lang", "fr\n"), "Die Sprache „fr“ („lang“) gibt es nicht; möglich: de, en."),
    ],
)
def test_what_cannot_be_is_dropped_and_told(pair: tuple[str, str], says: str) -> None:
    viewing, [problem] = Viewing.from_query([pair], IDS)
    assert viewing == Viewing()
    assert problem.message.startswith(says)


def test_the_first_of_several_holds() -> None:
    assert Viewing.from_query([("termin", "a"), ("termin", "herne-1")], IDS)[0].chosen == "a"


def test_it_is_told_in_the_language_of_the_page() -> None:
    with speaking("en"):
        assert Viewing.from_query([("termin", "x")], IDS)[1][0].message == "There is no appointment “x” here."
