// Runs: what was computed, side by side, with everything to take away.

import { address, get } from "./api.js";
import { el, refill, say, scroll } from "./dom.js";
import { day, plain, upper } from "./figures.js";
import { casePicker, decisions } from "./cases.js";
import { Work } from "./job.js";
import { drawAll, picture, section, sortable } from "./parts.js";
import { replace, write } from "./route.js";

const NAMED = {
  "result.json": "JSON", "result.xlsx": "Excel", "draws.parquet": "Draws, Parquet", "manifest.json": "Manifest",
  "yearly.csv": "By year, CSV", "plants.csv": "Plants, CSV", "volume.csv": "By volume, CSV", "headline.csv": "Headline, CSV",
};
const SHOWN_APART = new Set(["report.html"]);
/** Parts of the page of a case by date that are shown here, beside those with charts. */
const DATED = new Set(["All dates", "How sure the draws are", "What was new"]);

export async function enter(main, view, { carry }) {
  const page = new Runs(view, carry);
  main.replaceChildren(page.node);
  await page.start();
  return page;
}

class Runs {
  constructor(view, carry) {
    this.view = view;
    this.carry = carry;
    this.chosen = new Set(view.compare);
    this.list = el("div");
    this.compared = el("div");
    this.opened = el("div");
    this.line = el("div");
    this.dated = el("div");
    this.work = new Work("dates");
    this.button = el("button", { type: "button", class: "main", disabled: true, on: { click: () => this.compare() } }, "Compare the two chosen");
    this.go = el("button", { type: "button", on: { click: () => this.runByDate() } }, "Run by date");
    this.failure = el("p", { class: "error", role: "alert", hidden: true });
    this.cases = casePicker(this.view, (id) => this.pick(id));
    this.dates = el(
      "section", { "aria-labelledby": "by-date" }, el("h2", { id: "by-date" }, "By date"),
      el("p", {}, "The same case as it would have been decided at earlier and later dates, each with what was known by then."),
      this.cases, el("div", { class: "actions" }, this.go, this.work.node), this.failure, this.dated, this.line,
    );
    this.node = el("div", {}, el("h1", { class: "title" }, "Runs"), this.list, this.opened, this.compared, this.dates);
  }

  async start() {
    const [{ runs }, listed] = await Promise.all([get("/runs"), get("/cases")]);
    const usable = decisions(listed);
    this.runs = runs;
    this.view.case ||= runs[0]?.case ?? usable[0]?.id ?? "";
    this.cases.fill(usable, this.view.case);
    this.drawList();
    if (this.view.run) await this.open(this.view.run);
    if (this.chosen.size === 2) await this.compare();
    if (this.view.dated) await this.openDates(this.view.dated);
    this.timeline();
  }

  drawList() {
    if (!this.runs.length) {
      this.list.replaceChildren(el("p", { class: "empty" }, "Nothing was run in full yet. On ", el("a", { href: "#/decide" }, "Decide"), ", press “Run in full”: the run stands here with its report and files."));
      return;
    }
    const heads = ["Run", "Answer", "Made", "Case", "Scenarios", "Seed", "Changes"];
    const found = el("table", { class: "fill runs" }, el("thead", {}, el("tr", {}, heads.map((text, at) => el(
      "th", { scope: "col", class: at === 4 || at === 5 ? "number" : null }, text)))), el("tbody", {}, this.runs.map((run) => this.row(run))));
    if (this.runs.length > 10) sortable(found);
    this.list.replaceChildren(scroll("Runs", found),
      el("div", { class: "actions" }, this.button));
    this.choose();
  }

  row(run) {
    const many = Object.keys(run.edits ?? {}).length + (run.claims_off ?? []).length + (run.risk_aversion === null || run.risk_aversion === undefined ? 0 : 1);
    const made = run.made_on ?? "";
    return el(
      "tr", { "data-run": run.id },
      el("th", { scope: "row" }, el("label", { class: "switch" }, el("input", {
        type: "checkbox", checked: this.chosen.has(run.id), "data-run": run.id, on: { change: (event) => this.choose(run.id, event.target.checked) },
      }), el("span", {}, el("span", { class: "hidden" }, "Compare run "), run.id.slice(0, 6)))),
      el("td", { class: "long" }, el("a", { href: write({ ...this.view, page: "runs", run: run.id }) }, inShort(run))),
      el("td", { class: "date", "data-sort": made }, `${day(made)} ${made.slice(11, 16)}`), el("td", { class: "case" }, run.title ?? run.case),
      el("td", { class: "number", "data-sort": run.scenarios }, plain(run.scenarios)), el("td", { class: "number" }, String(run.seed)),
      el("td", {}, many ? String(many) : "none"),
    );
  }

  choose(id, on) {
    if (id && on) this.chosen.add(id);
    else if (id) this.chosen.delete(id);
    while (this.chosen.size > 2) this.chosen.delete([...this.chosen].find((each) => each !== id));
    for (const box of this.list.querySelectorAll("input[data-run]")) box.checked = this.chosen.has(box.dataset.run);
    this.button.disabled = this.chosen.size !== 2;
    this.button.textContent = this.chosen.size === 2 ? "Compare the two chosen" : "Choose two to compare";
  }

