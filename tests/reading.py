"""What hundreds of new databases begin with is read once: the same files make the same data."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tourkarte import dataset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tourkarte.dataset import Dataset

_READ: dict[bytes, Dataset] = {}


@pytest.fixture(scope="session", autouse=True)
def _first_data_are_read_once() -> Iterator[None]:
    """Let a new database remember what the same files held; everybody else reads them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tourkarte.store.first.dataset", SimpleNamespace(load=_load))
        yield


def _load(folder: Path) -> Dataset:
    same = _digest(folder)
    if same not in _READ:
        _READ[same] = dataset.load(folder)
    return replace(_READ[same], appointments=_READ[same].appointments.copy())


def _digest(folder: Path) -> bytes:
    found = blake2b()
    for name in dataset.FILES:
        content = (folder / name).read_bytes() if (folder / name).is_file() else b"missing"
        found.update(f"{name} {len(content)} ".encode() + content)
    return found.digest()
