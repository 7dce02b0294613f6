// Questions to the engine, one at a time: while one is under way only the newest of those that follow is kept.

import { post } from "./api.js";
import { asked } from "./route.js";

export const DRAGGING = 256;
export const LET_GO = 2048;
export const FULL = 16384;

/** Asks for answers; `told` hears of each change: {busy} before, then {answer, of} or {refusal, of}. */
export class Asking {
  constructor(told) {
    this.told = told;
    this.under = false;
    this.next = null;
    this.closed = false;
  }

  /** Ask a view; the answer of an older question is not shown once a newer one is there. */
  ask(view, { scenarios, sections = false }) {
    const of = { view: structuredClone(view), scenarios, sections, since: performance.now() };
    this.next = of;
    this.told({ busy: true, of });
    if (!this.under) this.work();
  }

  async work() {
    this.under = true;
    while (this.next && !this.closed) {
      const of = this.next;
      this.next = null;
      try {
        const answer = await post("/quick", { ...asked(of.view), scenarios: of.scenarios, sections: of.sections });
        if (!this.closed) await this.told({ answer, of, more: this.next !== null });
      } catch (refusal) {
        if (!this.closed && this.next === null) this.told({ refusal, of });
      }
    }
    this.under = false;
  }

  /** Hear no more. */
  close() {
    this.closed = true;
  }
}
