from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl

from tourkarte.clock import ZONE
from tourkarte.selection import Selection
from tourkarte.ui.address import address, query
from tourkarte.viewing import Viewing


def test_an_address_is_relative_and_keeps_all() -> None:
    assert address("", Selection(), Viewing()) == "./"
    assert address("termine", Selection(), Viewing(chosen="a b", language="en")) == "termine?termin=a+b&lang=en"
    assert address("termine", Selection(cities=("Köln",)), Viewing()) == "termine?stadt=K%C3%B6ln"


def test_a_query_has_the_selection_and_how_it_is_looked_at() -> None:
    selection = Selection(cities=("Herne", "Köln"), words="a&b=c")
    viewing = Viewing(chosen="herne-1", as_of=dt.datetime(2017, 8, 3, 12, tzinfo=ZONE), language="en")
    assert parse_qsl(query(selection, viewing)) == [*selection.pairs(), *viewing.pairs()]
    assert query(Selection(), Viewing()) == ""
