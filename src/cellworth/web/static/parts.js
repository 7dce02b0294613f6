// Parts of a page as the report has them: numbers with their why, tables, sections, pictures.

import { chart, plotted } from "./chart.js";
import { el, fresh, hidden, scroll } from "./dom.js";

/** Columns that a phone shows at most; the others are named above the table. */
const SWIPED = 4;

/** Three large numbers. `explain(name)` opens the way a number walks back. */
export function tiles(headlines, explain) {
  return el("ul", { class: "numbers" }, headlines.map((item) => el(
    "li", { "data-name": item.name },
    el("p", { class: "label" }, item.label),
    el("p", { class: "value" }, item.number, item.unit === "%" ? "" : " ", el("span", { class: "unit" }, item.unit)),
    el("p", { class: "note" }, spanned(item)),
    reasons(item.why, item.label, `tile ${item.name}`, explain && item.name
      ? walk(`Walk ${item.label.toLowerCase()} back to its sources`, () => explain(item.name)) : null),
  )));
}

function spanned(item) {
  if (!item.span) return item.note;
  const range = item.spans ? `${item.span} (${item.spans})` : item.span;
  return item.note ? `${range}; ${item.note}` : range;
}

/** Button that opens the walk back of a number. */
export function walk(words, act) {
  return el("button", { type: "button", class: "link", on: { click: act } }, words);
}

/** A closed fold with formula, inputs and what would change it. */
export function reasons(why, name, key, more) {
  if (!why) return null;
  return el(
    "details", { class: "why", "data-key": key },
    el("summary", {}, "Why", hidden(`: ${name}`)),
    el("p", { class: "formula" }, why.formula),
    why.inputs.length ? el("ul", {}, why.inputs.map((fact) => el("li", {}, source(fact)))) : null,
    why.moves.length ? el("p", { class: "lead-in" }, "What would change it") : null,
    why.moves.length ? el("ul", {}, why.moves.map((line) => el("li", {}, line))) : null,
    more,
  );
}

/** A fact with who said it. */
export function source(fact) {
  const web = /^https?:\/\//.test(fact.url);
  return [
    `${fact.name}: `, el("strong", {}, fact.shown),
    fact.source ? [", ", web ? el("a", { href: fact.url, rel: "noreferrer noopener", target: "_blank" }, fact.source)
      : fact.source] : null,
    fact.grade ? `, grade ${fact.grade}` : "", fact.known_from ? `, known ${fact.known_from}` : "",
    fact.note ? ` (${fact.note})` : "",
  ];
}

/** A table. `explained(row, column)` gives the name under which an entry can be explained, or nothing. */
export function table(content, { key = "", explained = null, explain = null } = {}) {
  const name = content.caption || content.columns[0]?.label || "";
  const body = el("tbody", {}, content.rows.map((row, place) => el("tr", {}, row.map((text, at) => entry(
    content, place, at, text, explained?.(place, content.columns[at].name), explain,
  )))));
  const head = el("thead", {}, el("tr", {}, content.columns.map((column, at) => el(
    "th", { scope: "col", class: column.numeric && at ? "number" : null }, heading(column),
  ))));
  const found = el("table", {}, content.caption ? el("caption", {}, content.caption) : null, head, body);
  if (content.rows.length > 10) sortable(found);
  const whys = content.columns.filter((column) => column.why);
  return [
    content.columns.length > SWIPED ? el("p", { class: "note swipe" },
      `Swipe for: ${content.columns.slice(SWIPED).map((column) => column.label).join(", ")}`) : null,
    scroll(name, found),
    whys.length ? el(
      "details", { class: "why", "data-key": `table ${key || name}` }, el("summary", {}, "Why", hidden(`: ${name}`)),
      el("dl", {}, whys.map((column) => [el("dt", {}, column.label), el("dd", {}, column.why)])),
    ) : null,
  ];
}

function heading(column) {
  return [column.label, column.unit ? [" ", el("span", { class: "unit" }, column.unit)] : null];
}

function entry(content, place, at, text, name, explain) {
  const column = content.columns[at];
  const sort = content.sorted_by[place][at];
  if (at === 0) {
    const swatch = content.swatches[place];
    return el("th", { scope: "row", class: column.long ? "long" : column.date ? "date" : null, "data-sort": sort },
      swatch ? el("span", { class: `swatch ${swatch}` }) : null, text);
  }
  const kinds = [column.numeric && "number", column.date && "date", column.long && "long", content.best[place].includes(column.name) && "best"];
  const shown = name && explain ? el("button", {
    type: "button", class: "figure", title: "Why", on: { click: () => explain(name) },
  }, text, hidden(", why")) : text;
  return el("td", { class: kinds.filter(Boolean).join(" ") || null, "data-sort": sort }, shown);
}

/** Make the heads of a table buttons that sort it. */
export function sortable(found) {
  const body = found.tBodies[0];
  for (const [place, head] of [...found.tHead.rows[0].cells].entries()) {
    if (head.dataset.fixed !== undefined) continue;
    const button = el("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[place].dataset.sort ?? row.cells[place].textContent;
      const rows = [...body.rows].sort((one, two) => {
        const [a, b] = [key(one), key(two)];
        const order = a === "" || b === "" || Number.isNaN(Number(a)) || Number.isNaN(Number(b))
          ? a.localeCompare(b, "en") : a - b;
        return up ? order : -order;
      });
      body.append(...rows);
    });
  }
  return found;
}

/** A picture of the report with the numbers behind it. */
export function picture(content) {
  const behind = content.tables.length ? el(
    "details", { "data-key": `numbers ${content.key}` },
    el("summary", {}, "Numbers behind ", hidden(`“${content.title}”`), el("span", { "aria-hidden": "true" }, "this chart")),
    content.tables.map((each) => table(each, { key: `${content.key} ${each.caption}` })),
    content.equations ? el("p", { class: "note" }, method(content.equations)) : null,
  ) : null;
  return chart(content, behind);
}

/** A part of the page with a heading; its charts are drawn by `drawAll` once it is on the page. */
export function section(content, options = {}) {
  const id = fresh("part");
  const list = content.numbered ? "ol" : "ul";
  return el(
    "section", { class: `span${content.span}`, "aria-labelledby": id, "data-part": content.heading },
    el("h2", { id }, content.heading),
    content.words.map((line) => el("p", {}, line)),
    content.points.length ? el(list, {}, content.points.map((point) => el(
      "li", {}, point.text, reasons(point.why, point.text, `point ${content.heading} ${point.text.slice(0, 30)}`),
    ))) : null,
    content.pictures.map(picture),
    content.tables.map((each) => table(each, { key: content.heading, ...options })),
    content.folds.map((fold) => el(
      "details", { class: "fold", "data-key": `fold ${fold.summary}` }, el("summary", {}, fold.summary),
      fold.words.map((line) => el("p", {}, line)),
      fold.tables.map((each) => table(each, { key: fold.summary })),
    )),
    content.notes.map((line) => el("p", { class: "note" }, line)),
    content.equations ? el("details", { class: "why", "data-key": `method ${content.heading}` },
      el("summary", {}, "Method", hidden(`: ${content.heading}`)), el("p", {}, method(content.equations))) : null,
  );
}

const method = (equations) => `Equations of the method: ${equations}.`;

/** Draw every chart below a node that is not drawn yet. */
export function drawAll(node) {
  const figures = [...node.querySelectorAll("figure.chart")];
  return Promise.all(figures.filter((figure) => !figure.plot.drawn).map(plotted));
}
