/* Loads what draws the map of pin.js into a component of Streamlit, and hands on what it is given. */
const loads = (window.tourkarteLoads ??= new Map());

function loaded(address, make) {
  if (!loads.has(address)) {
    loads.set(address, new Promise((resolve, reject) => {
      const tag = make(address);
      tag.onload = resolve;
      tag.onerror = () => { loads.delete(address); tag.remove(); reject(new Error(address)); };
    }));
  }
  return loads.get(address);
}

function script(address) {
  const tag = document.createElement("script");
  tag.src = address;
  document.head.append(tag);
  return tag;
}

async function styled(root, addresses) {
  const there = [...root.querySelectorAll("link")].map((link) => link.getAttribute("href"));
  const missing = addresses.filter((address) => !there.includes(address));
  await Promise.all(missing.map((address) => new Promise((resolve, reject) => {
    const tag = document.createElement("link");
    Object.assign(tag, { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    root.append(tag);
  })));
}

const turns = new WeakMap();

export default async ({ data, parentElement: root, setTriggerValue }) => {
  const box = root.querySelector("div.box");
  const turn = (turns.get(box) || 0) + 1;
  turns.set(box, turn);
  try {
    await styled(root, data.styles);
    for (const address of data.scripts) await loaded(address, script);
  } catch {
    box.textContent = data.failed;
    return;
  }
  if (turns.get(box) !== turn) return; // a later run has shown something newer meanwhile
  return window.tourkarte.pin(box, data, (point) => setTriggerValue("point", point));
};
