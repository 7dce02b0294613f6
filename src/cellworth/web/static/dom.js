// Elements from words: nothing is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`on` maps events to functions) and children; null and false children are left out. */
export function el(tag, given = {}, ...children) {
  return filled(document.createElement(tag), given, children);
}

/** The same for drawings. */
export function svg(tag, given = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), given, children);
}

function filled(node, given, children) {
  for (const [name, value] of Object.entries(given)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Put children in place of what is there; folds that were open under the same key stay open. */
export function refill(node, ...children) {
  const open = new Set([...node.querySelectorAll("details[open][data-key]")].map((each) => each.dataset.key));
  node.replaceChildren(...children.flat(2).filter(Boolean));
  for (const each of node.querySelectorAll("details[data-key]")) if (open.has(each.dataset.key)) each.open = true;
}

/** Say something to those who do not see the page. */
export function say(text) {
  const place = document.getElementById("said");
  if (place.textContent !== text) place.textContent = text;
}

const boxes = new ResizeObserver((entries) => {
  for (const box of new Set(entries.map(({ target }) => target.closest(".scroll")))) if (box) reached(box);
});

/** A named box that scrolls sideways where its content is wider; only there keys stop at it. */
export function scroll(label, content) {
  const box = el("div", { class: "scroll" }, content);
  box.label = label;
  boxes.observe(box);
  boxes.observe(content);
  return box;
}

function reached(box) {
  const wider = box.scrollWidth > box.clientWidth + 1;
  if (wider === box.hasAttribute("tabindex")) return;
  if (wider) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.label);
  } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
}

let count = 0;

/** An id not used before. */
export function fresh(stem) {
  count += 1;
  return `${stem}-${count}`;
}

export function hidden(text) {
  return el("span", { class: "hidden" }, text);
}
