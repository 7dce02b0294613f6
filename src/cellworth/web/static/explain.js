// Why a number is what it is: its tree of parents, down to sources, in a dialog.

import { get } from "./api.js";
import { el } from "./dom.js";
import { day, quantity as rounded } from "./figures.js";

const DEPTH = 3;
let dialog = null;

/** Open the walk back of a number; `where` names the case, the run or the design it belongs to. */
export async function explain(name, where) {
  const back = document.activeElement;
  const body = el("div", { class: "walk" }, el("p", { class: "note" }, "Walking back …"), el("progress", {}));
  const close = el("button", { type: "button", on: { click: () => dialog.close() } }, "Close");
  dialog?.remove();
  dialog = el(
    "dialog", { class: "panel", "aria-labelledby": "walk-title" },
    el("div", { class: "panel-head" }, el("h2", { id: "walk-title" }, "Why"), close), body,
  );
  dialog.addEventListener("close", () => back?.focus());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  const open = dialog;
  try {
    const found = await get("/explain", { name, depth: DEPTH, ...where });
    if (open !== dialog) return;
    body.replaceChildren(...found.explained.flatMap(walked));
  } catch (refusal) {
    body.replaceChildren(el("p", { class: "error" }, refusal.message),
      ...(refusal.problems ?? []).map((each) => el("p", {}, `${each.where}: ${each.found}; ${each.why}. ${each.instead}`)));
  }
}

/** A value with its unit; large sums in millions, so that what is added up can be followed. */
function quantity(value, unit) {
  return unit === "USD" && Math.abs(value) >= 1e9 ? rounded(value / 1e6, "MUSD") : rounded(value, unit);
}

function walked({ root, effects = [], note = "" }) {
  return [
    el("h3", {}, `${root.meaning || root.name}: ${quantity(root.value, root.unit)}`),
    note ? el("p", { class: "note" }, note) : null,
    el("ul", { class: "tree" }, branch(root, 0)),
    effects.length ? el("h3", {}, "What would change it, each a tenth larger") : null,
    effects.length ? el("ul", {}, effects.slice(0, 8).map((effect) => el(
      "li", {}, `${effect.name}: ${quantity(effect.change, root.unit)}`,
    ))) : null,
  ].filter(Boolean);
}

function branch(node, depth) {
  const title = el("span", {}, node.meaning || spaced(node.name), ": ", el("strong", {}, quantity(node.value, node.unit)));
  const how = [node.formula || node.words, node.equation && `(${node.equation})`].filter(Boolean).join(" ");
  const inner = [
    how ? el("p", { class: "formula" }, how) : null,
    node.leaf ? el("p", { class: "note" }, origin(node.leaf)) : null,
    node.shown_before ? el("p", { class: "note" }, "Its parents stand further up.") : null,
  ];
  if (!node.parents?.length) return el("li", {}, title, inner);
  return el("li", {}, el("details", { open: depth < 1 }, el("summary", {}, title), inner,
    el("ul", {}, node.parents.map((parent) => branch(parent, depth + 1)))));
}

function origin(leaf) {
  return [leaf.given, leaf.source, leaf.where, leaf.grade && `grade ${leaf.grade}`, leaf.known && `known ${day(leaf.known)}`]
    .filter(Boolean).join(" · ");
}

function spaced(name) {
  return name.replaceAll("_", " ");
}
