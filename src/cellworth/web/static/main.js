// The shell: pages by address, the same question carried from page to page.

import { get } from "./api.js";
import { el, say } from "./dom.js";
import { PAGES, read, write } from "./route.js";

const TITLES = { decide: "Decide", design: "Design", evidence: "Evidence", deal: "Deal", runs: "Runs" };
const FIRST = { decide: () => import("./decide.js") };
const LOAD = {
  ...FIRST,
  design: () => import("./design.js"),
  evidence: () => import("./evidence.js"),
  deal: () => import("./deal.js"),
  runs: () => import("./runs.js"),
};

const main = document.getElementById("main");
const pages = document.getElementById("pages");
let shown = null;
let turn = 0;

function links(view) {
  if (!pages.children.length) pages.append(...PAGES.map((page) => el("li", {}, el("a", { "data-page": page }, TITLES[page]))));
  for (const link of pages.querySelectorAll("a")) {
    const { page } = link.dataset;
    const own = { page, case: view.case, run: page === "design" ? "" : view.run, edits: view.edits, off: view.off,
      risk: view.risk, seed: view.seed, scenarios: view.scenarios };
    link.href = write(own);
    if (page === view.page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** Bring the links between pages up to the question now asked. */
export function carry(view) {
  links(view);
}

async function open() {
  const mine = ++turn;
  const view = read();
  const moved = pages.contains(document.activeElement);
  links(view);
  document.title = `${TITLES[view.page]} · Cellworth`;
  shown?.leave?.();
  shown = null;
  try {
    const [page, view2] = await Promise.all([LOAD[view.page](), completed(view)]);
    if (mine !== turn) return;
    shown = await page.enter(main, view2, { carry });
    if (moved) main.focus({ preventScroll: true });
  } catch (error) {
    if (mine !== turn) return;
    main.replaceChildren(
      el("h1", {}, "This page cannot be shown"), el("p", { class: "error", role: "alert" }, error.message),
      el("p", {}, el("a", { href: "#/decide" }, "To the first page")),
    );
    say(error.message);
  }
}

/** A link to a run opens what the run was asked. */
async function completed(view) {
  if (!view.run || view.page === "runs") return view;
  const { asked } = await get(`/runs/${view.run}`);
  if (!asked) return view;
  return {
    ...view, case: asked.case ?? view.case, edits: asked.edits ?? {}, off: asked.claims_off ?? [],
    risk: asked.risk_aversion ?? null, seed: asked.seed ?? view.seed, scenarios: asked.scenarios ?? view.scenarios,
  };
}

window.addEventListener("hashchange", open);
open();
