// @ts-check
import { pathOf, post, remove } from '../app/api.js';
import { open } from '../app/address.js';
import { ask, attempt } from '../app/dialogs.js';
import { h } from '../app/elements.js';
import { isFinal, stateOf } from '../app/parts.js';

/**
 * The buttons that change a sweep; those that its state does not allow are left out.
 * @param {any} sweep
 */
export function createActions(sweep) {
  const hasEnded = isFinal(sweep);
  const isPaused = stateOf(sweep) === 'paused';
  const call = (/** @type {string} */ verb, /** @type {object} */ content) => attempt(
    () => post(pathOf('sweeps', sweep.id, verb), content));
  const button = (/** @type {string} */ text, /** @type {() => any} */ onclick, kind = 'plain') => h(
    `button.${kind}`, { type: 'button', onclick }, text);
  return h('div.actions.changes', { role: 'group', 'aria-label': 'Change this sweep' },
    !hasEnded && !isPaused && button('Pause', () => call('pause', {})),
    isPaused && button('Resume', () => call('resume', {}), 'primary'),
    !hasEnded && button('Stop…', async () => {
      if (await ask('Stop this sweep?', 'No more trials start; those that run finish.', [], 'Stop', true))
        await call('stop', {});
    }),
    !hasEnded && button('Cancel…', async () => {
      const text = 'Running trials save a checkpoint and end now.';
      if (await ask('Cancel this sweep?', text, [], 'Cancel the sweep', true)) await call('cancel', {});
    }),
    button('Extend…', () => extend(sweep, call)),
    button('Note…', async () => {
      const given = await ask('Note', '', [
        { name: 'note', label: 'What should be remembered about this sweep', type: 'area', value: sweep.note ?? '' },
      ], 'Save');
      if (given) await call('note', { note: given.note || null });
    }),
    sweep.archived_at
      ? button('Unarchive', () => call('unarchive', {}))
      : button('Archive', () => call('archive', {})),
    hasEnded && button('Delete…', async () => {
      const text = `“${sweep.name}” is deleted with its trials, curves, logs and checkpoints, for good.`;
      if (await ask('Delete this sweep?', text, [], 'Delete', true)
        && await attempt(() => remove(pathOf('sweeps', sweep.id)))) open('/');
    }));
}

/** @param {any} sweep @param {(verb: string, content: object) => Promise<boolean>} call */
async function extend(sweep, call) {
  const given = await ask('Extend', 'Gives the sweep more trials or time; one that has ended continues.', [
    { name: 'run_cap', label: 'Trials in total', type: 'number', hint: sweep.run_cap ? `Now ${sweep.run_cap}` : '' },
    { name: 'time', label: 'Time in total, if it has a budget', hint: 'Such as 3h' },
  ], 'Extend');
  if (!given) return;
  await call('extend', {
    ...(given.run_cap ? { run_cap: Number(given.run_cap) } : {}), ...(given.time ? { time: given.time } : {}),
  });
}

/**
 * The tags of a sweep, to remove, and a field for another one.
 * @param {any} sweep
 */
export function createTags(sweep) {
  const path = (/** @type {string} */ verb) => pathOf('sweeps', sweep.id, verb);
  const input = /** @type {HTMLInputElement} */ (h('input.tag-input.changes', {
    type: 'text', placeholder: 'Add a tag', 'aria-label': 'Add a tag', autocomplete: 'off', size: 9,
  }));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const tag = input.value.trim();
    if (tag && await attempt(() => post(path('tag'), { tags: [tag] }))) input.value = '';
  };
  return h('form.tags', { onsubmit: submit },
    sweep.tags.map((/** @type {string} */ tag) => h('span.tag', {}, tag,
      h('button.changes', {
        type: 'button', 'aria-label': `Remove the tag ${tag}`,
        onclick: () => attempt(() => post(path('untag'), { tags: [tag] })),
      }, '×'))),
    input);
}
