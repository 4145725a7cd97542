// @ts-check
import { fill, h } from '../app/elements.js';
import { number } from '../app/text.js';
import { Curves, readCurves } from '../sweep/curves.js';

const POINTS = 600;

/**
 * The curves of a trial: a picture for each metric, and one for all metrics of a family such as 'grad_norm/fc1' and
 * 'grad_norm/fc2'. Metrics with a single value are a table.
 */
export class TrialMetrics {
  /** @param {HTMLElement} host @param {any} detail The sweep. @param {number} trial @param {AbortSignal} signal */
  constructor(host, detail, trial, signal) {
    this.detail = detail;
    this.trial = trial;
    this.signal = signal;
    this.charts = h('div.pictures', {});
    this.single = h('section.panel', { hidden: true });
    host.append(this.charts, this.single);
    /** @type {Map<string, { curves: Curves, value: HTMLElement }>} */
    this.pictures = new Map();
    signal.addEventListener('abort', () => this.pictures.forEach((one) => one.curves.destroy()));
  }

  /** @param {any} trial The trial with the newest values. */
  async update(trial) {
    const { sweep } = this.detail;
    const names = Object.keys(trial.metrics).sort((a, b) => place(a, sweep.metric) - place(b, sweep.metric)
      || a.localeCompare(b, 'en', { numeric: true }));
    const read = await Promise.all(names.map(async (name) => {
      const [curve] = await readCurves(sweep.id, name, [this.trial], POINTS, this.signal);
      return { name, family: name.split('/')[0], curve };
    }));
    const families = Map.groupBy(read.filter((one) => one.curve?.steps.length > 1), (one) => one.family);
    for (const [family, members] of families) {
      members.forEach(({ name, curve }, i) => {
        curve.title = name;
        curve.hue = i;
      });
      const picture = this.pictures.get(family) ?? this.add(family);
      picture.curves.update(members.map((one) => one.curve));
      fill(picture.value, members.length === 1 ? number(trial.metrics[members[0].name])
        : members.map((one, i) => h('span.key', { style: { '--hue': `var(--hue-${i % 8})` } },
          one.name.slice(family.length + 1))));
    }

    const single = read.filter((one) => one.curve?.steps.length === 1);
    this.single.hidden = single.length === 0;
    fill(this.single, h('h2', {}, 'Single values'), h('dl.values', {}, single.map((one) => h('div', {},
      h('dt', {}, one.name), h('dd', {}, number(trial.metrics[one.name]))))));
  }

  /** @private @param {string} family */
  add(family) {
    const picture = h('div.picture', {});
    const value = h('span.quiet', {});
    this.charts.append(h('section.panel', {}, h('div.row', {}, h('h2', {}, family), value), picture));
    const added = {
      value,
      curves: new Curves(picture, this.detail.sweep, {
        metric: family, smoothing: 0, logX: false, logY: false, height: 190, isTrial: true,
      }),
    };
    this.pictures.set(family, added);
    return added;
  }
}

/** The objective first, then what most people look at. @param {string} name @param {string} objective */
function place(name, objective) {
  if (name === objective) return 0;
  const order = ['val', 'test', 'train', 'loss', 'acc'].findIndex((one) => name.startsWith(one));
  return name.includes('/') ? 20 : order < 0 ? 10 : order + 1;
}
