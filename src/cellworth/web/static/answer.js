// The answer and its three numbers; what is out of date is greyed and says so.

import { el, refill, say } from "./dom.js";
import { explain } from "./explain.js";
import { plain } from "./figures.js";
import { tiles } from "./parts.js";

let last = null;

/** Answer, caution, tiles and a line on what they rest on; opens with the last answer shown, greyed. */
export class Answer {
  constructor(where) {
    this.where = where;
    this.title = el("h1", {}, " ");
    this.said = el("p", { class: "answer", id: "answer" }, " ");
    this.caution = el("p", { class: "note" });
    this.tiles = el("div");
    this.state = el("p", { class: "state note" });
    this.bar = el("progress", { "aria-label": "Computing" });
    this.head = el("div", { class: "answer-head" }, this.title, this.said, this.caution);
    this.node = el("section", { class: "result", "aria-label": "Answer" }, this.head, this.tiles);
    this.now = el("p", { class: "now", "aria-hidden": "true" });
    this.status = el("div", { class: "status" }, this.state, this.bar);
    this.greyed = [this.head, this.tiles];
    if (last) this.fill(last);
  }

  /** Parts of the page that are greyed with the answer. */
  with(...nodes) {
    this.greyed.push(...nodes);
    return this;
  }

  busy() {
    this.stale(this.page ? "Out of date: computing …" : "Computing the first answer …");
    this.bar.hidden = false;
  }

  refused(refusal) {
    this.bar.hidden = true;
    this.stale(this.page ? `Out of date. Not computed: ${refusal.message}` : refusal.message);
    this.state.classList.add("error");
    say(refusal.message);
  }

  stale(text, nodes = this.greyed) {
    this.state.classList.remove("error");
    for (const node of nodes) {
      node.classList.add("stale");
      node.setAttribute("aria-busy", "true");
    }
    this.state.textContent = text;
  }

  /** What a number shown is explained by: its run, or its question with the scenarios that were asked. */
  belongs() {
    const where = this.where();
    return where.run ? where : { ...where, scenarios: this.scenarios, seed: this.seed };
  }

  /** Show an answer. Of one in `part` only the nodes it `fills` are fresh; the rest stays greyed while `more` comes. */
  show(page, { scenarios, seconds, seed, aloud, more, part = "all", fills = [] }) {
    this.fill(page);
    Object.assign(this, { scenarios, seed });
    const whole = part === "all";
    if (!more || !whole) this.clear(whole ? this.greyed : [this.head, this.tiles, ...fills]);
    if (aloud) say(page.answer);
    if (more && whole) return;
    last = page;
    this.bar.hidden = !more;
    this.state.classList.remove("error");
    const took = seconds === undefined ? "" : `, ${seconds < 1 ? `${Math.round(1000 * seconds)} ms` : `${seconds.toFixed(1)} s`}`;
    const next = { answer: more ? "; the map follows …" : "; let go for the map", map: more ? "; what would change the answer follows …" : "" };
    this.state.textContent = `${plain(scenarios)} scenarios${next[part] ?? `, seed ${seed}${took}`}`;
  }

  clear(nodes) {
    for (const node of nodes) {
      node.classList.remove("stale");
      node.removeAttribute("aria-busy");
    }
  }

  fill(page) {
    this.page = page;
    this.title.textContent = `${page.title.replace(/, as known on .*$/, "")}, as known on ${page.as_known_on}`;
    this.said.textContent = page.answer;
    this.caution.textContent = page.caution;
    const headlines = JSON.stringify(page.headlines);
    if (headlines !== this.headlines) refill(this.tiles, tiles(page.headlines, (name) => explain(name, this.belongs())));
    this.headlines = headlines;
    this.now.textContent = page.answer;
  }
}

/** Names under which the entries of the first page's tables can be explained, from the raw tables. */
export function explainable(tables) {
  const best = Object.fromEntries(rowsOf(tables.families).map((row) => [row.name, row.best]));
  const bidders = Object.fromEntries(rowsOf(tables.bidders).map((row) => [row.title, row.name]));
  const money = {
    headline: "headline_price", clean: "clean_price", closing_chance: "closing_chance", closing: "closing_chance",
    certain_value: "certain_value", certain: "certain_value", worth_to_us: "worth_to_us", reservation: "reservation",
  };
  return (content) => (place, column) => {
    const family = content.swatches[place];
    if (family && column.startsWith("chance")) return `chance_best.${family}`;
    if (family && best[family] && column === "mean") return `worth.${best[family]}`;
    const bidder = bidders[content.rows[place][0]];
    return bidder && money[column] ? `${money[column]}.${bidder}` : null;
  };
}

/** Rows of a table of results as mappings. */
export function rowsOf(found) {
  if (!found) return [];
  return found.rows.map((row) => Object.fromEntries(found.columns.map((column, at) => [column.name, row[at]])));
}
