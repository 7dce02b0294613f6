// Numbers as the report writes them (report/figures.py): rounding, thousands, units, a real minus sign.

const MINUS = "\u2212";
const SPACE = "\u00a0";
export const NOT_KNOWN = "\u2013";
const SHOWN = {
  "USD/kWh": "$/kWh", "USD/pack": "$/pack", "USD/year": "$/year", USD: "$", MUSD: "M$", "MUSD/year": "M$/year",
  count: "", 1: "", "1/year": "a year", um: "µm", "million USD": "M$", share: "%", year: "", text: "", date: "",
};
const THREE = new Set(["1", "kWh", "GWh", "GWh/year", "MWh", "USD/kg", "1/year"]);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function plain(value, decimals = 0) {
  if (!Number.isFinite(value)) return NOT_KNOWN;
  const text = Math.abs(value).toLocaleString("en-US", {
    minimumFractionDigits: decimals, maximumFractionDigits: decimals, roundingMode: "halfEven",
  });
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Three significant digits, thousands whole. */
export function threeDigits(value) {
  if (value === 0 || !Number.isFinite(value)) return plain(value);
  const rounded = Number(value.toPrecision(3));
  if (Number.isInteger(rounded)) return plain(rounded);
  const text = plain(rounded, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded)))));
  return text.replace(/0+$/, "").replace(/\.$/, "");
}

/** Large sum and its unit. */
export function money(dollars) {
  const [unit, scale] = Math.abs(dollars) >= 0.9995e9 ? ["bn$", 1e9] : ["M$", 1e6];
  const scaled = dollars / scale;
  return [plain(scaled, scaled && Math.abs(scaled) < 9.95 ? 1 : 0), unit];
}

/** Number and unit apart. */
export function pair(value, unit) {
  if (value === null || value === undefined || Number.isNaN(value)) return [NOT_KNOWN, ""];
  if (typeof value === "boolean") return [value ? "yes" : "no", ""];
  if (typeof value === "string") return [value, ""];
  if ((unit === "USD" || unit === "USD/year") && Math.abs(value) >= 1e6) {
    const [number, symbol] = money(value);
    return [number, symbol + (unit === "USD/year" ? "/year" : "")];
  }
  const symbol = SHOWN[unit] ?? unit ?? "";
  if (unit === "year") return [value.toFixed(0), symbol];
  if (unit === "share") return [plain(100 * value, 1), symbol];
  if (unit === "USD/kWh") return [plain(value, 1), symbol];
  if (unit === "MUSD") return [Math.abs(value) < 999.5 ? money(1e6 * value)[0] : plain(value), symbol];
  if (THREE.has(unit) || !(unit in SHOWN)) return [threeDigits(value), symbol];
  return [plain(value), symbol];
}

/** One value with its unit behind it. */
export function quantity(value, unit) {
  const [number, symbol] = pair(value, unit);
  return number + (symbol === "" || symbol === "%" ? symbol : SPACE + symbol);
}

/** Date as 31 Aug 2016; anything else stays as it is. */
export function day(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? "");
  return found ? `${Number(found[3])} ${MONTHS[Number(found[2]) - 1]} ${found[1]}` : text ?? "";
}

/** Number as it is typed: a point for decimals, thousands apart, at most so many digits that matter. */
export function typed(value, digits = 6) {
  if (value === null || value === undefined) return "";
  return Number(Number(value).toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 20 });
}

/** Number that a text says, thousands apart or not; NaN if none. A comma is never a decimal point. */
export function numberOf(text) {
  const found = String(text).trim().replace(MINUS, "-").replace(/\s/g, "");
  const whole = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(found) ? found.replaceAll(",", "") : found;
  return whole === "" ? NaN : Number(whole);
}

/** Unit as it is written. */
export function unitShown(unit) {
  return SHOWN[unit] ?? unit ?? "";
}

/** Unit to stand beside a title; none where the title says it. */
export function unitBeside({ title, unit }) {
  return unit === "1/year" && title.endsWith("per year") ? "" : unitShown(unit);
}

/** Words with a capital first letter. */
export function upper(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
