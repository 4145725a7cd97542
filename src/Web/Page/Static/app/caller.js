// @ts-check
import { get } from './api.js';
import { fill } from './elements.js';
import { session } from './entry.js';

/** @type {{ key: string, me: Promise<any> } | null} */
let known = null;

/**
 * Shows who uses the page, if that is a person with a token, and hides what the role does not allow. The API refuses it
 * in any case.
 * @param {HTMLElement} place
 */
export async function showCaller(place) {
  const key = session();
  if (known?.key !== key) known = { key, me: get('/me') };
  try {
    const me = await known.me;
    document.body.dataset.role = me.role;
    if (me.via.startsWith('token ')) fill(place, `${me.name} · ${me.role}`);
  } catch {
    known = null;
  }
}
