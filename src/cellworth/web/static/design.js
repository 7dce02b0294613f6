// Design: packs from the electrode up, side by side, drawn to scale, swept over any input.

import { get, post } from "./api.js";
import { chart, plotted } from "./chart.js";
import { el, fresh, refill, say, scroll } from "./dom.js";
import { explain } from "./explain.js";
import { numberOf, quantity, typed, unitBeside, unitShown, upper } from "./figures.js";
import { walk } from "./parts.js";
import { replace } from "./route.js";
import { cellDrawing, cellSpan, packDrawing } from "./scale.js";
import { bars, waterfall } from "./specs.js";
import { Sweep } from "./sweep.js";
import { Workbook } from "./workbook.js";

const MAIN = ["couple", "energy", "power", "recharge_time", "packs_per_year"];
const MOST = 7;
const WAIT_MS = 150;

export async function enter(main, view, { carry }) {
  const form = await get("/packs/inputs");
  const page = new Design(view, form, carry);
  main.replaceChildren(page.node);
  await page.compute();
  return page;
}

class Design {
  constructor(view, form, carry) {
    this.view = view;
    this.carry = carry;
    this.form = new Map(form.inputs.map((input) => [input.name, input]));
    this.designs = view.designs.length ? view.designs.slice(0, MOST) : [{}];
    this.extra = [...new Set(this.designs.flatMap((design) => Object.keys(design)))]
      .filter((name) => this.form.has(name) && !MAIN.includes(name));
    this.results = [];
    this.chosen = 0;
    this.inputs = el("div");
    this.problems = el("div", { role: "alert" });
    this.sheet = el("div");
    this.drawings = el("div");
    this.pictures = el("div");
    this.state = el("p", { class: "note state", role: "status" });
    this.sweep = new Sweep(form.inputs, () => this.designs.map((design, at) => (
      { inputs: this.given(design), totals: this.results[at]?.totals ?? [] })), (text) => {
      this.view.sweep = text;
      this.address();
    }, view.sweep);
    this.node = el(
      "div", { class: "design" }, el("h1", { class: "title" }, "Design a pack"),
      el("p", { class: "note intro" }, "From the electrode up, at the cost of a plant of the volume given. Up to seven beside each other."),
      el("div", { class: "top-of-design" }, el("div", {}, this.inputs, this.adder(), this.problems, this.state), this.drawings),
      this.pictures, this.sheet, this.sweep.node, new Workbook().node,
    );
    this.fields();
  }

  /** Buttons below the table: another design, another input. */
  adder() {
    const id = fresh("add");
    this.another = el("button", { type: "button", on: { click: () => this.addDesign() } }, "Add a design");
    const rest = [...this.form.values()].filter((input) => !MAIN.includes(input.name));
    const groups = Map.groupBy(rest, (input) => input.group ?? "Inputs");
    this.pick = el("select", { id, on: { change: () => this.addInput(this.pick.value) } }, el("option", { value: "" }, "Another input …"),
      [...groups].map(([group, inputs]) => el("optgroup", { label: group }, inputs.map((input) => el("option", { value: input.name }, input.title)))));
    return el("div", { class: "actions" }, this.another, el("label", { for: id, class: "hidden" }, "Another input"), this.pick);
  }

  /** The table of inputs: a row each, a column for each design. */
  fields() {
    const names = [...MAIN.filter((name) => this.form.has(name)), ...this.extra];
    const head = el("tr", {}, el("th", { scope: "col" }, "Input"), this.designs.map((design, at) => el(
      "th", { scope: "col" }, `Design ${at + 1}`,
      this.designs.length > 1 ? [" ", el("button", { type: "button", class: "link", on: { click: () => this.removeDesign(at) } },
        "remove", el("span", { class: "hidden" }, ` design ${at + 1}`))] : null,
    )));
    const rows = names.map((name) => this.inputRow(this.form.get(name)));
    this.inputs.replaceChildren(scroll("Inputs of the designs", el(
      "table", { class: "inputs sheet" }, el("thead", {}, head), el("tbody", {}, rows),
    )));
    this.another.disabled = this.designs.length >= MOST;
    this.node.classList.toggle("single", this.designs.length === 1);
  }

