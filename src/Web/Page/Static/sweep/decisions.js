// @ts-check
import { get, pathOf, query } from '../app/api.js';
import { fill, h } from '../app/elements.js';
import { empty, trialLink } from '../app/parts.js';
import { moment, parameter, whole } from '../app/text.js';

const PAGE = 200;

/** What a sweep has heard and decided, the newest last. */
export class Decisions {
  /** @param {HTMLElement} host @param {string} sweep @param {AbortSignal} signal */
  constructor(host, sweep, signal) {
    this.sweep = sweep;
    this.signal = signal;
    this.last = 0;
    this.list = h('ol.decisions', {});
    this.more = h('div.row', {});
    fill(host, this.list, this.more);
  }

  /** Shows the next events. */
  async refresh() {
    const steps = await get(
      pathOf('sweeps', this.sweep, 'decisions') + query({ after: this.last, limit: PAGE }), this.signal);
    for (const step of steps) {
      this.last = step.number;
      this.list.append(h('li', { value: step.number },
        h('time', { datetime: step.at }, moment(step.at)),
        h('div', {}, this.line('event', step.event), step.actions.map(
          (/** @type {any} */ action) => this.line('action', action)))));
    }

    if (this.last === 0) return fill(this.more, empty('Nothing has happened yet.'));
    fill(this.more,
      h('span.quiet', {}, `${whole(this.last)} events`),
      steps.length === PAGE && h('button.plain', { type: 'button', onclick: () => this.refresh() }, 'Show more'));
  }

  /** @private @param {string} kind @param {any} it An event or a decision as it is stored. */
  line(kind, it) {
    const { kind: name, trial, ...rest } = it;
    const values = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => h('span.pair', {}, h('span.quiet', {}, `${key.replaceAll('_', ' ')} `), shown(value)));
    return h(`div.${kind}`, {}, h('strong', {}, String(name).replaceAll('_', ' ')),
      typeof trial === 'number' && [' ', trialLink(this.sweep, trial)], values);
  }
}

/** @param {any} value */
function shown(value) {
  if (typeof value !== 'object') return parameter(value);
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : one)).join(', ');
  return Object.entries(value).map(([key, one]) =>
    `${key}=${typeof one === 'object' ? JSON.stringify(one) : parameter(one)}`).join(' ');
}
