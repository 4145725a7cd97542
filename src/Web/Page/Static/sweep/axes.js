// @ts-check
import { number, parameter } from '../app/text.js';

/**
 * An axis of parallel coordinates.
 * @typedef {object} Axis
 * @property {string} name
 * @property {string[] | null} words The values of a parameter that is no number.
 * @property {Float32Array} places Where each row is, from 0 (below) to 1 (above); NaN for rows without a value.
 * @property {(place: number) => any} valueAt
 * @property {{ place: number, text: string }[]} ticks
 */

/** @typedef {import('./columns.js').Columns} Columns */

/**
 * Creates the axis of a parameter, on the scale of its distribution.
 * @param {string} name @param {any} distribution @param {any[]} values
 * @returns {Axis}
 */
export function parameterAxis(name, distribution, values) {
  const isNumeric = values.every((one) => one === null || typeof one === 'number');
  if (!isNumeric || (distribution.kind === 'categorical' && distribution.values.length <= 12))
    return wordAxis(name, values, distribution.kind === 'categorical' ? distribution.values : []);
  return numberAxis(name, Float64Array.from(values, (one) => one ?? NaN), /log/.test(distribution.kind));
}

/**
 * @param {string} name @param {any[]} values @param {any[]} first The words in their order, as far as known.
 * @returns {Axis}
 */
function wordAxis(name, values, first) {
  const all = [...new Set([...first, ...values.filter((one) => one !== null)])];
  if (all.every((one) => typeof one === 'number')) all.sort((a, b) => a - b);
  const at = new Map(all.map((word, i) => [word, all.length === 1 ? 0.5 : i / (all.length - 1)]));
  return {
    name,
    words: all,
    places: Float32Array.from(values, (one) => at.get(one) ?? NaN),
    valueAt: (place) => all[Math.round(place * (all.length - 1))],
    ticks: all.map((word) => ({ place: at.get(word) ?? 0, text: parameter(word) })),
  };
}

/**
 * @param {string} name @param {Float64Array} values @param {boolean} log
 * @returns {Axis}
 */
export function numberAxis(name, values, log) {
  const scale = log ? Math.log10 : (/** @type {number} */ x) => x;
  const back = log ? (/** @type {number} */ x) => 10 ** x : (/** @type {number} */ x) => x;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    const it = scale(value);
    if (!Number.isFinite(it)) continue;
    if (it < low) low = it;
    if (it > high) high = it;
  }

  if (low > high) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const width = high - low;
  return {
    name,
    words: null,
    places: Float32Array.from(values, (one) => (scale(one) - low) / width),
    valueAt: (place) => back(low + place * width),
    ticks: ticksOf(low, high, log).map((one) => ({ place: (one - low) / width, text: number(back(one)) })),
  };
}

/** @param {number} low @param {number} high @param {boolean} log */
function ticksOf(low, high, log) {
  if (log && high - low >= 2) {
    const ticks = [];
    for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power++) ticks.push(power);
    return ticks;
  }

  const rough = (high - low) / 5;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5].find((one) => one * unit >= rough) ?? 10);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) ticks.push(i * step);
  return ticks;
}
