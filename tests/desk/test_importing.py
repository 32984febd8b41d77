"""From a file to a document with its drafts on the desk, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desk import papers
from tourkarte.desk import importing
from tourkarte.desk.importing import import_file
from tourkarte.errors import DocumentError
from tourkarte.model import Precision
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord, DraftState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tourkarte.store.store import Store

CITIES = ["Aachen", "Münster", "Herne", "Bielefeld", "Wesel", "Schwelm"]
TABLE = "Datum;Beginn;Titel;Straße;PLZ;Ort;Breite;Länge\n03.08.2017;10:00;Besuch;Weg 1;44649;Herne;51,5329;7,1611\n"


def test_the_document_and_its_drafts_lie_on_the_desk(desk: Store) -> None:
    laid = papers.lay(desk)
    assert papers.get(desk, DocumentRecord, laid.document.id) == laid.document
    assert papers.drafts(desk, laid.document.id) == laid.drafts
    assert [draft.city for draft in laid.drafts] == CITIES
    assert {draft.state for draft in laid.drafts} == {DraftState.OPEN}
    assert (laid.document.name, laid.document.tour, laid.document.state) == (
        "einladung.md",
        papers.TOUR,
        DocumentState.OPEN,
    )
    with desk.read() as reader:
        assert reader.original(laid.document.id) == papers.INVITATION.encode()
        assert reader.changes()[0].summary == "„einladung.md“ eingelesen: 6 Termine"


def test_each_field_marks_its_passage(desk: Store) -> None:
    laid = papers.lay(desk)
    herne = laid.drafts[2]
    passages = {name: [laid.document.text[a:b] for a, b in spans] for name, spans in herne.spans.items()}
    assert passages["postal_code"] == ["44649"]
    assert passages["city"] == ["Herne"]
    start, end = herne.source
    assert "Rademachers Weg 15" in laid.document.text[start:end]


def test_each_draft_is_placed(desk: Store) -> None:
    precisions = {draft.city: draft.precision for draft in papers.lay(desk).drafts}
    assert precisions == dict.fromkeys(CITIES, Precision.ADDRESS) | {"Herne": Precision.POSTAL_CODE}


def test_nothing_is_published_by_it(desk: Store) -> None:
    before = papers.published(desk, "sommertour-2017")
    papers.lay(desk)
    assert papers.published(desk) == []
    assert papers.published(desk, "sommertour-2017") == before


def test_the_same_file_is_laid_there_once(desk: Store) -> None:
    first = papers.lay(desk)
    stamp = desk.stamp()
    again = papers.lay(desk, name="kopie.md")
    assert (again.document, again.drafts, again.again) == (first.document, first.drafts, True)
    assert desk.stamp() == stamp
    assert not papers.lay(desk, tour="sommertour-2017").again


def test_who_drops_the_same_file_at_the_same_moment_finds_the_others(
    desk: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = []
    place = importing._placed  # noqa: SLF001 -- the moment in between

    def slowly(*arguments: Any) -> Sequence[Any]:
        monkeypatch.setattr(importing, "_placed", place)
        others.append(papers.lay(desk))
        return place(*arguments)

    monkeypatch.setattr(importing, "_placed", slowly)
    mine = papers.lay(desk)
    assert (mine.document, mine.again) == (others[0].document, True)
    with desk.read() as reader:
        assert len(reader.all(DocumentRecord)) == 1
        assert len(reader.all(DraftRecord)) == 6


def test_how_far_it_is_is_told(desk: Store) -> None:
    told: list[tuple[int, int]] = []
    data = papers.INVITATION.encode()
    import_file(desk, data, "e.md", author="Anna", tour=papers.TOUR, tell=lambda n, of: told.append((n, of)))
    assert told == [(number, 6) for number in range(1, 7)]


def test_a_point_in_a_table_stays_where_it_is(desk: Store) -> None:
    (draft,) = papers.lay(desk, TABLE, name="t.csv").drafts
    assert (draft.lat, draft.lon, draft.precision, draft.radius_m) == (51.5329, 7.1611, Precision.MANUAL, 0)
    assert draft.district == "05916"


@pytest.mark.parametrize(
    ("tour", "sentence"),
    [
        (None, "nicht klar, für welche Tour.*„herbsttour“ .*„sommertour-2017“.*Bitte eine davon nennen"),
        ("winter", "Tour „winter“ gibt es nicht.*„herbsttour“"),
    ],
)
def test_which_tour_it_is_for_must_be_clear(desk: Store, tour: str | None, sentence: str) -> None:
    before = desk.stamp()
    with pytest.raises(DocumentError, match=sentence):
        import_file(desk, papers.INVITATION.encode(), "einladung.md", author="Anna", tour=tour)
    assert desk.stamp() == before


@pytest.mark.parametrize(
    "text", ["", "Sehr geehrte Damen und Herren,\n\nes gibt nichts Neues.\n"], ids=["empty", "none"]
)
def test_what_holds_no_appointment_leaves_nothing(desk: Store, text: str) -> None:
    before = desk.stamp()
    with pytest.raises(DocumentError):
        papers.lay(desk, text)
    assert desk.stamp() == before


def test_what_a_database_cannot_keep_becomes_a_space(desk: Store) -> None:
    """PostgreSQL keeps no NUL; one character for one, so that the passages stay right."""
    text = papers.INVITATION.replace("Reichsweg 30", "Reichsweg\x0030")
    laid = papers.lay(desk, text)
    assert "\0" not in laid.document.text
    start, end = laid.drafts[0].source
    assert "52068 Aachen" in laid.document.text[start:end]
    assert papers.drafts(desk, laid.document.id) == laid.drafts


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Ein\x1b[2Jladung\n.pdf", "Ein [2Jladung .pdf"),
        ("\u202e", "ohne Namen"),
        ("x" * 300 + ".pdf", "x" * 179 + "…" + "x" * 16 + ".pdf"),
    ],
)
def test_the_name_of_a_file_is_one_short_line(name: str, tidy: str) -> None:
    assert importing.tidy_name(name) == tidy


def test_a_file_whose_name_no_database_keeps_is_laid_there(desk: Store) -> None:
    laid = papers.lay(desk, name="a\0\udcff.md")
    assert laid.document.name == "a \ufffd.md"
    with desk.read() as reader:
        assert reader.changes()[0].summary == "„a \ufffd.md“ eingelesen: 6 Termine"
