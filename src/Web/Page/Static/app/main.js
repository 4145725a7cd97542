// @ts-check
import { open } from './address.js';
import { showCaller } from './caller.js';
import { h, fill } from './elements.js';
import { session, showEntry, useTicket } from './entry.js';
import { createThemeButton } from './theme.js';
import { showFleet } from '../views/fleet.js';
import { showLearn } from '../views/learn.js';
import { showSweep } from '../views/sweep.js';
import { showSweeps } from '../views/sweeps.js';
import { showTrial } from '../views/trial.js';

/** @typedef {(root: HTMLElement, signal: AbortSignal, ...parts: string[]) => Promise<void>} View */

/** @type {[RegExp, View][]} */
const VIEWS = [
  [/^\/$/, showSweeps],
  [/^\/fleet$/, showFleet],
  [/^\/learn$/, showLearn],
  [/^\/learn\/([^/]+)$/, showLearn],
  [/^\/sweeps\/([^/]+)$/, showSweep],
  [/^\/sweeps\/([^/]+)\/trials\/(\d+)$/, showTrial],
];

const root = /** @type {HTMLElement} */ (document.getElementById('main'));
const top = /** @type {HTMLElement} */ (document.getElementById('top'));
let visit = new AbortController();

/** Shows the view of the address. */
async function show() {
  visit.abort();
  visit = new AbortController();
  const { signal } = visit;
  showTop();
  if (!session()) {
    document.title = 'Experiments';
    showEntry(root, show);
    return;
  }

  const [pattern, view] = VIEWS.find(([one]) => one.test(location.pathname)) ?? VIEWS[0];
  const parts = (location.pathname.match(pattern) ?? []).slice(1).map(decodeURIComponent);
  try {
    await view(root, signal, ...parts);
  } catch (fault) {
    if (signal.aborted) return;
    fill(root, h('section.panel.empty', { role: 'alert' },
      h('h1', {}, 'This cannot be shown'), h('p', {}, /** @type {Error} */ (fault).message),
      h('p', {}, h('a', { href: '/' }, 'All sweeps'))));
  }
}

function showTop() {
  const caller = h('span.caller', {});
  const link = (/** @type {string} */ address, /** @type {string} */ name) => h(
    'a', { href: address, 'aria-current': isAt(address) ? 'page' : null }, name);
  fill(top,
    h('a.brand', { href: '/' }, h('img', { src: '/page/icon.svg', alt: '', width: 22, height: 22 }), 'Experiments'),
    h('nav', { 'aria-label': 'Main' }, link('/', 'Sweeps'), link('/fleet', 'Fleet'), link('/learn', 'Learn')),
    h('span.lost', { role: 'status' }, 'Connecting again…'),
    caller,
    createThemeButton());
  if (session()) showCaller(caller);
}

/** @param {string} address */
function isAt(address) {
  return location.pathname === address || (address === '/learn' && location.pathname.startsWith('/learn/'));
}

document.addEventListener('click', (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest?.('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.origin !== location.origin || link.target || link.getAttribute('href')?.startsWith('#')) return;
  event.preventDefault();
  open(link.href);
  window.scrollTo(0, 0);
});
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  root.focus();
});
document.addEventListener('session-ended', show);
window.addEventListener('popstate', show);
await useTicket();
await show();
