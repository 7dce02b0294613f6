// Specifications of the charts of the Design page, in the look of the report's (report/look.py).

import { pair, plain, threeDigits } from "./figures.js";

const NOTE = 13;
const NARROW = 560;
const LETTER = 7.2;
const ROW = 26;
const TIGHT = 20;
const DASHES = [[1, 0], [7, 3], [2, 3], [9, 2, 2, 2], [4, 4], [12, 4], [1, 4]];

function frame(layers, width, height) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json", width, height,
    autosize: { type: "fit", contains: "padding" }, padding: { left: 4, right: 12, top: 8, bottom: 4 },
    background: "transparent", layer: layers,
    config: {
      aria: false, view: { stroke: null },
      axis: {
        gridColor: "var(--grid)", domainColor: "var(--muted)", labelColor: "var(--muted)", labelFontSize: NOTE,
        labelPadding: 6, titleColor: "var(--muted)", titleFontSize: NOTE, titleFontWeight: "normal",
      },
    },
  };
}

const number = (field, given = {}) => ({ field, type: "quantitative", ...given });
const quiet = (given = {}) => ({ title: null, domain: false, ticks: false, ...given });
const short = (text, most) => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);
const layer = (values, mark, encoding) => ({ data: { values }, mark, encoding });

/** Bars from the end of the one before, the total from zero; `rows` of {title, value}, the last one the total. */
export function waterfall(rows, unit) {
  let floor = 0;
  const bars = rows.map((row, at) => {
    const total = at === rows.length - 1;
    const low = total ? 0 : floor;
    const high = total ? row.value : floor + row.value;
    floor = high;
    return { title: row.title, at, low, high, label: pair(row.value, unit)[0], total };
  });
  return (width) => rowsOf(bars, width);
}

/** Bars from zero, the largest first; `colour` of a row names a colour of the page; `empty` ones are shown if asked. */
export function bars(rows, unit, { empty = false, label = (value) => pair(value, unit)[0] } = {}) {
  const sorted = rows.filter((row) => empty || row.value > 0).sort((one, two) => two.value - one.value).map((row, at) => (
    { title: row.title, at, low: 0, high: row.value, label: label(row.value), total: false,
      colour: `var(--${row.colour ?? "accent"})` }
  ));
  return (width) => rowsOf(sorted, width);
}

function rowsOf(found, width) {
  const top = Math.max(...found.map((row) => Math.max(row.low, row.high)));
  const longest = Math.max(...found.map((row) => row.title.length));
  const share = Math.min(width < NARROW ? 0.46 : 0.3, (longest * LETTER + 16) / width);
  const letters = Math.floor((share * width) / LETTER);
  const titles = found.map((row) => ({ ...row, text: short(row.title, letters), end: Math.max(row.low, row.high) }));
  const y = { field: "at", type: "ordinal", axis: null, scale: { padding: 0.25 } };
  const from = (-share / (1 - share - 0.12)) * top;
  const scale = { domain: [from, top * 1.14], nice: false };
  const x = number("low", { scale, axis: null });
  const bar = (total) => layer(titles.filter((row) => row.total === total), {
    type: "bar", opacity: total || found[0].colour ? 1 : 0.75, ...(found[0].colour ? {} : { color: total ? "var(--ink)" : "var(--accent)" }),
  }, { y, x, x2: { field: "high" }, ...(found[0].colour ? { color: { field: "colour", type: "nominal", scale: null } } : {}) });
  const text = (at, align, dx, field) => layer(titles, { type: "text", align, dx, fontSize: NOTE, color: "var(--ink)", baseline: "middle" }, {
    y, x: at, text: { field, type: "nominal" },
  });
  const layers = [
    bar(false), titles.some((row) => row.total) ? bar(true) : null,
    layer([{ zero: 0 }], { type: "rule", color: "var(--muted)" }, { x: number("zero", { scale, axis: null }) }),
    text(number("from", { scale, axis: null }), "left", 0, "text"),
    text(number("end", { scale, axis: null }), "left", 6, "label"),
  ].filter(Boolean);
  for (const row of titles) row.from = from;
  return frame(layers, width, (width < NARROW ? TIGHT : ROW) * found.length + 16);
}

/** Lines over an input, named at their ends; `today` marks where each design stands. */
export function lines(series, { input, unit, zero }) {
  const points = series.flatMap((one) => one.points.map(([x, y]) => ({ name: one.name, x, y })));
  const marks = series.filter((one) => one.today).map((one) => ({ x: one.today[0], y: one.today[1] }));
  const ys = points.map((point) => point.y);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const room = 0.08 * (high - low || Math.abs(high) || 1);
  return (width) => {
    const narrow = width < NARROW;
    const height = Math.round(Math.min(380, 0.55 * width));
    const x = number("x", { scale: { nice: false, zero: false }, axis: quiet({ grid: false, title: input, tickCount: narrow ? 4 : 8, format: "~s" }) });
    const y = number("y", { scale: { domain: [zero ? 0 : low - room, high + room], nice: false, zero: false },
      axis: quiet({ tickCount: narrow ? 4 : 6, title: null }) });
    const drawn = series.map((one, at) => layer(points.filter((point) => point.name === one.name), {
      type: "line", color: at ? "var(--ink)" : "var(--accent)", strokeWidth: 2.5, strokeDash: DASHES[at % DASHES.length],
    }, { x, y }));
    const ends = series.length > 1 ? named(series, high + room - (zero ? 0 : low - room), height) : [];
    return frame([
      ...drawn,
      marks.length && layer(marks, { type: "point", filled: true, size: 130, color: "var(--ink)", stroke: "var(--page)", strokeWidth: 2, opacity: 1 }, { x, y }),
      ends.length && layer(ends, { type: "text", align: "left", dx: 8, fontSize: NOTE, fontWeight: 600, color: "var(--ink)", baseline: "middle" },
        { x, y, text: { field: "text", type: "nominal" } }),
    ].filter(Boolean), width, height);
  };
}

function named(series, span, height) {
  const gap = (1.3 * NOTE * span) / (height - 60);
  const ends = series.map((one) => ({ x: one.points.at(-1)[0], y: one.points.at(-1)[1], text: one.name }))
    .sort((one, two) => one.y - two.y);
  for (let at = 1; at < ends.length; at += 1) ends[at].y = Math.max(ends[at].y, ends[at - 1].y + gap);
  return ends;
}

/** What a change did, in words for a title. */
export function fromTo(one, two, unit) {
  const [first, second] = [one, two].map((value) => (unit === "USD/kWh" ? plain(value, 1) : threeDigits(value)));
  return `${first} to ${second} ${pair(1, unit)[1]}`.trim();
}
