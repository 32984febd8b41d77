"""A real server and a real browser, and the rule that holds for every journey: no request leaves this host."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests import folders, frames
from tests.browser.chromium import find
from tests.browser.shared import shared
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from typing import IO

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, FrameLocator, Request

ROOT = Path(__file__).parents[2]
MIDDLE_OF_THE_TOUR = "2017-08-03T12:00"
_HEALTH = "/_stcore/health"
_PATIENCE = 180  # seconds; a bound for a start, not a wait
expect.set_options(timeout=60_000)  # the same: machines that run tests are shared
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serve(
    data_dir: Path = folders.OWN,
    now: str = MIDDLE_OF_THE_TOUR,
    *,
    script: str = "dashboard.py",
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
    said: IO[bytes] | None = None,
) -> Iterator[str]:
    """Run a script over `data_dir` at the moment `now`, with a new store; yield its address.

    What the server says goes to the file `said`, where one is given.
    """
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as state:
        settings = {**_settings(data_dir, now, state), **(environment or {})}
        with running(_command(script, port), address + _HEALTH, environment=settings, said=said):
            yield address


def _command(script: str, port: int) -> list[str]:
    return [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]


def _settings(data_dir: Path, now: str, state: str) -> dict[str, str]:
    return {"TOURKARTE_DATA_DIR": str(data_dir), "TOURKARTE_NOW": now, "TOURKARTE_STATE_DIR": state}


@contextmanager
def running(
    command: list[str], sign_of_life: str, *, environment: Mapping[str, str], said: IO[bytes] | None = None
) -> Iterator[None]:
    """Run a server until the end of the block, which begins once it answers."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=said or subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        try:
            _await(sign_of_life, server)
            yield
        finally:
            server.terminate()
            server.communicate(timeout=_PATIENCE)


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 (our own server)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    server.kill()
    pytest.fail(f"the server did not start:\n{(server.communicate()[0] or b'').decode()}")


@contextmanager
def serve_all(folder: Path, data: Callable[[Path], Path] = lambda _: folders.OWN) -> Iterator[str]:
    """Run a server that all workers use, over what `data` makes; nothing that a journey does may change it.

    To start one costs more than two journeys do.
    """

    def how() -> tuple[list[str], str, dict[str, str]]:
        port = free_port()
        settings = _settings(data(folder / "data"), MIDDLE_OF_THE_TOUR, str(folder / "state"))
        return _command("dashboard.py", port), f"http://127.0.0.1:{port}{_HEALTH}", settings

    with shared(folder, how, ROOT) as sign_of_life:
        yield sign_of_life.removesuffix(_HEALTH)


@pytest.fixture(scope="session")
def common(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is the same for all workers, and for this run alone."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def server(common: Path) -> Iterator[str]:
    with serve_all(common / "server") as address:
        yield address


@pytest.fixture(scope="session")
def precisions_server(common: Path) -> Iterator[str]:
    with serve_all(common / "precisions", lambda to: folders.with_appointments(to, frames.precisions())) as address:
        yield address


@pytest.fixture(scope="session")
def facts_server(common: Path) -> Iterator[str]:
    with serve_all(common / "facts", lambda to: folders.with_appointments(to, frames.facts())) as address:
        yield address


@pytest.fixture(scope="session")
def many_server(common: Path) -> Iterator[str]:
    """So many appointments that they are summed."""

    def many(folder: Path) -> Path:
        return folders.with_appointments(folder, frames.synthetic(400).assign(tour=frames.TOUR))

    with serve_all(common / "many", many) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_server(common: Path) -> Iterator[str]:
    def hostile(folder: Path) -> Path:
        rows = frames.hostile()
        rows = rows.assign(tour=frames.TOUR, point_source="OpenStreetMap " + rows["point_source"])
        return folders.with_appointments(folder, rows)

    with serve_all(common / "hostile", hostile) as address:
        yield address


@pytest.fixture(scope="session")
def broken_server(common: Path) -> Iterator[str]:
    def broken(folder: Path) -> Path:
        appointments = folders.copy(folder) / "appointments.csv"
        text = appointments.read_text(encoding="utf-8")
        appointments.write_text(text.replace(",52068,", ",ABC,"), encoding="utf-8")
        (folder / "regions.geojson").unlink()
        return folder

    with serve_all(common / "broken", broken) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    assert path, "no Chromium: make test installs one"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture
def context_options() -> dict[str, Any]:
    """Return how the browser's window is; a test overrides it by parametrising."""
    return {"viewport": {"width": 1400, "height": 1000}}


@pytest.fixture
def trusted() -> set[str]:
    """Return hosts that a journey may lead to besides the dashboard's; what their pages ask for is their business."""
    return set()


@pytest.fixture
def page(browser: Browser, context_options: dict[str, Any], trusted: set[str]) -> Iterator[Page]:
    """A fresh visitor."""
    with visitor(browser, context_options, trusted) as fresh:
        yield fresh


@contextmanager
def visitor(browser: Browser, options: dict[str, Any], trusted: AbstractSet[str] = frozenset()) -> Iterator[Page]:
    """Let somebody come. Whatever the journey, nobody else is asked, no script fails, and no dialog opens."""
    context = browser.new_context(**{"locale": "de-DE", **options})
    fresh = context.new_page()
    fresh.set_default_timeout(60_000)
    requests: list[str] = []
    faults: list[str] = []
    fresh.on("request", lambda request: requests.extend(_hosts(request, trusted)))
    fresh.on("console", lambda message: faults.extend(_violations(message)))
    fresh.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    fresh.on("dialog", lambda dialog: _dismiss(dialog, faults))
    yield fresh
    visited = _host_of(fresh.url)
    context.close()
    assert set(requests) <= {visited, ""} | trusted, "a request left this host"
    assert not faults


def _dismiss(dialog: Dialog, faults: list[str]) -> None:
    faults.append(f"dialog: {dialog.message}")
    dialog.dismiss()


def _hosts(request: Request, trusted: AbstractSet[str]) -> list[str]:
    """Return the host that a page of the dashboard asks for something."""
    if trusted and _host_of(request.frame.url) in trusted:
        return []
    return ["" if request.url.startswith(("data:", "blob:")) else _host_of(request.url)]


def _host_of(address: str) -> str:
    return urlsplit(address).netloc


def _violations(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


def drawn_map(page: Page) -> FrameLocator:
    """Return the map's frame once boundaries and appointments are on it, and all else is on the page."""
    frame = page.frame_locator("iframe[src*=streamlit_folium]")
    frame.locator("#map_div[data-drawn][data-stops]").wait_for()
    settled(page)
    return frame


def pick(page: Page, label: str, option: str) -> None:
    """Tick one of the choices that a filter of this name offers."""
    page.get_by_role("group", name=label).get_by_role("checkbox", name=re.compile(rf"^{option} \(\d+\)$")).check()
