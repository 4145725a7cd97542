// @ts-check
import { sweepAddress, trialAddress } from './address.js';
import { h } from './elements.js';
import { whole } from './text.js';

/** Parts that several views show. */

/** @param {string} status */
export function statusPill(status) {
  return h(`span.pill.${status}`, {}, status);
}

/**
 * The status of a sweep in a word, as the command line says it.
 * @param {any} sweep
 */
export function stateOf(sweep) {
  if (isFinal(sweep)) return sweep.status;
  if (sweep.reason === 'paused') return 'paused';
  return sweep.waits_for && sweep.trials.running === 0 ? 'waiting' : sweep.status;
}

/** @param {any} sweep */
export function isFinal(sweep) {
  return ['completed', 'failed', 'stopped', 'cancelled'].includes(sweep.status);
}

/** @param {any} sweep Why it is as it is, if there is more to say. */
export function reasonOf(sweep) {
  if (sweep.reason === 'paused') return null;
  return sweep.waits_for ? `waits for ${sweep.waits_for}` : sweep.reason;
}

/** @param {any} sweep */
export function progressBar(sweep) {
  const { trials } = sweep;
  const all = Math.max(trials.total, sweep.run_cap ?? 0, 1);
  const ended = trials.completed + trials.pruned + trials.failed + trials.cancelled;
  const parts = ['completed', 'pruned', 'failed', 'cancelled', 'running'].filter((status) => trials[status] > 0);
  const text = parts.map((status) => `${whole(trials[status])} ${status}`).join(', ') || 'no trials yet';
  return h('div.progress', { role: 'img', 'aria-label': `${ended} of ${all} trials ended: ${text}`, title: text },
    parts.map((status) => h(`span.${status}`, { style: { width: `${(100 * trials[status]) / all}%` } })));
}

/** @param {any} sweep */
export function progressText(sweep) {
  const { trials } = sweep;
  const ended = trials.completed + trials.pruned + trials.failed + trials.cancelled;
  return sweep.run_cap ? `${whole(ended)} / ${whole(sweep.run_cap)}` : whole(ended);
}

/** @param {string} label @param {import('./elements.js').Child | import('./elements.js').Child[]} value */
export function fact(label, value) {
  return h('div.fact', {}, h('dt', {}, label), h('dd', {}, ...[value].flat()));
}

/** @param {any} sweep */
export function sweepLink(sweep) {
  return h('a', { href: sweepAddress(sweep.id) }, sweep.name);
}

/** @param {string} sweep @param {number} trial @param {string} [text] */
export function trialLink(sweep, trial, text = `Trial ${trial}`) {
  return h('a', { href: trialAddress(sweep, trial) }, text);
}

/**
 * A command to copy.
 * @param {string} text
 */
export function command(text) {
  const button = h('button.quiet', {
    type: 'button',
    onclick: async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    },
  }, 'Copy');
  return h('div.command', {}, h('code', {}, text), button);
}

/** @param {string} text @param {...(import('./elements.js').Child)} more */
export function empty(text, ...more) {
  return h('p.empty', {}, text, ...more);
}
