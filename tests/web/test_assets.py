from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests import folders
from tourkarte import dataset
from tourkarte.settings import Settings, settings
from tourkarte.web import assets

if TYPE_CHECKING:
    from pathlib import Path

EVERY = [
    *("leaflet/leaflet.js", "leaflet/leaflet.css", "map.js", "map.css", "pin.js", "icon.svg"),
    *("boundaries.json", "municipalities.json"),
]


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=assets.ROUTES))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose boundaries are served, to break and mend them."""
    monkeypatch.setattr(assets, "settings", lambda: Settings(data_dir=tmp_path))
    return folders.copy(tmp_path)


@pytest.mark.parametrize("name", EVERY)
def test_an_asset_may_be_kept_for_good(client: TestClient, name: str) -> None:
    response = client.get(assets.asset_url(name), headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip"
    assert response.content == assets.assets()[name].body


def test_a_browser_without_gzip_gets_the_same(client: TestClient) -> None:
    response = client.get(assets.asset_url("map.js"), headers={"accept-encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert response.content == gzip.decompress(assets.assets()["map.js"].compressed)


def test_an_old_address_still_answers_but_is_not_kept(client: TestClient) -> None:
    response = client.get("/assets/000000000000/map.js")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["nothing.js", "../headers.py", "..%2fheaders.py", "leaflet/../../assets.py", ""])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/{assets.version()}/{name}").status_code == 404


def test_styles_and_scripts_name_no_other_server() -> None:
    for name in ("map.js", "map.css", "pin.js", "icon.svg"):
        text = assets.assets()[name].body.decode()
        foreign = [address for address in re.findall(r"https?://[^\s\"')]+", text) if "www.w3.org" not in address]
        assert not foreign, name


def test_the_boundaries_are_what_the_map_draws() -> None:
    found = json.loads(assets.assets()["boundaries.json"].body)
    assert len(found["districts"]["features"]) == 53
    assert len(found["regions"]["features"]) == 5
    assert assets.problem() is None
    assert settings().data_dir == folders.OWN


def test_missing_boundaries_are_told_and_the_rest_is_served(client: TestClient, folder: Path) -> None:
    (folder / "state.geojson").unlink()
    assert client.get(assets.asset_url("boundaries.json")).status_code == 404
    assert client.get(assets.asset_url("map.js")).status_code == 200
    problem = assets.problem()
    assert problem
    assert "state.geojson" in str(problem)


def test_without_municipalities_the_map_has_all_the_rest(client: TestClient, folder: Path) -> None:
    (folder / "municipalities.geojson").unlink()
    assert client.get(assets.asset_url("municipalities.json")).status_code == 404
    assert client.get(assets.asset_url("boundaries.json")).status_code == 200
    assert assets.problem() is None


@pytest.mark.parametrize("name", ["districts.geojson", "regions.geojson", "state.geojson", "municipalities.csv"])
def test_a_file_that_was_mended_is_read_by_the_next_visit(client: TestClient, folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    address = assets.asset_url("boundaries.json")
    (folder / name).write_bytes(b"{}")
    assert name in str(assets.problem())
    assert assets.asset_url("boundaries.json") != address
    assert client.get(assets.asset_url("boundaries.json")).status_code == 404
    (folder / name).write_bytes(whole)
    assert assets.problem() is None
    assert assets.asset_url("boundaries.json") == address
    assert client.get(address).status_code == 200


def test_other_boundaries_have_another_address_and_the_old_one_is_not_kept(client: TestClient, folder: Path) -> None:
    old = assets.asset_url("boundaries.json")
    path = folder / "municipalities.csv"
    path.write_text(path.read_text("utf-8").replace(",Düsseldorf,", ",Dorf an der Düssel,"), "utf-8")
    new = assets.asset_url("boundaries.json")
    assert new != old
    assert "Dorf an der Düssel" in client.get(new).text
    assert "immutable" in client.get(new).headers["cache-control"]
    assert client.get(old).headers["cache-control"] == "no-cache"


def test_what_did_not_change_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = assets.assets()
    monkeypatch.setattr(dataset, "boundaries", lambda _: pytest.fail("read again"))
    assert assets.assets() is first
    (folder / "tours.csv").write_text("")
    assert assets.assets() is first
