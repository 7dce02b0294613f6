// Deal: prices between the two who would sign, how sure it closes, who holds what after it.

import { get } from "./api.js";
import { Answer, explainable } from "./answer.js";
import { casePicker, decisions } from "./cases.js";
import { el, refill } from "./dom.js";
import { explain } from "./explain.js";
import { drawAll, picture, section } from "./parts.js";
import { Asking, atOnce } from "./quick.js";
import { numbersOf, replace } from "./route.js";

const WIDE = new Set(["zone", "frontier", "ownership"]);
const [BIDDERS, AFTER] = ["Bidders", "If sold"];

export async function enter(main, view, { carry }) {
  const page = new Deal(view, carry);
  main.replaceChildren(page.node);
  await page.start();
  return page;
}

class Deal {
  constructor(view, carry) {
    this.view = { ...view };
    this.carry = carry;
    this.answer = new Answer(() => this.where());
    this.board = el("div", { class: "board" });
    this.body = el("div", { class: "pictures" });
    this.answer.with(this.board, this.body);
    this.asking = new Asking((news) => this.hear(news));
    this.cases = casePicker(this.view, (id) => this.pick(id));
    this.changed = el("p", { class: "note" });
    this.node = el("div", {}, this.cases, this.answer.node, this.answer.status, this.changed, this.board, this.body);
  }

  where() {
    return this.view.run ? { run: this.view.run } : numbersOf(this.view);
  }

  async start() {
    const usable = decisions(await get("/cases"));
    this.view.case ||= usable[0]?.id ?? "";
    this.cases.fill(usable, this.view.case);
    await this.ask();
  }

  pick(id) {
    Object.assign(this.view, { case: id, run: "", edits: {}, off: [], risk: null });
    this.ask();
  }

  async ask() {
    replace({ ...this.view, page: "deal" });
    this.carry(this.view);
    const many = Object.keys(this.view.edits).length + this.view.off.length + (this.view.risk === null ? 0 : 1);
    this.changed.textContent = many ? `${many} ${many === 1 ? "change" : "changes"} to the case ${many === 1 ? "counts" : "count"} here, as set on Decide and Evidence.` : "";
    if (!this.view.run) {
      this.asking.ask(this.view, { scenarios: atOnce(this.view), sections: true });
      return;
    }
    const [page, raw] = await Promise.all([get(`/runs/${this.view.run}/page`), get(`/runs/${this.view.run}`)]);
    this.show(page, raw.tables, { scenarios: raw.manifest.scenarios, seed: raw.manifest.seed });
  }

  hear({ busy, answer, refusal, more }) {
    if (busy) this.answer.busy();
    else if (refusal) this.answer.refused(refusal);
    else this.show(answer.page, answer.tables, { ...answer, more });
  }

  show(page, tables, told) {
    this.answer.show(page, { ...told, aloud: true });
    const entries = explainable(tables ?? {});
    refill(this.board, page.board.filter((part) => part.heading === BIDDERS).map((part) => section(part, {
      explained: entries(part.tables[0]), explain: (name) => explain(name, this.answer.belongs()),
    })));
    const deal = page.sections.find((part) => part.heading === "The deal");
    if (!deal) {
      refill(this.body, el("p", { class: "empty whole" }, "This case holds no deal. Name bidders and a stake in its file."));
      return;
    }
    const figures = deal.pictures.map((content) => {
      const figure = picture(content);
      if (WIDE.has(content.key)) figure.classList.add("whole");
      return figure;
    });
    const after = page.board.filter((part) => part.heading === AFTER).map((part) => section({ ...part, span: 6 }));
    const last = deal.pictures.findIndex((content) => content.key === "ownership");
    figures.splice(last < 0 ? figures.length : last, 0, ...after);
    refill(this.body, figures, section({ ...deal, heading: "Cross-checks", pictures: [] }));
    drawAll(this.body);
  }

  leave() {
    this.asking.close();
  }
}
