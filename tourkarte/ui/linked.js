/* Cards, table, timeline's days and the figures, which are plain HTML on the page, answer to clicks; the appointment in
   focus is marked in all of them and scrolled into view. The countdown goes on. */
export default function link({ data, parentElement, setTriggerValue }) {
  const held = (parentElement.tourkarteLinked ??= {});
  const before = held.chosen;
  Object.assign(held, data, { set: setTriggerValue });
  refocus(held);
  if (held.chosen !== before) held.awaited = held.chosen !== held.clicked ? held.chosen : null;
  held.clicked = null;
  show(held);
  if (!held.answer) {
    held.answer = (event) => answer(event, held);
    document.addEventListener("click", held.answer);
    held.timer = setInterval(() => tick(held), 10_000);
    // Cards and table may come after this, or be put in place anew by the page.
    held.watch = new MutationObserver(() => (held.due ??= requestAnimationFrame(() => ((held.due = null), show(held)))));
    held.watch.observe(document.querySelector("[data-testid=stMain]") ?? document.body, { childList: true, subtree: true });
    say(true);
  }
  return () => {
    document.removeEventListener("click", held.answer);
    clearInterval(held.timer);
    held.watch.disconnect();
    held.answer = null;
    say(false);
  };
}

/* Tell the page's first script whether clicks are answered here: until then it keeps them. */
const say = (detail) => document.dispatchEvent(new CustomEvent("tourkarte:linked", { detail }));

const UNDER_ITS_DAY = 40; // pixels: the day stays at the upper edge of the list

const own = (selector) => [...document.querySelectorAll(`:is(.tk-cards, .tk-table, .tk-figures) ${selector}`)];
const calmly = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function answer(event, held) {
  const day = event.target.closest?.(".tk-days [data-days]");
  if (day) {
    held.focus = day.dataset.days;
    held.set("days", day.dataset.days);
    return;
  }
  if (event.target.closest?.("[data-show=map]")) {
    document.querySelector("iframe[src*=streamlit_folium]")?.scrollIntoView({ block: "center", behavior: calmly() });
    return;
  }
  const found = event.target.closest?.(":is(.tk-cards, .tk-table, .tk-figures) [data-choose]");
  if (!found || event.target.closest("a") || !getSelection().isCollapsed) return;
  const id = found.dataset.choose;
  held.chosen = held.clicked = held.chosen === id ? null : id;
  mark(held.chosen);
  if (held.chosen && found.closest(".tk-figures")) reveal(id);
  held.set("choose", id);
}

function show(held) {
  mark(held.chosen);
  if (held.awaited && reveal(held.awaited)) held.awaited = null;
}

/* What is chosen is told by the mark, and to those who do not see it. */
function mark(id) {
  for (const each of own("[data-choose]")) {
    const chosen = each.dataset.choose === id;
    if (each.matches("button")) each.setAttribute("aria-pressed", chosen);
    else if (chosen) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
}

/* Return whether it is there. The list is scrolled, not the page, where it scrolls by itself; whoever looks at a map on
   a phone stays there. */
function reveal(id) {
  const found = own("[data-choose]").find((each) => !each.matches("button") && each.dataset.choose === id);
  if (!found) return false;
  const list = found.closest(".tk-cards");
  if (list && list.scrollHeight > list.clientHeight + 1) {
    const from = (each) => each.getBoundingClientRect().top - list.getBoundingClientRect().top;
    const room = list.clientHeight - found.clientHeight;
    if (from(found) >= UNDER_ITS_DAY && from(found) <= room) return true;
    const part = found.previousElementSibling ? null : found.parentElement.previousElementSibling?.previousElementSibling;
    const top = part?.matches("h2") ? from(part) : from(found) - UNDER_ITS_DAY;
    list.scrollTo({ top: list.scrollTop + top, behavior: calmly() });
  } else if (document.activeElement?.tagName !== "IFRAME") {
    found.scrollIntoView({ block: "nearest", behavior: calmly() });
  }
  return true;
}

/* The buttons of the days are new ones after each click; the keyboard stays where it was. */
function refocus(held) {
  if (held.focus === undefined || document.activeElement !== document.body) return;
  const days = [...document.querySelectorAll(".tk-days button")];
  (days.find((each) => each.dataset.days === held.focus) ?? days[0])?.focus({ preventScroll: true });
  held.focus = undefined;
}

function tick(held) {
  for (const each of document.querySelectorAll(".tk-countdown[data-at]")) {
    const minutes = Math.ceil((Number(each.dataset.at) - Date.now()) / 60_000);
    if (minutes <= 0) {
      each.textContent = held.words.now;
      if (held.told !== each.dataset.at) held.set("begun", (held.told = each.dataset.at));
    } else {
      const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]].filter(([many]) => many);
      const said = parts.map(([many, unit]) =>
        new Intl.NumberFormat(held.locale, { style: "unit", unit, unitDisplay: "short" }).format(many),
      );
      each.textContent = held.words.in.replace("{duration}", said.join(" "));
    }
  }
}
