/* Mends what Streamlit and Vega leave undone, in pages of all languages. It runs before the page's own program. */
"use strict";

(() => {
  /* Streamlit's calendar speaks the browser's language, beside ours. */
  const language = { de: "de-DE", en: "en-GB" }[document.documentElement.lang] || document.documentElement.lang;
  Object.defineProperty(navigator, "language", { get: () => language });
  Object.defineProperty(navigator, "languages", { get: () => Object.freeze([language]) });

  /* What a page adds to its address by itself on arrival, such as the language, is no step of the visitor's: the
  browser's way back would end there, with the page adding it again. */
  const [push, replace] = [history.pushState.bind(history), history.replaceState.bind(history)];
  const address = () => location.pathname + location.search;
  const TOGETHER = 250; // milliseconds: what one deed changes in the address, one parameter after the other
  let [arriving, here, last] = [true, address(), 0];
  history.pushState = (state, unused, to) => {
    const { pathname } = new URL(to ?? "", location.href);
    if (pathname.startsWith("/redaktion") && document.documentElement.lang !== "de") {
      location.assign(to); // the desk is German: its page says so, and brings what translates its fields
      return;
    }
    const stays = pathname === location.pathname;
    const follows = performance.now() - last < TOGETHER;
    (stays && (arriving || follows) ? replace : push)(state, unused, to);
    last = performance.now();
    if (!stays) {
      arriving = true;
      leaveDrawer();
    }
    here = address();
  };
  /* On a phone the menu covers the page that was chosen in it. */
  function leaveDrawer() {
    if (innerWidth >= 768) return;
    document.querySelector("[data-testid=stSidebar][aria-expanded=true] [data-testid=stSidebarCollapseButton] button")?.click();
  }
  history.replaceState = (...values) => {
    replace(...values);
    here = address();
  };
  /* Streamlit goes back by itself, but not everything that it shows then is what the address says: much of it lives in
  the session. What visitors see is read from the address anew; the desk has nothing in it but what is open. */
  window.addEventListener("popstate", () => {
    arriving = true;
    if (address() !== here && !location.pathname.startsWith("/redaktion")) location.reload();
    here = address();
  }, { capture: true });
  for (const deed of ["pointerdown", "keydown", "blur"]) { // the map is a frame: who goes there leaves this window
    window.addEventListener(deed, () => (arriving = false), { capture: true });
  }

  /* Days, cards and figures can be seen, and clicked, before the script that answers them is there (ui/linked.js). What is
  clicked until then is kept for it; of several things the last one. */
  let [early, linked] = [null, false];
  document.addEventListener("click", ({ target }) => {
    if (!linked && target.closest?.("[data-days], [data-choose], [data-show]") && !target.closest("a")) early = target;
  });
  document.addEventListener("tourkarte:linked", ({ detail }) => {
    linked = detail;
    if (linked && early?.isConnected) early.click();
    if (linked) early = null;
  });

  /* What is printed is laid out without asking the map: its frame stays as it is, as small as the paper wants. */
  const PAPER = { width: 680, height: 560 }; // pixels of CSS inside of an A4 sheet's margins, and beside the figures
  window.addEventListener("beforeprint", () => {
    for (const frame of document.querySelectorAll("iframe")) {
      const { offsetWidth: width, offsetHeight: height } = frame;
      if (!width || !height) continue;
      frame.style.setProperty("--printed-width", `${width}px`);
      frame.style.setProperty("--printed-height", `${height}px`);
      frame.style.setProperty("--printed-scale", Math.min(PAPER.width / width, PAPER.height / height, 1));
    }
  });

  /* Vega names its marks, but not the ones that show what is being drawn with the mouse: nothing to read there. */
  const NAMELESS = "svg [role=graphics-symbol]:not([aria-label]):not([aria-hidden])";
  /* Streamlit opens all links of a text in a new window, those to our own pages too. */
  const AWAY = ".stMarkdown a[target=_blank]";

  function mend(element) {
    if (element.matches(NAMELESS)) element.setAttribute("aria-hidden", "true");
    if (element.matches(AWAY) && element.host === location.host) element.removeAttribute("target");
  }

  function mendAll(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    mend(root);
    root.querySelectorAll(`${NAMELESS}, ${AWAY}`).forEach(mend);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") mend(change.target); // Vega gives the role after the element is in place
      else change.addedNodes.forEach(mendAll);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] });
})();
