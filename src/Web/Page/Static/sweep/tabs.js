// @ts-check
import { getText, pathOf } from '../app/api.js';
import { h } from '../app/elements.js';
import { command } from '../app/parts.js';
import { shellWord } from '../app/text.js';
import { createCurvesTab } from './curves-tab.js';
import { Decisions } from './decisions.js';
import { Groups } from './groups.js';
import { createOverviewTab } from './overview-tab.js';
import { TrialTable } from './table.js';

/** @typedef {{ update: () => Promise<void> | void }} Tab */

/**
 * Creates a tab in an empty element. Everything it began ends with the signal.
 * @typedef {(host: HTMLElement, detail: any, signal: AbortSignal, open: (tab: string) => void) => Tab} CreateTab
 */

/** @type {Record<string, { title: string, create: CreateTab }>} */
export const TABS = {
  overview: { title: 'Overview', create: createOverviewTab },
  curves: { title: 'Curves', create: createCurvesTab },
  trials: {
    title: 'Trials',
    create: (host, detail, signal) => {
      const table = new TrialTable(panel(host), detail, signal);
      return { update: () => table.refresh() };
    },
  },
  groups: {
    title: 'Groups',
    create: (host, detail, signal) => {
      const groups = new Groups(panel(host), detail, signal);
      return { update: () => groups.refresh() };
    },
  },
  file: {
    title: 'Sweep file',
    create: (host, detail, signal) => {
      const text = h('pre.text', { tabindex: 0, role: 'region', 'aria-label': 'Sweep file' });
      panel(host).append(
        h('p.quiet', {}, 'Run again, it proposes the same trials.'),
        command(`experiments show ${shellWord(detail.sweep.id)} --yaml > ${shellWord(detail.sweep.name)}.yaml`), text);
      const update = async () => {
        text.textContent = await getText(pathOf('sweeps', detail.sweep.id, 'file'), signal);
      };
      return { update };
    },
  },
  decisions: {
    title: 'Decisions',
    create: (host, detail, signal) => {
      const decisions = new Decisions(panel(host), detail.sweep.id, signal);
      return { update: () => decisions.refresh() };
    },
  },
};

/** @param {HTMLElement} host */
function panel(host) {
  const section = h('section.panel', {});
  host.append(section);
  return section;
}
