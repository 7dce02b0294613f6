// Inputs that can be moved, the ones worth most knowing first.

import { el, fresh } from "./dom.js";
import { numberOf, pair, plain, quantity, typed, unitShown, upper } from "./figures.js";

const STEPS = 200;
const FIRST = 6;

/** Inputs in the order of what it is worth to know them (EVPPI); the rest after them. */
export function ordered(inputs, drivers) {
  const rank = new Map();
  for (const driver of drivers) {
    for (const name of String(driver.quantities).split(/[;,]\s*|\s+/).filter(Boolean)) {
      if (!rank.has(name)) rank.set(name, { place: rank.size, worth: driver.information_worth });
    }
  }
  return inputs.filter((input) => input.editable !== false && Number.isFinite(input.median))
    .map((input) => ({ ...input, ...(rank.get(input.name) ?? { place: Infinity, worth: null }) }))
    .sort((one, two) => one.place - two.place);
}

/** Ends of a slider: the range of the input, a quarter wider on both sides, within what may be typed. */
export function reach(input) {
  let { low, high } = input;
  if (!(high > low)) [low, high] = [Math.min(0.5 * input.median, 1.5 * input.median), Math.max(0.5 * input.median, 1.5 * input.median)];
  if (low === high) [low, high] = [0, 1];
  const more = 0.25 * (high - low);
  const from = Math.max(low - more, input.min ?? (low >= 0 ? Math.min(0, low) : -Infinity));
  const to = Math.min(high + more, input.max ?? Infinity);
  return [Number(from.toPrecision(4)), Number(to.toPrecision(4))];
}

/** A list of sliders; `changed(name, value or null, done)` hears of each move. */
export class Sliders {
  constructor(changed) {
    this.changed = changed;
    this.shown = FIRST;
    this.inputs = [];
    this.chosen = [];
    this.controls = new Map();
    this.list = el("ol", { class: "sliders" });
    this.more = el("button", { type: "button", class: "link", on: { click: () => this.showMore() } }, "More inputs");
    this.finder = this.search();
    this.node = el("div", {}, this.list, this.more, this.finder);
  }

  search() {
    const id = fresh("find");
    this.options = el("datalist", { id: `${id}-list` });
    this.field = el("input", { id, type: "search", list: `${id}-list`, autocomplete: "off", on: { change: () => this.add() } });
    this.missing = el("p", { class: "error", role: "alert", hidden: true });
    return el("div", { class: "field" }, el("label", { for: id }, "Any other input"), this.field, this.options, this.missing);
  }

  fill(inputs, edits) {
    this.inputs = inputs;
    this.controls.clear();
    this.options.replaceChildren(...inputs.map((input) => el("option", { value: input.name }, input.title)));
    this.place(edits);
  }

  place(edits) {
    const first = this.inputs.slice(0, this.shown);
    const edited = this.inputs.filter((input) => input.name in edits && !first.includes(input));
    const wanted = [...new Set([...first, ...edited, ...this.chosen])];
    for (const input of wanted) {
      if (!this.controls.has(input.name)) this.controls.set(input.name, new Slider(input, this.changed));
      this.controls.get(input.name).set(edits[input.name] ?? input.median);
    }
    const nodes = wanted.map((input) => this.controls.get(input.name).node);
    if (nodes.length !== this.list.children.length || nodes.some((node, at) => node !== this.list.children[at])) {
      this.list.replaceChildren(...nodes);
    }
    this.more.hidden = this.shown >= Math.min(24, this.inputs.length);
    this.edits = edits;
  }

  showMore() {
    const first = this.list.children.length;
    this.shown += FIRST;
    this.place(this.edits);
    this.list.children[first]?.querySelector("input")?.focus();
  }

  add() {
    const text = this.field.value.trim().toLowerCase();
    if (!text) return;
    const found = this.inputs.find((input) => [input.title.toLowerCase(), input.name.toLowerCase()].includes(text))
      ?? this.inputs.find((input) => input.title.toLowerCase().includes(text));
    this.missing.hidden = found !== undefined;
    if (!found) {
      this.missing.textContent = `No input is called “${this.field.value}”. Pick one of the list.`;
      return;
    }
    if (!this.chosen.includes(found)) this.chosen.push(found);
    this.field.value = "";
    this.place(this.edits);
    this.controls.get(found.name).number.focus();
  }

