/* The ground of a map: boundaries, towns, controls. The parts in this folder are served as one script, map.js.

Two calls from Python (tourkarte/views): `tourkarte.base` once per map, `tourkarte.appointments` whenever what it shows
changes. pin.js draws the same ground with `tourkarte.ground`. All text arrives as data and is set through textContent,
so no text can become markup. */
"use strict";

window.tourkarte = {};

(() => {
  const tk = window.tourkarte;
  const states = new WeakMap(); // map -> what later calls need of it
  const NEAR = 10; // the zoom from which municipalities have boundaries

  tk.stateOf = (map) => states.get(map);

  tk.element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /* Tell Python what was picked; `turn` makes the same thing picked twice two messages. Without st_folium's frame around
  it, a map has nobody to tell. */
  tk.send = (picked) => window.Streamlit?.setComponentValue({ ...picked, turn: Date.now() });

  tk.calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function pane(map, name, zIndex, interactive = false) {
    const made = map.createPane(name);
    made.style.zIndex = zIndex;
    if (!interactive) made.style.pointerEvents = "none";
  }

  /* The ground in a frame of its own. */
  tk.base = (map, options) => {
    document.documentElement.lang = options.language;
    borrowFont();
    tk.ground(map, options, document.documentElement);
    tk.fullScreenButton(map);
    if (options.street) tk.streetMap(map, options.street);
  };

  /* The ground inside of the element `root`, in the colours that hold there. */
  tk.ground = (map, options, root) => {
    const words = options.words;
    states.set(map, { options, fills: {}, picked: [], shown: new Map(), marks: [], towns: [], notes: [], moved: false });
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.map);
    for (const [name, value] of Object.entries(options.colours)) root.style.setProperty(`--${name}`, value);
    pane(map, "tk-land", 200, true);
    pane(map, "tk-lines", 210);
    pane(map, "tk-labels", 450);
    pane(map, "tk-route", 430);

    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(options.attribution);
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    map.zoomControl = null;
    tk.button(map, "tk-home", words.home, () => tk.home(map));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map); // above the sources, of any length
    map.on("popupopen", (event) => {
      const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", words.close);
    });
    tk.gestures(map);
    tk.keepFitted(map);
    map.on("zoomend viewreset", () => tk.arrange(map));
    map.on("moveend resize", () => tk.drawLabels(map));
    loadBoundaries(map);
  };

  /* The dashboard around this frame has loaded its font already; without one around it, the system's font does. */
  function borrowFont() {
    let link;
    try {
      link = window.parent.document.querySelector("link[rel=preload][as=font]");
    } catch {
      return; // the page around this frame is somebody else's
    }
    if (!link) return;
    const face = new FontFace("Source Sans", `url(${link.href})`, { weight: "200 900" });
    face.load().then((loaded) => document.fonts.add(loaded), () => {});
  }

  /* A button among those of the map's corner. */
  tk.button = (map, className, title, act) => {
    const control = L.control({ position: "topleft" });
    const link = tk.element("a", className);
    control.onAdd = () => {
      const bar = tk.element("div", "leaflet-bar");
      Object.assign(link, { href: "#", title });
      link.setAttribute("role", "button");
      link.setAttribute("aria-label", title);
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(link, "keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault(); // a blank would scroll the page
        link.click();
      });
      L.DomEvent.on(link, "click", (event) => {
        L.DomEvent.preventDefault(event);
        act();
      });
      bar.append(link);
      return bar;
    };
    control.addTo(map);
    return link;
  };

  /* What a document has with it need not be fetched. */
  const read = async (address) => tk.enclosed?.[address] ?? (await fetch(address)).json();

  async function loadBoundaries(map) {
    const state = tk.stateOf(map);
    let geo;
    try {
      geo = await read(state.options.boundaries);
    } catch {
      map.attributionControl.addAttribution(state.options.words.noBoundaries);
      return;
    }
    if (!map.getPane("tk-land")) return; // taken away while the boundaries were on their way
    const { colours } = state.options;
    const line = (color, weight) => ({ style: { color, weight, fill: false }, pane: "tk-lines", interactive: false });
    state.districts = L.geoJSON(geo.districts, {
      pane: "tk-land",
      interactive: Boolean(state.options.pick),
      style: (feature) => tk.districtStyle(state, feature),
      onEachFeature: (feature, layer) => state.options.pick && pickable(map, feature, layer),
    }).addTo(map);
    // The page's list of districts is for the keyboard.
    state.districts.eachLayer((layer) => layer.getElement()?.setAttribute("tabindex", "-1"));
    L.geoJSON(geo.regions, line(colours.region, 1.5)).addTo(map);
    L.geoJSON(geo.state, line(colours.border, 2)).addTo(map);
    state.towns = [...geo.towns, ...(state.options.places || [])].sort((a, b) => b[3] - a[3]);
    if (state.options.municipalities) map.on("zoomend", () => municipalities(map)); // only there when looked at closely
    if (state.picked.length && !state.moved) tk.begin(map); // their outlines are known only now
    municipalities(map);
    tk.drawLabels(map);
    map.getContainer().dataset.drawn = "true";
  }

  tk.districtStyle = (state, feature) => {
    const { colours } = state.options;
    const { ags } = feature.properties;
    const fill = state.fills[ags];
    const fillColor = { done: colours.doneFill, announced: colours.announcedFill }[fill] || colours.district;
    if (state.picked.includes(ags)) return { color: colours.ink, weight: 2.5, dashArray: null, fillColor, fillOpacity: 1 };
    const outline = fill === "announced" // told from a visited one by more than its shade
      ? { color: colours.done, weight: 1.5, dashArray: "3 4" }
      : { color: colours.hairline, weight: 0.75, dashArray: null };
    return { ...outline, fillColor, fillOpacity: 1 };
  };

  /* A click filters by the district; one that closes a popup or a fan does just that. */
  function pickable(map, feature, layer) {
    const { ags, name } = feature.properties;
    const state = tk.stateOf(map);
    const said = tk.element("div", "", name);
    const hint = tk.element("div", "tk-unsure");
    said.append(hint);
    layer.bindTooltip(said, { sticky: true, offset: [12, 0] });
    const leave = () => {
      layer.closeTooltip();
      layer.setStyle(tk.districtStyle(state, feature));
    };
    layer.on("mouseover", () => {
      if (state.leave !== leave) state.leave?.(); // a map that changes under the mouse says nothing of its going
      state.leave = leave;
      hint.textContent = state.picked.includes(ags) ? state.options.words.everywhere : state.options.words.only;
      layer.setStyle({ weight: 2, color: state.options.colours.quiet });
      layer.bringToFront();
    });
    layer.on("mouseout", leave);
    layer.on("click", () => state.busy || tk.send({ district: ags }));
  }

  async function municipalities(map) {
    const state = tk.stateOf(map);
    if (map.getZoom() < NEAR) {
      state.inner?.remove();
      return;
    }
    if (!state.inner) {
      state.inner = L.layerGroup(); // at once, so that it is asked for once
      try {
        const lines = await read(state.options.municipalities);
        const style = { color: state.options.colours.hairline, weight: 0.75, pane: "tk-lines", interactive: false };
        L.polyline(lines.map(unfolded), style).addTo(state.inner);
      } catch {
        return; // the map is good without them
      }
    }
    if (map.getZoom() >= NEAR && map.getPane("tk-lines")) state.inner.addTo(map);
  }

  /* Lines are written as steps of 1/10,000 degree from point to point: x, y, x, y and so on. */
  function unfolded(steps) {
    const line = [];
    let [x, y] = [0, 0];
    for (let at = 0; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      line.push([y / 1e4, x / 1e4]);
    }
    return line;
  }
})();
