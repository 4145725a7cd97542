// @ts-check
import { fill, h } from './elements.js';

const KEY = 'experiments.session';

/** The key that the page was given in exchange for a ticket. It is good until the program ends. */
export function session() {
  return localStorage.getItem(KEY) ?? '';
}

/** Uses the ticket of the address, if there is one, and removes it from there. */
export async function useTicket() {
  const ticket = new URLSearchParams(location.hash.slice(1)).get('ticket');
  if (!ticket) return;
  history.replaceState(null, '', location.pathname + location.search);
  await enter(ticket);
}

/** Forgets a session that is not good any more, and asks for a new one. */
export function leave() {
  localStorage.removeItem(KEY);
  document.dispatchEvent(new Event('session-ended'));
}

/**
 * Exchanges a ticket or a token for a session.
 * @param {string} key
 * @returns {Promise<boolean>} Whether it is accepted.
 */
async function enter(key) {
  const answer = await fetch('/page/session', { method: 'POST', headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) return false;
  localStorage.setItem(KEY, (await answer.json()).value);
  return true;
}

/**
 * Shows what to do without a session.
 * @param {HTMLElement} root
 * @param {() => void} entered
 */
export function showEntry(root, entered) {
  const token = /** @type {HTMLInputElement} */ (h('input', {
    type: 'password', id: 'token', autocomplete: 'off', required: true, spellcheck: 'false',
  }));
  const fault = h('p.fault', { role: 'alert' });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (await enter(token.value.trim())) entered();
    else fill(fault, 'This token is not valid here, or not any more.');
  };
  fill(root, h('section.entry.panel', {},
    h('h1', {}, 'Let this browser in'),
    h('p', {}, 'Run ', h('code', {}, 'experiments ui'), ' and open the address that it prints. An address lets one ',
      'browser in, once, until the program ends.'),
    h('form', { onsubmit: submit },
      h('label', { for: 'token' }, 'Or enter your token, or what ', h('code', {}, 'experiments token'), ' prints'),
      h('div.row', {}, token, h('button.primary', {}, 'Enter')),
      fault)));
  token.focus();
}
