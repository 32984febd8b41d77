/* Draws the tour on a Leaflet map: the state, its towns, the appointments and the route between them.

Two calls from Python (tourkarte/views): `tourkarte.base` once per map, `tourkarte.appointments` whenever the
selection changes. pin.js draws the same ground with `tourkarte.ground`. All text arrives as data and is set through
textContent, so no text can become markup. */
"use strict";

window.tourkarte = (() => {
  const stateOf = new WeakMap(); // map -> what later calls need of it
  const BESIDE_BUTTONS = { paddingTopLeft: [66, 44], paddingBottomRight: [36, 64] };

  /* ---- small helpers ---- */

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function pane(map, name, zIndex, interactive = false) {
    const made = map.createPane(name);
    made.style.zIndex = zIndex;
    if (!interactive) made.style.pointerEvents = "none";
    return made;
  }

  /* ---- the base: boundaries, towns, controls ---- */

  /* The ground in a frame of its own. */
  function base(map, options) {
    document.documentElement.lang = "de";
    borrowFont();
    ground(map, options, document.documentElement);
  }

  /* The ground inside of the element `root`, in the colours that hold there. */
  function ground(map, options, root) {
    const words = options.words;
    const state = { options, districts: null, fills: {}, stops: [], towns: [], notes: [] };
    stateOf.set(map, state);
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.map);
    for (const [name, value] of Object.entries(options.colours)) {
      root.style.setProperty(`--${name}`, value);
    }
    pane(map, "tk-land", 200);
    pane(map, "tk-lines", 210);
    pane(map, "tk-labels", 450);
    pane(map, "tk-route", 430);

    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(options.attribution);
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    map.zoomControl = null;
    homeButton(map, words.home);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map); // above the sources, of any length
    map.on("popupopen", (event) => {
      const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", words.close);
    });

    container.addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    gentleGestures(map);
    keepFitted(map);
    map.on("zoomend viewreset resize", () => drawLabels(map));
    loadBoundaries(map);
  }

  /* The dashboard around this frame has loaded its font already; without one around it, the system's font does. */
  function borrowFont() {
    const link = window.parent.document.querySelector("link[rel=preload][as=font]");
    if (!link) return;
    const face = new FontFace("Source Sans", `url(${link.href})`, { weight: "200 900" });
    face.load().then((loaded) => document.fonts.add(loaded), () => {});
  }

  function homeButton(map, title) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = element("div", "leaflet-bar");
      const link = element("a", "tk-home");
      link.href = "#";
      link.title = title;
      link.setAttribute("role", "button");
      link.setAttribute("aria-label", title);
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(link, "keydown", (event) => event.key === " " && link.click());
      L.DomEvent.on(link, "click", (event) => {
        L.DomEvent.preventDefault(event);
        fit(map);
      });
      bar.append(link);
      return bar;
    };
    control.addTo(map);
  }

  function fit(map) {
    const size = map.getSize();
    if (!size.x || !size.y) return; // the frame has no size yet; a resize follows
    map.fitBounds(stateOf.get(map).options.bounds, { animate: false, padding: [4, 4] });
  }

  /* What a map shows first: the whole state, or what its options name. */
  function begin(map) {
    const wanted = stateOf.get(map).options.begin;
    const size = map.getSize();
    if (!wanted || !size.x || !size.y) fit(map);
    else map.fitBounds(wanted.bounds, { ...BESIDE_BUTTONS, animate: false, maxZoom: wanted.maxZoom });
  }

  /* The frame gets its size after the map is made, and a phone may be turned: until somebody has moved the map
  themselves, it shows what it shows first at any size. */
  function keepFitted(map) {
    let moved = false;
    for (const kind of ["pointerdown", "wheel", "keydown"]) {
      map.getContainer().addEventListener(kind, () => (moved = true), { passive: true });
    }
    map.on("resize", () => moved || begin(map));
    const observer = new ResizeObserver(() => map.invalidateSize({ animate: false }));
    observer.observe(map.getContainer());
    map.on("unload", () => observer.disconnect());
    begin(map);
  }

  /* One finger and the wheel belong to the page; two fingers move the map, and the wheel zooms once the map was
  clicked. */
  function gentleGestures(map) {
    // Leaflet focuses the map at the first touch, and the browser would scroll the page to it under the finger.
    const container = map.getContainer();
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
    map.scrollWheelZoom.disable();
    map.on("click focus", () => map.scrollWheelZoom.enable());
    map.on("mouseout blur", () => map.scrollWheelZoom.disable());
    if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
  }

  async function loadBoundaries(map) {
    const state = stateOf.get(map);
    let geo;
    try {
      geo = await (await fetch(state.options.boundaries)).json();
    } catch {
      map.attributionControl.addAttribution(state.options.words.noBoundaries);
      return;
    }
    if (!map.getPane("tk-land")) return; // taken away while the boundaries were on their way
    const colours = state.options.colours;
    const line = (color, weight) => ({ style: { color, weight, fill: false }, pane: "tk-lines", interactive: false });
    state.districts = L.geoJSON(geo.districts, {
      pane: "tk-land",
      interactive: false,
      style: (feature) => districtStyle(state, feature),
    }).addTo(map);
    L.geoJSON(geo.regions, line(colours.region, 1.5)).addTo(map);
    L.geoJSON(geo.state, line(colours.border, 2)).addTo(map);
    state.towns = [...geo.towns, ...(state.options.places || [])].sort((a, b) => b[3] - a[3]);
    drawLabels(map);
    map.getContainer().dataset.drawn = "true";
  }

  function districtStyle(state, feature) {
    const colours = state.options.colours;
    const fillColor = { done: colours.doneFill, announced: colours.announcedFill }[state.fills[feature.properties.ags]];
    return { color: colours.hairline, weight: 0.75, fillColor: fillColor || colours.district, fillOpacity: 1 };
  }

  /* ---- labels: the towns of the stops always, others while there is room, larger ones first ---- */

  function drawLabels(map) {
    const { stops, towns } = stateOf.get(map);
    const layer = map.getPane("tk-labels");
    const size = map.getSize();
    if (!size.x) return;
    const taken = stops.map((stop) => boxAround(map.latLngToContainerPoint(stop.at), stop.half, 15));
    const named = new Set();
    const labels = [];
    const place = (name, latlng, className, candidates) => {
      if (named.has(name)) return;
      const point = map.latLngToContainerPoint(latlng);
      const width = 6.6 * name.length + 6;
      for (const [dx, dy] of candidates(width)) {
        const box = [point.x + dx, point.y + dy, point.x + dx + width, point.y + dy + 16];
        if (box[0] < 0 || box[1] < 0 || box[2] > size.x || box[3] > size.y) continue;
        if (taken.some((other) => overlap(box, other))) continue;
        taken.push(box);
        named.add(name);
        const label = element("span", className, name);
        L.DomUtil.setPosition(label, map.containerPointToLayerPoint([box[0], box[1]]));
        labels.push(label);
        return;
      }
    };
    const beside = (x) => (width) => [[x, -8], [-x - width, -8], [-width / 2, x - 1], [-width / 2, -x - 15], [x, 8], [x, -24]];
    for (const stop of stops) {
      if (stop.city) place(stop.city, stop.at, "tk-town tk-town-stop leaflet-zoom-hide", beside(stop.half + 3));
    }
    const bound = map.getBounds().pad(0.5);
    const smallest = 4e6 / 4 ** (map.getZoom() - 5.2); // inhabitants a town needs to be named at this zoom
    const centred = (width) => [[-width / 2, -8]];
    for (const [name, lat, lon, inhabitants] of towns) {
      if (inhabitants < smallest) break;
      if (bound.contains([lat, lon])) place(name, [lat, lon], "tk-town leaflet-zoom-hide", centred);
    }
    layer.replaceChildren(...labels);
  }

  const boxAround = (point, dx, dy) => [point.x - dx, point.y - dy, point.x + dx, point.y + dy];
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /* ---- the appointments ---- */

  function appointments(group, map, data) {
    const state = stateOf.get(map);
    state.fills = data.districts;
    if (state.districts) state.districts.setStyle((feature) => districtStyle(state, feature));
    drawRoute(group, data.route, state.options.colours);
    nameSources(map, state, data.notes);
    state.stops = data.stops.map((stop) => ({
      at: L.latLng(stop.lat, stop.lon),
      city: stop.city,
      half: { house: 15, street: 22, area: 19 }[stop.look], // of the face's width in pixels
    }));
    for (const stop of data.stops) drawStop(group, stop, state.options);
    drawLabels(map);
    map.getContainer().dataset.stops = data.stops.length;
  }

  /* The publishers of the shown points beside those of the base. The control takes markup, so it is given an element's
  own, whose text was set as text. */
  function nameSources(map, state, notes) {
    for (const markup of state.notes) map.attributionControl.removeAttribution(markup);
    state.notes = notes.map(({ text, link }) => {
      const named = element("a", "", text);
      Object.assign(named, { href: link, target: "_blank", rel: "noopener" });
      return named.outerHTML;
    });
    for (const markup of state.notes) map.attributionControl.addAttribution(markup);
  }

  function drawStop(group, stop, options) {
    if (stop.look !== "house") {
      L.circle([stop.lat, stop.lon], {
        radius: stop.radius,
        className: `tk-uncertain tk-${stop.look} tk-${stop.phase}`,
        interactive: false,
      }).addTo(group);
    }
    const face = element("span", `tk-stop tk-${stop.look} tk-${stop.phase}`, String(stop.number));
    face.dataset.id = stop.id;
    const marker = L.marker([stop.lat, stop.lon], {
      icon: L.divIcon({ html: face, className: "tk-icon", iconSize: [30, 30] }),
      riseOnHover: true,
      zIndexOffset: { next: 1000, cancelled: -1000, moved: -1000 }[stop.phase] || 0, // the new one above the old
    });
    const name = stop.unsure ? `${stop.label} (${stop.unsure})` : stop.label;
    marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
    marker.bindTooltip(tooltip(stop), { direction: "top", offset: [0, -14] });
    marker.bindPopup(popup(stop, options.words), {
      maxWidth: 280,
      minWidth: 200,
      maxHeight: 320, // a longer text scrolls
      autoPanPaddingTopLeft: [54, 12], // beside the buttons
      autoPanPaddingBottomRight: [12, 12],
    });
    marker.addTo(group);
  }

  function tooltip(stop) {
    const box = element("div", "", stop.label);
    if (stop.unsure) box.append(element("div", "tk-unsure", stop.unsure));
    return box;
  }

  function popup(stop, words) {
    const box = element("div", "tk-popup");
    box.append(element("p", "tk-popup-when", stop.when), element("h3", "", `${stop.number}. ${stop.title}`));
    const list = element("dl");
    for (const [name, value] of stop.facts) list.append(element("dt", "", name), element("dd", "", value));
    box.append(list);
    if (stop.report) {
      const link = element("a", "", words.report); // the contract of the data lets in http and https only
      Object.assign(link, { href: stop.report, target: "_blank", rel: "noopener" });
      const line = element("p", "tk-popup-report");
      line.append(link);
      box.append(line);
    }
    return box;
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
      const head = element("span", "tk-arrow");
      head.style.transform = `rotate(${Math.atan2(a.y - b.y, b.x - a.x)}rad)`;
      const icon = L.divIcon({ html: head, className: "tk-icon", iconSize: [10, 10] });
      L.marker(middle, { icon, interactive: false, keyboard: false, pane: "tk-route" }).addTo(group);
    }
  }

  return { base, ground, appointments, element };
})();
