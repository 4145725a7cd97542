// @ts-check
import { keep, read } from '../app/address.js';
import { h } from '../app/elements.js';
import { whole } from '../app/text.js';
import { isEnded, readColumns } from './columns.js';
import { Curves, readCurves } from './curves.js';

const POINTS = 400;
const CHOICES = ['20', '100', '200', '500'];

/** @typedef {import('./columns.js').Columns} Columns */

/** @type {import('./tabs.js').CreateTab} */
export function createCurvesTab(host, detail, signal) {
  const { sweep } = detail;
  const metrics = detail.metrics.length > 0 ? detail.metrics : [sweep.metric];
  const option = (/** @type {string} */ text, /** @type {string} */ chosen) => h(
    'option', { value: text, selected: text === chosen }, text);
  const metric = /** @type {HTMLSelectElement} */ (h('select', { id: 'metric', onchange: () => again() },
    metrics.map((/** @type {string} */ one) => option(one, read('metric', sweep.metric)))));
  const most = /** @type {HTMLSelectElement} */ (h('select', { id: 'most', onchange: () => again() },
    CHOICES.map((one) => option(one, read('most', '100')))));
  const smoothing = /** @type {HTMLInputElement} */ (h('input', {
    type: 'range', id: 'smoothing', min: 0, max: 0.99, step: 0.01, value: read('smoothing', '0'),
    oninput: () => change(),
  }));
  const box = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (h('input', {
    type: 'checkbox', id, checked: read(id) === 'yes', onchange: () => change(),
  }));
  const [logX, logY] = [box('log-x'), box('log-y')];
  const picture = h('div.picture', {});
  const caption = h('p.quiet.caption', { role: 'status' });
  host.append(h('section.panel', {},
    h('div.tools', {},
      h('label', { for: 'metric' }, 'Metric'), metric,
      h('label', { for: 'most' }, 'Trials'), most,
      h('label', { for: 'smoothing' }, 'Smoothing'), smoothing,
      h('span.check', {}, logX, h('label', { for: 'log-x' }, 'log x')),
      h('span.check', {}, logY, h('label', { for: 'log-y' }, 'log y'))),
    picture, caption));
  const options = () => ({
    metric: metric.value, smoothing: Number(smoothing.value), logX: logX.checked, logY: logY.checked,
  });
  const curves = new Curves(picture, sweep, options());
  signal.addEventListener('abort', () => curves.destroy());

  /** @type {Map<number, import('./curves.js').Curve>} */
  let known = new Map();
  /** @type {Set<number>} The trials whose curves may have grown. */
  let growing = new Set();
  const change = () => {
    keep({
      metric: metric.value === sweep.metric ? '' : metric.value, most: most.value === '100' ? '' : most.value,
      smoothing: smoothing.value === '0' ? '' : smoothing.value, 'log-x': logX.checked ? 'yes' : '',
      'log-y': logY.checked ? 'yes' : '',
    });
    curves.change(options());
  };
  const again = () => {
    known = new Map();
    change();
    update();
  };
  const update = async () => {
    const columns = await readColumns(sweep.id, sweep.goal === 'maximize', signal);
    const wanted = choose(columns, Number(most.value));
    const missing = wanted.filter((trial) => !known.has(trial) || growing.has(trial));
    for (const curve of await readCurves(sweep.id, metric.value, missing, POINTS, signal))
      known.set(curve.trial, curve);
    growing = new Set(wanted.filter((trial) => !isEnded(columns, columns.rows.get(trial) ?? 0)));
    const shown = wanted.flatMap((trial) => known.get(trial) ?? []);
    for (const curve of shown) curve.rank = columns.ranks[columns.rows.get(curve.trial) ?? 0];
    curves.update(shown);
    caption.textContent = shown.length === 0 ? `No trial has reported ${metric.value} yet.`
      : (shown.length < columns.trials.length
        ? `${whole(shown.length)} of ${whole(columns.trials.length)} trials: those that run, `
          + 'the best, and of all others evenly. ' : '')
        + 'The warmest colour is the best trial; green ones have not completed. Point at a '
          + 'curve to see its trial, click to open it.';
  };
  return { update };
}

/**
 * Those that run, newest first; then as many of the best as of all others, evenly from the best to the worst.
 * @param {Columns} columns @param {number} most
 */
function choose(columns, most) {
  const rows = columns.trials.map((_, row) => row);
  const running = rows.filter((row) => !isEnded(columns, row)).reverse();
  const ended = rows.filter((row) => isEnded(columns, row));
  const value = (/** @type {number} */ row) => (Number.isNaN(columns.ranks[row]) ? -1 : columns.ranks[row]);
  ended.sort((a, b) => value(b) - value(a) || a - b);
  const room = Math.max(0, most - running.length);
  if (ended.length <= room) return [...running, ...ended].map((row) => columns.trials[row]);
  const best = ended.slice(0, Math.ceil(room / 2));
  const others = ended.slice(best.length);
  const count = room - best.length;
  const spread = Array.from({ length: count }, (_, i) => others[Math.floor(((i + 0.5) * others.length) / count)]);
  return [...running, ...best, ...spread].slice(0, most).map((row) => columns.trials[row]);
}
