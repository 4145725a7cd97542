// @ts-check
import { get, pathOf } from '../app/api.js';
import { keep, read } from '../app/address.js';
import { fill, h, patch } from '../app/elements.js';
import { follow, paced } from '../app/live.js';
import { fact, progressBar, progressText, reasonOf, stateOf, statusPill, trialLink } from '../app/parts.js';
import { duration, moment, number, whole } from '../app/text.js';
import { createActions, createTags } from '../sweep/actions.js';
import { TABS } from '../sweep/tabs.js';

/** @typedef {import('../sweep/tabs.js').Tab} Tab */

/**
 * A sweep: its state, what can be changed, and one of its tabs.
 * @param {HTMLElement} root @param {AbortSignal} signal @param {string} reference
 */
export async function showSweep(root, signal, reference) {
  const detail = await get(pathOf('sweeps', reference), signal);
  document.title = `${detail.sweep.name} · Experiments`;
  const [title, facts] = [h('div', {}), h('div', {})];
  const content = h('div.tab', { role: 'tabpanel', id: 'tab', 'aria-labelledby': `tab-${read('tab', 'overview')}` });
  const tabs = h('div.tabs', { role: 'tablist', 'aria-label': 'Views of this sweep' });
  fill(root, title, facts, tabs, content);

  /** @type {Tab | null} */
  let tab = null;
  let visit = new AbortController();
  const open = (/** @type {string} */ name, focus = false) => {
    const chosen = TABS[name] ? name : 'overview';
    visit.abort();
    visit = new AbortController();
    signal.addEventListener('abort', () => visit.abort(), { once: true });
    keep({ tab: chosen === 'overview' ? '' : chosen });
    fill(tabs, Object.entries(TABS).map(([key, { title }]) => h('button', {
      type: 'button', role: 'tab', id: `tab-${key}`, 'aria-selected': String(key === chosen), 'aria-controls': 'tab',
      tabindex: key === chosen ? 0 : -1, onclick: () => open(key, true),
      onkeydown: (/** @type {KeyboardEvent} */ event) => turn(event, key, open),
    }, title)));
    content.setAttribute('aria-labelledby', `tab-${chosen}`);
    const button = document.getElementById(`tab-${chosen}`);
    // On a phone there is no room for all of them.
    if (button) tabs.scrollLeft = button.offsetLeft - tabs.offsetLeft - 40;
    if (focus) button?.focus();
    content.replaceChildren();
    tab = TABS[chosen].create(content, detail, visit.signal, open);
    tab.update();
  };
  const refresh = paced(async () => { await tab?.update(); }, signal, 500);
  drawHead(title, detail);
  patch(facts, factsOf(detail));
  open(read('tab', 'overview'));
  follow(`${pathOf('sweeps', detail.sweep.id, 'live')}?stay=true`, (progress) => {
    // The first event usually says what has just been read.
    const isNews = detail.running !== undefined || progress.running.length > 0
      || JSON.stringify(progress.sweep.trials) !== JSON.stringify(detail.sweep.trials);
    detail.sweep = progress.sweep;
    detail.running = progress.running;
    drawHead(title, detail);
    patch(facts, factsOf(detail));
    if (isNews) refresh();
  }, signal);
}

/** @param {KeyboardEvent} event @param {string} key @param {(name: string, focus: boolean) => void} open */
function turn(event, key, open) {
  const names = Object.keys(TABS);
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  open(names[(names.indexOf(key) + step + names.length) % names.length], true);
}

/**
 * Draws the name, the labels and the buttons, if anything of them has changed.
 * @param {HTMLElement} head @param {any} detail
 */
function drawHead(head, detail) {
  const { sweep } = detail;
  const { id, name, tags, note, archived_at, run_cap } = sweep;
  const shown = JSON.stringify([id, name, tags, note, archived_at, run_cap, stateOf(sweep), reasonOf(sweep)]);
  if (head.dataset.shown === shown) return;
  head.dataset.shown = shown;
  // What somebody is typing is not thrown away.
  const typed = head.querySelector('.tag-input');
  const focused = typed !== null && typed === document.activeElement;
  const value = /** @type {HTMLInputElement | null} */ (typed)?.value ?? '';
  const reason = reasonOf(sweep);
  fill(head,
    h('nav.crumbs', { 'aria-label': 'Breadcrumb' }, h('a', { href: '/' }, 'Sweeps'), ' / ', sweep.id),
    h('div.title', {}, h('h1', {}, sweep.name), statusPill(stateOf(sweep)),
      sweep.archived_at && h('span.tag.quiet', {}, 'archived'), createTags(sweep), createActions(sweep)),
    reason && h('p.reason', {}, reason),
    sweep.note && h('p.note', {}, sweep.note));
  if (!typed) return;
  const input = /** @type {HTMLInputElement} */ (head.querySelector('.tag-input'));
  input.value = value;
  if (focused) input.focus();
}

/** @param {any} detail */
function factsOf(detail) {
  const { sweep } = detail;
  return h('dl.facts', {},
    fact('Trials', [h('div.big', {}, progressText(sweep)), progressBar(sweep)]),
    fact(`Best ${sweep.metric}`, sweep.best_trial === null ? '–' : [
      h('div.big', {}, number(sweep.best_objective)), trialLink(sweep.id, sweep.best_trial)]),
    fact('Running', [h('div.big', {}, whole(sweep.trials.running)),
      sweep.trials.waiting > 0 ? `${whole(sweep.trials.waiting)} waiting` : sweep.limited_to
        ? `at most ${sweep.limited_to}` : `method ${detail.spec.search.method}`]),
    fact('Time', [h('div.big', {}, duration(sweep.elapsed_seconds)), sweep.trials_per_minute
      ? `${number(Number(sweep.trials_per_minute.toPrecision(2)))} trials per minute` : '']),
    fact('Submitted', [moment(sweep.created_at), h('br', {}),
      sweep.finished_at ? `ended ${moment(sweep.finished_at)}` : '']));
}
