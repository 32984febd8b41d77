/* Tells how long a page takes from a click or key to the last change of each of its views, in the page and in the frame
of its map. A view counts as updated when it changed, says something else than before, and nothing changes any more:
what is only marked, or set to what it was, is no change. */
(views) => {
  const QUIET = 400; // milliseconds without a change of any view
  let [begun, before, last, timer, tell] = [null, {}, {}, null, null];
  const watched = new WeakSet();
  const options = { subtree: true, childList: true, characterData: true, attributes: true, attributeOldValue: true };

  const frames = () => [...document.querySelectorAll("iframe[src*=streamlit_folium]")].map((frame) => frame.contentDocument);
  const find = (selector) => [document, ...frames()].map((each) => each?.querySelector(selector)).find(Boolean);
  const said = () => Object.fromEntries(Object.entries(views).map(([name, { says }]) => [name, says(find)]));

  const concerns = (selector, { target, addedNodes }) =>
    (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(selector) ||
    [...addedNodes].some((node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(selector) || node.querySelector(selector)));
  const changes = ({ type, target, attributeName, oldValue }) =>
    type !== "attributes" || (!attributeName.startsWith("aria-") && target.getAttribute(attributeName) !== oldValue);

  function heard(mutations) {
    const now = performance.now();
    for (const each of [document, ...frames()]) watch(each);
    if (begun === null) return;
    const real = mutations.filter(changes);
    const touched = Object.keys(views).filter((name) => real.some((each) => concerns(views[name].at, each)));
    for (const name of touched) last[name] = now - begun;
    if (!touched.length) return;
    clearTimeout(timer);
    timer = setTimeout(settle, QUIET);
  }

  function settle() {
    const after = said();
    if (Object.keys(views).some((name) => after[name] === undefined || after[name] === before[name])) return;
    begun = null;
    tell(last);
  }

  function watch(root) {
    if (!root || watched.has(root)) return;
    watched.add(root);
    new root.defaultView.MutationObserver(heard).observe(root, options);
  }

  function begin() {
    if (tell && begun === null) begun = performance.now();
  }

  for (const kind of ["click", "keydown"]) document.addEventListener(kind, begin, true);
  document.addEventListener("load", (event) => event.target.matches?.("iframe") && heard([]), true);
  heard([]);
  window.benchReady = () => Object.values(said()).every((each) => each !== undefined);
  window.benchArm = () => {
    [begun, before, last] = [null, said(), {}];
    window.benchTold = new Promise((resolve) => (tell = (took) => ((tell = null), resolve(took))));
  };
}
