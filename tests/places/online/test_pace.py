from __future__ import annotations

import struct
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tourkarte.places.online.locks import exclusive
from tourkarte.places.online.pace import BusyError, Pace

if TYPE_CHECKING:
    from tests.places.online.conftest import FakeTime
    from tests.places.online.server import GeoServer

PERIOD_S = 0.25


def make(folder: Path, fake: FakeTime, server: str = "server") -> Pace:
    return Pace(folder=folder, server=server, period_s=1, clock=fake.clock, sleep=fake.sleep)


def use(pace: Pace, patience: float = 10) -> None:
    with pace.turn(patience) as request, request:
        pass


def stamp(folder: Path, content: bytes) -> None:
    (folder / "pace-server").write_bytes(content)


def test_the_first_turn_is_at_once_and_the_next_after_the_period(tmp_path: Path, fake: FakeTime) -> None:
    use(make(tmp_path, fake))
    assert fake.slept == []
    use(make(tmp_path, fake))  # as another process would
    assert fake.slept == [1]
    fake.now += 0.75
    use(make(tmp_path, fake))
    assert fake.slept == [1, 0.25]


def test_the_period_begins_when_the_request_is_over(tmp_path: Path, fake: FakeTime) -> None:
    with make(tmp_path, fake).turn(0) as request, request:
        fake.now += 30
    use(make(tmp_path, fake))
    assert fake.slept == [1]


def test_a_turn_without_a_request_keeps_nobody_waiting(tmp_path: Path, fake: FakeTime) -> None:
    with make(tmp_path, fake).turn(0):
        pass
    use(make(tmp_path, fake), patience=0)
    assert fake.slept == []


def test_servers_have_turns_of_their_own(tmp_path: Path, fake: FakeTime) -> None:
    use(make(tmp_path, fake, "geo.example.org"))
    use(make(tmp_path, fake, "[::1]:8080/../x"))
    assert fake.slept == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pace-_1_8080_.._x", "pace-geo.example.org"]


def test_who_cannot_wait_long_enough_is_told_at_once(tmp_path: Path, fake: FakeTime) -> None:
    use(make(tmp_path, fake))
    with pytest.raises(BusyError):
        use(make(tmp_path, fake), patience=0.5)
    assert fake.slept == []


def test_while_a_request_is_under_way_nobody_else_has_a_turn(tmp_path: Path, fake: FakeTime) -> None:
    with make(tmp_path, fake).turn(0):
        with pytest.raises(BusyError):
            use(make(tmp_path, fake), patience=3)
        assert 3 <= sum(fake.slept) < 3.1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(struct.pack("<d", 5e9), id="the machine started anew, or a clock was set back"),
        pytest.param(struct.pack("<d", float("nan")), id="not a number"),
        pytest.param(struct.pack("<d", float("inf")), id="never"),
        pytest.param(b"12", id="half written"),
        pytest.param(b"0123456789", id="something else"),
    ],
)
def test_a_moment_that_makes_no_sense_costs_one_period(tmp_path: Path, fake: FakeTime, content: bytes) -> None:
    stamp(tmp_path, content)
    use(make(tmp_path, fake))
    assert fake.slept == [1]
    use(make(tmp_path, fake))
    assert fake.slept == [1, 1]


def test_an_error_in_a_request_gives_the_turn_back(tmp_path: Path, fake: FakeTime) -> None:
    with pytest.raises(ZeroDivisionError), make(tmp_path, fake).turn(0) as request, request:
        _ = 1 / 0
    use(make(tmp_path, fake))
    assert fake.slept == [1]


def test_a_process_that_dies_gives_the_turn_back_and_its_request_counts(tmp_path: Path, fake: FakeTime) -> None:
    program = (
        "import os; from pathlib import Path; from tourkarte.places.online.pace import Pace\n"
        f"pace = Pace(folder=Path({str(tmp_path)!r}), server='server', period_s=1, clock=lambda: 1000.0)\n"
        "with pace.turn(0) as request, request: os.kill(os.getpid(), 9)\n"
    )
    died = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=False)
    assert died.returncode == -9
    use(make(tmp_path, fake))
    assert fake.slept == [1]


def test_threads_exclude_each_other_too(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        pace = Pace(folder=tmp_path, server="server", period_s=0.001)
        with pace.turn(60) as request, request:
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, fake: FakeTime) -> None:
    with pytest.raises(FileNotFoundError):
        use(make(tmp_path / "missing", fake))


def test_a_lock_ends_with_its_block(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with exclusive(path, 0):
        pass
    with exclusive(path, 0):
        assert path.stat().st_mode & 0o777 == 0o600


def test_processes_keep_the_pace_together(server: GeoServer, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.places.online.conftest import make_client, FakeTime, PATIENT\n"
        "from dataclasses import replace; import time\n"
        "from tourkarte.model import Venue; from tourkarte.places.online.pace import Pace\n"
        "class Running: url = sys.argv[1]\n"
        "folder = Path(sys.argv[2])\n"
        f"pace = Pace(folder=folder, server='server', period_s={PERIOD_S})\n"
        "client = make_client(Running, folder, FakeTime())\n"
        "client = replace(client, pace=pace, clock=time.monotonic, sleep=time.sleep)\n"
        "for number in range(4): print(client.ask(Venue(street=f'{sys.argv[3]} {number}', city='Aachen')))\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, server.url, tmp_path, street],
            cwd=Path(__file__).parents[3],
            stdout=subprocess.PIPE,
            text=True,
        )
        for street in ("Reichsweg", "Krugenofen")
    ]
    told = [process.communicate(timeout=120)[0] for process in running]
    assert "Failed" not in "".join(told)
    assert len(server.requests) == 8
    assert len({asked.query["street"].split()[0] for asked in server.requests}) == 2
    moments = [asked.at for asked in server.requests]
    assert min(later - earlier for earlier, later in pairwise(moments)) >= PERIOD_S
