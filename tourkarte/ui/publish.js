/* Three buttons, each with a menu of plain links in the browser's own popover: Escape and a click beside it close it, and
   the keyboard goes from the button into it. Nothing here runs the page again. */
const BELOW = 6; // pixels between a button and its menu
const EDGE = 8;
const DURATION = 4000; // milliseconds for which "copied" is shown

export default ({ data, parentElement }) => {
  const box = parentElement.querySelector(".tk-publish");
  const told = JSON.stringify(data);
  if (box.tkTold === told) return;
  box.tkTold = told;
  box.tkMenus ??= begin(box);
  const { words } = data;
  for (const [name, fill] of Object.entries({ download, subscribe, embed })) {
    const { button, menu } = box.tkMenus[name];
    button.textContent = words[name];
    menu.setAttribute("aria-label", words[name]);
    const close = make("button", "tk-menu-close", "×");
    close.type = "button";
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => menu.hidePopover());
    menu.replaceChildren(make("p", "tk-menu-title", words[name]), ...fill(data, menu), close);
  }
};

function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* An address as others need it: whole, by the name under which this page was reached. */
const whole = (address) => new URL(address, window.location.href);

function begin(box) {
  const menus = {};
  for (const name of ["download", "subscribe", "embed"]) {
    const button = make("button", `tk-menu-button tk-menu-button-${name}`);
    button.type = "button";
    const menu = make("div", `tk-menu tk-menu-${name}`);
    menu.id = `tk-menu-${name}`;
    menu.popover = "auto";
    menu.setAttribute("role", "group");
    button.setAttribute("popovertarget", menu.id);
    button.popoverTargetElement = menu;
    const place = () => beside(button, menu);
    menu.addEventListener("toggle", (event) => {
      const open = event.newState === "open";
      button.setAttribute("aria-expanded", open);
      if (open) place();
      for (const kind of ["scroll", "resize"]) {
        window[open ? "addEventListener" : "removeEventListener"](kind, place, { capture: true, passive: true });
      }
    });
    box.append(button, menu);
    button.setAttribute("aria-expanded", "false");
    menus[name] = { button, menu };
  }
  return menus;
}

/* Below its button, as far as there is room; on a phone the style sheet puts it at the lower edge. */
function beside(button, menu) {
  const at = button.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - menu.offsetWidth - EDGE));
  const top = Math.max(EDGE, Math.min(at.bottom + BELOW, window.innerHeight - menu.offsetHeight - EDGE));
  menu.style.setProperty("--menu-left", `${left}px`);
  menu.style.setProperty("--menu-top", `${top}px`);
}

function download({ groups, count, words }) {
  const made = [make("p", "tk-menu-note", words.selected.replace("{count}", count))];
  for (const { title, files } of groups.filter((group) => group.files.length)) {
    const list = make("ul");
    list.setAttribute("aria-label", title);
    for (const { label, hint, address, filename } of files) {
      const link = make("a");
      Object.assign(link, { href: address, download: filename });
      link.append(make("strong", "", label));
      if (hint) link.append(" ", make("span", "", hint));
      const item = make("li");
      item.append(link);
      list.append(item);
    }
    made.push(make("p", "tk-menu-group", title), list);
  }
  return made;
}

function subscribe({ calendar, feed, words }) {
  const address = whole(calendar).href;
  const open = make("a", "tk-menu-action", words.open);
  open.href = address.replace(/^https?:/, "webcal:");
  const ways = make("ul", "tk-menu-ways");
  for (const way of ["outlook", "apple", "google"]) ways.append(make("li", "", words[way]));
  const reader = make("a", "", words.reader);
  reader.href = feed;
  const last = make("p");
  last.append(reader);
  return [make("p", "tk-menu-note", words.promise), open, ...copied("input", words.address, () => address, words).parts, ways, last];
}

/* A text in a field with a button that copies it; where the browser does not let it, the text is marked. */
function copied(tag, label, text, words) {
  const field = make(tag, "tk-menu-field");
  field.readOnly = true;
  const named = make("label", "tk-menu-label", label);
  named.append(field);
  const button = make("button", "tk-menu-action", words.copy);
  button.type = "button";
  button.setAttribute("aria-label", `${words.copy}: ${label}`);
  const said = make("span", "tk-copy-said");
  said.setAttribute("role", "status");
  const row = make("p", "tk-menu-row");
  row.append(button, said);
  const show = () => { field.value = text(); };
  show();
  let timer;
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    try {
      await navigator.clipboard.writeText(text()); // there is none on a page without TLS
      said.textContent = words.copied;
    } catch {
      field.focus();
      field.select();
      said.textContent = words.manual;
    }
    timer = setTimeout(() => { said.textContent = ""; }, DURATION);
  });
  return { parts: [named, row], show };
}
