// @ts-check

/** The colours of the style sheet, read when something is drawn, since they change with the theme. */
export function ink() {
  const style = getComputedStyle(document.documentElement);
  const probe = (/** @type {string} */ name) => resolve(style.getPropertyValue(name));
  return {
    text: probe('--text'), quiet: probe('--quiet'), line: probe('--line'), panel: probe('--panel'),
    accent: probe('--accent'), best: probe('--best'), failed: probe('--failed'), running: probe('--running'),
    dark: isDark(),
  };
}

export function isDark() {
  const scheme = document.documentElement.style.getPropertyValue('color-scheme');
  return scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** @param {string} colour Of the style sheet: 'light-dark(A, B)' or a plain one. */
function resolve(colour) {
  const both = colour.trim().match(/^light-dark\((.+),\s*(.+)\)$/);
  return both ? both[isDark() ? 2 : 1].trim() : colour.trim();
}

// From a quiet blue-grey over violet to a warm yellow, each lighter than the one before; turned round for light themes.
const STOPS = [[72, 78, 140], [98, 84, 196], [158, 84, 190], [214, 92, 140], [240, 134, 84], [250, 196, 84]];
const LIGHT_STOPS = [[196, 201, 222], [150, 160, 220], [110, 112, 226], [122, 74, 200], [140, 40, 150], [160, 20, 90]];

/**
 * The colour of a rank: 0 is the worst and 1 the best.
 * @param {number} rank
 * @param {number} [alpha]
 */
export function rankColour(rank, alpha = 1) {
  const stops = isDark() ? STOPS : LIGHT_STOPS;
  const position = Math.min(Math.max(rank, 0), 1) * (stops.length - 1);
  const left = Math.min(Math.floor(position), stops.length - 2);
  const part = position - left;
  const [r, g, b] = stops[left].map((low, i) => Math.round(low + part * (stops[left + 1][i] - low)));
  return `rgb(${r} ${g} ${b} / ${alpha})`;
}

const HUES = 8;

/** A colour for one of several things that have no order. @param {number} i */
export function hue(i) {
  return resolve(getComputedStyle(document.documentElement).getPropertyValue(`--hue-${i % HUES}`));
}

/**
 * Returns for each value its rank from 0 (worst) to 1 (best); NaN for those without a value.
 * @param {ArrayLike<number>} values NaN where there is none.
 * @param {boolean} maximize
 */
export function ranks(values, maximize) {
  const order = Array.from({ length: values.length }, (_, i) => i).filter((i) => Number.isFinite(values[i]));
  order.sort((a, b) => (maximize ? values[a] - values[b] : values[b] - values[a]));
  const result = new Float64Array(values.length).fill(NaN);
  order.forEach((row, place) => { result[row] = order.length === 1 ? 1 : place / (order.length - 1); });
  return result;
}
