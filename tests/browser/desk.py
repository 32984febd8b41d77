"""The desk in a browser: a server whose token is known, an editor who has signed in, and files to drop."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import expect

from tests import folders
from tests.browser.conftest import serve
from tests.browser.waiting import settled
from tourkarte import frame as contract

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    from playwright.sync_api import Browser, Page

INVITATION = folders.OWN / "invitation.md"
_PATIENT = Path(__file__).with_name("patient")
_TOKEN = re.compile(r"/anmelden\?token=\S+")


class Desk(NamedTuple):
    """A server with a desk; `said` is the file that it prints to."""

    address: str
    said: Path

    @property
    def door(self) -> str:
        """The address that lets somebody in; each works once."""
        links: list[str] = _TOKEN.findall(self.said.read_text(encoding="utf-8"))
        return self.address + links[-1]


@contextmanager
def desk(
    folder: Path, environment: Mapping[str, str] | None = None, *, appointments: pd.DataFrame | None = None
) -> Iterator[Desk]:
    """Run a server over the first tour, without its appointments unless others are given."""
    folder.mkdir(exist_ok=True)
    said = folder / "said"
    rows = contract.empty() if appointments is None else appointments
    data = folders.with_appointments(folder / "data", rows)
    path = os.pathsep.join(filter(None, (str(_PATIENT), os.environ.get("PYTHONPATH"))))
    own = {"PYTHONPATH": path, **(environment or {})}
    with said.open("wb") as printed, serve(data, environment=own, said=printed) as address:
        yield Desk(address, said)


def sign_in(page: Page, server: Desk, name: str) -> None:
    """Come in as somebody, and be at the desk."""
    page.goto(server.door)
    page.get_by_label("Ihr Name").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Angemeldet als {name}.")).to_be_visible()


def as_pdf(browser: Browser, folder: Path, text: str | None = None) -> Path:
    """Print an invitation, the first tour's or another one, as a PDF."""
    file = folder / "Einladung.pdf"
    page = browser.new_page()
    words = re.sub(r"#+ |\*\*", "", text or INVITATION.read_text(encoding="utf-8"))
    page.set_content("<pre style='white-space: pre-wrap; font-family: serif'></pre>")
    page.locator("pre").evaluate("(place, words) => { place.textContent = words; }", words)
    page.pdf(path=file)
    page.close()
    return file


def drop(page: Page, *files: Path | Mapping[str, Any]) -> None:
    """Drop files on the desk."""
    page.locator("input[type=file]").set_input_files(list(files))  # type: ignore[arg-type]  # paths and payloads


def reviewed(page: Page) -> None:
    """Wait until the review is there."""
    expect(page.get_by_role("button", name="Veröffentlichen")).to_be_enabled()
    settled(page)
