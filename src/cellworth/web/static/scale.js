// A cell and a pack drawn to scale from their computed dimensions, with a bar as wide as a hand.

import { svg } from "./dom.js";
import { plain } from "./figures.js";

const HAND_MM = 100;
const LETTER = 0.034;

/** Face and edge of a cell, in mm: length, width, thickness; `longest` cell of those drawn to one scale. */
export function cellDrawing(cell, name, longest = cell.length) {
  const gap = 0.1 * cell.length;
  const tab = Math.min(0.06 * cell.length, 20);
  const wide = tab + cell.length + tab;
  const body = cell.length - 2 * tab;
  const across = wide + gap + cell.thickness;
  const room = across + 1.4 * (longest - cell.length);
  const letter = LETTER * 1.4 * longest;
  const parts = [
    rect("tab", 0, 0.12 * cell.width, 2 * tab, 0.3 * cell.width), rect("tab", wide - 2 * tab, 0.12 * cell.width, 2 * tab, 0.3 * cell.width),
    rect("outline", tab, 0, cell.length, cell.width, 4), rect("core", 2 * tab, 0.05 * cell.width, body, 0.9 * cell.width, 2),
    rect("outline", wide + gap, 0, cell.thickness, cell.width, 2),
    text(wide / 2, cell.width + 1.4 * letter, `${mm(cell.length)} × ${mm(cell.width)} mm`, letter),
    text(wide + gap + cell.thickness / 2, cell.width + 1.4 * letter, `${mm(cell.thickness)}`, letter),
    ...hand(tab, cell.width + 2.6 * letter, letter),
  ];
  const label = `${name}: cell ${mm(cell.length)} by ${mm(cell.width)} by ${mm(cell.thickness)} mm, drawn to scale`;
  return drawing(parts, -letter, -letter / 2, Math.max(room, 1.3 * longest) + 3 * letter, cell.width + 4.6 * letter, label);
}

/** Pack from above with its modules, the cells of the first one, and from the side; `widest` as for cells. */
export function packDrawing({ pack, module, cell, counts }, name, widest = pack.length) {
  const { rows, cells_per_module: cells } = counts;
  const perRow = Math.ceil(counts.modules / rows);
  const letter = LETTER * widest * 0.9;
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
  const side = pack.width + 2.6 * letter;
  const parts = [
    rect("outline", 0, 0, pack.length, pack.width, 16), ...modules,
    text(pack.length / 2, pack.width + 1.4 * letter, `from above: ${mm(pack.length)} × ${mm(pack.width)} mm`, letter),
    rect("outline", 0, side, pack.length, pack.height, 12),
    text(pack.length / 2, side + pack.height + 1.4 * letter, `from the side: ${mm(pack.height)} mm high`, letter),
    ...hand(0, side + pack.height + 2.6 * letter, letter),
  ];
  const label = `${name}: pack ${mm(pack.length)} by ${mm(pack.width)} by ${mm(pack.height)} mm with ${rows} rows of ${perRow} modules, drawn to scale`;
  return drawing(parts, -letter / 2, -letter / 2, widest + letter, side + pack.height + 5 * letter, label);
}

function mm(value) {
  return plain(value, value < 100 ? 1 : 0);
}

function rect(kind, x, y, width, height, round = 0) {
  return svg("rect", { class: kind, x, y, width, height, rx: round, "vector-effect": "non-scaling-stroke", "stroke-width": 1 });
}

function text(x, y, words, size, anchor = "middle") {
  return svg("text", { x, y, "font-size": size, "text-anchor": anchor }, words);
}

function hand(x, y, letter) {
  return [
    svg("rect", { class: "hand", x, y, width: HAND_MM, height: 0.35 * letter }),
    text(x + HAND_MM + 0.5 * letter, y + 0.55 * letter, "10 cm, a hand’s width", letter, "start"),
  ];
}

function drawing(parts, x, y, width, height, label) {
  return svg("svg", { class: "scale-drawing", viewBox: `${x} ${y} ${width} ${height}`, role: "img", "aria-label": label }, parts);
}
