// @ts-check
import { get, pathOf, query } from '../app/api.js';
import { keep, read } from '../app/address.js';
import { fill, h } from '../app/elements.js';
import { empty } from '../app/parts.js';

// More text makes a page slow; the command line shows all of it.
const MOST = 400_000;

/** What an attempt's program printed, as it prints it. */
export class TrialLog {
  /** @param {HTMLElement} host @param {string} sweep @param {any} trial @param {AbortSignal} signal */
  constructor(host, sweep, trial, signal) {
    this.sweep = sweep;
    this.signal = signal;
    this.attempt = Number(read('attempt')) || null;
    this.offset = 0;
    this.length = 0;
    this.select = /** @type {HTMLSelectElement} */ (h('select', { id: 'attempt', onchange: () => this.turn() }));
    this.text = h('pre.text.log', { tabindex: 0, role: 'region', 'aria-label': 'What the program printed' });
    this.nothing = empty('Its program has printed nothing.');
    fill(host, h('div.row', {}, h('h2', {}, 'Log'), h('label', { for: 'attempt' }, 'Attempt'), this.select),
      this.nothing, this.text);
    this.trial = trial;
  }

  /** @private */
  turn() {
    this.attempt = Number(this.select.value);
    keep({ attempt: this.attempt });
    [this.offset, this.length] = [0, 0];
    this.text.replaceChildren();
    this.update(this.trial);
  }

  /** @param {any} trial */
  async update(trial) {
    this.trial = trial;
    if (this.select.options.length !== trial.attempt) {
      const chosen = this.attempt ?? trial.attempt;
      fill(this.select, Array.from({ length: trial.attempt }, (_, i) => h(
        'option', { value: i + 1, selected: i + 1 === chosen }, i + 1)));
      // Without a choice, the newest attempt is followed.
      if (this.attempt === null && this.shown !== trial.attempt) {
        [this.offset, this.length] = [0, 0];
        this.text.replaceChildren();
      }
    }

    this.shown = this.attempt ?? trial.attempt;
    const parts = await get(pathOf('sweeps', this.sweep, 'trials', String(trial.trial), 'log')
      + query({ attempt: this.shown, from: this.offset }), this.signal);
    const isAtEnd = this.text.scrollTop + this.text.clientHeight >= this.text.scrollHeight - 8;
    for (const part of parts) {
      if (part.offset < this.offset || this.length > MOST) continue;
      if (part.offset > this.offset) this.text.append(h('span.quiet', {}, '… left out …\n'));
      this.text.append(h(`span.${part.stream}`, {}, part.text));
      this.offset = part.offset + part.text.length;
      this.length += part.text.length;
    }

    this.nothing.hidden = this.offset > 0;
    this.text.hidden = this.offset === 0;
    if (isAtEnd) this.text.scrollTop = this.text.scrollHeight;
  }
}