  async open(id) {
    const run = this.runs.find((each) => each.id === id);
    const { files, tables } = await get(`/runs/${id}/files`);
    refill(
      this.opened, el("h2", {}, `Run ${id.slice(0, 6)}`), run ? el("p", {}, inShort(run)) : null,
      el("div", { class: "actions" },
        el("a", { class: "button", href: write({ page: "decide", run: id }) }, "Open on Decide"),
        el("a", { class: "button", href: write({ page: "deal", run: id }) }, "Open on Deal"),
        el("a", { class: "button", href: address(`/runs/${id}/report`), target: "_blank", rel: "noopener" }, "Report"),
        files.filter((name) => !SHOWN_APART.has(name)).map((name) => this.file(id, name, "button"))),
      el("details", {}, el("summary", {}, "Tables as CSV and Parquet"), el("ul", { class: "files" }, tables.map((name) => el("li", {}, this.file(id, name))))),
      el("iframe", { class: "report-frame", src: address(`/runs/${id}/report`), title: "Report of this run", sandbox: "allow-scripts allow-popups" }),
    );
    say(`Run ${id.slice(0, 6)} opened.`);
  }

  file(id, name, kind = null) {
    return el("a", { class: kind, href: address(`/runs/${id}/files/${encodeURIComponent(name)}`), download: "" }, NAMED[name] ?? name);
  }

  async compare() {
    const [a, b] = [...this.chosen];
    this.view.compare = [a, b];
    this.address();
    const found = await get("/compare", { a, b });
    refill(this.compared, el("h2", {}, `Run ${a.slice(0, 6)} against ${b.slice(0, 6)}`),
      found.tables_shown.length ? found.tables_shown.map((each) => this.table(each, { First: a.slice(0, 6), Second: b.slice(0, 6) })) : el("p", {}, "Nothing differs: both runs give the same bits."));
    say("Compared.");
    this.compared.querySelector("h2").scrollIntoView({ block: "nearest" });
  }

  /** Of two runs: `sides` names the columns of the first and the second. */
  table({ caption, columns, rows }, sides) {
    const kind = (at) => (columns[at].numeric ? "number" : null);
    const found = el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map(({ title }, at) => el(title ? "th" : "td", { scope: title ? "col" : null, class: kind(at) }, sides[title] ?? title)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((value, at) => (at
        ? el("td", { class: kind(at) }, value) : el("th", { scope: "row" }, value)))))));
    return scroll(caption, found);
  }

  pick(id) {
    this.view.case = id;
    this.view.dated = "";
    this.dated.replaceChildren();
    this.failure.hidden = true;
    this.carry(this.view);
    this.address();
    this.timeline();
  }

  /** The case at every date of its timeline, as a job. */
  async runByDate() {
    this.go.disabled = true;
    this.failure.hidden = true;
    try {
      const made = await this.work.run({ case: this.view.case }, "/timelines");
      if (!made) say("Cancelled.");
      else await this.openDates(made);
    } catch (error) {
      const [first] = error.problems ?? [];
      this.failure.textContent = first ? `${first.where}: ${first.found}; ${first.why}. ${first.instead ?? ""}` : error.message;
      this.failure.hidden = false;
    } finally {
      this.go.disabled = false;
    }
  }

  async openDates(id) {
    this.showDates((await get(`/timelines/${id}`)).page);
    this.view.dated = id;
    this.address();
  }

  /** The address of what is shown; the links to runs keep it. */
  address() {
    replace({ ...this.view, page: "runs" });
    for (const row of this.list.querySelectorAll("tr[data-run]")) row.querySelector("a").href = write({ ...this.view, page: "runs", run: row.dataset.run });
  }

  showDates(page) {
    const [prices, ...others] = page.sections.filter((part) => DATED.has(part.heading) || part.pictures.length);
    refill(this.dated, picture(page.lead), el("div", { class: "pictures" }, prices.pictures.map(picture)), others.map((part) => section(part)),
      el("p", { class: "note" }, page.run_line));
    drawAll(this.dated);
    say(page.lead.title);
  }

  /** What was said and known by day. */
  async timeline() {
    try {
      const { events } = await get("/timeline", { case: this.view.case });
      refill(this.line, events?.length ? [el("details", { class: "fold", "data-key": "said" }, el("summary", {}, `What was said and known, by day: ${events.length}`), el("ol", { class: "timeline" }, events.map((event) => el(
        "li", {}, el("time", { datetime: event.date }, day(event.date)), " ", upper(event.title),
        event.source ? el("span", { class: "note" }, ` ${event.source}`) : null,
      ))))] : []);
    } catch (refusal) {
      this.line.replaceChildren(el("p", { class: "error" }, refusal.message));
    }
  }
}

/** Answer of a run in a line of the list. */
function inShort(run) {
  if (!run.strategy) return "No decision";
  if (run.answer?.said) return run.answer.said;
  return `${upper(run.strategy.replaceAll("_", " "))} (${run.confidence})`;
}
