// A BatPaC workbook: its stored results beside ours, its inputs to take away.

import { address, get, postFile, remove } from "./api.js";
import { el, fresh, say, scroll } from "./dom.js";
import { day, NOT_KNOWN, plain } from "./figures.js";

const MOST = 16 * 2 ** 20;
const SIDES = ["workbook", "here", "difference"];

/** Section with an upload, and what was read of the workbook chosen. */
export class Workbook {
  constructor() {
    const id = fresh("workbook");
    this.file = el("input", { type: "file", id, accept: ".xlsm,.xlsx", class: "hidden-file", "aria-describedby": `${id}-error`,
      on: { change: () => this.upload() } });
    this.error = el("div", { class: "error", id: `${id}-error`, role: "alert", hidden: true });
    this.state = el("p", { class: "note state", role: "status" });
    this.kept = el("div");
    this.shown = el("div");
    this.node = el(
      "section", { class: "workbook no-print" }, el("h2", {}, "A BatPaC workbook"),
      el("p", { class: "note" }, "Its stored results beside ours, up to seven batteries; nothing in it is executed, and the file is not kept."),
      el("div", { class: "actions" }, el("div", { class: "file" }, this.file, el("label", { for: id, class: "button" }, "Upload a workbook …"))),
      this.error, this.state, this.kept, this.shown,
    );
    this.list().catch((refusal) => this.refused("", refusal));
  }

  async list() {
    const { workbooks } = await get("/workbooks");
    this.kept.replaceChildren(workbooks.length ? el("ul", { class: "files" }, workbooks.map((each) => el(
      "li", {}, el("button", { type: "button", class: "link", on: { click: () => this.open(each.id) } },
        `Workbook ${each.id.slice(2, 8)}, ${each.batteries.length} batteries, saved on ${day(each.saved_on)}`), " · ",
      el("button", { type: "button", class: "link", on: { click: () => this.drop(each.id) } }, "delete", el("span", { class: "hidden" }, ` workbook ${each.id.slice(2, 8)}`)),
    ))) : "");
  }

  async upload() {
    const [chosen] = this.file.files;
    if (!chosen) return;
    this.error.hidden = true;
    this.state.textContent = `Reading ${chosen.name} …`;
    try {
      if (chosen.size > MOST) throw new Error(`It has ${chosen.size} bytes; a workbook has at most ${MOST}.`);
      this.show(await postFile("/workbooks", chosen));
      await this.list();
    } catch (refusal) {
      this.refused(`${chosen.name} cannot be used. `, refusal);
    } finally {
      this.state.textContent = "";
      this.file.value = "";
    }
  }

  async open(id) {
    try {
      this.show(await get(`/workbooks/${id}`));
    } catch (refusal) {
      this.refused("", refusal);
    }
  }

  async drop(id) {
    try {
      await remove(`/workbooks/${id}`);
    } catch (refusal) {
      this.refused("", refusal);
    }
    if (this.id === id) this.shown.replaceChildren();
    await this.list();
  }

  refused(head, refusal) {
    const problems = refusal.problems ?? [];
    this.error.replaceChildren(el("p", {}, head, problems.length ? "" : refusal.message), list(problems.map(
      (each) => `${each.where}: ${each.found}; ${each.why}. ${each.instead ?? ""}`)));
    this.error.hidden = false;
  }

  show(found) {
    this.id = found.id;
    const far = found.far[0];
    this.shown.replaceChildren(
      el("h3", {}, `Workbook ${found.id.slice(2, 8)} against ours`),
      list([...found.problems.map((each) => `${each.where}: ${each.found}; ${each.why}.`), ...found.notes]),
      el("p", {}, `${plain(found.compared)} numbers compared; median difference ${small(found.median)}, ${share(found.within)} within 4e-4.`,
        far ? ` Farthest: ${far.name.replaceAll("_", " ")}, battery ${far.battery}, ${small(far.difference)}.` : ""),
      table("Stored results beside ours", ["Result", "Of", ...found.batteries.map(head)], found.results.flatMap((line) => SIDES.map(
        (name, at) => [at ? null : line.title, name, ...found.batteries.map((n) => number(line[name][n - 1], name))]))),
      el("div", { class: "actions" },
        el("a", { class: "button", href: address(`/workbooks/${found.id}/files/designs.csv`), download: "" }, "Inputs as a table"),
        el("a", { class: "button", href: address(`/workbooks/${found.id}/files/packs.toml`), download: "" }, "Packs for a case")),
      found.left_out.length ? el("p", { class: "note" }, `A case does not take: ${found.left_out.join(", ").replaceAll("in_", "").replaceAll("_", " ")}.`) : "",
      el("details", {}, el("summary", {}, "Inputs of the workbook"), table("Inputs of the workbook", ["Input", "Unit", ...found.inputs[0].values.map((_, at) => head(at + 1))],
        found.inputs.map((input) => [input.title, input.unit === "1" ? "" : input.unit, ...input.values.map((value) => (
          typeof value === "number" ? String(value) : value ?? ""))]))),
    );
    say(`Workbook read: ${found.batteries.length} batteries beside ours.`);
  }
}

const head = (n) => `Battery ${n}`;
const small = (value) => (value === null ? NOT_KNOWN : value === 0 ? "0" : value.toExponential(1).replaceAll("-", "\u2212"));
const share = (value) => (value === null ? NOT_KNOWN : `${plain(100 * value, 2)}%`);

function number(value, side) {
  if (value === null) return NOT_KNOWN;
  if (side === "difference") return small(value);
  return plain(value, Math.abs(value) < 1000 ? 2 : 0);
}

function list(lines) {
  return lines.length ? el("ul", { class: "note" }, lines.map((line) => el("li", {}, line))) : "";
}

/** A row whose first cell is null goes on below the title above it. */
function table(label, heads, rows) {
  const spans = rows.some(([title]) => title === null) ? SIDES.length : 1;
  return scroll(label, el(
    "table", { class: "fill" }, el("thead", {}, el("tr", {}, heads.map((text, at) => el("th", { scope: "col", class: at > 1 ? "number" : null }, text)))),
    el("tbody", {}, rows.map(([title, ...cells]) => el(
      "tr", {}, title === null ? null : el("th", { scope: "rowgroup", rowspan: spans }, title),
      cells.map((text, at) => el("td", { class: at ? "number" : null }, text))))),
  ));
}
