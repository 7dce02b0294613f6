// Decide: the answer of a case, and what moves it.

import { get } from "./api.js";
import { Answer, explainable, rowsOf } from "./answer.js";
import { chart, replot } from "./chart.js";
import { casePicker, decisions } from "./cases.js";
import { el, refill, say } from "./dom.js";
import { explain } from "./explain.js";
import { plain } from "./figures.js";
import { Work } from "./job.js";
import { drawAll, picture, section } from "./parts.js";
import { Asking, DRAGGING, FULL, atOnce } from "./quick.js";
import { Question } from "./question.js";
import { asked, numbersOf, replace } from "./route.js";
import { ordered, Sliders } from "./sliders.js";
import { bars } from "./specs.js";

const WHOLE = ["answer", "map", "all"];
/** Two headings of one section. */
const ALIKE = { "After the deal": "If sold" };

export async function enter(main, view, { carry }) {
  const page = new Decide(view, carry);
  main.replaceChildren(page.node);
  await page.start();
  return page;
}

class Decide {
  constructor(view, carry) {
    this.view = { ...view, run: "" };
    this.opened = view.run;
    this.carry = carry;
    this.answer = new Answer(() => this.where());
    this.lead = el("div", { class: "lead" });
    this.board = el("div", { class: "board" });
    this.chances = el("div", { class: "chances" });
    this.answer.with(this.lead, this.board);
    this.asking = new Asking((news) => this.hear(news));
    this.sliders = new Sliders((name, value, done) => this.edit(name, value, done));
    this.question = new Question(this.view, (done) => this.ask(done));
    this.work = new Work();
    this.full = el("button", { type: "button", class: "main", on: { click: () => this.runFull() } }, "Run in full");
    this.report = el("a", { class: "button", hidden: true }, "Report of this run");
    this.failure = el("p", { class: "error", role: "alert", hidden: true });
    this.cases = casePicker(this.view, (id) => this.pick(id));
    this.node = el("div", { class: "decide" }, this.left(), this.aside(), this.board);
  }

  /** What a number shown belongs to. */
  where() {
    return this.opened ? { run: this.opened } : numbersOf(this.view);
  }

  left() {
    this.answer.status.append(this.full, this.report, this.work.node);
    return el("div", { class: "first" }, this.cases, this.answer.node, this.answer.status, this.failure, this.lead);
  }

  aside() {
    return el(
      "aside", { class: "levers", "aria-label": "What if" },
      this.answer.now, el("h2", {}, "What if"),
      el("p", { class: "note" }, "Ordered by what it is worth to know each input before deciding. Moving one sets its middle; its range moves along."),
      this.chances, this.question.risk, this.sliders.node, this.question.node,
    );
  }

  async start() {
    const usable = decisions(await get("/cases"));
    this.view.case ||= usable[0]?.id ?? "";
    this.cases.fill(usable, this.view.case);
    await this.load();
  }

  async load() {
    this.about = await get(`/cases/${encodeURIComponent(this.view.case)}`);
    this.question.about(this.about);
    this.sliders.fill(ordered(this.about.inputs, []), this.view.edits);
    this.ordered = false;
    if (this.opened) await this.showRun(this.opened);
    else this.asking.ask(this.view, { scenarios: atOnce(this.view), parts: WHOLE });
    this.address();
  }

  pick(id) {
    if (id === this.view.case) return;
    Object.assign(this.view, { case: id, edits: {}, off: [], risk: null });
    this.opened = "";
    this.sliders.controls.clear();
    this.sliders.chosen = [];
    this.load().catch((error) => this.fail(error));
  }

  edit(name, value, done) {
    if (value === null) delete this.view.edits[name];
    else this.view.edits[name] = value;
    this.ask(done);
  }

  ask(done) {
    this.opened = "";
    this.report.hidden = true;
    this.sliders.place(this.view.edits);
    this.question.show();
    this.asking.ask(this.view, done ? { scenarios: atOnce(this.view), parts: WHOLE } : { scenarios: atOnce(this.view, DRAGGING), parts: ["answer"] });
    if (done) this.address();
  }

  address() {
    const shown = { ...this.view, run: this.opened };
    replace(this.opened ? { page: "decide", run: this.opened } : shown);
    this.carry(shown);
  }

  async hear({ busy, answer, refusal, of, more }) {
    if (busy) this.answer.busy();
    else if (refusal) this.refuse(refusal);
    else await this.show(answer.page, answer, { ...answer, part: of.part, aloud: of.parts.length > 1 && of.part === "answer", more }, of);
  }

  refuse(refusal) {
    const others = this.sliders.refuse(refusal.problems ?? []);
    const text = others.map((each) => `${each.where}: ${each.found}; ${each.why}. ${each.instead}`).join(" ");
    this.answer.refused({ message: text || refusal.message });
  }

