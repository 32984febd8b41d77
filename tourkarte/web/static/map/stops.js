/* The appointments on the map, the route between them, and the one in focus.

A stop's marker stays as long as the stop is shown, whatever else changes: nothing flickers, an open popup stays open,
and the keyboard stays where it is. */
(() => {
  const tk = window.tourkarte;
  const WIDTH = { house: 15, street: 22, area: 19 }; // half of a face's in pixels
  const ABOVE = { next: 1000, cancelled: -1000, moved: -1000 }; // the new appointment above the old
  const CHOSEN = 5000;

  tk.appointments = (group, map, data) => {
    const state = tk.stateOf(map);
    Object.assign(state, { data, fills: data.districts, picked: data.picked });
    state.districts?.setStyle((feature) => tk.districtStyle(state, feature));
    drawRoute(group, data.route, state.options.colours);
    for (const stop of data.stops) if (stop.look !== "house") circle(stop).addTo(group);
    if (data.near) near(data.near).addTo(group);
    nameSources(map, state, data.notes);
    keep(map, data.stops);
    tk.drawSums(map, group, data.sums);
    tk.follow(map);
    choose(map, data.chosen);
    tk.arrange(map);
    tk.showChosen(map);
    const shown = map.getContainer().dataset;
    shown.stops = data.stops.length + data.sums.length;
    shown.draws = Number(shown.draws || 0) + 1;
  };

  /* ---- markers ---- */

  function keep(map, stops) {
    const { shown } = tk.stateOf(map);
    const before = new Map(shown);
    shown.clear(); // so that they are in the order of `stops`, which is that of time
    for (const stop of stops) {
      const told = JSON.stringify(stop);
      const entry = before.get(stop.id) || make(map, stop);
      before.delete(stop.id);
      shown.set(stop.id, entry);
      if (entry.told !== told) tell(map, entry, stop, told);
    }
    for (const entry of before.values()) entry.marker.remove();
  }

  function make(map, stop) {
    const face = tk.element("span");
    face.dataset.id = stop.id;
    const icon = L.divIcon({ html: face, className: "tk-icon", iconSize: [30, 30] });
    const marker = L.marker([stop.lat, stop.lon], { icon, riseOnHover: true });
    const entry = { marker, face };
    marker.bindTooltip(tk.element("div"), { direction: "top", offset: [0, -14] });
    marker.bindPopup(tk.element("div"), {
      maxWidth: 280,
      minWidth: 200,
      maxHeight: 320, // a longer text scrolls
      offset: [0, -13], // above the face, which is large while its popup is open
      autoPanPaddingTopLeft: [54, tk.stateOf(map).options.street ? 52 : 12], // beside the buttons
      autoPanPaddingBottomRight: [12, 12],
    });
    marker.on("click", () => picked(map, entry)); // after the popup's own
    marker.on("keypress", (event) => event.originalEvent.key === "Enter" && picked(map, entry));
    marker.on("add", () => {
      name(entry);
      mark(map, entry);
    });
    tk.pressable(marker);
    return entry;
  }

  /* A blank presses a button as the Enter key does. */
  tk.pressable = (marker) => marker.on("add", () => {
    marker.getElement().addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      marker.fire("click", { latlng: marker.getLatLng(), originalEvent: event });
    });
  });

  function tell(map, entry, stop, told) {
    Object.assign(entry, { stop, told, at: L.latLng(stop.lat, stop.lon), half: WIDTH[stop.look] });
    entry.face.className = `tk-stop tk-${stop.look} tk-${stop.phase}`;
    entry.face.textContent = String(stop.number);
    entry.marker.setTooltipContent(tooltip(stop));
    entry.marker.setPopupContent(tk.popup(stop, tk.stateOf(map).options.words));
    name(entry);
    mark(map, entry);
  }

  function name({ marker, stop }) {
    const said = stop.unsure ? `${stop.label} (${stop.unsure})` : stop.label;
    marker.getElement()?.setAttribute("aria-label", said);
  }

  function tooltip(stop) {
    const box = tk.element("div", "", stop.label);
    if (stop.unsure) box.append(tk.element("div", "tk-unsure", stop.unsure));
    return box;
  }

  /* ---- the one in focus ---- */

  function mark(map, { marker, face, stop }) {
    const chosen = tk.stateOf(map).chosen === stop.id;
    face.classList.toggle("tk-chosen", chosen);
    marker.setZIndexOffset(chosen ? CHOSEN : ABOVE[stop.phase] || 0);
    const element = marker.getElement();
    if (chosen) element?.setAttribute("aria-current", "true");
    else element?.removeAttribute("aria-current");
  }

  /* A visitor opened a popup here, or closed it where they opened it. Closed elsewhere, its stop stays in focus. */
  function picked(map, entry) {
    const state = tk.stateOf(map);
    const open = entry.marker.isPopupOpen();
    if (open === (state.chosen === entry.stop.id)) return;
    state.chosen = open ? entry.stop.id : null;
    state.unseen = false;
    for (const each of state.shown.values()) mark(map, each);
    tk.send({ stop: entry.stop.id });
  }

  /* Python says which is in focus; where that is known nothing happens, so a popup that was closed stays closed. */
  function choose(map, id) {
    const state = tk.stateOf(map);
    if (state.chosen === id) return;
    const before = state.shown.get(state.chosen);
    state.chosen = id;
    for (const entry of state.shown.values()) mark(map, entry);
    before?.marker.closePopup();
    state.unseen = Boolean(id);
  }

  /* Bring the chosen stop into sight and open its popup, once; a map without a size does it when it has one. */
  tk.showChosen = (map) => {
    const state = tk.stateOf(map);
    const entry = state.shown.get(state.chosen);
    if (!state.unseen || !entry || !map.getSize().y) return;
    state.unseen = false;
    if (!map.getBounds().pad(-0.05).contains(entry.at)) map.setView(entry.at, map.getZoom(), { animate: false });
    tk.uncover(map, entry);
    if (!entry.marker.isPopupOpen()) entry.marker.openPopup();
  };

  /* ---- what is around the markers ---- */

  const circle = (stop) => L.circle([stop.lat, stop.lon], {
    radius: stop.radius,
    className: `tk-uncertain tk-${stop.look} tk-${stop.phase}`,
    interactive: false,
  });

  const near = ({ lat, lon, km }) => L.circle([lat, lon], {
    radius: 1000 * km,
    className: "tk-near",
    pane: "tk-lines",
    interactive: false,
  });

  /* The publishers of the shown points beside those of the base. The control takes markup, so it is given an element's
  own, whose text was set as text. */
  function nameSources(map, state, notes) {
    for (const markup of state.notes) map.attributionControl.removeAttribution(markup);
    state.notes = notes.map(({ text, link }) => {
      const named = tk.element("a", "", text);
      Object.assign(named, { href: link, target: "_blank", rel: "noopener" });
      return named.outerHTML;
    });
    for (const markup of state.notes) map.attributionControl.addAttribution(markup);
  }

  /* A thin dashed line in order of time, with an arrow head in the middle of each leg. */
  function drawRoute(group, route, colours) {
    if (route.length < 2) return;
    L.polyline(route, { color: colours.route, weight: 1.5, dashArray: "2 5", interactive: false, pane: "tk-route" }).addTo(group);
    for (let leg = 1; leg < route.length; leg += 1) {
      const [from, to] = [L.latLng(route[leg - 1]), L.latLng(route[leg])];
      if (from.equals(to)) continue;
      const [a, b] = [L.CRS.EPSG3857.project(from), L.CRS.EPSG3857.project(to)];
      const middle = L.CRS.EPSG3857.unproject(L.point((a.x + b.x) / 2, (a.y + b.y) / 2));
      const head = tk.element("span", "tk-arrow");
      head.style.transform = `rotate(${Math.atan2(a.y - b.y, b.x - a.x)}rad)`;
      const icon = L.divIcon({ html: head, className: "tk-icon", iconSize: [10, 10] });
      L.marker(middle, { icon, interactive: false, keyboard: false, pane: "tk-route" }).addTo(group);
    }
  }
})();
