// @ts-check
import { get, pathOf, post } from '../app/api.js';
import { attempt } from '../app/dialogs.js';
import { sweepAddress, trialAddress } from '../app/address.js';
import { fill, h, patch } from '../app/elements.js';
import { follow, paced } from '../app/live.js';
import { command, fact, statusPill } from '../app/parts.js';
import { duration, moment, number, parameter, shellWord } from '../app/text.js';
import { varying } from '../sweep/columns.js';
import { TrialArtifacts } from '../trial/artifacts.js';
import { TrialLog } from '../trial/log.js';
import { TrialMetrics } from '../trial/metrics.js';

/**
 * A trial: its curves, parameters and log.
 * @param {HTMLElement} root @param {AbortSignal} signal @param {string} reference @param {string} trialNumber
 */
export async function showTrial(root, signal, reference, trialNumber) {
  const detail = await get(pathOf('sweeps', reference), signal);
  const { sweep } = detail;
  const path = pathOf('sweeps', sweep.id, 'trials', trialNumber);
  let trial = await get(path, signal);
  document.title = `${sweep.name}/${trial.trial} · Experiments`;
  const [head, parameters] = [h('div', {}), h('div', {})];
  const [curves, files, log] = [h('div', {}), h('section.panel', {}), h('section.panel', {})];
  fill(root, head,
    h('section', { 'aria-label': 'Metrics' }, curves),
    h('div.columns', {}, h('section.panel', {}, h('h2', {}, 'Parameters'), parameters),
      h('section.panel', {}, h('h2', {}, 'Train it again'),
        h('p.quiet', {}, 'Trains this trial again and says whether every number is the same:'),
        command(`experiments reproduce ${shellWord(sweep.id)}/${trial.trial}`),
        h('p.quiet', {}, 'On the command line, everything about it:'),
        command(`experiments show ${shellWord(sweep.id)}/${trial.trial}`))),
    files, log);
  const artifacts = new TrialArtifacts(files, sweep.id, trial.trial, signal);
  const metrics = new TrialMetrics(curves, detail, trial.trial, signal);
  const text = new TrialLog(log, sweep.id, trial, signal);
  const best = sweep.best_trial === null || sweep.best_trial === trial.trial ? null
    : await get(pathOf('sweeps', sweep.id, 'trials', String(sweep.best_trial)), signal).catch(() => null);

  const draw = async () => {
    drawHead(head, sweep, trial, refresh);
    drawParameters(parameters, detail, trial, best);
    await Promise.all([metrics.update(trial), text.update(trial), artifacts.update(trial)]);
  };
  const refresh = paced(async () => {
    trial = await get(path, signal);
    await draw();
  }, signal, 700);
  await draw();
  follow(`${pathOf('sweeps', sweep.id, 'live')}?stay=true`, (progress) => {
    Object.assign(sweep, progress.sweep);
    refresh();
  }, signal);
  // What a program prints is no change of its sweep.
  const timer = setInterval(() => { if (trial.status === 'running' && !document.hidden) refresh(); }, 1500);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** @param {HTMLElement} head @param {any} sweep @param {any} trial @param {() => any} changed */
function drawHead(head, sweep, trial, changed) {
  const verb = trial.pinned ? 'unpin' : 'pin';
  const step = (/** @type {number} */ to, /** @type {string} */ text, /** @type {string} */ label) =>
    to >= 0 && to < sweep.trials.total && h('a.button.plain', {
      href: trialAddress(sweep.id, to), 'aria-label': label, rel: to < trial.trial ? 'prev' : 'next',
    }, text);
  patch(head,
    h('nav.crumbs', { 'aria-label': 'Breadcrumb' }, h('a', { href: '/' }, 'Sweeps'), ' / ',
      h('a', { href: sweepAddress(sweep.id) }, sweep.name)),
    h('div.title', {}, h('h1', {}, `Trial ${trial.trial}`), statusPill(trial.status),
      trial.trial === sweep.best_trial && h('span.tag.best', {}, 'best'),
      h('div.actions', {}, step(trial.trial - 1, '←', 'The trial before'),
        step(trial.trial + 1, '→', 'The next trial'),
        h('button.plain', {
          type: 'button', 'data-key': verb,
          title: trial.pinned ? 'Its checkpoints may be deleted again' : 'Keeps its checkpoints',
          onclick: async () => {
            if (await attempt(() => post(pathOf('sweeps', sweep.id, 'trials', String(trial.trial), verb), {})))
              changed();
          },
        }, trial.pinned ? 'Unpin' : 'Pin'))),
    trial.cause && h('p.reason', {}, trial.cause),
    h('dl.facts', {},
      fact(sweep.metric || 'Objective', [h('div.big', {}, number(trial.objective ?? trial.latest)),
        trial.objective === null ? 'not final' : 'final']),
      fact('Step', h('div.big', {}, number(trial.step))),
      fact('Attempt', [h('div.big', {}, number(trial.attempt)),
        trial.restarts > 0 ? `${trial.restarts} failed` : 'none failed']),
      fact('Trained', [h('div.big', {}, duration(trial.elapsed_seconds)), `on ${trial.node}`]),
      fact('Began', [moment(trial.started_at), h('br', {}),
        trial.finished_at ? `ended ${moment(trial.finished_at)}` : ''])));
}

/** @param {HTMLElement} host @param {any} detail @param {any} trial @param {any} best */
function drawParameters(host, detail, trial, best) {
  const varies = new Set(varying(detail).map((one) => one.name));
  const names = Object.keys(trial.parameters).sort((a, b) => Number(varies.has(b)) - Number(varies.has(a)));
  patch(host, h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': 'Parameters' }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Parameter'), h('th.number', { scope: 'col' }, 'Value'),
      best && h('th.number', { scope: 'col' }, `Best (trial ${best.trial})`))),
    h('tbody', {}, names.map((name) => {
      const differs = best && best.parameters[name] !== trial.parameters[name];
      return h('tr', {}, h(varies.has(name) ? 'th' : 'th.quiet', { scope: 'row' }, name),
        h('td.number', {}, parameter(trial.parameters[name])),
        best && h(differs ? 'td.number.differs' : 'td.number.quiet', {}, parameter(best.parameters[name])));
    })))));
}