  async show(page, answer, told, of) {
    const fills = page.lead ? [this.board, this.lead] : [this.board];
    this.answer.show(page, { ...told, fills });
    if (!this.ordered && answer.tables?.drivers) {
      this.ordered = true;
      this.sliders.fill(ordered(this.about.inputs, rowsOf(answer.tables.drivers)), this.view.edits);
    }
    const drawn = [this.drawChances(answer.tables), this.drawBoard(page.board, answer.tables ?? {}, of?.part ?? "all")];
    if (page.lead) drawn.push(this.drawLead(page.lead));
    await Promise.all(drawn);
    if (!of) return;
    const detail = { scenarios: of.scenarios, part: of.part, engine: 1000 * answer.seconds };
    performance.measure("slider to chart", { start: of.since, end: performance.now(), detail });
  }

  /**
   * Sections below the chart. One whose content is the same stays as it is, so that a fold or button in use does;
   * those an answer in part does not have stay too, greyed.
   */
  drawBoard(parts, tables, part) {
    const entries = explainable(tables);
    const open = (name) => explain(name, this.answer.belongs());
    const there = new Map([...this.board.children].map((each) => [each.dataset.key, each]));
    const found = new Map(parts.map((content) => {
      const key = ALIKE[content.heading] ?? content.heading;
      const text = JSON.stringify(content);
      const old = there.get(key);
      if (old?.content === text) return [key, freshened(old)];
      const made = section(content, { explained: content.tables[0] ? entries(content.tables[0]) : null, explain: open });
      made.dataset.key = key;
      made.content = text;
      return [key, made];
    }));
    if (part !== "all") for (const [key, old] of there) if (!found.has(key)) stale(old);
    const keys = part === "all" || !there.size ? found.keys() : there.keys();
    const wanted = [...keys].map((key) => found.get(key) ?? there.get(key));
    if (wanted.length !== there.size || wanted.some((each, at) => each !== this.board.children[at])) refill(this.board, wanted);
    return drawAll(this.board);
  }

  /** Chance of each family to be best: the chart that follows the slider. */
  drawChances(tables) {
    const rows = rowsOf(tables.families).map((row) => ({ title: this.about.families[row.name], value: row.chance_best, colour: row.name }));
    const first = rows.reduce((one, two) => (two.value > one.value ? two : one));
    const content = {
      key: "chances", title: `${first.title} is best most often`, subtitle: "Chance that each is best, %",
      specs: bars(rows, "share", { empty: true, label: (value) => plain(100 * value) }),
    };
    const there = this.chances.querySelector("figure");
    if (there) return replot(there, content);
    this.chances.replaceChildren(chart(content));
    return drawAll(this.chances);
  }

  drawLead(content) {
    const there = this.lead.querySelector("figure");
    if (there && there.dataset.key === content.key) {
      const figure = picture(content);
      const fold = there.querySelector(":scope > details");
      const open = fold?.open ?? false;
      const news = figure.querySelector(":scope > details");
      if (news) news.open = open;
      fold?.replaceWith(news ?? "");
      const notes = [...there.querySelectorAll(":scope > .note")];
      notes.forEach((note) => note.remove());
      there.plot.after(...figure.querySelectorAll(":scope > .note"));
      return replot(there, content);
    }
    const figure = picture(content);
    figure.dataset.key = content.key;
    this.lead.replaceChildren(el("h2", { class: "hidden" }, "Where which is best"), figure);
    return drawAll(this.lead);
  }

  async runFull() {
    this.full.disabled = true;
    this.failure.hidden = true;
    try {
      const run = await this.work.run({ ...asked(this.view), scenarios: this.view.scenarios ?? FULL });
      if (run) await this.showRun(run);
      else say("Cancelled. The answer shown is the last one computed.");
    } catch (error) {
      this.fail(error);
    } finally {
      this.full.disabled = false;
    }
  }

  async showRun(run) {
    const [page, raw] = await Promise.all([get(`/runs/${run}/page`), get(`/runs/${run}`)]);
    this.opened = run;
    const { seed, scenarios } = raw.manifest;
    await this.show(page, raw, { scenarios, seed, aloud: true }, null);
    this.report.href = `#/runs?run=${run}`;
    this.report.hidden = false;
    this.address();
  }

  fail(error) {
    this.failure.textContent = [error.message, ...(error.problems ?? []).map((each) => `${each.where}: ${each.found}; ${each.why}. ${each.instead}`)].join(" ");
    this.failure.hidden = false;
  }

  leave() {
    this.asking.close();
  }
}

function stale(node) {
  node.classList.add("stale");
  node.setAttribute("aria-busy", "true");
}

function freshened(node) {
  node.classList.remove("stale");
  node.removeAttribute("aria-busy");
  return node;
}
