// @ts-check
import { get, pathOf, query } from '../app/api.js';
import { keep, read } from '../app/address.js';
import { fill, h } from '../app/elements.js';
import { empty, trialLink } from '../app/parts.js';
import { number, parameter, toNumber, whole } from '../app/text.js';
import { varying } from './columns.js';

/** What trials with the same values achieve: mean and deviation of the objective. */
export class Groups {
  /** @param {HTMLElement} host @param {any} detail The sweep. @param {AbortSignal} signal */
  constructor(host, detail, signal) {
    this.detail = detail;
    this.signal = signal;
    const parameters = varying(detail);
    const preset = (parameters.find((one) => one.distribution.kind === 'categorical') ?? parameters[0])?.name ?? '';
    const by = read('by', preset);
    this.select = /** @type {HTMLSelectElement} */ (h('select', { id: 'by', onchange: () => this.refresh() },
      [...parameters.map((one) => one.name), 'node', 'status'].map(
        (name) => h('option', { value: name, selected: name === by }, name))));
    this.preset = preset;
    this.result = h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': 'Groups' });
    fill(host, h('div.row', {}, h('label', { for: 'by' }, 'Group by'), this.select), this.result);
  }

  async refresh() {
    const by = this.select.value;
    keep({ by: by === this.preset ? '' : by });
    const { sweep } = this.detail;
    const groups = await get(pathOf('sweeps', sweep.id, 'groups') + query({ by, limit: 200 }), this.signal);
    const ranges = groups.filter((/** @type {any} */ one) => one.mean !== null)
      .map((/** @type {any} */ one) => {
        const [mean, deviation] = [toNumber(one.mean) ?? 0, toNumber(one.deviation) ?? 0];
        return [mean - deviation, mean + deviation];
      });
    if (groups.length === 0) return fill(this.result, empty('There are no trials yet.'));
    const low = Math.min(...ranges.map((/** @type {number[]} */ one) => one[0]));
    const high = Math.max(...ranges.map((/** @type {number[]} */ one) => one[1]));
    const place = (/** @type {number} */ value) => `${(100 * (value - low)) / (high - low || 1)}%`;
    fill(this.result, h('table', {},
      h('thead', {}, h('tr', {}, [by, 'Trials', 'Completed', `Mean of ${sweep.metric}`, 'Deviation', 'Best', ''].map(
        (title, i) => (title ? h(i > 0 ? 'th.number' : 'th', { scope: 'col' }, title) : h('td', {}))))),
      h('tbody', {}, groups.map((/** @type {any} */ one) => {
        const [mean, deviation] = [toNumber(one.mean), toNumber(one.deviation) ?? 0];
        return h('tr', {},
          h('th', { scope: 'row' }, parameter(one.keys[by])),
          h('td.number', {}, whole(one.trials)), h('td.number', {}, whole(one.count)),
          h('td.number', {}, number(one.mean)), h('td.number', {}, number(one.deviation)),
          h('td.number', {}, one.best_trial === null ? '–' : trialLink(sweep.id, one.best_trial, number(one.best))),
          h('td.wide', {}, mean !== null && h('div.range', { 'aria-hidden': true },
            h('span.spread', {
              style: { left: place(mean - deviation), width: `${(200 * deviation) / (high - low || 1)}%` },
            }),
            h('span.mean', { style: { left: place(mean) } }))));
      }))));
  }
}