  inputRow(input) {
    return el(
      "tr", {}, el("th", { scope: "row" }, input.title, unitBeside(input) ? [" ", el("span", { class: "unit" }, unitBeside(input))] : null),
      this.designs.map((design, at) => {
        const id = fresh("design");
        const error = el("p", { class: "error", id: `${id}-error`, hidden: true });
        return el("td", { "data-input": input.name, "data-design": at }, this.control(input, design, at, id), error);
      }),
    );
  }

  control(input, design, at, id) {
    const value = design[input.name] ?? input.default ?? "";
    const label = { id, "aria-label": `${input.title}, design ${at + 1}`, "aria-describedby": `${id}-error` };
    const changed = (text) => this.change(at, input, text);
    if (input.choices?.length) {
      const node = el("select", { ...label, on: { change: () => changed(node.value) } },
        input.choices.map((choice) => el("option", { value: choice }, choice)));
      node.value = value;
      return node;
    }
    const node = el("input", {
      ...label, type: "text", inputmode: typeof input.default === "number" || input.default === null ? "decimal" : null,
      value: Number.isFinite(numberOf(value)) ? typed(numberOf(value)) : String(value), autocomplete: "off", placeholder: value === "" ? "by couple" : null, on: { change: () => changed(node.value) },
    });
    return node;
  }

  change(at, input, text) {
    const number = numberOf(text);
    const said = Number.isFinite(number) && !input.choices?.length ? String(number) : text.trim();
    if (said === "" || said === String(input.default ?? "")) delete this.designs[at][input.name];
    else this.designs[at][input.name] = said;
    this.later();
  }

  addDesign() {
    this.designs.push({ ...this.designs.at(-1) });
    this.fields();
    this.inputs.querySelector(`td[data-design="${this.designs.length - 1}"] :is(input, select)`)?.focus();
    this.later();
  }

  removeDesign(at) {
    this.designs.splice(at, 1);
    this.chosen = Math.min(this.chosen, this.designs.length - 1);
    this.fields();
    this.another.focus();
    this.later();
  }

  addInput(name) {
    this.pick.value = "";
    if (!name || this.extra.includes(name)) return;
    this.extra.push(name);
    this.fields();
    this.inputs.querySelector(`td[data-input="${name}"] :is(input, select)`)?.focus();
  }

  /** Inputs as the engine takes them: numbers as numbers. */
  given(design) {
    return Object.fromEntries(Object.entries(design).filter(([name]) => this.form.has(name)).map(([name, text]) => {
      const input = this.form.get(name);
      const value = numberOf(text);
      return [name, input.choices?.length || !Number.isFinite(value) ? text : value];
    }));
  }

