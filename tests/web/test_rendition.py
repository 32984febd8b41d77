"""Who has it already, and in which form it goes out."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest

from tourkarte.web.rendition import Kept, rendered
from tourkarte.web.replies import Content

AT = dt.datetime(2017, 8, 1, 9, 30, 15, 999_000, tzinfo=dt.UTC)
SAID = "Tue, 01 Aug 2017 09:30:15 GMT"
LONG = b"Termine " * 500


def made(at: dt.datetime | None = AT, **about: object) -> Kept:
    return rendered(Content(body=LONG, media_type="text/plain", at=at, **about), {"X-Own": "1"})  # type: ignore[arg-type]


def asked(kept: Kept, **headers: str) -> tuple[int, dict[str, str], bytes]:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    status, told, body = kept.for_reader(raw)
    assert len({name for name, _value in told}) == len(told), "a header twice"
    return status, {name.decode(): value.decode() for name, value in told}, body


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (SAID, 304),
        ("Tuesday, 01-Aug-17 09:30:15 GMT", 304),
        ("Tue Aug  1 09:30:15 2017", 200),  # says no zone; to send it once more does no harm
        ("Tue, 01 Aug 2017 11:30:15 +0200", 304),
        ("Tue, 01 Aug 2017 09:30:14 GMT", 200),
        ("Tue, 01 Aug 2017 09:30:16 GMT", 200),  # the store is of an earlier time than what the reader has
        ("Fri, 31 Dec 9999 23:59:59 GMT", 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("gestern", 200),
        ("", 200),
        ("Tue, 32 Aug 2017 09:30:15 GMT", 200),
        ("Tue, 01 Aug 99999999999999 09:30:15 GMT", 200),
        ("Tue, 01 Aug 2017 09:30:15 +9999999999", 200),
        ("\xff\xfe\x00", 200),
        ("0" * 5_000, 200),
    ],
)
def test_only_who_says_the_very_moment_has_it(since: str, status: int) -> None:
    found, headers, body = asked(made(), if_modified_since=since)
    assert found == status
    assert headers["last-modified"] == SAID
    assert bool(body) is (status == 200)


def test_a_tag_goes_before_a_date() -> None:
    tag = asked(made())[1]["etag"]
    assert asked(made(), if_none_match='"other"', if_modified_since=SAID)[0] == 200
    assert asked(made(), if_none_match=tag, if_modified_since="gestern")[0] == 304
    assert asked(made(), if_none_match="", if_modified_since=SAID)[0] == 200


def test_without_a_date_no_date_is_right() -> None:
    kept = made(at=None)
    assert "last-modified" not in asked(kept)[1]
    assert asked(kept, if_modified_since=SAID)[0] == 200


def test_the_tag_of_the_other_form_is_none_of_this_one() -> None:
    kept = made()
    packed = asked(kept, accept_encoding="gzip")[1]["etag"]
    assert asked(kept, if_none_match=packed)[0] == 200
    assert asked(kept, accept_encoding="gzip", if_none_match=packed)[0] == 304


@pytest.mark.parametrize("accepts", ["", "gzip"])
def test_what_a_cache_must_know_is_said_again_without_the_body(accepts: str) -> None:
    kept = made(filename="termine.txt")
    whole = asked(kept, accept_encoding=accepts)[1]
    known = asked(kept, accept_encoding=accepts, if_none_match=whole["etag"])[1]
    assert {name: whole[name] for name in known} == known
    assert {"etag", "vary", "cache-control", "last-modified", "x-own", "access-control-allow-origin"} <= set(known)
    assert not {"content-length", "content-type", "content-encoding", "content-disposition"} & set(known)


def test_what_is_wrong_is_sent_whole_to_everybody_and_kept_by_nobody() -> None:
    kept = made(status=404)
    headers = asked(kept)[1]
    assert headers["cache-control"] == "no-store"
    status, _headers, body = asked(kept, if_none_match="*", if_modified_since=SAID)
    assert (status, body) == (404, LONG)


@pytest.mark.parametrize(
    "accepts", ["gzip;q=x", "gzip;q=0.0", "gzip;q=-1", ";;;,,=", "identity;q=1, gzip;q=0.9", "*;q=0", "br, deflate"]
)
def test_who_does_not_want_it_gets_no_gzip(accepts: str) -> None:
    _status, headers, body = asked(made(), accept_encoding=accepts)
    assert ("content-encoding" in headers, body) == (False, LONG)


def test_a_length_is_that_of_what_travels() -> None:
    for accepts in ("", "gzip"):
        _status, headers, body = asked(made(), accept_encoding=accepts)
        assert int(headers["content-length"]) == len(body)
    assert gzip.decompress(body) == LONG


def test_what_would_grow_is_sent_as_it_is() -> None:
    kept = rendered(Content(body=b"kurz", media_type="text/plain"), {})
    assert kept.packed is kept.plain
    assert kept.size == 4
