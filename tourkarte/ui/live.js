/* Asks for the store's state while the page is seen, and tells Streamlit when it is another than the page's own. */
export default function follow({ data, parentElement, setTriggerValue }) {
  const held = (parentElement.tourkarteLive ??= {});
  Object.assign(held, data, { told: null, set: setTriggerValue });
  if (!held.timer) {
    held.timer = setInterval(() => look(held), held.every);
    held.seen = () => document.visibilityState === "visible" && look(held);
    document.addEventListener("visibilitychange", held.seen);
  }
  return () => {
    clearInterval(held.timer);
    document.removeEventListener("visibilitychange", held.seen);
    held.timer = null;
  };
}

async function look(held) {
  if (document.visibilityState !== "visible" || held.asking) return;
  held.asking = true;
  try {
    const answer = await fetch(held.address, { cache: "no-store" });
    const state = answer.ok ? (await answer.text()).trim() : held.state;
    if (state !== held.state && state !== held.told) {
      held.told = state;
      held.set("state", state);
    }
  } catch {
    // The server is gone; Streamlit says so itself.
  } finally {
    held.asking = false;
  }
}
