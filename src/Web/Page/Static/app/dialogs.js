// @ts-check
import { h } from './elements.js';

/**
 * Shows a message for a while.
 * @param {string} text @param {boolean} [isFault]
 */
export function toast(text, isFault = false) {
  const message = h(`p.toast${isFault ? '.fault' : ''}`, {}, text);
  document.getElementById('toasts')?.append(message);
  setTimeout(() => message.remove(), isFault ? 9000 : 4000);
}

/**
 * A field of a dialog.
 * @typedef {{ name: string, label: string, type?: string, value?: string, hint?: string, required?: boolean }} Field
 */

/**
 * Asks for values. Returns null if the user decides otherwise.
 * @param {string} title @param {string} text @param {Field[]} fields @param {string} action
 * @param {boolean} [isDangerous]
 * @returns {Promise<Record<string, string> | null>}
 */
export function ask(title, text, fields, action, isDangerous = false) {
  const inputs = fields.map((field) => h(field.type === 'area' ? 'textarea' : 'input', {
    id: `field-${field.name}`, name: field.name, value: field.value ?? '', required: field.required,
    ...(field.type === 'area' ? { rows: 4 } : { type: field.type ?? 'text', min: field.type === 'number' ? 1 : null }),
    autocomplete: 'off',
  }));
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, title),
    text && h('p', {}, text),
    fields.map((field, i) => h('div.field', {},
      h('label', { for: `field-${field.name}` }, field.label), inputs[i], field.hint && h('small', {}, field.hint))),
    h('div.row.end', {},
      h('button.quiet', { type: 'button', onclick: () => dialog.close('') }, 'Back'),
      h(`button.${isDangerous ? 'danger' : 'primary'}`, { value: 'yes' }, action)));
  const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { 'aria-labelledby': 'dialog-title' }, form));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const values = Object.fromEntries(inputs.map((input) => [
        /** @type {HTMLInputElement} */ (input).name, /** @type {HTMLInputElement} */ (input).value.trim()]));
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? values : null);
    });
  });
}

/**
 * Does something through the API, and says what was done or what is wrong.
 * @param {() => Promise<{ done?: string }>} change
 * @returns {Promise<boolean>} Whether it was done.
 */
export async function attempt(change) {
  try {
    const answer = await change();
    if (answer.done) toast(answer.done);
    return true;
  } catch (fault) {
    toast(/** @type {Error} */ (fault).message, true);
    return false;
  }
}
