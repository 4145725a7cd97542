// @ts-check
import { h } from '../app/elements.js';
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
    title: 'Specification',
    create: (host, detail) => {
      panel(host).append(
        h('p.quiet', {}, 'As a sweep file: ', h('code', {}, `experiments show ${detail.sweep.id} --yaml`)),
        h('pre.text', { tabindex: 0 }, JSON.stringify(detail.spec, null, 2)));
      return { update: () => {} };
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
