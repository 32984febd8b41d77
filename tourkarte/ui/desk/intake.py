"""Dropping files and pasting text: what lies on the desk afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.desk import importing
from tourkarte.errors import TourkarteError
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.installed import store, watch
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord, DraftState, TourRecord
from tourkarte.ui import sign_in
from tourkarte.ui.desk import own, session
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tourkarte.desk.importing import Imported

REVIEW: Final = "redaktion_pruefen.py"
_MOST_FILES: Final = 50
_TRAY: Final = "desk-import-tray"
_TOURS: Final = "desk-import-tours"


def tour() -> str | None:
    """Let the person choose the tour that the appointments are for; the latest one is proposed."""
    tours = _tours()
    if not tours:
        st.info("Es gibt noch keine Tour. Bitte zuerst unter „Touren“ eine anlegen.", icon=":material/info:")
        return None
    if len(tours) == 1:
        return next(iter(tours))
    return st.selectbox("Für die Tour", list(tours), len(tours) - 1, format_func=tours.__getitem__, key="import-tour")


def _tours() -> dict[str, str]:
    """Return the titles of the tours; while the store is gone, those that were seen last, for pasted text must stay."""
    try:
        watch().stamp()
        with store().read() as reader:
            tours = {record.id: record.title for record in reader.all(TourRecord)}
    except StoreUnavailableError:
        last: dict[str, str] | None = st.session_state.get(_TOURS)
        if last is None:
            raise
        return last
    st.session_state[_TOURS] = tours
    return tours


@dataclass(slots=True, kw_only=True)
class _Tray:
    """What is being read for somebody; a change of it cannot be interrupted, as one of the session's state can.

    Attributes
    ----------
    files, pasted
        Count up when the fields for files and text are to be empty again.
    read
        What is on the desk already of what is given: a run that a newer one replaces is done again from its
        beginning.
    failed
        What could not be read of what was given last, with why.
    """

    files: int = 0
    pasted: int = 0
    read: dict[tuple[str, bytes], Imported] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def _tray() -> _Tray:
    tray: _Tray = st.session_state.setdefault(_TRAY, _Tray())
    return tray


def drop_zone(chosen: str) -> None:
    """Draw where files are dropped and text is pasted; what is given is read at once."""
    tray = _tray()
    files = st.file_uploader(
        "Einladungen oder Tabellen hierher ziehen (PDF, Word, E-Mail, Text, HTML, Excel, CSV, ICS)",
        accept_multiple_files=True,
        key=f"import-files-{tray.files}",
    )
    text = _pasted(tray.pasted)
    if files:
        found = _read([(file.name, file.getvalue) for file in files], chosen, tray)
        tray.files += 1  # also what cannot be read: it is on the person's disk
        _open(found, tray)
    elif text:
        found = _read([("Eingefügter Text.txt", text.encode)], chosen, tray)
        tray.pasted += not tray.failed  # what cannot be read stays to be corrected
        _open(found, tray)


def _pasted(number: int) -> str:
    with st.expander("Oder Text einfügen", icon=":material/content_paste:"), st.form(f"import-paste-{number}"):
        text = st.text_area("Text der Einladung", height=160, placeholder="Die Termine für diese Woche lauten: …",
                            key=f"import-text-{number}")  # fmt: skip
        given = st.form_submit_button("Text lesen", icon=":material/read_more:")
    return text.strip() if given else ""


def _read(given: Sequence[tuple[str, Callable[[], bytes]]], chosen: str, tray: _Tray) -> list[Imported]:
    """Put all files on the desk, and tell the tray of those that cannot be read."""
    found: list[Imported] = []
    failed: list[str] = []
    for name, content in given[:_MOST_FILES]:
        given_file = name, content()
        try:
            if given_file not in tray.read:
                _import(given_file, chosen, tray)
            found.append(tray.read[given_file])
        except TourkarteError as error:
            failed.append(f"{name}: {error}")
    if more := len(given[_MOST_FILES:]):
        failed.append(
            f"Auf einmal werden höchstens {_MOST_FILES} Dateien gelesen; {more} blieben ungelesen. "
            f"Bitte ab „{given[_MOST_FILES][0]}“ noch einmal ablegen."
        )
    tray.read, tray.failed = {}, failed
    return found


def _open(found: list[Imported], tray: _Tray) -> None:
    """Go to what was read, if it is only one."""
    if len(found) == 1 and not tray.failed:
        if found[0].again:
            session.say(f"„{found[0].document.name}“ liegt schon auf dem Tisch; es wurde nicht noch einmal eingelesen.")
        st.switch_page(REVIEW, query_params={"dokument": found[0].document.id})
    st.rerun()


def _import(given: tuple[str, bytes], chosen: str, tray: _Tray) -> None:
    name, data = given
    who = sign_in.editor()
    if who is None:
        raise TourkarteError("Ihre Anmeldung ist abgelaufen. Bitte neu anmelden und die Datei noch einmal einlesen.")
    with st.spinner(f"„{plain(name)}“ wird gelesen …"):
        bar = st.progress(0.0)
        with own.noting() as noted:
            tray.read[given] = importing.import_file(
                noted, data, name, author=who.name, tour=chosen, tell=lambda done, total: bar.progress(done / total)
            )
        bar.empty()


def failures() -> None:
    """Say which files could not be read, and why."""
    for sentence in _tray().failed:
        st.error(plain(sentence), icon=":material/error:")


def on_the_desk() -> None:
    """List the documents that wait to be reviewed."""
    st.subheader("Zur Prüfung")
    try:
        watch().stamp()
        waiting = _waiting()
    except StoreUnavailableError:
        st.caption("Die Liste erscheint, sobald die Datenbank wieder antwortet.")
        return
    if not waiting:
        st.caption("Nichts zu prüfen. Was Sie einlesen, liegt hier, bis es veröffentlicht oder verworfen ist.")
    for document in waiting:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(document['name'])}** – {_counted(document)}", width="stretch")
            if st.button("Prüfen", key=f"review-{document['id']}", icon=":material/fact_check:"):
                st.switch_page(REVIEW, query_params={"dokument": document["id"]})


def _waiting() -> list[dict[str, Any]]:
    with store().read() as reader:
        drafts = reader.rows(DraftRecord.kind, "document", "state", "doubts")
        documents = reader.rows(DocumentRecord.kind, "id", "name", "state")
    for document in documents:
        own = [each for each in drafts if each["document"] == document["id"] and each["state"] == DraftState.OPEN]
        document |= {"drafts": len(own), "doubtful": sum(bool(each["doubts"]) for each in own)}
    return [document for document in documents if document["state"] == DocumentState.OPEN]


def _counted(document: dict[str, Any]) -> str:
    drafts, doubtful = document["drafts"], document["doubtful"]
    words = "1 Entwurf" if drafts == 1 else f"{drafts} Entwürfe"
    return f"{words}, {doubtful} mit Hinweisen" if doubtful else f"{words}, keine Hinweise"
