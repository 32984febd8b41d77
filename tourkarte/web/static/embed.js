/* Map and list as one document (tourkarte/views/embed.py): what is so at the moment of reading, and what is in focus.

Runs after map.js and before folium's script, whose calls go through here. All text arrives as data. */
"use strict";

(() => {
  const tk = window.tourkarte;
  const MINUTE = 60_000;
  const given = JSON.parse(document.getElementById("tk-data").textContent);
  const list = document.querySelector(".tk-embed-list");
  const held = { chosen: given.chosen };

  tk.enclosed = {};
  for (const block of document.querySelectorAll("script[data-name]")) {
    Object.defineProperty(tk.enclosed, block.dataset.name, { get: () => JSON.parse(block.textContent) });
  }

  const draw = tk.appointments;
  tk.appointments = (group, map, data) => {
    Object.assign(held, { group, map, data });
    show();
    tellTime();
    beginList();
    setInterval(() => document.visibilityState === "visible" && tellTime() && show(), MINUTE);
  };

  /* What was picked on the map; a district opens the dashboard, which can show its appointments one by one. */
  tk.send = ({ stop, district }) => {
    if (district && given.dashboard) {
      const address = new URL(given.dashboard, document.baseURI);
      address.searchParams.append("kreis", district);
      window.open(address, "_blank", "noopener");
    } else if (stop) {
      held.chosen = tk.stateOf(held.map).chosen;
      mark();
      reveal(held.chosen);
    }
  };

  const now = () => given.now ?? Date.now();

  /* As tourkarte.progress.phases has it. */
  function phaseOf(id, moment) {
    const times = given.times[id];
    if (!times) return null;
    const [day, after, begins, over] = times;
    if (over <= moment) return "done";
    if (begins > moment && after <= moment) return "next";
    return day <= moment || begins <= moment ? "today" : "upcoming";
  }

  /* ---- map ---- */

  function show() {
    const { group, map, data } = held;
    const moment = now();
    group.clearLayers();
    const stops = data.stops.map((stop) => timed(stop, moment));
    const districts = Object.fromEntries(
      Object.entries(given.visits).map(([ags, over]) => [ags, over <= moment ? "done" : "announced"]),
    );
    draw(group, map, { ...data, stops, districts, chosen: held.chosen });
    explain(stops, districts);
  }

  function timed(stop, moment) {
    const phase = phaseOf(stop.id, moment);
    if (!phase) return stop;
    const { words } = given;
    const facts = stop.facts.map(([name, value]) =>
      name === words.state ? [name, value.replace(words.planned, words.phases[phase])] : [name, value],
    );
    return { ...stop, phase, facts };
  }

  /* The legend explains the signs that there are. */
  function explain(stops, districts) {
    const legend = document.querySelector(".tk-legend");
    if (!legend) return;
    const phases = new Set(stops.map((stop) => stop.phase));
    const fills = new Set(Object.values(districts));
    const keep = (selector, kept) => {
      const line = legend.querySelector(selector)?.closest("li");
      if (line) line.hidden = !kept;
    };
    for (const phase of Object.keys(given.words.phases)) keep(`.tk-badge.tk-${phase}`, phases.has(phase));
    keep(".tk-swatch:not(.tk-swatch-announced)", fills.has("done"));
    keep(".tk-swatch-announced", fills.has("announced"));
  }

  /* ---- list ---- */

  const entries = () => [...(list?.querySelectorAll(".tk-entry") ?? [])];

  /* Return whether anything is another than before. */
  function tellTime() {
    const moment = now();
    const told = Object.keys(given.times).map((id) => phaseOf(id, moment)).join();
    if (told === held.told) return false;
    held.told = told;
    for (const entry of entries()) {
      const phase = phaseOf(entry.dataset.choose, moment);
      if (!phase) continue;
      entry.dataset.phase = phase;
      const badge = entry.querySelector(".tk-badge");
      for (const other of Object.keys(given.words.phases)) badge.classList.toggle(`tk-${other}`, other === phase);
      const said = entry.querySelector(".tk-phase");
      said.className = `tk-phase tk-phase-${phase}`;
      said.textContent = given.words.phases[phase];
    }
    return true;
  }

  function beginList() {
    mark();
    if (!list) return;
    const first = entries().find((entry) => ["today", "next", "upcoming"].includes(entry.dataset.phase));
    const begin = entries().find((entry) => entry.dataset.choose === held.chosen) ?? first;
    if (begin) scroll(begin, "auto");
    list.addEventListener("click", (event) => {
      const entry = event.target.closest(".tk-entry");
      if (!entry?.querySelector("button") || event.target.closest("a") || !getSelection().isCollapsed) return;
      held.chosen = held.chosen === entry.dataset.choose ? null : entry.dataset.choose;
      mark();
      show();
    });
  }

  function mark() {
    for (const entry of entries()) {
      const chosen = entry.dataset.choose === held.chosen;
      entry.querySelector("button")?.setAttribute("aria-pressed", chosen);
      if (chosen) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }

  function reveal(id) {
    const entry = id && entries().find((each) => each.dataset.choose === id);
    if (entry) scroll(entry);
  }

  /* The list is scrolled, never the page around it. */
  function scroll(entry, behavior = tk.calm() ? "auto" : "smooth") {
    const heading = entry.parentElement.previousElementSibling;
    const shift = entry.getBoundingClientRect().top - list.getBoundingClientRect().top - heading.offsetHeight;
    if (list.scrollHeight > list.clientHeight + 1) list.scrollTo({ top: list.scrollTop + shift, behavior });
  }
})();
