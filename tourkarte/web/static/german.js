/* Streamlit's widgets speak English only. This says their words in German: visible ones and those that are read out. */
"use strict";

(() => {
  const WORDS = {
    "Select all": "Alle auswählen",
    "No results": "Nichts gefunden",
    "No options to select": "Nichts zur Auswahl",
    "No options to select.": "Nichts zur Auswahl",
    "Clear all": "Alle entfernen",
    "Clear value": "Leeren",
    "Clear date": "Datum leeren",
    "Choose date": "Datum wählen",
    "Selected values": "Ausgewählt",
    "Selected value": "Ausgewählt",
    Open: "Öffnen",
    Close: "Schließen",
    Sidebar: "Seitenleiste",
    "Collapse sidebar": "Seitenleiste schließen",
    "Expand sidebar": "Seitenleiste öffnen",
    "App pages": "Seiten",
    "Previous month": "Voriger Monat",
    "Next month": "Nächster Monat",
    "Previous month.": "Voriger Monat",
    "Next month.": "Nächster Monat",
    Previous: "Zurück",
    Next: "Weiter",
    Empty: "leer",
    "Skip to main content": "Zum Inhalt springen",
    "Main menu": "Menü",
    "Vega visualization": "Zeitleiste",
    Calendar: "Kalender",
    "Show data": "Daten zeigen",
    "Download as PNG": "Als PNG speichern",
    "Copy Vega-Lite spec": "Vega-Lite kopieren",
    Fullscreen: "Vollbild",
    visualization: "Grafik",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Pfeiltasten wählen den Tag, Eingabe übernimmt ihn, Escape schließt.",
    "Choose an option": "Auswählen",
    "Link to heading": "Verweis auf diesen Abschnitt",
    Increment: "Mehr",
    Decrement: "Weniger",
    "Show/hide columns": "Spalten wählen",
    Search: "Suchen",
    "Dataframe column menu": "Menü der Spalte",
    "Copy column name": "Namen der Spalte kopieren",
    "Sort ascending": "Aufsteigend sortieren",
    "Sort descending": "Absteigend sortieren",
    Autosize: "Breite anpassen",
    "Pin column": "Spalte festhalten",
    "Unpin column": "Spalte lösen",
    "Hide column": "Spalte ausblenden",
    text: "Text",
    Month: "Monat",
    Year: "Jahr",
    Upload: "Dateien wählen",
    "Browse files": "Dateien wählen",
    "Drag and drop files here": "Dateien hierher ziehen",
    "Ctrl + Enter": "Strg + Eingabe",
    "streamlit_folium.st_folium": "Karte der Termine",
  };
  const MONTHS = {
    January: "Januar", February: "Februar", March: "März", April: "April", May: "Mai", June: "Juni", July: "Juli",
    August: "August", September: "September", October: "Oktober", November: "November", December: "Dezember",
  };
  const DAYS = {
    Monday: "Montag", Tuesday: "Dienstag", Wednesday: "Mittwoch", Thursday: "Donnerstag", Friday: "Freitag",
    Saturday: "Samstag", Sunday: "Sonntag",
  };
  const PATTERNS = [
    [/^Choose date, (.+)$/, "Datum wählen, $1"],
    [/^(?:Limit )?(\d+)MB per file.*$/, "bis $1 MB je Datei"],
    [/^Ctrl \+ Shift \+ (\w)$/, "Strg + Umschalt + $1"],
    [/^Ctrl \+ Alt \+ (\w)$/, "Strg + Alt + $1"],
    [/^Ctrl \+ (\w)$/, "Strg + $1"],
    [/^Shortcut (.+)$/, (all, keys) => `Tastenkürzel ${german(keys)}`],
    [/^Remove (.+)$/, "$1 entfernen"],
    [/^day, (.*)$/, "Tag, $1"],
    [/^month, (.*)$/, "Monat, $1"],
    [/^year, (.*)$/, "Jahr, $1"],
    [/^Error: Date set outside allowed range\..*$/, "Diesen Tag gibt es nicht."],
    [/^Invalid date.*$/, "Diesen Tag gibt es nicht."],
    [/^(?:Choose |Selected )?(\w+day), (\w+) (\d+)(?:st|nd|rd|th)?,? (\d{4})(?: selected)?\.?(?: It's available\.?)?$/, longDate],
    [/^(?:Today, )?(\w+day), (\w+) (\d+)(?:st|nd|rd|th)?,? (\d{4})(?: selected)?$/, longDate],
    [/^(\w+) (\d{4})$/, (all, month, year) => (MONTHS[month] ? `${MONTHS[month]} ${year}` : all)],
  ];
  const NAMES = ["aria-label", "aria-valuetext", "aria-roledescription", "title", "placeholder", "alt"];

  function longDate(all, day, month, number, year) {
    return DAYS[day] && MONTHS[month] ? `${DAYS[day]}, ${number}. ${MONTHS[month]} ${year}` : all;
  }

  function german(text) {
    const trimmed = text.trim();
    if (!trimmed) return text;
    if (Object.hasOwn(WORDS, trimmed)) return WORDS[trimmed];
    for (const [pattern, ours] of PATTERNS) {
      if (pattern.test(trimmed)) return trimmed.replace(pattern, ours);
    }
    return text;
  }

  /* What we wrote ourselves is left alone; in widgets, no name of a town is one of the words above. */
  const OURS = ".stHtml, .stMarkdown, [data-testid=stCaptionContainer]";

  function translateNames(element) {
    for (const name of NAMES) {
      const text = element.getAttribute(name);
      if (!text) continue;
      const ours = german(text);
      if (ours !== text) element.setAttribute(name, ours);
    }
  }

  function translateText(node) {
    const parent = node.parentElement;
    if (!parent || parent.closest(OURS)) return;
    const month = parent.closest("[role=dialog]") && MONTHS[node.data.trim()]; // of the calendar, in English browsers
    const ours = month || german(node.data);
    if (ours !== node.data) node.data = ours;
  }

  function translate(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateNames(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) translateText(walker.currentNode);
      else translateNames(walker.currentNode);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translateNames(change.target);
      else if (change.type === "characterData") translateText(change.target);
      else change.addedNodes.forEach(translate);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
})();
