"""What a query string asks for: understood as a whole, or refused with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.frames import HOSTILE, sample
from tourkarte import clock, dataset
from tourkarte.language import LANGUAGES, speaking
from tourkarte.places.nearby import nearby
from tourkarte.selection import Selection, known
from tourkarte.selection.parameters import PARAMETERS, STATUS_OF
from tourkarte.settings import settings
from tourkarte.viewing import PARAMETERS as VIEWING
from tourkarte.web.asking import LONGEST, QueryError, read, spoken
from tourkarte.web.loaded import Loaded

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = {"excel": ("1", "0"), "seite": ()}
NAMES = (*PARAMETERS, *VIEWING, *OWN, "embed", "farbe", "")
LONGEST_REASON = 4_000
"""Characters; a reason that repeated all that came would be a way to make this server talk."""


@cache
def held() -> Loaded:
    """Return the six appointments of the first tour, without a store."""
    folder = settings().data_dir
    data = replace(dataset.reference(folder), appointments=sample())
    selectable = known(data.appointments, data.districts.values(), data.tours.values(), nearby(folder))
    return Loaded(data, selectable, (), None, clock.now(), frozenset(data.appointments["id"]))


def selection_of(query: str) -> Selection:
    return read(query.encode(), held(), own=OWN).selection


def reason(query: str | bytes) -> str:
    with pytest.raises(QueryError) as refused:
        read(query.encode() if isinstance(query, str) else query, held(), own=OWN)
    return str(refused.value)


def _values() -> st.SearchStrategy[str]:
    likely = [
        "Herne",
        "herne",
        "Münster",
        "05916",
        "44649",
        "25",
        "1",
        "0",
        "2017-08-03",
        "2017-08-03T12:00",
        "en",
        "geplant",
    ]
    written = st.sampled_from([*likely, *HOSTILE]) | st.text(max_size=20)
    escape: list[Callable[[str], str]] = [
        lambda text: quote(text.encode("utf-8", "surrogatepass")),
        lambda text: quote(text.encode("utf-16", "surrogatepass")),
        lambda text: quote_plus(text, encoding="latin-1", errors="replace"),
    ]
    return st.builds(lambda text, how: how(text), written, st.sampled_from(escape)) | st.just("%") | st.just("%zz")


def queries() -> st.SearchStrategy[bytes]:
    """Generate query strings: plausible ones, broken ones, and any bytes."""
    pair = st.builds(lambda name, value: f"{name}={value}", st.sampled_from(NAMES), _values())
    joined = st.lists(pair, max_size=8).map(lambda pairs: "&".join(pairs).encode())
    return (
        joined
        | st.binary(max_size=60)
        | st.builds(lambda one, other: one + b"&" + other, joined, st.binary(max_size=9))
    )


def selections() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Generate parameters that all can be used, in any order and with doubles."""
    many = st.one_of(
        st.tuples(st.just("stadt"), st.sampled_from(held().known.cities)),
        st.tuples(st.just("kreis"), st.sampled_from(sorted(held().known.districts))),
        st.tuples(st.just("bezirk"), st.sampled_from(held().known.regions)),
        st.tuples(st.just("status"), st.sampled_from(sorted(STATUS_OF))),
    )
    single = st.fixed_dictionaries(
        {},
        optional={
            "tour": st.sampled_from(sorted(held().known.tours)),
            "von": st.dates(min_value=day(1), max_value=day(10)).map(str),
            "bis": st.dates(min_value=day(10), max_value=day(31)).map(str),
            "suche": st.sampled_from(["Straße", "a&b=c", "50% + x", "  zwei   Wörter ", "é", "é"]),
            "lang": st.sampled_from(sorted(LANGUAGES)),
        },
    ).map(lambda found: list(found.items()))
    nowhere: list[tuple[str, str]] = []
    around = st.just(nowhere) | st.integers(1, 50).map(lambda km: [("nahe", "44649"), ("km", str(km))])
    return st.builds(lambda one, two, three: [*one, *two, *three], st.lists(many, max_size=6), single, around).flatmap(
        st.permutations
    )


def day(number: int) -> dt.date:
    return dt.date(2017, 8, number)


