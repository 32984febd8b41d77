"""PostgreSQL goes away while an editor types and a visitor looks, and comes back: nothing is started anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import drawn_map, visitor
from tests.browser.desk import as_pdf, desk, drop, reviewed, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.store.cluster import Cluster

WINDOW = {"viewport": {"width": 1400, "height": 1000}}
NOTICED_MS = 20_000  # a look every 2.5 s, a database asked every 2 s, on a busy machine


def test_a_database_goes_away_and_nobody_loses_anything(
    browser: Browser, mortal_postgresql: Cluster, tmp_path: Path
) -> None:
    with mortal_postgresql.database() as name:
        environment = {"TOURKARTE_DATABASE_URL": mortal_postgresql.url(name)}
        with (
            desk(tmp_path / "server", environment) as server,
            visitor(browser, WINDOW) as editor,
            visitor(browser, WINDOW) as reader,
        ):
            sign_in(editor, server, "Anna")
            drop(editor, as_pdf(browser, tmp_path))
            reviewed(editor)
            editor.get_by_role("button", name="Veröffentlichen").click()
            expect(editor.get_by_text("Dieses Dokument ist veröffentlicht.")).to_be_visible()
            editor.get_by_role("link", name="Nächstes Dokument").click()
            drop(editor, as_pdf(browser, tmp_path))
            reviewed(editor)
            reader.goto(server.address)
            shown = drawn_map(reader)
            expect(shown.locator(".tk-stop")).to_have_count(6)
            room, building = (editor.get_by_role("textbox", name=name, exact=True) for name in ("Raum", "Gebäude"))
            building.fill("Halb getippt")  # and not yet left

            mortal_postgresql.stop()
            for person in (reader, editor):
                sentence = person.get_by_text("Die Datenbank antwortet").first
                expect(sentence).to_be_visible(timeout=NOTICED_MS)
            expect(reader.get_by_text("gezeigt wird der Stand von")).to_be_visible()
            expect(shown.locator(".tk-stop")).to_have_count(6)
            expect(building).to_have_value("Halb getippt")
            room.fill("Saal")
            room.press("Tab")
            expect(editor.get_by_text("Noch nicht gespeichert: Gebäude, Raum")).to_be_visible()
            expect(editor.get_by_text("ist gerade nicht zu benutzen")).to_be_visible()
            # Must not happen: visitors learn where the database is, or anybody sees what the driver says in English.
            for person in (reader, editor):
                expect(person.locator("body")).not_to_contain_text("Traceback")
                expect(person.locator("body")).not_to_contain_text("refused")
            expect(reader.locator("body")).not_to_contain_text("postgresql")
            reader.get_by_role("link", name="Tabelle und Export").click()
            expect(reader.locator(".tk-table tbody th")).to_have_count(6)

            mortal_postgresql.start()
            for person in (reader, editor):
                expect(person.get_by_text("Die Datenbank antwortet")).to_have_count(0, timeout=NOTICED_MS)
            expect(room).to_have_value("Saal")
            editor.get_by_role("button", name="Speichern").click()
            expect(editor.get_by_text("Alles gespeichert.")).to_be_visible()
            editor.reload()
            reviewed(editor)
            expect(building).to_have_value("Halb getippt")
            expect(room).to_have_value("Saal")
