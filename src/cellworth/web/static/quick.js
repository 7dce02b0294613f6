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

  /**
   * Ask a view. A `light` question has the answer alone, sooner; one `then` in full is asked behind it, unless a
   * newer question came meanwhile.
   */
  ask(view, { scenarios, sections = false, light = false, then = false }) {
    const of = { view: structuredClone(view), scenarios, sections, light, then, since: performance.now() };
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
        const answer = await post("/quick", { ...asked(of.view), scenarios: of.scenarios, sections: of.sections, light: of.light });
        if (of.then && this.next === null) this.next = { ...of, light: false, then: false };
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
