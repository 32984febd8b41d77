/* The official street map from its own server: off until somebody switches it on, having read whom that asks. */
(() => {
  const tk = window.tourkarte;

  tk.streetMap = (map, { url, attribution, maxZoom, words }) => {
    const pane = map.createPane("tk-street");
    pane.style.zIndex = 205;
    const isDark = parseInt(tk.stateOf(map).options.colours.paper.slice(1, 3), 16) < 128;
    if (isDark) pane.style.filter = "invert(1) hue-rotate(180deg) brightness(0.9)"; // the tiles are made for a light page
    const tiles = L.tileLayer(url, { pane: "tk-street", attribution, maxNativeZoom: maxZoom, maxZoom: map.getMaxZoom() });
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const box = tk.element("div", "tk-street-switch");
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      const button = tk.element("button", "", words.name);
      const asked = tk.element("div", "tk-street-asked");
      asked.id = "tk-street-asked";
      asked.hidden = true;
      const yes = tk.element("button", "", words.show);
      const no = tk.element("button", "", words.cancel);
      asked.append(tk.element("p", "", words.asks), yes, no);
      for (const each of [button, yes, no]) each.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-controls", asked.id);
      const ask = (open) => {
        asked.hidden = !open;
        button.setAttribute("aria-expanded", String(open));
        if (open) yes.focus({ preventScroll: true });
        else button.focus({ preventScroll: true });
      };
      const show = (on) => {
        if (on) tiles.addTo(map);
        else tiles.remove();
        button.setAttribute("aria-pressed", String(on));
        map.getContainer().classList.toggle("tk-streets", on);
      };
      button.addEventListener("click", () => (map.hasLayer(tiles) ? show(false) : ask(asked.hidden)));
      yes.addEventListener("click", () => {
        show(true);
        ask(false);
      });
      no.addEventListener("click", () => ask(false));
      box.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !asked.hidden) ask(false);
      });
      box.append(button, asked);
      return box;
    };
    control.addTo(map);
  };
})();
