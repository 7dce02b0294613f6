// Which case: one of those there are, or a file of one's own.

import { postText } from "./api.js";
import { el, fresh, say } from "./dom.js";

const MOST = 1_000_000;

/** Cases that ask for a decision: the one the workbench opens with, then the shipped ones, then one's own. */
export function decisions({ first, cases }) {
  const rank = (each) => `${each.id === first ? 0 : 1} ${each.origin === "shipped" ? 0 : 1} ${each.as_of} ${each.id}`;
  return cases.filter((each) => each.kind !== "stakes").sort((one, two) => (rank(one) < rank(two) ? -1 : 1));
}

/** Picker with upload; `picked(id)` hears of the choice. `fill(cases, chosen)` on the result sets the list. */
export function casePicker(view, picked) {
  const id = fresh("case");
  const list = el("select", { id, on: { change: () => picked(list.value) } });
  const file = el("input", { type: "file", id: `${id}-file`, accept: ".toml,text/plain", class: "hidden-file",
    "aria-describedby": `${id}-error` });
  const error = el("div", { class: "error", id: `${id}-error`, role: "alert", hidden: true });
  const name = el("label", { for: `${id}-file`, class: "button" }, "Upload a case …");
  file.addEventListener("change", () => upload(file, error, (made) => {
    list.append(el("option", { value: made.id }, made.title ?? made.id));
    list.value = made.id;
    picked(made.id);
  }));
  const node = el(
    "div", { class: "picker" }, el("div", { class: "field" }, el("label", { for: id }, "Case"), list),
    el("div", { class: "file" }, file, name), error,
  );
  node.fill = (cases, chosen) => {
    list.replaceChildren(...cases.map((each) => el("option", { value: each.id }, each.title)));
    if (![...list.options].some((each) => each.value === chosen)) list.append(el("option", { value: chosen }, chosen));
    list.value = chosen;
  };
  return node;
}

async function upload(file, error, made) {
  const [chosen] = file.files;
  if (!chosen) return;
  error.hidden = true;
  try {
    if (chosen.size > MOST) throw new Error(`${chosen.name} has ${chosen.size} bytes; a case has at most ${MOST}.`);
    const found = await postText("/cases", await chosen.text());
    say(`${chosen.name} is in use.`);
    made(found);
  } catch (refusal) {
    const problems = refusal.problems ?? [];
    error.replaceChildren(
      el("p", {}, `${chosen.name} cannot be used. ${problems.length ? "" : refusal.message} The case shown stays as it is.`),
      el("ul", {}, problems.map((each) => el("li", {}, el("strong", {}, each.where), `: ${each.found}; ${each.why}. ${each.instead ?? ""}`))),
    );
    error.hidden = false;
  } finally {
    file.value = "";
  }
}
