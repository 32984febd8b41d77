"""Text that Streamlit must show as it is. That Chromium does so was looked at for each kind of widget."""

from __future__ import annotations

import pytest

from tests.ui.desk import run
from tourkarte.desk import editing
from tourkarte.store.installed import store
from tourkarte.ui.markdown import plain


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("*a* `b` [c](d) $e$", r"\*a\* \`b\` \[c\]\(d\) \$e\$"),
        (":red[x] :material/home:", ":\u2060red\\[x\\] :\u2060material/home:"),
        ("11:30 Uhr", "11:\u206030 Uhr"),
        ("https://evil.example", "https:\u2060//evil\\.example"),
        ("(www.evil.example) _WWW.evil.example", "\\(www\u2060\\.evil\\.example\\) \\_WWW\u2060\\.evil\\.example"),
        ("a@evil.example", "a@\u2060evil\\.example"),
    ],
)
def test_nothing_in_it_is_markdown(text: str, source: str) -> None:
    assert plain(text) == source


@pytest.mark.parametrize(("query", "key"), [({}, "desk-tour"), ({"neu": "1"}, "new-tour")])
@pytest.mark.usefixtures("signed_in")
def test_what_a_selectbox_shows_is_not_escaped(query: dict[str, str], key: str) -> None:
    editing.add_tour(store(), author="Erika", title="Tour *2018* (Nord)")
    assert "Tour *2018* (Nord)" in run("redaktion_termine.py", **query).selectbox(key=key).options
