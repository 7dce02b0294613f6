// Evidence: who said what, how much it counts, and what the answer would be without it.

import { get, post } from "./api.js";
import { Answer, rowsOf } from "./answer.js";
import { casePicker, decisions } from "./cases.js";
import { el, fresh, hidden, refill, scroll } from "./dom.js";
import { day, plain, upper } from "./figures.js";
import { drawAll, section, sortable, source } from "./parts.js";
import { Asking, atOnce } from "./quick.js";
import { Question } from "./question.js";
import { asked, numbersOf, replace } from "./route.js";

const FILTERS = {
  moves: ["Those that move something", (claim) => claim.moves],
  conflict: ["Those in conflict", (claim) => claim.conflict],
  off: ["Those switched off", (claim, off) => off.includes(claim.name)],
  all: ["All", () => true],
};

export async function enter(main, view, { carry }) {
  const page = new Evidence(view, carry);
  main.replaceChildren(page.node);
  await page.start();
  return page;
}

class Evidence {
  constructor(view, carry) {
    this.view = { ...view, run: "" };
    this.carry = carry;
    this.answer = new Answer(() => numbersOf(this.view));
    this.moved = el("div", { class: "moved" });
    this.odds = el("div");
    this.below = el("div");
    this.answer.with(this.moved, this.odds, this.below);
    this.asking = new Asking((news) => this.hear(news));
    this.question = new Question(this.view, () => this.ask());
    this.cases = casePicker(this.view, (id) => this.pick(id));
    this.ledger = el("div");
    this.conflicts = el("div");
    this.node = el(
      "div", { class: "decide" },
      el("div", { class: "first" }, this.cases, this.answer.node, this.answer.status, this.moved, this.odds),
      el("aside", { class: "levers", "aria-label": "What was changed" }, el("h2", {}, "What if it were not said"),
        el("p", { class: "note" }, "Switch a claim off in the ledger: what it moved goes back to what it was before it, and the answer with it."), this.question.node),
      el("div", { class: "board wide" }, el("div", { class: "span6" }, this.ledger, this.conflicts, this.below)),
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
    this.whole = null;
    this.events = null;
    this.drawLedger();
    this.ask();
  }

  pick(id) {
    Object.assign(this.view, { case: id, edits: {}, off: [], risk: null });
    this.load().catch((error) => this.answer.refused(error));
  }

  ask() {
    this.question.show();
    for (const box of this.ledger.querySelectorAll("input[data-claim]")) {
      box.checked = !this.view.off.includes(box.dataset.claim);
      box.closest("tr").classList.toggle("off", !box.checked);
    }
    replace({ ...this.view, page: "evidence" });
    this.carry(this.view);
    this.asking.ask(this.view, { scenarios: atOnce(this.view), sections: true });
  }

  toggle(name, on) {
    this.view.off = on ? this.view.off.filter((each) => each !== name) : [...this.view.off, name];
    this.ask();
  }

  async hear({ busy, answer, refusal, of, more }) {
    if (busy) this.answer.busy();
    else if (refusal) this.answer.refused(refusal);
    else {
      this.answer.show(answer.page, { ...answer, aloud: true, more });
      await this.compare(answer, of);
      this.drawOdds(answer.tables);
      this.drawBelow(answer.page);
    }
  }

  /** What the claims switched off did: against the same case with all of them. */
  async compare(answer, of) {
    if (!of.view.off.length) {
      this.whole = answer;
      refill(this.moved, el("p", { class: "note" }, "All claims count. Below, what each does to the odds."));
      return;
    }
    this.whole ??= await post("/quick", { ...asked({ ...of.view, off: [] }), scenarios: atOnce(this.view), sections: true });
    const lines = this.whole.page.headlines.map((before, at) => {
      const after = answer.page.headlines[at];
      const same = before.number === after.number && before.unit === after.unit;
      return el("li", {}, `${before.label}: `, same ? `stays ${after.number} ${after.unit}`
        : [el("s", {}, `${before.number} ${before.unit}`), " → ", el("strong", {}, `${after.number} ${after.unit}`)]);
    });
    const same = this.whole.page.answer === answer.page.answer;
    refill(
      this.moved, el("h2", {}, `Without ${of.view.off.length === 1 ? "this claim" : `these ${of.view.off.length} claims`}`),
      el("p", {}, same ? "The answer stays the same." : ["With all of them: ", el("s", {}, this.whole.page.answer)]),
      el("ul", { class: "move" }, lines),
    );
  }

  drawOdds(tables) {
    const before = Object.fromEntries(rowsOf(this.whole?.tables?.events).map((row) => [row.name, row.probability]));
    const rows = rowsOf(tables.events);
    if (!rows.length) return;
    if (!this.events) {
      this.events = Object.fromEntries(rows.map((row) => [row.name, row.title]));
      this.rows();
    }
    refill(this.odds, el("h2", {}, "Odds of what the claims speak of"), scroll(
      "Odds", el("table", { class: "fill" }, el("thead", {}, el("tr", {}, ["Event", "Before any claim", "All claims", "Now"].map((text, at) => (
        el("th", { scope: "col", class: at ? "number" : null }, text, at ? [" ", el("span", { class: "unit" }, "%")] : null))))),
      el("tbody", {}, rows.map((row) => el("tr", { "data-event": row.name }, el("th", { scope: "row", class: "long" }, upper(row.title)),
        [row.prior, before[row.name] ?? row.probability, row.probability].map((value, at) => el(
          "td", { class: `number${at === 2 && before[row.name] !== undefined && before[row.name] !== value ? " best" : ""}` }, plain(100 * value, 0)))))),
    )));
  }

  drawLedger() {
    const id = fresh("filter");
    this.filter = el("select", { id, on: { change: () => this.rows() } }, Object.entries(FILTERS).map(([name, [title]]) => el("option", { value: name }, title)));
    this.search = el("input", { id: `${id}-text`, type: "search", autocomplete: "off", on: { input: () => this.rows() } });
    this.count = el("p", { class: "note", role: "status" });
    const heads = ["Claim", "Said on", "Stance", "Who told whom", "Reliability %", "Weight %", "Moves", "Conflict"];
    this.body = el("tbody");
    const found = el("table", { class: "ledger" }, el("thead", {}, el("tr", {}, heads.map((text, at) => el(
      "th", { scope: "col", class: at === 4 || at === 5 ? "number" : null }, text)))), this.body);
    this.ledger.replaceChildren(
      el("h2", {}, "Claims"),
      el("div", { class: "bar" },
        el("div", { class: "field" }, el("label", { for: id }, "Show"), this.filter),
        el("div", { class: "field" }, el("label", { for: `${id}-text` }, "Find"), this.search)),
      this.count, scroll("Claims", found),
    );
    if (!this.about.claims.length) this.ledger.append(el("p", { class: "empty" }, "This case rests on no claims. Add some under [claims] in its file."));
    if (!this.about.claims.some((claim) => claim.moves)) this.filter.value = "all";
    this.rows();
    sortable(found);
  }

  rows() {
    const text = this.search.value.trim().toLowerCase();
    const [, wanted] = FILTERS[this.filter.value];
    const found = this.about.claims.filter((claim) => wanted(claim, this.view.off)
      && (!text || `${claim.name} ${claim.text} ${claim.told_by.join(" ")} ${claim.subject}`.toLowerCase().includes(text)));
    this.body.replaceChildren(...found.map((claim) => this.row(claim)));
    this.count.textContent = `${found.length} of ${this.about.claims.length} claims. A claim that moves nothing has no switch.`;
  }

  row(claim) {
    const on = !this.view.off.includes(claim.name);
    const words = el("span", { class: "words" }, said(claim.text));
    const value = claim.value && !String(claim.text).includes(claim.value) ? el("span", { class: "note" }, ` (${[figure(claim.value), claim.unit].filter((part) => part && part !== "1").join(" ")})`) : null;
    const first = claim.moves ? el("label", { class: "switch" }, el("input", {
      type: "checkbox", checked: on, "data-claim": claim.name, on: { change: (event) => this.toggle(claim.name, event.target.checked) },
    }), el("span", {}, hidden(`Count claim ${claim.name}: `), words, value)) : [words, value];
    const date = claim.stated_on || claim.known_from || "";
    return el(
      "tr", { class: on ? null : "off", "data-name": claim.name }, el("th", { scope: "row" }, first),
      el("td", { class: "date", "data-sort": date }, day(date)), el("td", {}, claim.stance_title),
      el("td", {}, claim.told_by.join(" → ")),
      el("td", { class: "number" }, plain(100 * claim.reliability)), el("td", { class: "number" }, plain(100 * claim.weight)),
      el("td", {}, upper(claim.moves_title || this.titled(claim.moves)) || "\u2013"), el("td", {}, this.inConflict(claim) || "\u2013"),
    );
  }

  /** What a claim moves, in words: an event or an input. */
  titled(name) {
    if (!name) return "";
    const input = this.about.inputs.find((each) => each.name === name);
    return input?.title ?? this.events?.[name.replace(/^events\./, "")] ?? upper(spaced(name.replace(/^[a-z_]+\./, "").replaceAll(".", ": ")));
  }

  inConflict(claim) {
    return String(claim.conflict || "").split(/,\s*/).filter(Boolean).map((name) => {
      const other = this.about.claims.find((each) => each.name === name);
      return other ? `with “${said(other.text)}”` : name;
    }).join("; ");
  }

  drawBelow(page) {
    refill(this.conflicts, el("h2", {}, "Where sources disagree"), page.conflicts.length ? el("div", { class: "pictures" }, page.conflicts.map((conflict) => el(
      "div", { class: "side" }, el("h3", {}, conflict.about), el("ul", {}, conflict.claims.map((claim) => el("li", {}, source(claim)))),
      el("p", {}, conflict.treated),
    ))) : el("p", { class: "empty" }, "No sources disagree in this case."));
    const part = page.sections.find((each) => each.heading === "Evidence");
    if (!part) return;
    refill(this.below, section(part));
    drawAll(this.below);
  }

  leave() {
    this.asking.close();
  }
}

/** A number with its thousands apart, a word as it is. */
function figure(text) {
  return /^\d{4,}$/.test(text) && !/^(19|20)\d\d$/.test(text) ? plain(Number(text)) : text;
}

/** Words of a case with percents as the page writes them. */
function said(text) {
  return upper(text.replaceAll(" %", "%"));
}

function spaced(name) {
  return String(name ?? "").replaceAll("_", " ");
}