  refuse(problems) {
    const others = [];
    for (const control of this.controls.values()) control.refuse("");
    for (const problem of problems) {
      const name = [...this.controls.keys()].find((each) => problem.where === each || problem.where.includes(each));
      if (name) this.controls.get(name).refuse(`${problem.found}; ${problem.why}. ${problem.instead}`);
      else others.push(problem);
    }
    return others;
  }
}

class Slider {
  constructor(input, changed) {
    this.input = input;
    this.changed = changed;
    const id = fresh("input");
    const [low, high] = reach(input);
    const unit = unitShown(input.unit);
    this.range = el("input", {
      type: "range", id: `${id}-range`, min: low, max: high, step: (high - low) / STEPS, "aria-labelledby": `${id}-name`,
      on: { input: () => this.moved(this.range.value, false), change: () => this.moved(this.range.value, true) },
    });
    this.number = el("input", {
      type: "text", inputmode: "decimal", id, autocomplete: "off", "aria-describedby": `${id}-note ${id}-error`,
      on: { change: () => this.typed() },
    });
    this.reset = el("button", {
      type: "button", class: "link", hidden: true, on: { click: () => this.back() },
    }, `Back to ${quantity(input.median, input.unit)}`);
    this.error = el("p", { class: "error", id: `${id}-error`, role: "alert", hidden: true });
    this.node = el(
      "li", { class: "slider", "data-name": input.name },
      el("label", { for: id, id: `${id}-name` }, upper(input.title)),
      el("span", { class: "typed" }, this.number, el("span", { class: "unit" }, unit)),
      this.range,
      el("p", { class: "note", id: `${id}-note` }, this.said()),
      this.reset, this.why(), this.error,
    );
  }

  said() {
    const { low, high, unit, worth, grade } = this.input;
    const first = pair(low, unit)[1] === pair(high, unit)[1] ? pair(low, unit)[0] : quantity(low, unit);
    const spread = high > low ? `P5–P95: ${first} to ${quantity(high, unit)}` : "no range in the case";
    const known = worth > 0 ? `worth knowing ${quantity(worth, "USD")}` : "";
    return [spread, known, grade && `grade ${grade}`].filter(Boolean).join(" · ");
  }

  why() {
    const { name, kind, source, place, group } = this.input;
    return el(
      "details", { class: "why" }, el("summary", {}, "Why", el("span", { class: "hidden" }, `: ${this.input.title}`)),
      el("p", {}, `In the case: ${quantity(this.input.median, this.input.unit)}${kind && kind !== "fixed" ? `, the middle of a ${kind} range` : ""}.`),
      source ? el("p", {}, `Source: ${source}`) : null,
      el("p", {}, `Place: ${place || name}${group && group !== this.input.title ? `; ranked under ${group}` : ""}.`),
    );
  }

  set(value) {
    this.value = value;
    this.range.value = value;
    const unit = unitShown(this.input.unit);
    this.range.setAttribute("aria-valuetext", `${plain(value, Math.abs(value) < 10 ? 2 : 0)} ${unit}`);
    if (document.activeElement !== this.number || numberOf(this.number.value) !== value) this.number.value = this.written(value);
    this.reset.hidden = value === this.input.median;
    this.node.classList.toggle("moved", value !== this.input.median);
    this.refuse("");
  }

  /** The middle of the case rounded for the eye, a number of one's own as it was given. */
  written(value) {
    return typed(value, value === this.input.median ? 4 : 6);
  }

  moved(text, done) {
    const value = Number(Number(text).toPrecision(4));
    this.set(value);
    this.changed(this.input.name, value, done);
  }

  typed() {
    const value = numberOf(this.number.value);
    const { min, max, unit } = this.input;
    if (!Number.isFinite(value)) this.refuse(`“${this.number.value}” is no number. Type one as 1,234.5.`);
    else if (min !== null && min !== undefined && value < min) this.refuse(`${typed(value)} is too small; at least ${quantity(min, unit)}.`);
    else if (max !== null && max !== undefined && value > max) this.refuse(`${typed(value)} is too large; at most ${quantity(max, unit)}.`);
    else {
      this.set(value);
      this.changed(this.input.name, value, true);
    }
  }

  back() {
    this.set(this.input.median);
    this.changed(this.input.name, null, true);
    this.number.focus();
  }

  refuse(text) {
    this.error.textContent = text;
    this.error.hidden = text === "";
    if (text) this.number.setAttribute("aria-invalid", "true");
    else this.number.removeAttribute("aria-invalid");
  }
}
