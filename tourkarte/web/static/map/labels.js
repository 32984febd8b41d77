/* Names of towns: those of the stops always, others while there is room, larger ones first. */
(() => {
  const tk = window.tourkarte;

  tk.drawLabels = (map) => {
    const { marks, towns } = tk.stateOf(map);
    const layer = map.getPane("tk-labels");
    const size = map.getSize();
    if (!size.x) return;
    const taken = marks.map((mark) => boxAround(map.latLngToContainerPoint(mark.at), mark.half, 15));
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
        const label = tk.element("span", className, name);
        L.DomUtil.setPosition(label, map.containerPointToLayerPoint([box[0], box[1]]));
        labels.push(label);
        return;
      }
    };
    const beside = (x) => (width) => [[x, -8], [-x - width, -8], [-width / 2, x - 1], [-width / 2, -x - 15], [x, 8], [x, -24]];
    for (const mark of marks) {
      if (mark.city) place(mark.city, mark.at, "tk-town tk-town-stop leaflet-zoom-hide", beside(mark.half + 3));
    }
    const bound = map.getBounds().pad(0.5);
    const smallest = 4e6 / 4 ** (map.getZoom() - 5.2); // inhabitants a town needs to be named at this zoom
    const centred = (width) => [[-width / 2, -8]];
    for (const [name, lat, lon, inhabitants] of towns) {
      if (inhabitants < smallest) break;
      if (bound.contains([lat, lon])) place(name, [lat, lon], "tk-town leaflet-zoom-hide", centred);
    }
    layer.replaceChildren(...labels);
  };

  const boxAround = (point, dx, dy) => [point.x - dx, point.y - dy, point.x + dx, point.y + dy];
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
})();
