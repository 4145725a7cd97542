// @ts-check
import { keep, read } from '../app/address.js';
import { query } from '../app/api.js';
import { fill, h, patch } from '../app/elements.js';
import { follow } from '../app/live.js';
import {
  command, empty, progressBar, progressText, reasonOf, stateOf, statusPill, sweepLink, trialLink,
} from '../app/parts.js';
import { ago, count, duration, number } from '../app/text.js';

const MOST = 1000;

/**
 * The sweeps, live.
 * @param {HTMLElement} root @param {AbortSignal} signal
 */
export async function showSweeps(root, signal) {
  document.title = 'Sweeps · Experiments';
  /** @type {any[] | null} */
  let sweeps = null;
  let stream = new AbortController();
  const search = /** @type {HTMLInputElement} */ (h('input', {
    type: 'search', id: 'search', value: read('q'), placeholder: 'name, tag, metric, status, id', autocomplete: 'off',
    oninput: () => draw(),
  }));
  const archived = /** @type {HTMLInputElement} */ (h('input', {
    type: 'checkbox', id: 'archived', checked: read('archived') === 'yes', onchange: () => listen(),
  }));
  const list = h('div', {});
  const summary = h('p.quiet', { role: 'status' });
  fill(root,
    h('div.title', {}, h('h1', {}, 'Sweeps'), summary,
      h('div.tools', {}, h('label.hidden', { for: 'search' }, 'Search'), search,
        h('span.check', {}, archived, h('label', { for: 'archived' }, 'archived too')))),
    list);

  const draw = () => {
    keep({ q: search.value, archived: archived.checked ? 'yes' : '' });
    if (sweeps === null) return;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = sweeps.filter((sweep) => {
      const text = [sweep.name, sweep.id, stateOf(sweep), sweep.metric, ...sweep.tags].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const running = sweeps.filter((sweep) => sweep.trials.running > 0);
    const trials = running.reduce((sum, sweep) => sum + sweep.trials.running, 0);
    summary.textContent = sweeps.length === 0 ? '' : [
      sweeps.length >= MOST ? `the newest ${MOST}` : count(sweeps.length, 'sweep'),
      trials > 0 ? `${count(trials, 'trial')} running` : '',
    ].filter(Boolean).join(', ');
    if (sweeps.length === 0) fill(list, welcome());
    else if (found.length === 0) fill(list, empty('No sweep has all of these words.'));
    else patch(list, table(found));
  };
  const listen = () => {
    stream.abort();
    stream = new AbortController();
    keep({ archived: archived.checked ? 'yes' : '' });
    follow(`/live${query({ archived: archived.checked, limit: MOST })}`, (data) => {
      sweeps = data;
      draw();
    }, AbortSignal.any([signal, stream.signal]));
  };
  listen();
}

/** @param {any[]} sweeps */
function table(sweeps) {
  return h('div.panel.flush', {}, h('table.sweeps', {},
    h('thead', {}, h('tr', {}, ['Sweep', 'Status', 'Trials', 'Best', 'Time', 'Submitted'].map(
      (title) => h('th', { scope: 'col' }, title)))),
    h('tbody', {}, sweeps.map((sweep) => h('tr', { 'data-sweep': sweep.id, 'data-key': sweep.id },
      h('th', { scope: 'row' }, sweepLink(sweep),
        sweep.tags.map((/** @type {string} */ tag) => h('span.tag', {}, tag)),
        sweep.archived_at && h('span.tag.quiet', {}, 'archived'),
        (sweep.note || sweep.waits_for) && h('div.note', {}, reasonOf(sweep) ?? sweep.note)),
      h('td', {}, statusPill(stateOf(sweep))),
      h('td.trials', {}, progressBar(sweep), h('span.quiet', {}, progressText(sweep))),
      h('td.best', {}, sweep.best_trial === null ? '–' : [
        trialLink(sweep.id, sweep.best_trial, number(sweep.best_objective)), ' ',
        h('span.quiet', {}, sweep.metric)]),
      h('td.time', {}, duration(sweep.elapsed_seconds)),
      h('td.time', { title: sweep.created_at }, ago(sweep.created_at)))))));
}

function welcome() {
  return h('section.panel.entry', {},
    h('h2', {}, 'There are no sweeps yet'),
    h('p', {}, 'Start one; it appears here at once.'),
    command('experiments run examples/quickstart.yaml'));
}
