from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.web.sign_in.members import Members, Standing

START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)
IAT = int(START.timestamp())
HOUR = dt.timedelta(hours=1)
MEMBERS = Members(editors=("erika@example.org", "*@stadt.example.org"), groups=("Presse", "/büro"), lasting=12 * HOUR)


def _claims(**claims: Any) -> dict[str, Any]:
    return {"iss": "https://login.example.org", "sub": "4711", "iat": IAT} | claims


def _standing(now: dt.datetime = START, **claims: Any) -> Standing:
    return MEMBERS.person(_claims(**claims), now).standing


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "erika@example.org", "email_verified": True},
        {"email": "Erika@Example.ORG", "email_verified": "true"},
        {"email": "max@stadt.example.org", "email_verified": True},
        {"groups": ["Sonstige", "Presse"]},
        {"groups": "Presse"},
        {"groups": ["/büro"], "email": "max@example.org", "email_verified": False},
    ],
)
def test_who_is_on_the_list_is_an_editor(claims: dict[str, Any]) -> None:
    assert _standing(**claims) is Standing.EDITOR


@pytest.mark.parametrize(
    "claims",
    [
        {},
        *(
            {"email": address, "email_verified": True}
            for address in (
                "max@example.org",
                "erika@example.org.evil.example",
                "x@stadt.example.org.evil.example",
                "x@sub.stadt.example.org",
                "x@evilstadt.example.org",
                "x@evil.example@stadt.example.org",
            )
        ),
        {"email": "erika@example.org"},
        {"email": "erika@example.org", "email_verified": None},
        {"email": "erika@example.org", "email_verified": 1},
        {"email": "erika@example.org", "email_verified": False},
        {"email": "erika@example.org", "email_verified": "false"},
        {"email": ["erika@example.org"], "email_verified": True},
        {"name": "erika@example.org", "preferred_username": "erika@example.org", "sub": "erika@example.org"},
        {"groups": ["presse"]},
        {"groups": "Presse,Sonstige"},
        {"groups": {"Presse": True}},
        {"groups": [["Presse"], None, 1]},
        {"roles": ["Presse"]},
    ],
)
def test_who_is_not_is_a_stranger(claims: dict[str, Any]) -> None:
    assert _standing(**claims) is Standing.STRANGER


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ({}, Standing.EDITOR),
        ({"email_verified": False}, Standing.STRANGER),
        ({"email_verified": "false"}, Standing.STRANGER),
    ],
)
def test_an_operator_may_trust_a_provider_that_omits_the_claim(claims: dict[str, Any], standing: Standing) -> None:
    members = Members(editors=("erika@example.org",), groups=(), lasting=HOUR, trust_email=True)
    assert members.person(_claims(email="erika@example.org", **claims), START).standing is standing


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (START - dt.timedelta(minutes=5), Standing.EDITOR),
        (START - dt.timedelta(minutes=6), Standing.EXPIRED),
        (START + 12 * HOUR - dt.timedelta(seconds=1), Standing.EDITOR),
        (START + 12 * HOUR, Standing.EXPIRED),
    ],
)
def test_a_session_lasts_from_the_token_on(now: dt.datetime, standing: Standing) -> None:
    assert _standing(now, groups=["Presse"], auth_time=IAT - 900_000) is standing


@pytest.mark.parametrize("iat", [None, "", "gestern", [], float("nan"), float("inf"), 1e300, -1e300])
def test_a_token_without_a_time_is_over(iat: Any) -> None:
    assert _standing(iat=iat, groups=["Presse"]) is Standing.EXPIRED


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        (
            {"name": "Erika Müller", "email": "erika@example.org", "email_verified": True},
            "Erika Müller (erika@example.org)",
        ),
        ({"name": "erika@example.org", "email": "erika@example.org", "email_verified": True}, "erika@example.org"),
        ({"email": "erika@example.org", "email_verified": True}, "erika@example.org"),
        ({"name": "Erika", "email": "chef@example.org"}, "Erika (4711)"),
        ({"name": "Erika", "preferred_username": "chef@example.org"}, "Erika (4711)"),
        ({"name": "Erika", "email": "chef@example.org", "email_verified": False}, "Erika (4711)"),
        ({"name": "Erika", "preferred_username": "emueller"}, "Erika (emueller)"),
        ({"name": "Erika\n\u202eMüller", "preferred_username": "e\x00m"}, "Erika Müller (e m)"),
        ({"name": ["Erika"]}, "4711"),
        ({"sub": None}, "ohne Namen"),
    ],
)
def test_the_name_tells_a_person_from_a_namesake(claims: dict[str, Any], name: str) -> None:
    assert MEMBERS.person(_claims(**claims), START).name == name


def test_each_signing_in_is_a_session_of_its_own() -> None:
    claims: list[dict[str, Any]] = [
        {},
        {"iat": IAT + 1},
        {"sub": "4712"},
        {"nonce": "a"},
        {"iss": "https://other.example"},
    ]
    assert len({MEMBERS.person(_claims(**each), START).session for each in claims}) == len(claims)


_JSON = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda each: st.lists(each, max_size=3))


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("email", "email_verified", "groups", "name", "sub", "iat", "nonce"), _JSON)
    )
)
def test_whatever_a_provider_says_a_person_has_one_visible_name(claims: dict[str, Any]) -> None:
    person = MEMBERS.person(claims, START)
    assert person.name
    assert person.name.isprintable()
    assert len(person.name) <= 200
