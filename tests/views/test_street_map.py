from __future__ import annotations

from tourkarte.views.street_map import StreetMap


def test_the_switch_says_whom_it_asks_before_it_does() -> None:
    options = StreetMap("https://tiles.example.org:8080/a/{z}/{y}/{x}.png").options()
    assert options["words"]["asks"].startswith("Lädt Karten von tiles.example.org:8080. ")
    assert options["attribution"] == "tiles.example.org:8080"


def test_the_federal_agency_is_named_with_the_year() -> None:
    offered = StreetMap("https://sgx.geodatenzentrum.de/wmts/{z}/{y}/{x}.png")
    assert offered.source.startswith("© basemap.de / BKG (20")
    assert offered.source.endswith("), CC BY 4.0")
    assert "sgx.geodatenzentrum.de (BKG)" in offered.options()["words"]["asks"]
