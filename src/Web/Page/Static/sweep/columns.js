// @ts-check
import { get, pathOf, query } from '../app/api.js';
import { toNumber } from '../app/text.js';
import { ranks } from '../drawing/colours.js';

/**
 * All trials of a sweep, as columns.
 * @typedef {object} Columns
 * @property {number[]} trials
 * @property {number[]} statuses
 * @property {string[]} statusNames
 * @property {Float64Array} objectives NaN where a trial has none.
 * @property {Float64Array} ranks From 0 (worst) to 1 (best); NaN for trials that have not completed.
 * @property {(number | null)[]} finishedAt In milliseconds.
 * @property {number[]} startedAt
 * @property {Record<string, any[]>} parameters
 * @property {Map<number, number>} rows The row of each trial.
 */

/**
 * @param {string} sweep
 * @param {boolean} maximize
 * @param {AbortSignal} signal
 * @returns {Promise<Columns>}
 */
export async function readColumns(sweep, maximize, signal) {
  const pages = [];
  const limit = 100_000;
  for (let after = -1; ;) {
    const page = await get(pathOf('sweeps', sweep, 'columns') + query({ after, limit }), signal);
    pages.push(page);
    if (page.trials.length < limit || pages.length === 10) break;
    after = page.trials[page.trials.length - 1];
  }

  const all = pages.length === 1 ? pages[0] : joined(pages);
  const completed = all.status_names.indexOf('completed');
  const objectives = Float64Array.from(all.objectives, (one) => toNumber(one) ?? NaN);
  const final = objectives.map((one, row) => (all.statuses[row] === completed ? one : NaN));
  return {
    trials: all.trials,
    statuses: all.statuses,
    statusNames: all.status_names,
    objectives,
    ranks: ranks(final, maximize),
    finishedAt: all.finished_at,
    startedAt: all.started_at,
    parameters: all.parameters,
    rows: new Map(all.trials.map((/** @type {number} */ trial, /** @type {number} */ row) => [trial, row])),
  };
}

/** @param {any[]} pages */
function joined(pages) {
  const names = [...new Set(pages.flatMap((page) => Object.keys(page.parameters)))];
  const all = (/** @type {string} */ key) => pages.flatMap((page) => page[key]);
  return {
    trials: all('trials'), statuses: all('statuses'), status_names: pages[0].status_names,
    objectives: all('objectives'), started_at: all('started_at'), finished_at: all('finished_at'),
    parameters: Object.fromEntries(names.map((name) => [
      name, pages.flatMap((page) => page.parameters[name] ?? new Array(page.trials.length).fill(null))])),
  };
}

/**
 * The parameters that differ between trials, in the order of the specification.
 * @param {any} detail The sweep.
 * @returns {{ name: string, distribution: any }[]}
 */
export function varying(detail) {
  return (detail.spec.search.space.parameters ?? []).filter((/** @type {any} */ one) =>
    one.distribution.kind !== 'constant'
    && !(one.distribution.kind === 'categorical' && one.distribution.values.length < 2));
}

/** @param {Columns} columns @param {number} row */
export function isEnded(columns, row) {
  return columns.finishedAt[row] !== null;
}
