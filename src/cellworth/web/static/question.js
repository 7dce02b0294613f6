// What was changed in a case: risk, list of changes, back to the case, link and download.

import { address } from "./api.js";
import { el, fresh, say } from "./dom.js";
import { plain, quantity } from "./figures.js";
import { numbersOf } from "./route.js";

/** Controls that belong to the whole question; `changed(done)` hears of each change made to the view. */
export class Question {
  constructor(view, changed) {
    this.view = view;
    this.changed = changed;
    const id = fresh("risk");
    this.weight = el("input", {
      type: "range", id, min: 0, max: 1, step: 0.01, "aria-describedby": `${id}-note`,
      on: { input: () => this.move(false), change: () => this.move(true) },
    });
    this.said = el("output", { for: id });
    this.own = el("button", { type: "button", class: "link", hidden: true, on: { click: () => this.back() } }, "As the case says");
    this.risk = el(
      "div", { class: "slider risk" }, el("label", { for: id }, "Weight of the worst tenth"),
      el("span", { class: "typed" }, this.said), this.weight,
      el("p", { class: "note", id: `${id}-note` }, "0% counts the mean alone; 100% counts only the worst tenth of the scenarios."), this.own,
    );
    this.list = el("ul", { class: "changes" });
    this.reset = el("button", { type: "button", on: { click: () => this.clear() } }, "Back to the case");
    this.copy = el("button", { type: "button", on: { click: () => this.copyLink() } }, "Copy link");
    this.file = el("a", { class: "button", download: "" }, "Download case");
    this.node = el(
      "div", { class: "question" }, el("h3", {}, "Changed"), this.list,
      el("div", { class: "actions" }, this.reset, this.copy, this.file),
      el("p", { class: "note" }, "The file holds only what differs. On the command line it gives the same bits: cellworth run FILE."),
    );
  }

  about(found) {
    this.titles = Object.fromEntries(found.inputs.map((input) => [input.name, input]));
    this.claims = Object.fromEntries(found.claims.map((claim) => [claim.name, claim.text]));
    this.caseRisk = found.risk_aversion ?? 0;
    this.show();
  }

  show() {
    const { edits, off, risk } = this.view;
    this.weight.value = risk ?? this.caseRisk;
    this.said.textContent = `${plain(100 * Number(this.weight.value))}%`;
    this.weight.setAttribute("aria-valuetext", this.said.textContent);
    this.own.hidden = risk === null;
    const lines = Object.entries(edits).map(([name, value]) => {
      const input = this.titles[name];
      return input ? `${input.title}: ${quantity(value, input.unit)} (case: ${quantity(input.median, input.unit)})` : `${name}: ${value}`;
    });
    lines.push(...off.map((name) => `Without claim ${name}: ${this.claims[name] ?? ""}`));
    if (risk !== null) lines.push(`Weight of the worst tenth: ${plain(100 * risk)}% (case: ${plain(100 * this.caseRisk)}%)`);
    this.list.replaceChildren(...lines.map((line) => el("li", {}, line)));
    if (!lines.length) this.list.append(el("li", { class: "none" }, "Nothing yet: this is the case as it stands."));
    this.reset.disabled = lines.length === 0;
    const { case: name, ...changes } = numbersOf(this.view);
    this.file.href = address(`/cases/${encodeURIComponent(name)}/file`, changes);
  }

  move(done) {
    this.view.risk = Number(this.weight.value);
    this.show();
    this.changed(done);
  }

  back() {
    this.view.risk = null;
    this.show();
    this.changed(true);
    this.weight.focus();
  }

  clear() {
    this.view.edits = {};
    this.view.off = [];
    this.view.risk = null;
    this.show();
    this.changed(true);
  }

  async copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copy.textContent = "Link copied";
    } catch {
      this.copy.textContent = "Copy it from the address bar";
    }
    say(this.copy.textContent);
    setTimeout(() => { this.copy.textContent = "Copy link"; }, 3000);
  }
}
