// @ts-check
import { get, pathOf } from '../app/api.js';
import { fill, h } from '../app/elements.js';
import { empty } from '../app/parts.js';

/**
 * Shows which parameters mattered.
 * @param {HTMLElement} host @param {string} sweep @param {AbortSignal} signal
 */
export async function showImportance(host, sweep, signal) {
  const shares = await get(pathOf('sweeps', sweep, 'importance'), signal);
  if (shares.length === 0) fill(host, empty('This needs 16 completed trials and a parameter that varies.'));
  else if (shares.every((/** @type {any} */ one) => one.share === 0))
    fill(host, empty('No parameter matters more than chance.'));
  else {
    fill(host, h('ol.bars', {}, shares.map((/** @type {any} */ one) => h('li', {},
      h('span.name', {}, one.parameter),
      h('span.track', { 'aria-hidden': true }, h('span.bar', { style: { width: `${100 * one.share}%` } })),
      h('span.value', {}, `${Math.round(100 * one.share)} %`)))));
  }
}
