// A picture of the report, drawn by the page: the same specification, colours from the page's own variables.

import { el } from "./dom.js";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const NARROW = 560;
let drawing = null;

function library() {
  drawing ??= import("/static/vega.js").then(() => window.vegaEmbed);
  return drawing;
}

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!target.isConnected) {
      resized.unobserve(target);
      target.made?.finalize();
      continue;
    }
    const width = Math.round(target.clientWidth);
    if (width && target.drawn && Math.abs(width - target.drawn) > 4) draw(target);
  }
});

/** Figure of a chart: specs by width, its words around it. Call `plotted` on the result to wait for it. */
export function chart({ key, title, subtitle, specs, notes = [] }, ...below) {
  const place = el("div", { class: "plot", role: "img", "aria-label": `${title}. ${subtitle}` });
  place.specs = specs;
  const figure = el(
    "figure", { class: `chart ${key}` },
    el("figcaption", {}, el("h3", {}, title), el("p", {}, subtitle)),
    place, notes.map((note) => el("p", { class: "note" }, note)), below,
  );
  figure.plot = place;
  resized.observe(place);
  return figure;
}

/** Draw a figure's chart, once it is on the page. */
export function plotted(figure) {
  return draw(figure.plot);
}

/** Give a figure's chart new specifications and draw them; what was there stays until then. */
export function replot(figure, { specs, title, subtitle }) {
  figure.plot.specs = specs;
  figure.plot.setAttribute("aria-label", `${title}. ${subtitle}`);
  figure.querySelector("h3").textContent = title;
  figure.querySelector("figcaption p").textContent = subtitle;
  return draw(figure.plot);
}

async function draw(place) {
  const turn = (place.turn ?? 0) + 1;
  place.turn = turn;
  const embed = await library();
  const width = Math.round(place.clientWidth) || 360;
  if (place.turn !== turn) return;
  const spec = fitted(place.specs, width);
  const fresh = el("div", { "aria-hidden": "true" });
  const made = await embed(fresh, spec, {
    ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: false, config: { font: FONT },
  });
  if (place.turn !== turn) {
    made.finalize();
    return;
  }
  place.made?.finalize();
  place.made = made;
  place.drawn = width;
  place.replaceChildren(fresh);
}

/** Specification for a width: made for it by a function, or the nearer one of two, stretched. */
function fitted(specs, width) {
  if (typeof specs === "function") return specs(width);
  const spec = width < NARROW ? specs.narrow : specs.wide;
  const scale = width < NARROW ? 1 : Math.min(1, width / spec.width + 0.15);
  return { ...spec, width, height: Math.round(spec.height * scale) };
}
