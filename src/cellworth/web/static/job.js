// Long work: asked for, watched with a progress bar, cancelled when wished.

import { Refusal, get, post, remove } from "./api.js";
import { el } from "./dom.js";
import { day, plain } from "./figures.js";

const PAUSE_MS = 250;

/** Bar with a cancel button; `run` asks for the work and resolves to the id of its run, or null if cancelled. */
export class Work {
  constructor(unit = "scenarios") {
    this.unit = unit;
    this.bar = el("progress", { max: 1, "aria-label": "Progress of the run" });
    this.text = el("span", { class: "note", role: "status" });
    this.cancel = el("button", { type: "button", on: { click: () => this.stop() } }, "Cancel");
    this.node = el("div", { class: "work", hidden: true }, this.bar, this.text, this.cancel);
    this.job = null;
  }

  async run(question, path = "/runs") {
    this.node.hidden = false;
    this.bar.removeAttribute("value");
    this.text.textContent = "Waiting for its turn …";
    try {
      const started = await post(path, question);
      this.job = started.job ?? null;
      if (!this.job) return started.run;
      return await this.watch();
    } finally {
      this.node.hidden = true;
      this.job = null;
    }
  }

  async watch() {
    for (;;) {
      const found = await get(`/jobs/${this.job}`);
      if (found.state === "done") return found.run;
      if (found.state === "cancelled") return null;
      if (found.state === "failed") throw new Refusal(500, found.why || "The run failed.", found.problems ?? [], 0);
      if (found.of) {
        this.bar.value = found.done / found.of;
        this.text.textContent = `${plain(found.done)} of ${plain(found.of)} ${this.unit}${found.stage ? `, ${worded(found.stage)}` : ""}`;
      }
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
    }
  }

  async stop() {
    if (!this.job) return;
    this.text.textContent = "Cancelling …";
    await remove(`/jobs/${this.job}`);
  }
}

/** A stage with its date as dates are written. */
function worded(stage) {
  return stage.replace(/\d{4}-\d{2}-\d{2}/, day);
}
