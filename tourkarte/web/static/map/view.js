/* What part of the land a map shows, and who moves it: the visitor first, the selection only where they did not. */
(() => {
  const tk = window.tourkarte;
  const BESIDE_BUTTONS = { paddingTopLeft: [66, 44], paddingBottomRight: [36, 64] };
  const CLOSEST = 11; // a selection of one place shows its surroundings too
  const MOVING = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "="]);
  const HINT = 900; // milliseconds that the hint stays after the finger

  const hasSize = (map) => map.getSize().x > 0 && map.getSize().y > 0; // else the frame has none yet; a resize follows

  function fit(map) {
    if (hasSize(map)) map.fitBounds(tk.stateOf(map).options.bounds, { animate: false, padding: [4, 4] });
  }

  tk.home = (map) => {
    tk.stateOf(map).moved = false;
    fit(map);
  };

  /* What a map shows as long as nobody has moved it: what its options name, else the selection, else the state. */
  tk.begin = (map) => {
    const { options, data } = tk.stateOf(map);
    if (!hasSize(map)) return;
    const chosen = options.begin ? null : data && data.about && boundsOf(map);
    const bounds = options.begin ? options.begin.bounds : chosen && chosen.isValid() ? chosen : null;
    if (!bounds) fit(map);
    else map.fitBounds(bounds, { ...BESIDE_BUTTONS, animate: false, maxZoom: options.begin?.maxZoom ?? CLOSEST });
  };

  function boundsOf(map) {
    const { data, districts, picked } = tk.stateOf(map);
    const bounds = L.latLngBounds([...data.stops, ...data.sums].map(({ lat, lon }) => [lat, lon]));
    if (data.near) bounds.extend(L.latLng(data.near.lat, data.near.lon).toBounds(2000 * data.near.km));
    districts?.eachLayer((layer) => {
      if (picked.includes(layer.feature.properties.ags)) bounds.extend(layer.getBounds());
    });
    return bounds;
  }

  /* Fit the map to another selection. One that somebody has moved stays, unless nothing selected would be in sight. */
  tk.follow = (map) => {
    const state = tk.stateOf(map);
    const { data } = state;
    if (state.about === data.about) return;
    state.about = data.about;
    const sight = map.getBounds();
    const all = [...data.stops, ...data.sums];
    if (!all.length && !state.picked.length && !data.near) return; // nothing to look at is no reason to move
    if (state.moved && all.some(({ lat, lon }) => sight.contains([lat, lon]))) return;
    state.moved = false;
    tk.begin(map);
  };

  /* The frame gets its size after the map is made, and a phone may be turned: until somebody has moved the map
  themselves, it shows what it shows first at any size. */
  tk.keepFitted = (map) => {
    map.on("resize", () => {
      if (!tk.stateOf(map).moved) tk.begin(map);
      tk.showChosen(map);
      if (map._popup?.isOpen()) map._popup.update(); // moves the map as far as it takes to see it whole
    });
    const observer = new ResizeObserver(() => map.invalidateSize({ animate: false }));
    observer.observe(map.getContainer());
    map.on("unload", () => observer.disconnect());
    tk.begin(map);
  };

  tk.hold = (map) => {
    tk.stateOf(map).moved = true;
  };

  /* One finger and the wheel belong to the page; two fingers move the map, and the wheel zooms once the map was
  clicked. */
  tk.gestures = (map) => {
    const container = map.getContainer();
    // Leaflet focuses the map at the first touch, and the browser would scroll the page to it under the finger.
    container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
    map.scrollWheelZoom.disable();
    map.on("click focus", () => map.scrollWheelZoom.enable());
    map.on("mouseout blur", () => map.scrollWheelZoom.disable());
    if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
    if (tk.calm()) still(map);

    const hold = () => tk.hold(map);
    map.on("dragstart boxzoomstart dblclick", hold);
    // Before the buttons hear of it: they keep a click to themselves.
    const listen = (kind, act) => container.addEventListener(kind, act, { passive: true, capture: true });
    listen("wheel", () => map.scrollWheelZoom.enabled() && hold());
    listen("touchstart", (event) => event.touches.length > 1 && hold());
    listen("click", (event) => event.target.closest(".leaflet-control-zoom") && hold());
    listen("keydown", (event) => {
      if (event.target === container && MOVING.has(event.key)) hold();
      if (event.key === "Escape") tk.leave(map);
    });
    if (tk.stateOf(map).options.municipalities) hint(map);
    map.on("click", () => tk.fold(map));
    map.on("preclick", () => {
      const state = tk.stateOf(map);
      state.busy = Boolean(state.opened || map._popup?.isOpen()); // this click closes what is open
    });
  };

  /* For whoever wants less motion, the map is where it goes at once. */
  function still(map) {
    map._zoomAnimated = false;
    map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
  }

  /* Close what is open, and give the keyboard back to where it came from. */
  tk.leave = (map) => {
    const state = tk.stateOf(map);
    const open = [...state.shown.values()].find((entry) => entry.marker.isPopupOpen());
    if (open) open.marker.getElement()?.focus({ preventScroll: true });
    else if (state.opened) tk.fold(map, true);
    map.closePopup();
  };

  /* Whoever drags with one finger scrolls the page, and is told how to move the map. */
  function hint(map) {
    const container = map.getContainer();
    const said = tk.element("p", "tk-fingers", tk.stateOf(map).options.words.fingers);
    said.setAttribute("aria-hidden", "true");
    container.append(said);
    let timer;
    container.addEventListener("touchmove", (event) => {
      if (event.touches.length !== 1 || map.dragging.enabled()) return;
      said.classList.add("tk-shown");
      clearTimeout(timer);
      timer = setTimeout(() => said.classList.remove("tk-shown"), HINT);
    }, { passive: true });
  }

  /* The whole screen where the browser lets a page have it, else the whole window, over the page around the frame. */
  tk.fullScreenButton = (map) => {
    const { words } = tk.stateOf(map).options;
    const root = document.documentElement;
    const frame = window.frameElement;
    if (!frame && !document.fullscreenEnabled) return; // framed by somebody who does not let it
    const wide = () => document.fullscreenElement !== null || frame?.classList.contains("tk-whole-window");
    const button = tk.button(map, "tk-full-screen", words.fullScreen, () => (wide() ? leave() : enter()));
    const tell = () => {
      button.title = wide() ? words.smaller : words.fullScreen;
      button.setAttribute("aria-label", button.title);
      button.classList.toggle("tk-active", Boolean(wide()));
    };
    const stretch = (on) => {
      if (!frame) return;
      frame.classList.toggle("tk-whole-window", on);
      const whole = "position: fixed; inset: 0; width: 100vw; height: 100dvh !important; z-index: 1000000; border: 0";
      if (on) frame.dataset.style = frame.style.cssText;
      frame.style.cssText = on ? whole : frame.dataset.style || "";
      tell();
    };
    function enter() {
      if (document.fullscreenEnabled) root.requestFullscreen().catch(() => stretch(true));
      else stretch(true);
    }
    function leave() {
      if (document.fullscreenElement) document.exitFullscreen();
      else stretch(false);
    }
    document.addEventListener("fullscreenchange", tell);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && frame?.classList.contains("tk-whole-window")) leave();
    });
  };
})();
