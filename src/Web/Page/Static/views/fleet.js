// @ts-check
import { get, pathOf, post } from '../app/api.js';
import { attempt } from '../app/dialogs.js';
import { fill, h, patch } from '../app/elements.js';
import { follow, paced } from '../app/live.js';
import { command, fact, stateOf, statusPill, sweepLink, trialLink } from '../app/parts.js';
import { count, duration, number } from '../app/text.js';

/**
 * The nodes, what runs on them, and which sweeps wait for what.
 * @param {HTMLElement} root @param {AbortSignal} signal
 */
export async function showFleet(root, signal) {
  document.title = 'Fleet · Experiments';
  const summary = h('p.quiet', { role: 'status' });
  const [nodes, waiting] = [h('div.cards', {}), h('div', {})];
  fill(root, h('div.title', {}, h('h1', {}, 'Fleet'), summary), nodes, waiting);
  /** @type {any[]} */
  let sweeps = [];
  const draw = async () => {
    const list = await get('/nodes', signal);
    const trials = list.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.trials.length, 0);
    summary.textContent = list.length === 0 ? '' : `${count(list.length, 'node')}, ${count(trials, 'trial')}`;
    if (list.length === 0) fill(nodes, noNode());
    else patch(nodes, list.map((/** @type {any} */ node) => card(node, sweeps, draw)));
    const those = sweeps.filter((sweep) => sweep.waits_for);
    patch(waiting, those.length > 0 && h('section.panel', {}, h('h2', {}, 'Sweeps that wait'),
      h('table', {}, h('tbody', {}, those.map((sweep) => h('tr', {},
        h('th', { scope: 'row' }, sweepLink(sweep)), h('td', {}, statusPill(stateOf(sweep))),
        h('td.wide', {}, `waits for ${sweep.waits_for}`)))))));
  };
  const refresh = paced(draw, signal, 1000);
  follow('/live?limit=1000', (data) => {
    sweeps = data;
    refresh();
  }, signal);
  // Signs of life are no changes of sweeps.
  const timer = setInterval(() => { if (!document.hidden) refresh(); }, 2000);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** @param {any} node @param {any[]} sweeps @param {() => any} changed */
function card(node, sweeps, changed) {
  const verb = node.draining ? 'undrain' : 'drain';
  const state = node.draining ? 'draining' : node.quarantined ? 'quarantined' : 'ready';
  return h('section.panel.node', { 'data-node': node.node, 'data-key': `${node.node} ${node.draining}` },
    h('div.row', {}, h('h2', {}, node.node), statusPill(state),
      h('button.plain.push.operates', {
        type: 'button',
        title: node.draining ? 'Take trials again' : 'Take no more trials; those that run go on elsewhere',
        onclick: async () => { if (await attempt(() => post(pathOf('nodes', node.node, verb), {}))) changed(); },
      }, node.draining ? 'Undrain' : 'Drain')),
    node.quarantined && h('p.reason', {}, node.quarantined),
    node.unreached.length > 0 && h('p.reason', {}, `cannot reach ${node.unreached.join(', ')}`),
    h('dl.facts.small', {},
      fact('CPU cores', number(node.cpus)), fact('GPUs', number(node.gpus)), fact('Pool', node.pool),
      fact('Cluster', node.cluster), fact('Version', node.version),
      fact('Last seen', node.last_seen_seconds < 4 ? 'now' : `${duration(node.last_seen_seconds)} ago`)),
    h('p.trials', {}, node.trials.length === 0 ? h('span.quiet', {}, 'runs nothing')
      : node.trials.map((/** @type {any} */ one) => h('span.tag', {}, trialLink(one.sweep, one.trial,
        `${sweeps.find((sweep) => sweep.id === one.sweep)?.name ?? one.sweep}/${one.trial}`))),
    node.waiting > 0 && h('span.quiet', {}, ` ${count(node.waiting, 'attempt')} waiting`)));
}

function noNode() {
  return h('section.panel.entry', {},
    h('h2', {}, 'No node is alive'),
    h('p', {}, 'Submitted sweeps wait until one is. Start a node on this machine:'),
    command('experiments serve'));
}
