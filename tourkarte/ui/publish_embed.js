
/* ---- the code that shows the map on somebody's own page ---- */
const HEIGHTS = { least: 320, usual: 600, most: 1600 };
const SEEN = 340; // pixels of the preview at most

function embed({ embed: about, words }, menu) {
  const height = make("input", "tk-menu-field");
  Object.assign(height, { type: "number", min: HEIGHTS.least, max: HEIGHTS.most, step: 20, value: HEIGHTS.usual });
  const theme = choice(about.theme.values, about.theme.values[0][0]);
  const language = choice(about.language.values, about.language.now);
  const list = make("input");
  Object.assign(list, { type: "checkbox", checked: true });

  const address = () => {
    const found = whole(about.address);
    if (theme.value !== about.theme.values[0][0]) found.searchParams.set(about.theme.name, theme.value);
    if (language.value !== about.language.default) found.searchParams.set(about.language.name, language.value);
    if (!list.checked) found.searchParams.set(about.list.name, about.list.off);
    return found.href;
  };
  const pixels = () => Math.min(HEIGHTS.most, Math.max(HEIGHTS.least, Math.round(Number(height.value)) || HEIGHTS.usual));
  const code = copied("textarea", words.code, () => frame(address(), about.title, pixels()), words);
  const preview = make("iframe", "tk-menu-preview");
  preview.title = words.preview;
  const place = make("div");
  const show = () => {
    code.show();
    if (!menu.matches(":popover-open")) return; // nobody looks, so nothing is loaded
    preview.style.height = `${Math.min(SEEN, pixels())}px`;
    if (preview.src !== address()) preview.src = address();
    if (!preview.isConnected) place.append(preview);
  };
  menu.tkShow = show;
  if (!menu.tkListens) menu.addEventListener("toggle", () => menu.tkShow());
  menu.tkListens = true;
  for (const field of [height, theme, language, list]) field.addEventListener("input", show);
  show();

  const fields = make("div", "tk-menu-fields");
  fields.append(labelled(words.height, height), labelled(words.colours, theme), labelled(words.language, language));
  const ticked = make("label", "tk-menu-tick");
  ticked.append(list, ` ${words.list}`);
  return [make("p", "tk-menu-note", words.intro), fields, ticked, ...code.parts, make("p", "tk-menu-group", words.preview), place];
}

function frame(address, title, height) {
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${quoted(address)}" title="${quoted(title)}" style="width:100%;height:${height}px;border:0" loading="lazy" allowfullscreen></iframe>`;
}

function choice(values, now) {
  const made = make("select", "tk-menu-field");
  for (const [value, label] of values) made.append(new Option(label, value, value === now, value === now));
  return made;
}

function labelled(text, field) {
  const made = make("label", "tk-menu-label", text);
  made.append(field);
  return made;
}
