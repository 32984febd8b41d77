"""What tests of the review share: documents on the desk, their pages, and a store that can be taken away."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from tests.frames import TOUR
from tests.ui.desk import run
from tourkarte.desk import importing
from tourkarte.desk.importing import drafts_of
from tourkarte.store import installed
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.installed import store
from tourkarte.store.records import DocumentRecord, DraftRecord
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from streamlit.testing.v1 import AppTest

ERIKA, BERND = "Erika", "Bernd"
INTAKE, REVIEW = "redaktion.py", "redaktion_pruefen.py"
TEXT = """Die Termine für diese Woche lauten:

07.08.2017

11:00 Uhr: Kommunales Integrationszentrum Kreis Unna, Parkstraße 40, 59425 Unna

15:30 Uhr: Kommunales Integrationszentrum Stadt Hagen, Rathausstraße 11, 58095 Hagen
"""


def on_the_desk(text: str = TEXT) -> str:
    """Put a text on the desk; return the document's id."""
    return importing.import_file(store(), text.encode(), "Einladung.txt", author=ERIKA, tour=TOUR).document.id


def lay(document: str, *drafts: dict[str, Any], **values: Any) -> str:
    """Put a document with given drafts on the desk; return its id."""
    with store().write(ERIKA, "import", "eingelesen") as transaction:
        about = {"name": "Einladung.txt", "text": TEXT} | values
        transaction.add(DocumentRecord(id=document, tour=TOUR, digest="0" * 64, **about))
        for number, draft in enumerate(drafts, 1):
            transaction.add(DraftRecord(id=f"{document}-{number}", document=document, position=number, **draft))
    return document


def review(document: str) -> AppTest:
    return run(REVIEW, dokument=document)


def drafts(document: str) -> tuple[DraftRecord, ...]:
    with store().read() as reader:
        return drafts_of(reader, document)


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def choose(app: AppTest, draft: DraftRecord) -> None:
    app.radio(key="review-draft").set_value(draft.id).run()
    assert not app.exception


def changes() -> int:
    return store().stamp().number


@contextmanager
def gone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the database away for the length of the block."""

    @contextmanager
    def refuse(*_: Any, **__: Any) -> Iterator[NoReturn]:
        raise StoreUnavailableError("Die Datenbank postgresql://geheim@intern/db antwortet nicht.")
        yield

    with monkeypatch.context() as patched:
        patched.setattr(Store, "read", refuse)
        patched.setattr(Store, "write", refuse)
        yield
    installed.watch.cache_clear()  # it spares everybody asking again for two seconds
