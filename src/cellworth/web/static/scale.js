// A cell and a pack drawn to scale from their computed dimensions, with a bar as wide as a hand; words below.

import { el, svg } from "./dom.js";
import { plain } from "./figures.js";

const HAND_MM = 100;
/** Thickness of the bar, and what is left free above it, in parts of the drawing's width. */
const [BAR, ROOM] = [0.012, 0.03];

/** Width of the drawing of a cell, in mm: its face with both tabs, a gap, its edge. */
export function cellSpan(cell) {
  const { wide, gap } = face(cell);
  return wide + gap + cell.thickness;
}

function face({ length }) {
  const tab = Math.min(0.06 * length, 20);
  return { tab, wide: tab + length + tab, gap: 0.1 * length };
}

/** Face and edge of a cell, in mm: length, width, thickness; `widest` drawing of those at one scale. */
export function cellDrawing(cell, name, widest = cellSpan(cell)) {
  const { tab, wide, gap } = face(cell);
  const body = cell.length - 2 * tab;
  const parts = [
    rect("tab", 0, 0.12 * cell.width, 2 * tab, 0.3 * cell.width), rect("tab", wide - 2 * tab, 0.12 * cell.width, 2 * tab, 0.3 * cell.width),
    rect("outline", tab, 0, cell.length, cell.width, 4), rect("core", 2 * tab, 0.05 * cell.width, body, 0.9 * cell.width, 2),
    rect("outline", wide + gap, 0, cell.thickness, cell.width, 2),
  ];
  const sizes = `${mm(cell.length)} × ${mm(cell.width)} × ${mm(cell.thickness)} mm`;
  return drawing(parts, widest, cell.width, `${name}: cell ${sizes}, drawn to scale`, `Cell, face and edge: ${sizes}.`);
}

/** Pack from above with its modules, the cells of the first one, and from the side; `widest` as for cells. */
export function packDrawing({ pack, module, cell, counts }, name, widest = pack.length) {
  const { rows, cells_per_module: cells } = counts;
  const perRow = Math.ceil(counts.modules / rows);
  const left = (pack.length - perRow * module.width) / 2;
  const above = (pack.width - rows * module.length) / 2;
  const modules = [];
  for (let row = 0; row < rows; row += 1) {
    for (let place = 0; place < perRow; place += 1) {
      modules.push(rect("inside", left + place * module.width, above + row * module.length, module.width, module.length, 4));
    }
  }
  const stack = Math.max(0, (module.width - cells * cell.thickness) / 2);
  const inset = Math.max(0, (module.length - cell.length) / 2);
  for (let at = 0; at < cells; at += 1) {
    const thick = Math.min(cell.thickness, module.width / cells);
    modules.push(rect("core", left + stack + at * thick, above + inset, thick, Math.min(cell.length, module.length)));
  }
  const side = pack.width + ROOM * widest;
  const parts = [
    rect("outline", 0, 0, pack.length, pack.width, 16), ...modules,
    rect("outline", 0, side, pack.length, pack.height, 12),
  ];
  const sizes = `${mm(pack.length)} × ${mm(pack.width)} × ${mm(pack.height)} mm`;
  return drawing(parts, widest, side + pack.height, `${name}: pack ${sizes} with ${rows} rows of ${perRow} modules, drawn to scale`,
    `Pack from above and from the side: ${sizes}.`);
}

function mm(value) {
  return plain(value, value < 100 ? 1 : 0);
}

function rect(kind, x, y, width, height, round = 0) {
  return svg("rect", { class: kind, x, y, width, height, rx: round, "vector-effect": "non-scaling-stroke", "stroke-width": 1 });
}

/** The drawing with its bar, and its words at the size of all others. */
function drawing(parts, width, height, label, words) {
  const edge = 0.004 * width;
  const foot = height + ROOM * width;
  parts.push(svg("rect", { class: "hand", x: 0, y: foot, width: HAND_MM, height: BAR * width }));
  const box = `${-edge} ${-edge} ${width + 2 * edge} ${foot + BAR * width + 2 * edge}`;
  return el(
    "div", {}, svg("svg", { class: "scale-drawing", viewBox: box, role: "img", "aria-label": label }, parts),
    el("p", { class: "note" }, `${words} Bar: 10 cm, a hand’s width.`),
  );
}
