from __future__ import annotations

import contextvars

import pytest

from tourkarte.language import DEFAULT, LANGUAGES, N_, _, current, ngettext, speaking, use


def test_german_is_spoken_where_nobody_asks_for_another() -> None:
    assert contextvars.Context().run(current) == DEFAULT == "de"
    assert _("Hinweise") == "Hinweise"


def test_a_language_holds_for_a_block_alone() -> None:
    with speaking("en"):
        assert (current(), _("Hinweise")) == ("en", "Notes")
        with pytest.raises(ValueError, match="x"), speaking("de"):
            raise ValueError("x")
        assert current() == "en"
    assert (current(), _("Hinweise")) == ("de", "Hinweise")


def test_a_language_is_that_of_one_run_among_others() -> None:
    contextvars.copy_context().run(use, "en")
    assert current() == "de"


def test_what_nobody_has_translated_stays_german() -> None:
    with speaking("en"):
        assert _("Niemand hat das übersetzt.") == "Niemand hat das übersetzt."
        assert ngettext("{n} Ding, das niemand kennt", "{n} Dinge", 2) == "{n} Dinge"


def test_a_marked_text_is_the_text() -> None:
    with speaking("en"):
        assert N_("Hinweise") == "Hinweise"


def test_nothing_is_nothing_in_every_language() -> None:
    for language in LANGUAGES:  # a catalogue's head is what gettext finds for the empty text
        with speaking(language):
            assert _("") == ""
