"""What the menus offer, and in which order."""

from __future__ import annotations

from typing import Any

from tests.frames import sample
from tourkarte import dataset
from tourkarte.export import formats
from tourkarte.language import speaking
from tourkarte.selection import Known, Selection
from tourkarte.settings import settings
from tourkarte.ui import downloads
from tourkarte.viewing import Viewing


class _View:
    """As much of a view as the menus ask for."""

    def __init__(self, selection: Selection, viewing: Viewing) -> None:
        self.selection, self.viewing = selection, viewing
        self.data = dataset.reference(settings().data_dir)
        self.frame = sample()
        self.known = Known()


def data(selection: Selection | None = None, viewing: Viewing | None = None) -> dict[str, Any]:
    view = _View(selection or Selection(cities=("Herne",)), viewing or Viewing())
    return downloads.offered(view)  # type: ignore[arg-type]


def test_what_people_want_comes_first_and_nothing_is_left_out() -> None:
    people, programs = ([each["address"] for each in group["files"]] for group in data()["groups"])
    ending = "?stadt=Herne"
    assert people == [
        f"feeds/termine.{suffix}"
        for suffix in (f"xlsx{ending}", f"csv{ending}&excel=1", f"ics{ending}", f"html{ending}")
    ]
    assert programs == [f"feeds/termine.{suffix}{ending}" for suffix in ("csv", "json", "geojson", "atom")]


def test_every_format_that_there_is_has_a_place_and_a_word_on_what_it_is_for() -> None:
    files = [each for group in data()["groups"] for each in group["files"]]
    assert len(files) == len(formats())
    assert all(each["hint"] and each["label"] for each in files)
    assert {each["filename"] for each in files} <= {f"termine-herne.{form.suffix}" for form in formats().values()}


def test_the_language_goes_along() -> None:
    with speaking("en"):
        told = data(viewing=Viewing(language="en"))
    assert told["calendar"] == "feeds/termine.ics?stadt=Herne&lang=en"
    assert told["feed"] == "feeds/termine.atom?stadt=Herne&lang=en"
    assert told["embed"]["address"] == "embed?stadt=Herne"  # the builder adds the language that is chosen there
    assert told["embed"]["language"]["now"] == "en"


def test_the_code_holds_no_appointment_that_may_be_deleted_one_day() -> None:
    told = data(Selection(), Viewing(chosen="sommertour-2017-herne"))
    assert told["embed"]["address"] == "embed"
    assert told["calendar"] == "feeds/termine.ics"
