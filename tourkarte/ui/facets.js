/* The values that appointments can be filtered by, each with its count, as boxes to tick.

What was ticked here counts until the server has heard of it: a run that began before must not take it back. Elements
stay the same from run to run, so focus and scroll position do. All text arrives as data and is set as text. */
const states = new WeakMap();
const PATIENCE = 5000; // milliseconds after which what the server says counts again, whatever it has heard
const LONG = 8;
const SPELT = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

export default ({ data, parentElement, setTriggerValue }) => {
  const box = parentElement.querySelector(".tk-facets");
  if (!states.has(box)) states.set(box, { sent: 0, at: 0, pending: {}, groups: new Map() });
  const state = states.get(box);
  Object.assign(state, { data, send: setTriggerValue });
  if (data.seen >= state.sent || Date.now() - state.at > PATIENCE) state.pending = {};
  for (const [name, group] of state.groups) {
    if (data.groups.some((given) => given.name === name)) continue;
    group.details.remove();
    state.groups.delete(name);
  }
  for (const given of data.groups) {
    if (!state.groups.has(given.name)) state.groups.set(given.name, begin(state, given));
    const group = state.groups.get(given.name);
    box.append(...(box.contains(group.details) ? [] : [group.details]));
    show(state, group, given);
  }
};

function element(kind, name, text = "") {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

function folding(open) {
  const details = element("details", "tk-facet");
  const summary = element("summary", "");
  const title = element("span", "tk-facet-title");
  const chosen = element("span", "tk-facet-chosen");
  summary.append(title, chosen);
  details.append(summary);
  details.open = open;
  return { details, title, chosen };
}

function begin(state, given) {
  const group = { ...folding(given.open), list: element("div", "tk-facet-values"), rows: new Map() };
  group.list.setAttribute("role", "group");
  group.search = element("input", "tk-facet-search");
  Object.assign(group.search, { type: "search", autocomplete: "off", spellcheck: false });
  group.search.addEventListener("input", () => find(state, group));
  group.none = element("p", "tk-facet-none");
  group.none.setAttribute("role", "status");
  group.details.append(group.search, group.none, group.list);
  group.old = folding(given.archive.some(([key]) => given.chosen.includes(key)));
  group.oldList = element("div", "tk-facet-values");
  group.oldList.setAttribute("role", "group");
  group.old.details.append(group.oldList);
  group.details.append(group.old.details);
  return group;
}

function show(state, group, given) {
  const words = state.data.words;
  const chosen = state.pending[given.name] ?? given.chosen;
  group.name = given.name;
  group.title.textContent = given.label;
  group.chosen.textContent = chosen.length && !given.single ? words.chosen.replace("{n}", chosen.length) : "";
  group.list.setAttribute("aria-label", given.label);
  group.search.hidden = given.options.length <= LONG;
  group.search.placeholder = words.find;
  group.search.setAttribute("aria-label", `${given.label}: ${words.find}`);
  group.old.title.textContent = words.archive;
  group.old.chosen.textContent = given.archive.length ? String(given.archive.length) : "";
  group.old.details.hidden = !given.archive.length;
  group.oldList.setAttribute("aria-label", words.archive);
  const focused = document.activeElement;
  for (const [list, options] of [[group.list, given.options], [group.oldList, given.archive]]) {
    const rows = options.map(([key, label, count]) => row(state, group, given, key, label, count));
    if (rows.length !== list.children.length || rows.some((each, place) => list.children[place] !== each)) {
      list.replaceChildren(...rows);
    }
  }
  const boxes = [...group.details.querySelectorAll(".tk-facet-value input")];
  for (const each of boxes) each.checked = chosen.includes(each.value) || (each.value === "" && !chosen.length);
  if (focused && focused !== document.activeElement && boxes.includes(focused)) focused.focus({ preventScroll: true });
  find(state, group);
}

function row(state, group, given, key, label, count) {
  if (!group.rows.has(key)) {
    const item = element("div", "tk-facet-value");
    const line = element("label", "");
    const box = element("input", "");
    Object.assign(box, { type: given.single ? "radio" : "checkbox", name: `tk-${given.name}`, value: key });
    box.addEventListener("change", () => tick(state, group.name, box, given.single));
    line.append(box, element("span", "tk-facet-name"), element("span", "tk-facet-count"));
    item.append(line);
    group.rows.set(key, item);
  }
  const item = group.rows.get(key);
  const [box, name, number] = item.firstChild.children;
  name.textContent = label;
  number.textContent = count.toLocaleString(state.data.words.locale);
  box.setAttribute("aria-label", `${label} (${number.textContent})`);
  item.classList.toggle("tk-facet-empty", count === 0);
  item.dataset.words = `${fold(label)} ${key.toLowerCase()}`;
  return item;
}

function tick(state, name, box, single) {
  const given = state.data.groups.find((group) => group.name === name);
  const before = state.pending[name] ?? given.chosen;
  const others = single ? [] : before.filter((key) => key !== box.value);
  state.pending[name] = box.checked && box.value ? [...others, box.value] : others;
  state.sent = Math.max(state.sent, state.data.seen) + 1;
  state.at = Date.now();
  state.send("choice", { turn: state.sent, values: { ...state.pending } });
}

function fold(text) {
  const spelt = text.normalize("NFC").toLowerCase().replace(/[äöüß]/g, (letter) => SPELT[letter]);
  return spelt.normalize("NFD").replace(/\p{M}/gu, "");
}

function find(state, group) {
  const wanted = group.search.hidden ? "" : fold(group.search.value.trim());
  let shown = 0;
  for (const item of group.list.children) {
    item.hidden = !item.dataset.words.includes(wanted);
    shown += item.hidden ? 0 : 1;
  }
  group.none.textContent = shown ? "" : state.data.words.none;
}