  later() {
    // What is still on its way belongs to inputs that are gone.
    this.turn = (this.turn ?? 0) + 1;
    this.address();
    this.stale();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.compute(), WAIT_MS);
  }

  address() {
    this.view.designs = this.designs.some((design) => Object.keys(design).length) || this.designs.length > 1 ? this.designs : [];
    replace(this.view);
    this.carry(this.view);
  }

  /** Grey what is shown as soon as an input is another. */
  stale() {
    for (const part of [this.sheet, this.drawings, this.pictures]) part.classList.add("stale");
    this.state.textContent = this.results.length ? "Out of date: computing …" : "Computing …";
  }

  async compute() {
    const turn = this.turn = (this.turn ?? 0) + 1;
    this.stale();
    try {
      const results = await Promise.all(this.designs.map((design) => this.one(this.given(design))));
      if (turn !== this.turn) return;
      this.results = results;
      this.show();
    } catch (refusal) {
      if (turn !== this.turn) return;
      this.problems.replaceChildren(el("p", { class: "error" }, refusal.message));
      this.state.textContent = "Out of date: not computed.";
    }
  }

  /** One design; what cannot be is told with it and does not take the others away. */
  async one(inputs) {
    try {
      return (await post("/packs", { designs: [inputs] })).designs[0];
    } catch (refusal) {
      if (!refusal.problems?.length) throw refusal;
      return { inputs, refused: refusal.problems };
    }
  }

  /** Errors beside their fields; the rest above the sheet. */
  marks(found) {
    for (const cell of this.inputs.querySelectorAll("td")) {
      cell.querySelector(".error").hidden = true;
      cell.querySelector("input, select").removeAttribute("aria-invalid");
    }
    const rest = [];
    for (const { problem, at } of found) {
      const text = `${problem.found}; ${problem.why}. ${problem.instead ?? ""}`;
      const name = problem.where.replace(/^--/, "").replaceAll("-", "_");
      const cells = [...this.inputs.querySelectorAll("td")].filter((cell) => (
        Number(cell.dataset.design) === at && name.split(/[^a-z0-9_]+/).includes(cell.dataset.input)));
      for (const cell of cells) {
        const error = cell.querySelector(".error");
        error.textContent = text;
        error.hidden = false;
        cell.querySelector("input, select").setAttribute("aria-invalid", "true");
      }
      if (!cells.length) rest.push(`Design ${at + 1}, ${problem.where}: ${text}`);
      else say(text);
    }
    this.problems.replaceChildren(...rest.map((line) => el("p", { class: "error" }, line)));
  }

  show() {
    this.marks(this.results.flatMap((result, at) => (result.refused ?? []).map((problem) => ({ problem, at }))));
    const good = this.results.filter((result) => result.sheet?.length).length;
    const failed = this.results.length - good;
    this.state.textContent = failed ? `${good} of ${this.results.length} designs computed; the reason stands beside the input.` : "";
    say(good === 1 ? `Design computed: ${this.headline(this.results.find((result) => result.sheet?.length))}` : `${good} designs computed.`);
    for (const part of [this.sheet, this.drawings, this.pictures]) part.classList.remove("stale");
    this.drawSheet();
    this.drawPictures();
    this.sweep.changed();
  }

  headline(result) {
    const total = result.cost?.at(-1);
    return total ? `${quantity(total.value, "USD")} a pack` : "";
  }

  /** One sheet, a column for each design. */
  drawSheet() {
    const first = this.results.find((result) => result.sheet?.length);
    if (!first) {
      this.sheet.replaceChildren(el("p", { class: "empty" }, "No design meets all inputs. Change the input marked above."));
      return;
    }
    if (this.results.length === 1) {
      refill(this.sheet, el("h2", {}, "Sheet"), el("div", { class: "groups" }, first.sheet.map((group) => this.groupTable(group))));
      return;
    }
    const columns = this.results.map((result, at) => [result, at]);
    const head = el("tr", {}, el("th", { scope: "col" }, "Sheet"), columns.map(([, at]) => el("th", { scope: "col", class: "number" }, `Design ${at + 1}`)));
    const rows = first.sheet.flatMap((group, g) => [
      el("tr", { class: "group" }, el("th", { scope: "rowgroup", colspan: columns.length + 1 }, group.group)),
      ...group.lines.map((line, n) => el(
        "tr", {}, el("th", { scope: "row" }, line.title, line.unit ? [" ", el("span", { class: "unit" }, unitShown(line.unit))] : null),
        columns.map(([result, at]) => el("td", { class: "number" }, this.entry(result.sheet?.[g]?.lines[n], at))),
      )),
    ]);
    refill(this.sheet, el("h2", {}, "Sheet"), scroll("Sheets of the designs", el(
      "table", { class: "sheet" }, el("thead", {}, head), el("tbody", {}, rows),
    )));
  }

  /** A group of the sheet of a single design. */
  groupTable(group) {
    return el("table", { class: "sheet" }, el("caption", {}, group.group), el("tbody", {}, group.lines.map((line) => el(
      "tr", {}, el("th", { scope: "row" }, line.title, line.unit ? [" ", el("span", { class: "unit" }, unitShown(line.unit))] : null),
      el("td", { class: "number" }, this.entry(line, 0)),
    ))));
  }

  entry(line, at) {
    if (!line) return "\u2013";
    const text = typeof line.value === "number" ? quantity(line.value, "1") : String(line.value).replaceAll(" x ", " × ");
    if (!line.name) return text;
    const inputs = JSON.stringify(this.given(this.designs[at]));
    return el("button", { type: "button", class: "figure", title: "Why", on: { click: () => explain(line.name, { design: inputs }) } },
      text, el("span", { class: "hidden" }, ", why"));
  }

  drawPictures() {
    const drawn = this.results.map((result, at) => [result, at]).filter(([result]) => result.drawing);
    if (!drawn.length) {
      this.drawings.replaceChildren();
      this.pictures.replaceChildren();
      return;
    }
    if (!drawn.some(([, at]) => at === this.chosen)) [[, this.chosen]] = drawn;
    const result = this.results[this.chosen];
    const widest = Math.max(...drawn.map(([each]) => each.drawing.pack.length));
    const longest = Math.max(...drawn.map(([each]) => cellSpan(each.drawing.cell)));
    refill(
      this.drawings, el("h2", {}, "To scale"),
      el("div", { class: "drawings" }, drawn.map(([each, at]) => el(
        "figure", {}, el("figcaption", {}, el("h3", {}, `Design ${at + 1}: ${each.inputs.couple ?? ""}`), el("p", {}, this.sized(each))),
        packDrawing(each.drawing, `Design ${at + 1}`, widest), cellDrawing(each.drawing.cell, `Design ${at + 1}`, longest),
        this.remarks(each),
      ))),
    );
    refill(
      this.pictures,
      drawn.length > 1 ? this.chooser(drawn) : null,
      this.charts = el("div", { class: "pictures" }, this.costs(result), this.parts(result)),
      el("p", {}, walk("Walk the pack’s cost back to its inputs", () => explain("unit_cost.pack", { design: JSON.stringify(this.given(this.designs[this.chosen])) }))),
    );
    for (const figure of this.charts.querySelectorAll("figure.chart")) plotted(figure);
  }

  /** What the method says of a design that it computes all the same. */
  remarks({ errors = [], warnings = [], notes = [] }) {
    const lines = [...errors, ...warnings, ...notes];
    return lines.length ? el("ul", { class: "note" }, lines.map((text) => el("li", {}, text))) : null;
  }

  sized({ drawing: { counts } }) {
    return `${counts.cells} cells in ${counts.modules} modules, drawn to scale`;
  }

  chooser(drawn) {
    const name = fresh("shown");
    return el("fieldset", { class: "actions" }, el("legend", { class: "hidden" }, "Design of the charts"), drawn.map(([, at]) => el(
      "label", { class: "switch" }, el("input", {
        type: "radio", name, checked: at === this.chosen, on: { change: () => { this.chosen = at; this.drawPictures(); } },
      }), `Design ${at + 1}`,
    )));
  }

  costs(result) {
    const total = result.cost.at(-1);
    const largest = result.cost.slice(0, -1).reduce((one, two) => (two.value > one.value ? two : one));
    return chart({
      key: "cost", specs: waterfall(titled(result.cost), "USD"),
      title: `${upper(largest.title)}: ${Math.round((100 * largest.value) / total.value)}% of ${quantity(total.value, "USD")} a pack`, subtitle: "Cost of a pack by part, $",
    });
  }

  parts(result) {
    const rows = result.mass.slice(0, -1);
    const total = result.mass.at(-1).value;
    const largest = rows.reduce((one, two) => (two.value > one.value ? two : one));
    return chart({
      key: "mass", specs: bars(titled(rows), "kg"),
      title: `${upper(largest.title)}: ${Math.round((100 * largest.value) / total)}% of ${quantity(total, "kg")}`, subtitle: "Mass of a pack by part, kg",
    });
  }

  leave() {
    clearTimeout(this.timer);
    this.turn = -1;
  }
}

function titled(rows) {
  return rows.map((row) => ({ title: upper(row.title), value: row.value }));
}
