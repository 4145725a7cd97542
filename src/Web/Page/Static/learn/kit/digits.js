// @ts-check
import { fill, h } from '../../app/elements.js';

/** Ten bars, one for each class, with its probability. */
export class Digits {
  /** @param {string} label */
  constructor(label) {
    this.element = h('ol.digits', { 'aria-label': label });
    this.show(Array.from({ length: 10 }, (_, i) => String(i)), new Array(10).fill(0));
  }

  /** @param {string[]} names @param {number[]} probabilities */
  show(names, probabilities) {
    const most = Math.max(...probabilities);
    fill(this.element, probabilities.map((one, i) => h(`li${most > 0 && one === most ? '.first' : ''}`, {
      'data-class': i }, h('span', {}, names[i]),
    h('span.track', { 'aria-hidden': 'true' }, h('span.bar', { style: { width: `${100 * one}%` } })),
    h('span.value', {}, most > 0 ? percent(one) : ''))));
  }
}

/** @param {number} part */
export function percent(part) {
  return `${(100 * part).toFixed(part > 0.9995 || part < 0.0005 ? 0 : 1)} %`;
}
