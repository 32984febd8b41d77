"""What a visitor can take along of a selection: files, a calendar or feed to subscribe to, and a map for another page.

Three menus of plain links. A file is built when it is asked for, and asking does not run the page again. The browser
knows by which name the server is reached, so it makes the addresses whole.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import streamlit as st

from tourkarte import language
from tourkarte.export import filename, formats
from tourkarte.export.edition import edition_of
from tourkarte.language import DEFAULT, LANGUAGES, N_, _
from tourkarte.viewing import LANGUAGE
from tourkarte.views.embed import THEMES
from tourkarte.web.addresses import EMBED, FEED
from tourkarte.web.embed import LIST, THEME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.components.v2.types import ComponentRenderer

    from tourkarte.export import Format
    from tourkarte.ui.view import View

    Pairs = Sequence[tuple[str, str]]

_NAME: Final = "tourkarte_publish"
_SCRIPTS: Final = ("publish.js", "publish_embed.js")
_COLOURS: Final = {"auto": N_("wie das Gerät"), "hell": N_("hell"), "dunkel": N_("dunkel")}


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = "\n".join((files("tourkarte.ui") / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return st.components.v2.component(_NAME, html='<div class="tk-publish"></div>', js=module, isolate_styles=False)


def show(view: View) -> None:
    """Draw the buttons that open the menus."""
    _component()(key="publish", data=offered(view), width="content")


def offered(view: View) -> dict[str, Any]:
    """Return what the menus offer of the selection."""
    selected = view.selection.pairs()
    spoken = [(LANGUAGE, language.current())] if language.current() != DEFAULT else []
    return {
        "groups": [
            {"title": _(title), "files": [_file(form, view, [*selected, *spoken]) for form in found]}
            for title, found in _groups()
        ],
        "calendar": _address(FEED.format(suffix="ics"), [*selected, *spoken]),
        "feed": _address(FEED.format(suffix="atom"), [*selected, *spoken]),
        "embed": _embed(view, selected),
        "count": language.ngettext("{n} Termin", "{n} Termine", len(view.frame)).format(
            n=language.number(len(view.frame))
        ),
        "words": _words(),
    }


def _groups() -> list[tuple[str, list[Format]]]:
    found = list(formats().values())
    return [
        (N_("Zum Ansehen und Weiterarbeiten"), [form for form in found if form.for_people]),
        (N_("Für Programme"), [form for form in found if not form.for_people]),
    ]


def _file(form: Format, view: View, pairs: Pairs) -> dict[str, str]:
    variant = [(form.variant, "1")] if form.variant else []
    return {
        "label": _(form.label),
        "hint": _(form.hint),
        "address": _address(FEED.format(suffix=form.suffix), [*pairs, *variant]),
        "filename": filename(form, view.selection),
    }


def _embed(view: View, pairs: Pairs) -> dict[str, Any]:
    return {
        "address": _address(EMBED, pairs),
        "title": edition_of(view.data, view.selection, view.known).title,
        "theme": {"name": THEME, "values": [[theme, _(_COLOURS[theme])] for theme in THEMES]},
        "language": {"name": LANGUAGE, "values": [*LANGUAGES.items()], "now": language.current(), "default": DEFAULT},
        "list": {"name": LIST, "off": "nein"},
    }


def _address(path: str, pairs: Pairs) -> str:
    """Return an address as seen from the pages: a proxy may put a prefix before all of them."""
    return path.lstrip("/") + ("?" + urlencode(pairs) if pairs else "")


def _words() -> dict[str, str]:
    return {
        "download": _("Herunterladen"),
        "subscribe": _("Abonnieren"),
        "embed": _("Einbetten"),
        "close": _("Schließen"),
        "copy": _("Kopieren"),
        "copied": _("Kopiert"),
        "manual": _("Markiert: jetzt mit Strg+C kopieren"),
        "selected": _("{count}, so wie gerade gefiltert"),
        "promise": _("Änderungen und Absagen kommen von selbst in Ihren Kalender; die Filter gelten weiter."),
        "open": _("Im Kalenderprogramm öffnen"),
        "address": _("Adresse des Kalenders"),
        "outlook": _("Outlook: „Kalender hinzufügen“, dann „Aus dem Internet“, und die Adresse einfügen."),
        "apple": _("Apple: der Knopf oben genügt, auf dem iPhone wie auf dem Mac."),
        "google": _("Google: am Rechner „Weitere Kalender“, dann „Per URL“, und die Adresse einfügen."),
        "reader": _("Neuigkeiten als Atom-Feed, für Nachrichtenleser"),
        "intro": _("Diese Karte mit Liste für Ihre eigene Seite; die Filter von jetzt sind dabei."),
        "height": _("Höhe in Pixeln"),
        "colours": _("Farben"),
        "language": _("Sprache"),
        "list": _("mit Liste der Termine"),
        "code": _("Code für Ihre Seite"),
        "preview": _("Vorschau"),
    }