@given(queries())
@example(b"stadt=%ff")
@example(b"suche=%ed%a0%80")
@example(b"\xff\x00")
@example(b"=&=&&&=")
@example(b"suche=" + b"%C3%A4" * 600)
@example(b"excel=x&" * 199 + b"excel=x")
@example("stadt=Herne".encode("utf-16"))
def test_any_bytes_are_understood_as_a_whole_or_refused_with_a_short_reason(query: bytes) -> None:
    assert spoken(query) in LANGUAGES
    try:
        asked = read(query, held(), own=OWN)
    except QueryError as refused:
        told = str(refused)
        assert 0 < len(told) <= LONGEST_REASON
        assert all(line.isprintable() for line in told.split("\n"))
    else:
        again = read(asked.query.encode(), held())
        assert (again.selection, again.viewing.language) == (asked.selection, asked.viewing.language)


@given(selections())
def test_the_canonical_query_asks_for_the_same(pairs: list[tuple[str, str]]) -> None:
    asked = read(urlencode(pairs).encode(), held(), own=OWN)
    again = read(asked.query.encode(), held(), own=OWN)
    assert again.selection == asked.selection
    assert again.query == asked.query
    assert asked.selection == Selection.from_query(pairs, held().known)[0]


def test_what_only_a_resource_has_is_no_part_of_what_all_have_in_common() -> None:
    asked = read(b"excel=1&stadt=Wesel&seite=7&termin=sommertour-2017-herne&lang=en&stadt=Herne", held(), own=OWN)
    assert (asked.query, dict(asked.own)) == ("stadt=Herne&stadt=Wesel&lang=en", {"excel": "1", "seite": "7"})
    assert asked.viewing.chosen == "sommertour-2017-herne"


@pytest.mark.parametrize("query", ["", "&", "stadt=", "stadt=%20&von=&suche=", "embed=true&embed_options=x"])
def test_what_a_form_sends_for_a_field_left_alone_says_nothing(query: str) -> None:
    assert selection_of(query).is_empty


def test_the_same_value_twice_is_one_of_a_filter_that_takes_several() -> None:
    assert selection_of("stadt=M%C3%BCnster&stadt=Mu%CC%88nster&stadt=M%C3%BCnster") == Selection(cities=("Münster",))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("lang=en&lang=en", "„lang“ steht mehrmals"),
        ("termin=sommertour-2017-herne&termin=sommertour-2017-wesel", "„termin“ steht mehrmals"),
        ("seite=1&seite=2", "„seite“ steht mehrmals"),
        ("von=2017-08-02&von=2017-08-03", "„von“ steht mehrmals"),
        ("Stadt=Herne", "„Stadt“"),
        ("farbe=rot", "Erlaubt sind hier: tour, stadt, kreis"),
        ("termin=nix", "Den Termin „nix“"),
        ("stand=gestern", "Den Zeitpunkt „gestern“"),
        ("suche=%C3%28", "nicht lesbar"),
        ("stadt=M%FCnster", "nicht lesbar"),
        (b"stadt=M\xc3\xbcnster", "nicht lesbar"),
        ("suche=a%0Ab%07", "Steuerzeichen"),
        ("suche=%F0%9F%8E%89", "keinen lateinischen Buchstaben"),
        ("suche=" + "a" * 201, "201 Zeichen lang"),
        ("&".join(["stadt=Herne"] * 201), "höchstens 200 Angaben"),
        ("excel=" + "1" * 30, "hat hier nur diese Werte: 1, 0"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_is_allowed(query: str | bytes, said: str) -> None:
    assert said in reason(query)


@pytest.mark.parametrize("length", [LONGEST + 1, 10_000, 1_000_000])
def test_too_long_is_not_even_read(length: int) -> None:
    told = reason("stadt=Herne&lang=en&suche=".ljust(length, "a"))
    assert f"{length} Zeichen lang" in told
    assert "4000" in told


def test_as_long_as_allowed_is_read() -> None:
    assert selection_of("stadt=Herne&suche=".ljust(LONGEST, "+")) == Selection(cities=("Herne",))


def test_the_reason_is_in_the_language_that_is_asked_for() -> None:
    query = "lang=en&stadt=Hernee"
    with speaking(spoken(query.encode())):
        told = reason(query)
    assert "llowed" in told
    assert "Erlaubt" not in told


@pytest.mark.parametrize("query", [b"lang=fr", b"lang=", b"\xff=1", b"x=1&" * 1000 + b"lang=en", b"lang=%65"])
def test_otherwise_in_german(query: bytes) -> None:
    assert spoken(query) == "de"
