// A sweep: designs over any input, any output as lines.

import { post } from "./api.js";
import { chart, plotted } from "./chart.js";
import { el, fresh, say } from "./dom.js";
import { numberOf, typed, unitBeside, unitShown, upper } from "./figures.js";
import { fromTo, lines } from "./specs.js";

const STEPS = 15;
const FIRST = "packs_per_year";

/** Form and chart; `designs()` gives inputs and totals of each design, `noted(text)` keeps the sweep in the address. */
export class Sweep {
  constructor(inputs, designs, noted, asked) {
    this.designs = designs;
    this.noted = noted;
    this.inputs = inputs.filter((input) => !input.choices?.length && input.kind !== "flag" && input.kind !== "text");
    const id = fresh("sweep");
    this.input = el("select", { id, on: { change: () => this.ends() } }, this.inputs.map((input) => el("option", { value: input.name }, input.title)));
    this.from = this.field(`${id}-from`);
    this.to = this.field(`${id}-to`);
    this.output = el("select", { id: `${id}-output`, on: { change: () => this.draw() } });
    this.go = el("button", { type: "submit", class: "main" }, "Sweep");
    this.error = el("p", { class: "error", role: "alert", hidden: true });
    this.place = el("div", {}, el("p", { class: "empty" }, "Choose an input and its ends, then sweep: every design above becomes a line."));
    const form = el(
      "form", { class: "bar", on: { submit: (event) => { event.preventDefault(); this.run(); } } },
      el("div", { class: "field" }, el("label", { for: id }, "Input"), this.input),
      el("div", { class: "field" }, el("label", { for: `${id}-from` }, "From"), this.from),
      el("div", { class: "field" }, el("label", { for: `${id}-to` }, "To"), this.to),
      this.go,
      this.shown = el("div", { class: "field", hidden: true }, el("label", { for: `${id}-output` }, "Show"), this.output),
    );
    this.node = el("section", { "aria-labelledby": `${id}-title` }, el("h2", { id: `${id}-title` }, "Sweep"), form, this.error, this.place);
    this.open(asked);
  }

  field(id) {
    return el("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", size: 10 });
  }

  open(text) {
    const [input, from, to, output] = text.split("|");
    this.input.value = this.inputs.some((each) => each.name === input) ? input : FIRST;
    this.ends();
    if (from && to) {
      this.from.value = from;
      this.to.value = to;
      this.wanted = output;
      this.pending = true;
    }
  }

  ends() {
    const input = this.inputs.find((each) => each.name === this.input.value) ?? this.inputs[0];
    const middle = Number(input.default) || 1;
    this.from.value = typed(Math.max(middle / 5, input.min ?? -Infinity));
    this.to.value = typed(Math.min(middle * 2, input.max ?? Infinity));
  }

  /** The designs are others now: a sweep shown is of the old ones. */
  changed() {
    if (this.pending || this.found) this.run();
  }

  async run() {
    this.pending = false;
    const [from, to] = [numberOf(this.from.value), numberOf(this.to.value)];
    this.error.hidden = true;
    if (!Number.isFinite(from) || !Number.isFinite(to) || from === to) {
      this.refuse(`From ${this.from.value} to ${this.to.value} is no range. Type two different numbers.`);
      return;
    }
    this.place.classList.add("stale");
    const turn = this.turn = (this.turn ?? 0) + 1;
    try {
      const designs = this.designs();
      const found = await Promise.all(designs.map(({ inputs }) => post("/packs/sweep", {
        inputs, input: this.input.value, from, to, steps: STEPS,
      })));
      if (turn !== this.turn) return;
      this.found = found;
      this.swept = designs;
      this.choose();
      this.draw();
    } catch (refusal) {
      this.refuse([refusal.message, ...(refusal.problems ?? []).map((each) => `${each.where}: ${each.found}; ${each.why}. ${each.instead ?? ""}`)].join(" "));
    } finally {
      this.place.classList.remove("stale");
    }
  }

  refuse(text) {
    this.error.textContent = text;
    this.error.hidden = false;
  }

  choose() {
    const { outputs } = this.found[0];
    const before = this.output.value || this.wanted;
    this.output.replaceChildren(...outputs.map((each) => el("option", { value: each.name }, upper(each.title))));
    this.output.value = outputs.some((each) => each.name === before) ? before : outputs[0].name;
    this.shown.hidden = false;
  }

  sweptInput() {
    return this.inputs.find((each) => each.name === this.found[0].input);
  }

  /** Where a design stands on its line, if within the ends: the input as it is now, and what it gives. */
  standing({ inputs, totals }, name) {
    const { name: swept, default: usual } = this.sweptInput();
    const value = numberOf(inputs[swept] ?? usual ?? "");
    const given = totals.find((each) => each.part === name)?.value;
    const ends = this.found[0].values;
    return Number.isFinite(given) && value >= Math.min(...ends) && value <= Math.max(...ends) ? [value, given] : null;
  }

  draw() {
    const name = this.output.value;
    const output = this.found[0].outputs.find((each) => each.name === name);
    const series = this.found.map((one, at) => ({
      name: `Design ${at + 1}`, today: this.standing(this.swept[at], name),
      points: one.values.map((value, place) => [value, one.outputs.find((each) => each.name === name).values[place]])
        .filter(([, value]) => value !== null && Number.isFinite(value)),
    })).filter((one) => one.points.length > 1);
    const ends = [this.from.value, this.to.value].map((text) => text.replaceAll(",", ""));
    this.noted([this.input.value, ...ends, name].join("|"));
    if (!series.length) {
      this.place.replaceChildren(el("p", { class: "empty" }, "No design exists anywhere on this range. Try a narrower one."));
      return;
    }
    const input = this.sweptInput();
    const [first] = series;
    const title = `${upper(output.title)}: ${fromTo(first.points[0][1], first.points.at(-1)[1], output.unit)} over this range`;
    const unit = unitBeside(input);
    const figure = chart({
      key: "sweep", title, subtitle: `${upper(output.title)}${unitShown(output.unit) ? `, ${unitShown(output.unit)}` : ""}, by ${input.title.toLowerCase()}; dot: the design as it is`,
      specs: lines(series, { input: unit ? `${input.title}, ${unit}` : input.title, zero: false }),
    });
    this.place.replaceChildren(figure);
    plotted(figure);
    say(title);
  }
}
