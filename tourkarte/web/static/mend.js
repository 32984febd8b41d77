/* Mends what the markup of Streamlit and Vega lacks for those who hear a page instead of seeing it. */
"use strict";

(() => {
  /* Vega names its marks, but not the ones that show what is being drawn with the mouse: nothing to read there. */
  const NAMELESS = "svg [role=graphics-symbol]:not([aria-label]):not([aria-hidden])";

  function mend(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    if (root.matches(NAMELESS)) root.setAttribute("aria-hidden", "true");
    for (const mark of root.querySelectorAll(NAMELESS)) mark.setAttribute("aria-hidden", "true");
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") mend(change.target); // Vega gives the role after the element is in place
      else change.addedNodes.forEach(mend);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] });
})();
