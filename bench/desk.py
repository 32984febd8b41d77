"""The desk in Chromium: from an invitation to what visitors see, and how long its pages take to open.

    python bench/desk.py [--rounds N] [--appointments N] [--only journey|pages]

Journey: the first tour's invitation as a PDF is dropped on the desk of an empty tour, looked at and published; a
visitor who has the map open sees it. Each round has a new server and a new store. Actions are what the editor does with
hand or keyboard; seconds are the machine's.

Pages: opened over a store with many appointments, each changed twice, and a document of 200 drafts, beside an empty
Streamlit app in turns, until their script has run to its end.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import EMPTY, serving
from tests.browser.chromium import find
from tests.browser.conftest import drawn_map
from tests.browser.desk import Desk, as_pdf, desk, drop, reviewed, sign_in
from tests.frames import TOUR, synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from playwright.sync_api import Browser, BrowserContext, Page

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_WINDOW: Any = {"locale": "de-DE", "viewport": {"width": 1400, "height": 1000}}
_DRAFTS, _BATCH = 200, 100
_DONE = "[data-testid=stApp][data-test-script-state=notRunning]"


class Journey(NamedTuple):
    """Actions, and seconds until the review was there, until it was published, and until a visitor saw it all."""

    actions: int
    reviewed: float
    published: float
    seen: float


def _journey(browser: Browser, folder: Path) -> Journey:
    pdf = as_pdf(browser, folder)
    with desk(folder / "server") as server:
        editor, visitor = (browser.new_context(**_WINDOW).new_page() for _ in range(2))
        sign_in(editor, server, "Anna")
        visitor.goto(server.address)
        shown = drawn_map(visitor)
        start = time.perf_counter()
        drop(editor, pdf)
        reviewed(editor)
        review = time.perf_counter()
        editor.get_by_role("button", name="Veröffentlichen").click()
        expect(editor.get_by_text("Dieses Dokument ist veröffentlicht.")).to_be_visible()
        published = time.perf_counter()
        expect(shown.locator(".tk-stop")).to_have_count(6, timeout=10_000)
        seen = time.perf_counter()
        for page in (editor, visitor):
            page.context.close()
    return Journey(2, review - start, published - review, seen - review)


def _journeys(browser: Browser, rounds: int) -> None:
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            found.append(_journey(browser, Path(folder)))
        print("  ".join(f"{name} {value:.2f}" for name, value in found[-1]._asdict().items()), flush=True)
    actions, review, published, seen = (statistics.median(values) for values in zip(*found, strict=True))
    print(
        f"journey, median of {rounds}: {actions:.0f} actions, {review:.2f} s to the review, "
        f"{published:.2f} s to publish, {seen:.2f} s from the click to the visitor, {review + seen:.2f} s in all"
    )


def _fill(folder: Path, appointments: pd.DataFrame) -> str:
    """Make a store with appointments that have a history, and a document on the desk; return the document's id."""
    os.environ |= {"TOURKARTE_DATA_DIR": str(folder / "server" / "data"), "TOURKARTE_STATE_DIR": str(folder / "state")}
    # Imported here: the settings are read once, and must be those above.
    from tests.folders import with_appointments  # noqa: PLC0415
    from tourkarte.store.installed import store  # noqa: PLC0415
    from tourkarte.store.records import AppointmentRecord, DocumentRecord, DraftRecord  # noqa: PLC0415

    with_appointments(folder / "server" / "data", appointments)
    with store().read() as reader:
        records = reader.all(AppointmentRecord)
    for text in ("geändert", "noch einmal geändert"):
        for first in range(0, len(records), _BATCH):
            with store().write("Bernd", "edit", f"Termine {first} bis {first + _BATCH} {text}") as transaction:
                for record in records[first : first + _BATCH]:
                    transaction.edit(AppointmentRecord, record.id, 1 if text == "geändert" else 2, note=text)
    with store().write("Bernd", "import", "eingelesen") as transaction:
        transaction.add(DocumentRecord(id="viele", name="Viele.txt", tour=TOUR, text="Text\n" * 500, digest="0" * 64))
        for position, record in enumerate(records[:_DRAFTS], 1):
            draft: dict[str, Any] = {
                "date": record.date,
                "start": record.start,
                "title": record.title,
                "city": record.city,
            }
            transaction.add(DraftRecord(id=f"viele-{position}", document="viele", position=position, **draft))
    store().close()
    return "viele"


def _pages(document: str) -> Iterator[tuple[str, str]]:
    """Yield the address of each page of the desk with its heading."""
    yield "/redaktion", "Redaktion"
    yield f"/redaktion-pruefen?dokument={document}", "Prüfen"
    yield "/redaktion-termine", "Termine bearbeiten"
    yield "/redaktion-touren", "Touren"
    yield "/redaktion-verlauf", "Verlauf"


def _open(context: BrowserContext, address: str, heading: str | None) -> float:
    page: Page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    there = page.get_by_role("heading", name=heading, level=1) if heading else page.get_by_text("leer")
    there.wait_for(timeout=60_000)
    page.locator(_DONE).wait_for(timeout=60_000, state="attached")
    seconds = time.perf_counter() - start
    page.close()
    return seconds


def _openings(browser: Browser, rounds: int, number: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "server").mkdir()
        appointments = synthetic(number)
        document = _fill(folder, appointments)
        state = {"TOURKARTE_STATE_DIR": str(folder / "state")}
        with desk(folder / "server", state, appointments=appointments) as server, serving(EMPTY) as empty:
            _compare(browser, server, empty, rounds, document)


def _compare(browser: Browser, server: Desk, empty: str, rounds: int, document: str) -> None:
    context = browser.new_context(**_WINDOW)
    editor = context.new_page()
    sign_in(editor, server, "Anna")
    editor.close()
    bare = browser.new_context(**_WINDOW)
    found: dict[str, list[float]] = {}
    for turn in range(rounds + 1):
        for path, heading in _pages(document):
            seconds = _open(context, server.address + path, heading)
            found.setdefault(heading, []).append(seconds)
        found.setdefault("(empty app)", []).append(_open(bare, empty, None))
        if turn == 0:
            first, found = found, {}
    floor = statistics.median(found["(empty app)"])
    for heading, times in found.items():
        median = statistics.median(times)
        print(
            f"{heading:20} first {first[heading][0]:5.2f} s  median of {rounds} {median:5.2f} s  "
            f"slowest {max(times):5.2f} s  {median - floor:+5.2f} s beside the empty app"
        )


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--appointments", type=int, default=10_000)
    cli.add_argument("--only", choices=["journey", "pages"])
    args = cli.parse_args()
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=_FLAGS) as browser,
    ):
        if args.only != "pages":
            _journeys(browser, args.rounds)
        if args.only != "journey":
            _openings(browser, args.rounds, args.appointments)


if __name__ == "__main__":
    main()
