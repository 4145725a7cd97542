// @ts-check
import { get, pathOf, query } from '../app/api.js';
import { keep, read, trialAddress } from '../app/address.js';
import { fill, h, patch } from '../app/elements.js';
import { statusPill } from '../app/parts.js';
import { duration, number, parameter, whole } from '../app/text.js';
import { varying } from './columns.js';

const PAGE = 100;
const MOST = 10_000;
const STATUSES = ['running', 'waiting', 'paused', 'completed', 'pruned', 'failed', 'cancelled'];

/** The trials of a sweep in a table: filter, order, and more rows on demand. */
export class TrialTable {
  /** @param {HTMLElement} host @param {any} detail The sweep. @param {AbortSignal} signal */
  constructor(host, detail, signal) {
    this.detail = detail;
    this.signal = signal;
    /** @type {any[]} */
    this.trials = [];
    this.limit = PAGE;
    this.preset = detail.sweep.metric ? 'objective' : 'trial';
    this.sort = read('sort', this.preset);
    this.descending = read('order', detail.sweep.goal === 'maximize' && this.sort === 'objective' ? 'down' : 'up')
      === 'down';
    this.filter = /** @type {HTMLInputElement} */ (h('input', {
      id: 'where', type: 'search', value: read('where'), spellcheck: 'false', autocomplete: 'off',
      placeholder: this.example(), 'aria-describedby': 'where-fault',
    }));
    this.status = /** @type {HTMLSelectElement} */ (h('select', { id: 'status', onchange: () => this.changed() },
      h('option', { value: '' }, 'any status'),
      STATUSES.map((one) => h('option', { value: one, selected: read('status') === one }, one))));
    this.fault = h('p.fault', { id: 'where-fault', role: 'alert' });
    this.body = h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': 'Trials' });
    this.more = h('div.row', {});
    const submit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.changed();
    };
    fill(host,
      h('form.filter', { onsubmit: submit },
        h('label', { for: 'where' }, 'Filter'), this.filter,
        h('label.hidden', { for: 'status' }, 'Status'), this.status,
        h('button.plain', {}, 'Apply')),
      this.fault, this.body, this.more);
    this.filter.addEventListener('search', () => this.changed());
  }

  /** @private */
  example() {
    const { detail } = this;
    const first = varying(detail)[0];
    const values = first?.distribution.kind === 'categorical' ? first.distribution.values : null;
    const metric = detail.sweep.metric || 'step';
    return first ? `${first.name}${values ? `=${values[0]}` : '>0.1'} and ${metric}>0.5` : `${metric}>0.5`;
  }

  /** @param {string} expression */
  async setFilter(expression) {
    this.filter.value = expression;
    await this.changed();
  }

  /** @private */
  async changed() {
    this.limit = PAGE;
    await this.refresh();
  }

  /** Reads the rows again that are shown. */
  async refresh() {
    const preset = this.detail.sweep.goal === 'maximize' && this.sort === 'objective' ? 'down' : 'up';
    keep({
      where: this.filter.value, status: this.status.value, sort: this.sort === this.preset ? '' : this.sort,
      order: (this.descending ? 'down' : 'up') === preset ? '' : this.descending ? 'down' : 'up',
    });
    try {
      this.trials = await get(this.path({ limit: this.limit }), this.signal);
      this.fault.textContent = '';
      this.filter.removeAttribute('aria-invalid');
      this.draw();
    } catch (fault) {
      if (this.signal.aborted) return;
      this.fault.textContent = /** @type {Error} */ (fault).message;
      this.filter.setAttribute('aria-invalid', 'true');
    }
  }

  /** @private */
  async continue() {
    if (this.sort === 'trial' && !this.descending) {
      const after = this.trials[this.trials.length - 1].trial;
      this.trials.push(...await get(this.path({ after, limit: PAGE }), this.signal));
      this.limit += PAGE;
      this.draw();
    } else {
      this.limit = Math.min(MOST, 3 * this.limit);
      await this.refresh();
    }
  }

  /** @private @param {object} more */
  path(more) {
    const isByNumber = this.sort === 'trial' && !this.descending;
    return pathOf('sweeps', this.detail.sweep.id, 'trials') + query({
      where: this.filter.value, status: this.status.value,
      ...(isByNumber ? {} : { sort: this.sort, descending: this.descending }), ...more,
    });
  }

  /** @private */
  draw() {
    const names = varying(this.detail).map((one) => one.name);
    const { sweep } = this.detail;
    const columns = [
      ['trial', 'Trial'], ['status', 'Status'], ['objective', sweep.metric || 'objective'], ['step', 'Step'],
      ...names.map((name) => [name, name]), ['elapsed_seconds', 'Trained'], ['node', 'Node'],
    ];
    const order = `${this.sort} ${this.descending}`;
    patch(this.body, h('table.trials', {},
      h('thead', { 'data-key': order }, h('tr', {}, columns.map(
        ([name, title]) => this.head(name, title, names.includes(name))))),
      h('tbody', {}, this.trials.map((trial) => h('tr', {},
        h('th', { scope: 'row' }, h('a', { href: trialAddress(sweep.id, trial.trial) }, trial.trial)),
        h('td', {}, statusPill(trial.status), trial.pinned && h('span.quiet', { title: 'pinned' }, ' ◆')),
        h('td.number', { title: trial.cause ?? '' }, trial.objective === null && trial.latest !== null
          ? h('span.quiet', {}, number(trial.latest)) : number(trial.objective)),
        h('td.number', {}, number(trial.step)),
        names.map((name) => h('td.number', {}, parameter(trial.parameters[name]))),
        h('td.number', {}, duration(trial.elapsed_seconds)),
        h('td', {}, trial.node))))));
    const isAll = this.trials.length < this.limit;
    fill(this.more,
      h('span.quiet', { role: 'status' }, this.trials.length === 0 ? 'No trial fulfils this.'
        : `${whole(this.trials.length)} ${this.trials.length === 1 ? 'trial' : 'trials'}${isAll ? '' : ' shown'}`),
      !isAll && this.limit < MOST && h('button.plain', { type: 'button', onclick: () => this.continue() }, 'Show more'),
      !isAll && this.limit >= MOST && h('span.quiet', {}, 'These are the most that are shown: use the filter.'));
  }

  /** @private @param {string} name @param {string} title @param {boolean} isParameter */
  head(name, title, isParameter) {
    const isSorted = this.sort === name;
    const onclick = () => {
      this.descending = isSorted ? !this.descending : name === 'objective' && this.detail.sweep.goal === 'maximize';
      this.sort = name;
      this.changed();
    };
    return h('th', { scope: 'col', 'aria-sort': isSorted ? (this.descending ? 'descending' : 'ascending') : null },
      h(`button.head${isParameter ? '.parameter' : ''}`, { type: 'button', onclick }, title,
        h('span', { 'aria-hidden': true }, isSorted ? (this.descending ? ' ↓' : ' ↑') : '')));
  }
}
