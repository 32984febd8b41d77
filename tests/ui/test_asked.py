from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.ui.test_filters import link
from tests.ui.test_pages import drawn
from tests.ui.visitors import run
from tourkarte.selection import Selection
from tourkarte.viewing import Viewing

pytestmark = pytest.mark.usefixtures("in_the_middle_of_the_tour")


def test_a_run_reads_once_and_shows_what_the_callback_before_it_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(stadt="Herne", stand="2017-08-03T10:00")
    counted: Counter[type] = Counter()

    def counting(kind: type[Any], read: Any) -> Any:
        def from_query(_cls: object, *arguments: Any) -> Any:
            counted[kind] += 1
            return read(*arguments)

        return classmethod(from_query)

    for kind in (Selection, Viewing):
        monkeypatch.setattr(kind, "from_query", counting(kind, kind.from_query))
    app.button(key="chip-stadt-Herne").click().run()
    assert not app.exception
    assert counted == {Selection: 1, Viewing: 1}
    assert len(drawn(app)["stops"]) == 6
    assert link(app) == {"stand": ["2017-08-03T10:00"]}
