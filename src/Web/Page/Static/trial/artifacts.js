// @ts-check
import { get, pathOf, send } from '../app/api.js';
import { attempt } from '../app/dialogs.js';
import { fill, h, patch } from '../app/elements.js';
import { bytes, moment } from '../app/text.js';

// Larger texts are for an editor.
const MOST = 200_000;

/** The files that a trial's program left: a list, with a look at pictures and texts. */
export class TrialArtifacts {
  /** @param {HTMLElement} host @param {string} sweep @param {number} trial @param {AbortSignal} signal */
  constructor(host, sweep, trial, signal) {
    this.host = host;
    this.path = pathOf('sweeps', sweep, 'trials', String(trial), 'artifacts');
    this.signal = signal;
    this.list = h('div', {});
    this.look = h('div.look', { 'aria-live': 'polite' });
    /** The attempt and status of which the files are shown: files are stored when an attempt ends. */
    this.shown = '';
    host.hidden = true;
    fill(host, h('h2', {}, 'Files'), this.list, this.look);
  }

  /** @param {any} trial */
  async update(trial) {
    const now = `${trial.attempt} ${trial.status}`;
    if (now === this.shown) return;
    const files = await get(this.path, this.signal);
    this.shown = now;
    this.host.hidden = files.length === 0;
    patch(this.list, h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': 'Files' }, h('table', {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'File'), h('th.number', { scope: 'col' }, 'Size'),
        h('th', { scope: 'col' }, 'Stored'), h('th', { scope: 'col' }, ''))),
      h('tbody', {}, files.map((/** @type {any} */ file) => h('tr', { 'data-key': file.sha256 + file.path },
        h('th', { scope: 'row' }, file.path), h('td.number', {}, bytes(file.size)), h('td', {}, moment(file.stored_at)),
        h('td', {},
          canShow(file) && h('button.plain', {
            type: 'button', 'data-key': 'show', 'aria-label': `Show ${file.path}`,
            onclick: () => attempt(() => this.show(file)),
          }, 'Show'), ' ',
          h('button.plain', {
            type: 'button', 'data-key': 'save', 'aria-label': `Download ${file.path}`,
            onclick: () => attempt(() => this.save(file)),
          }, 'Download'))))))));
  }

  /** @private @param {any} file */
  async show(file) {
    const content = await this.read(file);
    const shown = content.type.startsWith('image/')
      ? h('img', { src: URL.createObjectURL(content), alt: file.path })
      : h('pre.text', { tabindex: 0, role: 'region', 'aria-label': file.path }, await content.text());
    shown.addEventListener('load', () => URL.revokeObjectURL(/** @type {HTMLImageElement} */ (shown).src));
    fill(this.look, h('h3', {}, file.path), shown);
    this.look.scrollIntoView({ block: 'nearest' });
    return {};
  }

  /** @private @param {any} file */
  async save(file) {
    const address = URL.createObjectURL(await this.read(file));
    h('a', { href: address, download: file.path.split('/').pop() }).click();
    URL.revokeObjectURL(address);
    return {};
  }

  /** @private @param {any} file */
  async read(file) {
    const path = file.path.split('/').map(encodeURIComponent).join('/');
    return (await send('GET', `${this.path}/${path}`, undefined, this.signal)).blob();
  }
}

/** @param {any} file */
function canShow(file) {
  return /\.(png|jpe?g|gif|webp)$/i.test(file.path)
    || (file.size <= MOST && /\.(txt|log|csv|tsv|jsonl?|md|ya?ml)$/i.test(file.path));
}
