/* One pin on the ground of map.js that a person sets: by dragging, by the arrow keys, by a click or by a suggestion.

`tourkarte.pin` is called by tourkarte/ui/pin_map.py whenever what it shows changes: it draws the map once and moves the
pin from then on, so zoom and place stay. All text arrives as data and is set through textContent. */
"use strict";

window.tourkarte.pin = (() => {
  const { element, ground, hold } = window.tourkarte;
  const pinOf = new WeakMap(); // box -> what is drawn in it
  const PAUSE = 400; // milliseconds after the last key until a move counts as done
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const DIGITS = 1e6; // a tenth of a metre

  /* Draw `data` in `box`; `send` is told each point that the person sets. Returns what takes the map away. */
  function pin(box, data, send) {
    const before = pinOf.get(box);
    const drawnAs = JSON.stringify([data.ground, data.map]);
    const drawn = before && before.drawnAs === drawnAs ? before : draw(box, data, drawnAs, before);
    const turn = {};
    Object.assign(drawn, { data, send, turn });
    suggest(drawn);
    show(drawn);
    return () => {
      if (drawn.turn !== turn) return; // a later call shows the same map
      clearTimeout(drawn.timer);
      drawn.map.remove();
      pinOf.delete(box);
    };
  }

  function draw(box, data, drawnAs, before) {
    const view = before && [before.map.getCenter(), before.map.getZoom()];
    if (before) {
      clearTimeout(before.timer);
      before.map.remove();
    }
    const place = element("div", "tk-pin-map");
    box.style.height = `${data.height}px`;
    place.lang = "de";
    box.replaceChildren(place);
    const map = L.map(place, data.map);
    const words = { ...data.ground.words, map: data.words.map };
    const begin = data.begin.length ? { bounds: data.begin, maxZoom: data.maxZoom } : null;
    ground(map, { ...data.ground, places: data.places, words, begin }, place);
    if (view) map.setView(...view, { animate: false });
    const drawn = { map, drawnAs, marker: null, circle: null, suggestions: L.layerGroup().addTo(map) };
    drawn.hint = element("p", "tk-pin-hint", data.candidates.length ? data.words.choose : data.words.hint);
    place.append(drawn.hint);
    map.on("click", (event) => drawn.marker || set(drawn, event.latlng));
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === place && !drawn.marker) set(drawn, map.getCenter());
    });
    pinOf.set(box, drawn);
    return drawn;
  }

  /* Where Python says that the pin is; a place out of sight is brought into sight. */
  function show(drawn) {
    const { point, radius } = drawn.data;
    if (drawn.pending || drawn.dragged) return; // somebody is moving it right now, and tells soon
    drawn.circle?.remove();
    drawn.circle = null;
    if (!point) {
      drawn.marker?.remove();
      drawn.marker = null;
    } else {
      put(drawn, L.latLng(point));
      if (radius > 0) {
        const options = { radius, className: "tk-uncertain tk-area", interactive: false };
        drawn.circle = L.circle(point, options).addTo(drawn.map);
      }
      if (!drawn.map.getBounds().contains(point)) drawn.map.setView(point, drawn.map.getZoom(), { animate: false });
    }
    drawn.hint.hidden = Boolean(drawn.marker);
  }

  function put(drawn, latlng) {
    if (drawn.marker) drawn.marker.setLatLng(latlng);
    else drawn.marker = makePin(drawn, latlng).addTo(drawn.map);
    name(drawn);
    drawn.hint.hidden = true;
  }

  function name(drawn) {
    const { lat, lng } = drawn.marker.getLatLng();
    const [north, east] = [lat, lng].map((degrees) => degrees.toFixed(4).replace(".", ","));
    const { pin: called, move } = drawn.data.words;
    drawn.marker.getElement().setAttribute("aria-label", `${called}: ${north} Grad Nord, ${east} Grad Ost. ${move}`);
  }

  function makePin(drawn, latlng) {
    const icon = L.divIcon({ html: element("span", "tk-pin-face"), className: "tk-pin", iconSize: [40, 44], iconAnchor: [20, 40] });
    const marker = L.marker(latlng, { icon, draggable: true, autoPan: true, zIndexOffset: 2000 });
    marker.on("add", () => {
      const face = marker.getElement();
      face.setAttribute("role", "application"); // so that a screen reader leaves the arrow keys to the pin
      face.setAttribute("aria-roledescription", drawn.data.words.pin);
      face.title = drawn.data.words.move;
      face.addEventListener("keydown", (event) => moveByKey(drawn, event));
      face.addEventListener("blur", () => flush(drawn));
    });
    marker.on("dragstart", () => {
      drawn.dragged = true;
      forgetCircle(drawn);
    });
    marker.on("dragend", () => {
      drawn.dragged = false;
      tell(drawn);
    });
    return marker;
  }

  function moveByKey(drawn, event) {
    if (event.key === "Enter") flush(drawn);
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // the page does not scroll,
    event.stopPropagation(); // and the map does not move
    const { map, marker } = drawn;
    const to = map.latLngToContainerPoint(marker.getLatLng()).add(L.point(step).multiplyBy(event.shiftKey ? 10 : 1));
    forgetCircle(drawn);
    marker.setLatLng(map.containerPointToLatLng(to));
    name(drawn);
    map.panInside(marker.getLatLng(), { padding: [40, 44], animate: false });
    clearTimeout(drawn.timer);
    drawn.timer = setTimeout(() => flush(drawn), PAUSE);
    drawn.pending = true;
  }

  function flush(drawn) {
    clearTimeout(drawn.timer);
    if (drawn.pending) tell(drawn);
  }

  function set(drawn, latlng) {
    forgetCircle(drawn);
    put(drawn, latlng.wrap());
    tell(drawn);
    drawn.marker.getElement().focus({ preventScroll: true });
  }

  /* What a person sets has no circle of uncertainty. */
  function forgetCircle(drawn) {
    drawn.circle?.remove();
    drawn.circle = null;
  }

  function tell(drawn) {
    drawn.pending = false;
    hold(drawn.map); // from now on it stays where the pin is
    const { lat, lng } = drawn.marker.getLatLng().wrap();
    name(drawn);
    drawn.send({ lat: Math.round(lat * DIGITS) / DIGITS, lon: Math.round(lng * DIGITS) / DIGITS });
  }

  /* The places that an ambiguous address may mean, as letters. */
  function suggest(drawn) {
    const wanted = JSON.stringify(drawn.data.candidates);
    if (drawn.suggested === wanted) return;
    drawn.suggested = wanted;
    drawn.suggestions.clearLayers();
    for (const { letter, label, at } of drawn.data.candidates) {
      const icon = L.divIcon({ html: element("span", "tk-suggestion", letter), className: "tk-icon", iconSize: [28, 28] });
      const marker = L.marker(at, { icon, riseOnHover: true, zIndexOffset: 1000 });
      const called = `${drawn.data.words.suggestion} ${letter}: ${label}`;
      marker.on("add", () => {
        const face = marker.getElement();
        face.setAttribute("aria-label", `${called}. ${drawn.data.words.take}`);
        face.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          event.stopPropagation();
          set(drawn, L.latLng(at));
        });
      });
      marker.on("click", () => set(drawn, L.latLng(at)));
      marker.bindTooltip(element("span", "", called), { direction: "top", offset: [0, -12] });
      marker.addTo(drawn.suggestions);
    }
  }

  return pin;
})();
