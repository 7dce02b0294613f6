// What a page shows stands in its address: the case, what was changed in it, and the choices of the page.

export const PAGES = ["decide", "design", "evidence", "deal", "runs"];

/** Page and question of the address. */
export function read(hash = location.hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const given = new URLSearchParams(query);
  const edits = {};
  for (const text of given.getAll("set")) {
    const at = text.lastIndexOf(":");
    const value = Number(text.slice(at + 1));
    if (at > 0 && Number.isFinite(value)) edits[text.slice(0, at)] = value;
  }
  return {
    page: PAGES.includes(path) ? path : "decide",
    case: given.get("case") ?? "",
    run: given.get("run") ?? "",
    edits,
    off: (given.get("off") ?? "").split(",").filter(Boolean),
    risk: number(given.get("risk")),
    seed: number(given.get("seed")),
    scenarios: number(given.get("n")),
    designs: given.getAll("design").map(pairs),
    sweep: given.get("sweep") ?? "",
    dated: given.get("dated") ?? "",
    compare: (given.get("compare") ?? "").split(",").filter(Boolean),
  };
}

/** Address of a page and question. */
export function write(view) {
  const given = new URLSearchParams();
  if (view.case) given.set("case", view.case);
  if (view.run) given.set("run", view.run);
  for (const [name, value] of Object.entries(view.edits ?? {}).sort()) given.append("set", `${name}:${value}`);
  if (view.off?.length) given.set("off", [...view.off].sort().join(","));
  for (const [name, value] of [["risk", view.risk], ["seed", view.seed], ["n", view.scenarios]]) {
    if (value !== null && value !== undefined) given.set(name, value);
  }
  for (const design of view.designs ?? []) {
    given.append("design", Object.entries(design).map(([name, value]) => `${name}=${value}`).join(";"));
  }
  if (view.sweep) given.set("sweep", view.sweep);
  if (view.dated) given.set("dated", view.dated);
  if (view.compare?.length) given.set("compare", view.compare.join(","));
  const query = given.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%3B", ";");
  return `#/${view.page}${query ? `?${query}` : ""}`;
}

/** Change the address without a step back in the history. */
export function replace(view) {
  history.replaceState(null, "", write(view));
}

/** What is asked of the engine. */
export function asked(view) {
  const found = { case: view.case, edits: view.edits, claims_off: view.off, risk_aversion: view.risk };
  return view.seed === null ? found : { ...found, seed: view.seed };
}

/** The question as an address can carry it. */
export function numbersOf(view) {
  const found = { case: view.case };
  if (Object.keys(view.edits).length) found.edits = JSON.stringify(view.edits);
  if (view.off.length) found.claims_off = JSON.stringify(view.off);
  if (view.risk !== null) found.risk_aversion = view.risk;
  return found;
}

function number(text) {
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value) ? null : value;
}

function pairs(text) {
  const found = text.split(";").map((part) => {
    const at = part.indexOf("=");
    return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  });
  return Object.fromEntries(found.filter(([name]) => name));
}
