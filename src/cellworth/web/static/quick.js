// Questions to the engine, one at a time: while one is under way only the newest of those that follow is kept.

import { post } from "./api.js";
import { asked } from "./route.js";

export const DRAGGING = 256;
export const LET_GO = 2048;
export const FULL = 16384;

/** Scenarios of an answer at once: never more than the view wants in full. */
export const atOnce = (view, most = LET_GO) => Math.min(most, view.scenarios ?? most);

/** Parts of an answer, each sooner than the next: the answer alone, with its map, all that takes it apart. */
export const PARTS = { answer: { light: true }, map: { light: true, map: true }, all: {} };
/** How long nothing must be moved before all is asked for. */
const REST_MS = 1500;

/** Asks for answers; `told` hears of each change: {busy} before, then {answer, of} or {refusal, of}. */
export class Asking {
  constructor(told) {
    this.told = told;
    this.under = null;
    this.next = null;
    this.closed = false;
  }

  /** Ask a view, `parts` of its answer one after the other; what is left of an older question is dropped. */
  ask(view, { scenarios, sections = false, parts = ["all"] }) {
    const of = { view: structuredClone(view), scenarios, sections, parts, part: parts[0], since: performance.now() };
    this.next = of;
    this.told({ busy: true, of });
    if (this.under?.follows) this.under.stop.abort();
    if (!this.under) this.work();
  }

  async work() {
    while (this.next && !this.closed) {
      const of = this.next;
      this.next = null;
      this.under = { follows: of.follows, stop: new AbortController() };
      try {
        if (of.follows && of.part === "all") await rest(this.under.stop.signal);
        const question = { ...asked(of.view), scenarios: of.scenarios, sections: of.sections, ...PARTS[of.part] };
        const answer = await post("/quick", question, this.under.stop.signal);
        const [, ...parts] = of.parts;
        if (parts.length && this.next === null) this.next = { ...of, parts, part: parts[0], follows: true };
        if (!this.closed) await this.told({ answer, of, more: this.next !== null });
      } catch (refusal) {
        if (!this.closed && this.next === null && refusal.name !== "AbortError") this.told({ refusal, of });
      }
    }
    this.under = null;
  }

  /** Hear no more. */
  close() {
    this.closed = true;
    this.under?.stop.abort();
  }
}

function rest(signal) {
  return new Promise((done, failed) => {
    const later = setTimeout(done, REST_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(later);
      failed(signal.reason);
    });
  });
}
