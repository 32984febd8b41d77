/* A button that puts the address of what is seen into the clipboard; where it may not, the address is shown, marked. */
const DURATION = 4000; // milliseconds for which "copied" is shown

export default ({ data, parentElement }) => {
  const box = parentElement.querySelector(".tk-copy");
  box.tkCopy ??= begin(box);
  const { button, field, state } = box.tkCopy;
  state.data = data;
  button.lastChild.textContent = data.label;
  field.setAttribute("aria-label", data.label);
  field.hidden = field.hidden || field.value !== address(data);
};

function address(data) {
  const { origin, pathname } = window.location;
  return origin + pathname + (data.query ? `?${data.query}` : "");
}

function begin(box) {
  const state = {};
  const button = document.createElement("button");
  button.type = "button";
  const sign = document.createElement("span");
  sign.className = "tk-copy-sign";
  sign.setAttribute("aria-hidden", "true");
  button.append(sign, document.createElement("span"));
  const said = document.createElement("span");
  said.className = "tk-copy-said";
  said.setAttribute("role", "status");
  const field = document.createElement("input");
  Object.assign(field, { type: "text", readOnly: true, hidden: true, className: "tk-copy-address" });
  box.append(button, said, field);
  button.addEventListener("click", () => copy(state, field, said));
  return { button, field, state };
}

async function copy(state, field, said) {
  const text = address(state.data);
  clearTimeout(state.timer);
  try {
    await navigator.clipboard.writeText(text); // there is none on a page without TLS
    said.textContent = state.data.done;
    field.hidden = true;
  } catch {
    field.value = text;
    field.hidden = false;
    field.focus();
    field.select();
    said.textContent = state.data.manual;
  }
  state.timer = setTimeout(() => { said.textContent = ""; }, DURATION);
}
