/* What is said of one stop, and of many that are summed where one by one they would hide the map. */
(() => {
  const tk = window.tourkarte;

  tk.popup = (stop, words) => {
    const box = tk.element("div", "tk-popup");
    if (stop.title) box.append(tk.element("p", "tk-popup-when", stop.when), tk.element("h3", "", `${stop.number}. ${stop.title}`));
    else box.append(tk.element("h3", "", stop.label)); // of many: the rest comes as soon as it is chosen
    if (stop.facts.length) box.append(facts(stop.facts));
    if (stop.report) {
      const link = tk.element("a", "", words.report); // the contract of the data lets in http and https only
      Object.assign(link, { href: stop.report, target: "_blank", rel: "noopener" });
      const line = tk.element("p", "tk-popup-report");
      line.append(link);
      box.append(line);
    }
    return box;
  };

  function facts(pairs) {
    const list = tk.element("dl");
    for (const [name, value] of pairs) list.append(tk.element("dt", "", name), tk.element("dd", "", value));
    return list;
  }

  /* A circle for each municipality or district, as large as its share; its popup tells by status. */
  tk.drawSums = (map, group, sums) => {
    const state = tk.stateOf(map);
    state.sums = sums.map((sum) => {
      const face = tk.element("span", "tk-sum", sum.text);
      Object.assign(face.style, { width: `${sum.size}px`, height: `${sum.size}px` });
      const icon = L.divIcon({ html: face, className: "tk-icon", iconSize: [sum.size, sum.size] });
      const marker = L.marker([sum.lat, sum.lon], { icon, riseOnHover: true, zIndexOffset: -100 * sum.size });
      marker.on("add", () => marker.getElement().setAttribute("aria-label", sum.label));
      marker.bindTooltip(tk.element("span", "", sum.label), { direction: "top", offset: [0, -sum.size / 2] });
      marker.bindPopup(sumPopup(sum, state.options.words), { minWidth: 160, autoPanPaddingTopLeft: [54, 12] });
      tk.pressable(marker);
      marker.addTo(group);
      return { at: marker.getLatLng(), half: sum.size / 2 };
    });
  };

  function sumPopup(sum, words) {
    const box = tk.element("div", "tk-popup");
    box.append(tk.element("h3", "", sum.label));
    if (sum.phases.length) box.append(facts(sum.phases));
    if (sum.district) {
      const button = tk.element("button", "tk-popup-button", words.closer.replace("{name}", sum.districtName));
      button.type = "button";
      button.addEventListener("click", () => tk.send({ district: sum.district }));
      box.append(button);
    }
    return box;
  }
})();
