// @ts-check
import { keep, read } from '../app/address.js';
import { fill, h, patch } from '../app/elements.js';
import { empty, statusPill, trialLink } from '../app/parts.js';
import { duration, number, parameter, whole } from '../app/text.js';
import { readColumns, varying } from './columns.js';
import { History } from './history.js';
import { showImportance } from './importance.js';
import { Parallel } from './parallel.js';

/** @type {import('./tabs.js').CreateTab} */
export function createOverviewTab(host, detail, signal, open) {
  const { sweep } = detail;
  const maximize = sweep.goal === 'maximize';
  const [history, importance, parallel, running] = [h('div.picture', {}), h('div', {}), h('div', {}), h('div', {})];
  const best = h('p.quiet.caption', {});
  const inTable = h('button.plain', { type: 'button', hidden: true }, 'Show them in the table');
  const lift = h('button.quiet', { type: 'button', hidden: true }, 'Lift');
  const runningPanel = h('section.panel', { hidden: true }, h('h2', {}, 'Running'), running);
  host.append(
    h('div.columns', {},
      h('section.panel', {}, h('h2', {}, 'Best so far'), history, best),
      h('section.panel', {}, h('h2', {}, 'Which parameter mattered'), importance)),
    h('section.panel', {}, h('div.row', {}, h('h2', {}, 'Parameters'), inTable, lift), parallel),
    runningPanel);
  let expression = '';
  const line = new History(history, sweep);
  const lines = new Parallel(parallel, detail, (rows, given) => {
    expression = given;
    inTable.hidden = lift.hidden = rows === null;
    line.select(rows);
  });
  inTable.addEventListener('click', () => {
    keep({ where: expression, status: 'completed' });
    open('trials');
  });
  lift.addEventListener('click', () => lines.clear());
  signal.addEventListener('abort', () => {
    line.destroy();
    lines.destroy();
    if (read('tab')) keep({ brush: '' });
  });
  return {
    update: async () => {
      const columns = await readColumns(sweep.id, maximize, signal);
      line.update(columns);
      lines.update(columns);
      const completed = columns.ranks.reduce((sum, one) => sum + (Number.isFinite(one) ? 1 : 0), 0);
      best.textContent = completed === 0 ? 'No trial has completed yet.'
        : `${whole(completed)} completed trials; the line is the best ${sweep.metric} so far. Drag to zoom, `
          + 'double-click to see all, click a trial to open it.';
      runningPanel.hidden = !detail.running?.length;
      if (detail.running) showRunning(running, detail);
      await showImportance(importance, sweep.id, signal);
    },
  };
}

/** @param {HTMLElement} host @param {any} detail */
function showRunning(host, detail) {
  const names = varying(detail).map((one) => one.name);
  const { sweep, running } = detail;
  if (running.length === 0) return fill(host, empty('No trial runs.'));
  patch(host, h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': 'Running trials' }, h('table.trials', {},
    h('thead', {}, h('tr', {}, ['Trial', 'Status', sweep.metric, 'Step', ...names, 'Trained', 'Node'].map(
      (title) => h('th', { scope: 'col' }, title)))),
    h('tbody', {}, running.map((/** @type {any} */ trial) => h('tr', {},
      h('th', { scope: 'row' }, trialLink(sweep.id, trial.trial, trial.trial)),
      h('td', {}, statusPill(trial.status)),
      h('td.number', {}, number(trial.latest)), h('td.number', {}, number(trial.step)),
      names.map((name) => h('td.number', {}, parameter(trial.parameters[name]))),
      h('td.number', {}, duration(trial.elapsed_seconds)), h('td', {}, trial.node)))))));
}
