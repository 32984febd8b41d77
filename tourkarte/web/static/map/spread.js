/* Stops that cover each other: a few are put side by side, more are gathered in one sign that fans them out. */
(() => {
  const tk = window.tourkarte;
  const LOOSE = { close: 20, few: 4 }; // pixels between faces that cannot be told apart; so many stand side by side
  const CROWDED = { close: 40, few: 1 };
  const SOME = 30; // fewer are never crowded
  const ROOM = 60 * 60; // pixels that each stop has at least, where it is not crowded
  const RING = 8; // as many stand on a circle, more on a spiral
  const APART = 30; // pixels between neighbours of a fan
  const MANY = 12; // so many are looked at more closely instead, where that takes them apart
  const NAMED = 4; // of those in a sign
  const FANNED = 3000;

  /* Lay out the stops for the present zoom, then the names around them. */
  tk.arrange = (map) => {
    const state = tk.stateOf(map);
    state.signs ??= L.layerGroup().addTo(map);
    state.legs ??= L.layerGroup().addTo(map);
    const spoken = state.shown.get(state.chosen);
    const keeps = spoken?.marker.isPopupOpen();
    if (state.zoom !== map.getZoom()) state.opened = null; // other stops cover each other now
    state.zoom = map.getZoom();
    const held = document.activeElement;
    const order = [];
    state.signs.clearLayers();
    state.legs.clearLayers();
    state.marks = [];
    state.groups = gathered(map, [...state.shown.values()]);
    const around = keeps && state.groups.find((group) => group.members.includes(spoken));
    if (around?.many) state.opened = around.key; // its popup stays open
    for (const group of state.groups) {
      if (!group.many || state.opened === group.key) order.push(...fan(map, group, state));
      else order.push(sign(map, group, state));
    }
    inOrder(map, order, held);
    for (const { at, half } of state.sums || []) state.marks.push({ at, half, city: "" });
    tk.drawLabels(map);
  };

  /* Each stop joins the first group whose first stop is close to it. */
  function gathered(map, entries) {
    const all = entries.map((entry) => map.project(entry.at));
    const { x, y } = all.length ? L.bounds(all).getSize() : L.point(0, 0);
    const { close, few } = entries.length > SOME && x * y < ROOM * entries.length ? CROWDED : LOOSE;
    const cells = new Map(); // of a grid as wide as `close` -> the groups that begin there
    const groups = [];
    entries.forEach((entry, index) => {
      const at = all[index];
      const [column, row] = [Math.floor(at.x / close), Math.floor(at.y / close)];
      let found = null;
      for (let x = column - 1; x <= column + 1 && !found; x += 1) {
        for (let y = row - 1; y <= row + 1 && !found; y += 1) {
          found = (cells.get(`${x} ${y}`) || []).find((group) => group.points[0].distanceTo(at) < close);
        }
      }
      if (!found) {
        found = { key: entry.stop.id, members: [], points: [] };
        groups.push(found);
        const cell = `${column} ${row}`;
        cells.set(cell, [...(cells.get(cell) || []), found]);
      }
      found.members.push(entry);
      found.points.push(at);
    });
    for (const group of groups) {
      group.many = group.members.length > few;
      const sum = group.points.reduce((a, b) => a.add(b));
      group.middle = sum.divideBy(group.points.length);
    }
    return groups;
  }

  function fan(map, group, state) {
    const alone = group.members.length === 1;
    const steps = alone ? [L.point(0, 0)] : stepsOf(group);
    group.members.forEach((entry, at) => {
      const place = alone ? entry.at : map.unproject(group.middle.add(steps[at]));
      entry.marker.setLatLng(place);
      if (!map.hasLayer(entry.marker)) entry.marker.addTo(map);
      state.marks.push({ at: place, city: at === 0 ? entry.stop.city : "", half: entry.half + (entry.stop.id === state.chosen ? 8 : 0) });
      if (alone) return;
      L.polyline([entry.at, place], { className: "tk-leg", pane: "tk-route", interactive: false }).addTo(state.legs);
      if (group.many) entry.marker.setZIndexOffset(FANNED + at);
    });
    return group.members.map((entry) => entry.marker);
  }

  /* Where the members stand, seen from the middle; two keep to the sides on which they really are. */
  function stepsOf({ members, points, middle }) {
    const count = members.length;
    const steps = [];
    if (count <= RING) {
      const radius = count === 2 ? APART / 2 : Math.max(19, (count * APART) / (2 * Math.PI));
      const first = points[0].subtract(middle);
      const begin = first.distanceTo(L.point(0, 0)) > 2 ? Math.atan2(first.y, first.x) : count === 2 ? Math.PI : -Math.PI / 2;
      for (let at = 0; at < count; at += 1) steps.push(polar(begin + (2 * Math.PI * at) / count, radius));
      return steps;
    }
    let [angle, radius] = [-Math.PI / 2, 1.3 * APART];
    for (let at = 0; at < count; at += 1) {
      steps.push(polar(angle, radius));
      const turn = APART / radius;
      angle += turn;
      radius += (APART + 4) * (turn / (2 * Math.PI));
    }
    return steps;
  }

  const polar = (angle, radius) => L.point(radius * Math.cos(angle), radius * Math.sin(angle));

  function sign(map, group, state) {
    const { words } = state.options;
    const count = group.members.length;
    for (const { marker } of group.members) marker.remove();
    const coming = group.members.some(({ stop }) => stop.phase === "next" || stop.phase === "today");
    const face = tk.element("span", coming ? "tk-sign tk-coming" : "tk-sign", `${count}×`);
    if (group.members.some(({ stop }) => stop.id === state.chosen)) face.classList.add("tk-chosen");
    const marker = L.marker(map.unproject(group.middle), {
      icon: L.divIcon({ html: face, className: "tk-icon", iconSize: [38, 28] }),
      riseOnHover: true,
    });
    const first = group.members.slice(0, NAMED).map(({ stop }) => stop.label);
    const said = tk.element("div", "", words.together.replace("{n}", count));
    for (const label of first) said.append(tk.element("div", "tk-unsure", label));
    if (count > NAMED) said.append(tk.element("div", "tk-unsure", "…"));
    const name = [words.together.replace("{n}", count), ...first].join("; ");
    marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
    tk.pressable(marker);
    marker.bindTooltip(said, { direction: "top", offset: [0, -14] });
    marker.on("click", () => open(map, group));
    marker.on("keypress", (event) => event.originalEvent.key === "Enter" && open(map, group));
    marker.addTo(state.signs);
    group.sign = marker;
    const { city } = group.members[0].stop;
    const theirs = group.members.every(({ stop }) => stop.city === city) ? city : "";
    state.marks.push({ at: marker.getLatLng(), city: theirs, half: 19 });
    return marker;
  }

  function open(map, group) {
    const state = tk.stateOf(map);
    const bounds = L.latLngBounds(group.members.map((entry) => entry.at));
    const closer = Math.min(map.getBoundsZoom(bounds, false, L.point(120, 120)), map.getMaxZoom());
    if (group.members.length > MANY && closer > map.getZoom() + 0.5 && closer < map.getMaxZoom()) {
      tk.hold(map);
      map.fitBounds(bounds, { padding: [60, 60], animate: !tk.calm() });
      return;
    }
    state.opened = group.key;
    tk.arrange(map);
    const fanned = L.latLngBounds(group.members.map(({ marker }) => marker.getLatLng()));
    for (const corner of [fanned.getSouthWest(), fanned.getNorthEast()]) map.panInside(corner, { padding: [40, 40], animate: false });
    group.members[0].marker.getElement().focus({ preventScroll: true });
  }

  tk.fold = (map, focus = false) => {
    const state = tk.stateOf(map);
    const { opened } = state;
    if (!opened) return;
    state.opened = null;
    tk.arrange(map);
    if (focus) state.groups.find((group) => group.key === opened)?.sign?.getElement()?.focus({ preventScroll: true });
  };

  /* Fan out what covers a stop. */
  tk.uncover = (map, entry) => {
    const state = tk.stateOf(map);
    const group = state.groups.find((each) => each.members.includes(entry));
    if (!group?.many || state.opened === group.key) return;
    state.opened = group.key;
    tk.arrange(map);
  };

  /* The Tab key follows the document: bring the signs into the order of time, without taking the keyboard from one. */
  function inOrder(map, markers, held) {
    const pane = map.getPane("markerPane");
    const wanted = markers.map((marker) => marker.getElement()).filter(Boolean);
    wanted.forEach((element, at) => {
      if (pane.children[at] !== element) pane.insertBefore(element, pane.children[at] || null);
    });
    if (held !== document.activeElement && wanted.includes(held)) held.focus({ preventScroll: true });
  }
})();
