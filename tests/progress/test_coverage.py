from __future__ import annotations

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.frames import frames, sample, stop
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.model import Status
from tourkarte.progress import Phase, phases
from tourkarte.progress.coverage import Coverage, Visit, coverage

CENTRES = ("05334", "05515", "05916", "05711", "05170", "05954", "05111")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_in_the_middle_of_the_first_week() -> None:
    found = coverage(sample(), CENTRES, at("2017-08-03 12:00"))
    assert found.visits["05334"] == Visit(Coverage.VISITED, "sommertour-2017-aachen", 0)
    assert found.visits["05954"].state == Coverage.ANNOUNCED
    assert [visit.state for visit in found.visits.values()].count(Coverage.VISITED) == 3
    assert "05111" not in found.visits
    assert found.elsewhere == 0


def test_visited_stays_visited_when_another_visit_is_announced() -> None:
    rows = contract.from_rows(
        [stop(id="late", date="2017-08-09"), stop(id="first"), stop(id="second", date="2017-08-03")]
    )
    assert coverage(rows, CENTRES, at("2017-08-04 00:00")).visits == {"05334": Visit(Coverage.VISITED, "first", 1)}
    assert coverage(rows, CENTRES, at("2017-08-01 00:00")).visits == {"05334": Visit(Coverage.ANNOUNCED, "first", 2)}


def test_cancelled_and_moved_visit_nobody() -> None:
    rows = contract.from_rows([stop(id="a", status="cancelled"), stop(id="b", status="moved")])
    assert coverage(rows, CENTRES, at("2018-01-01 00:00")).visits == {}


def test_the_named_centre_counts_and_not_the_place() -> None:
    rows = contract.from_rows([stop(id="a", centre="05515", district="05334")])
    assert set(coverage(rows, CENTRES, at("2018-01-01 00:00")).visits) == {"05515"}


def test_what_belongs_to_no_centre_is_counted_apart() -> None:
    rows = contract.from_rows(
        [stop(id="a", centre=None, district=None), stop(id="b", centre=None, district="99999"), stop(id="c")]
    )
    found = coverage(rows, CENTRES, at("2018-01-01 00:00"))
    assert (set(found.visits), found.elsewhere) == ({"05334"}, 2)
    assert coverage(rows, (), at("2018-01-01 00:00")).elsewhere == 3


def test_of_an_empty_frame() -> None:
    assert coverage(contract.empty(), CENTRES, at("2018-01-01 00:00")).visits == {}


@given(
    frames(max_size=12),
    st.datetimes(dt.datetime(1999, 12, 30), dt.datetime(2100, 1, 2)),  # noqa: DTZ001 - the zone follows
    st.sets(st.sampled_from(CENTRES)),
)
def test_as_one_would_count_by_hand(rows: pd.DataFrame, naive: dt.datetime, centres: set[str]) -> None:
    now = naive.replace(tzinfo=ZONE)
    named = pd.Series([CENTRES[n % 3] if n % 4 else None for n in range(len(rows))], rows.index, dtype="str")
    lies_in = pd.Series([CENTRES[n % 7] if n % 3 else None for n in range(len(rows))], rows.index, dtype="str")
    rows = rows.assign(centre=named, district=lies_in)
    done: dict[str, list[str]] = {}
    ahead: dict[str, list[str]] = {}
    elsewhere = 0
    for row, phase in zip(rows.astype(object).to_dict("records"), phases(rows, now), strict=True):
        if row["status"] != Status.SCHEDULED:
            continue
        ags = row["centre"] if isinstance(row["centre"], str) else row["district"]
        if ags in centres:
            (done if phase == Phase.DONE else ahead).setdefault(ags, []).append(row["id"])
        else:
            elsewhere += 1
    expected = {ags: Visit(Coverage.ANNOUNCED, ids[0], len(ids) - 1) for ags, ids in ahead.items()}
    expected |= {ags: Visit(Coverage.VISITED, ids[0], len(ids) - 1) for ags, ids in done.items()}
    found = coverage(rows, centres, now)
    assert found.visits == expected
    assert found.elsewhere == elsewhere
