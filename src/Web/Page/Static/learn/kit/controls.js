// @ts-check
import { h } from '../../app/elements.js';
import { keep, read } from '../../app/address.js';

/** Controls whose values are kept in the address. */

/**
 * @typedef {object} Slider
 * @property {HTMLElement} element
 * @property {() => number} value
 * @property {(value: number) => void} set Moves it, without calling back.
 */

/**
 * @param {{ name: string, label: string, min: number, max: number, step: number, preset: number,
 *   show?: (value: number) => string }} options
 * @param {(value: number) => void} change
 * @returns {Slider}
 */
export function slider({ name, label, min, max, step, preset, show = (one) => digits(one, 2) }, change) {
  const given = Number(read(name, String(preset)));
  const input = /** @type {HTMLInputElement} */ (h('input', { type: 'range', id: `at-${name}`, min, max, step }));
  const output = h('output', { for: `at-${name}` });
  const tell = () => {
    output.textContent = show(Number(input.value));
    input.setAttribute('aria-valuetext', output.textContent ?? '');
    input.style.setProperty('--part', `${(100 * (Number(input.value) - min)) / (max - min)}%`);
    keep({ [name]: Number(input.value) === preset ? null : input.value });
  };
  input.value = String(Number.isFinite(given) ? given : preset);
  input.addEventListener('input', () => {
    tell();
    change(Number(input.value));
  });
  tell();
  return {
    element: h('div.slider', {}, h('label', { for: `at-${name}` }, label), output, input),
    value: () => Number(input.value),
    set: (value) => {
      input.value = String(value);
      tell();
    },
  };
}

/**
 * A choice of few, as buttons beside each other.
 * @param {{ name: string, label: string, options: Record<string, string>, preset: string }} options
 * @param {(value: string) => void} change
 */
export function choice({ name, label, options, preset }, change) {
  const given = read(name, preset);
  let value = Object.hasOwn(options, given) ? given : preset;
  const inputs = Object.entries(options).map(([key, text]) => {
    const input = h('input', { type: 'radio', name, value: key, id: `at-${name}-${key}`, checked: key === value });
    input.addEventListener('change', () => {
      value = key;
      keep({ [name]: key === preset ? null : key });
      change(key);
    });
    return h('span', {}, input, h('label', { for: `at-${name}-${key}` }, text));
  });
  return {
    element: h('fieldset.choice', {}, h('legend', {}, label), h('div.options', {}, inputs)),
    value: () => value,
  };
}

/** @param {string} text @param {() => void} press @param {boolean} [isFirst] Whether it is the one to press. */
export function button(text, press, isFirst = false) {
  return /** @type {HTMLButtonElement} */ (h(`button${isFirst ? '.primary' : ''}`, { type: 'button', onclick: press },
    text));
}

/** A number with a fixed number of digits after the point, and a true minus. @param {number} value @param {number} n */
export function digits(value, n) {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : '–';
  const text = value.toFixed(n);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** A number with few digits, as a power of ten if it is far from 1. @param {number} value */
export function scientific(value) {
  if (value === 0 || !Number.isFinite(value)) return digits(value, 0);
  if (Math.abs(value) >= 0.01 && Math.abs(value) < 10_000) return digits(value, Math.abs(value) < 1 ? 3 : 2);
  const [mantissa, power] = value.toExponential(1).split('e');
  return `${mantissa}e${Number(power)}`.replaceAll('-', '−');
}
