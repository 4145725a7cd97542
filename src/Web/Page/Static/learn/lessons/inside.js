// @ts-check
import { get, pathOf } from '../../app/api.js';
import { fill, h } from '../../app/elements.js';
import { choice, digits, scientific, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { image } from '../kit/images.js';
import { Lines } from '../kit/lines.js';
import { findModel, noModel } from '../kit/models.js';
import { createNetwork, gradientStatistics } from '../numerics/network.js';
import { createRandom } from '../numerics/randomness.js';

const WIDTH = 32;
const EXAMPLES = 24;

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export async function showInside(host, texts, signal) {
  const [filters, trained] = [h('section.panel', {}), h('section.panel', { hidden: true })];
  fill(host, filters, createLab(texts, signal), trained);
  const model = await findModel(signal);
  fill(filters, h('h2', {}, texts.filters), h('p', {}, texts.filtersWords), model === null ? noModel(texts.common) : [
    h('ol.filters', {}, model.filters.map((/** @type {any} */ one) => h('li', {},
      image(texts.filter(one.unit), one.weights, model.side, 'weights'), String(one.unit)))),
    h('p.quiet', {}, texts.common.model(model))]);
  if (model !== null) await showTrained(trained, model, texts, signal);
}

/** @param {any} texts @param {AbortSignal} signal */
function createLab(texts, signal) {
  /** @type {{ mean: number, deviation: number }[]} */
  let statistics = [];
  const depth = slider({ name: 'depth', label: texts.depth, min: 2, max: 12, step: 1, preset: 8,
    show: (one) => digits(one, 0) }, () => draw());
  const activation = choice({ name: 'activation', label: texts.activation, options: texts.activations,
    preset: 'relu' }, () => draw());
  const start = choice({ name: 'start', label: texts.initialization, options: texts.initializations,
    preset: 'he' }, () => draw());
  const first = () => statistics[0].deviation;
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.vanish, reached: () => stateOf(first()) === 'vanish' },
    { text: texts.goals.explode, reached: () => stateOf(first()) === 'explode' },
    { text: texts.goals.healthy, reached: () => depth.value() >= 10 && stateOf(first()) === 'healthy' },
  ]);
  const lines = new Lines({ label: texts.lab, x: texts.layer, y: texts.deviation, logY: true, wholeX: true }, signal);
  const [score, words, table] = [h('p.formula', {}), h('p.verdict', { role: 'status' }), h('div', {})];
  const draw = () => {
    const widths = new Array(depth.value()).fill(WIDTH);
    const layers = createNetwork([...widths, 10], activation.value(), /** @type {any} */ (start.value()),
      createRandom(5));
    statistics = gradientStatistics(layers, EXAMPLES, createRandom(6));
    // The axis spans what is healthy and more, so that vanishing looks like it.
    const all = statistics.map((one) => one.deviation);
    lines.fixed = [1, statistics.length, Math.max(1e-30, Math.min(1e-5, ...all)), Math.max(1, ...all)];
    lines.show([{ title: texts.deviation, hue: 3, points: statistics.map((one, i) => [
      i + 1, Math.max(one.deviation, 1e-30)]), dots: true }]);
    score.textContent = texts.ends(scientific(first()), scientific(statistics[statistics.length - 1].deviation));
    words.textContent = texts.words[stateOf(first())];
    fill(table, tableOf(texts, statistics.map((one, i) => [String(i + 1), one.mean, one.deviation])));
    goals.check();
  };
  draw();
  return h('div', {}, h('div.bench', {},
    h('section.panel', {}, h('h2', {}, texts.lab), h('p', {}, texts.labWords), h('div.sliders', {}, depth.element),
      activation.element, start.element, score, words),
    h('section.panel', {}, lines.element, h('details', {}, h('summary', {}, texts.column.mean), table))),
  goals.element);
}

/** What becomes of a first layer. @param {number} deviation Of its gradient. */
function stateOf(deviation) {
  if (!(deviation <= 1)) return 'explode';
  return deviation < 1e-4 ? 'vanish' : deviation < 5e-3 ? 'fade' : 'healthy';
}

/** @param {any} texts @param {[string, number, number][]} rows */
function tableOf(texts, rows) {
  return h('table', {}, h('thead', {}, h('tr', {}, h('th', {}, texts.column.layer),
    h('th.number', {}, texts.column.mean), h('th.number', {}, texts.column.deviation))),
  h('tbody', {}, rows.map(([layer, mean, deviation]) => h('tr', {}, h('th', { scope: 'row' }, layer),
    h('td.number', {}, scientific(mean)), h('td.number', {}, scientific(deviation))))));
}

/** @param {HTMLElement} host @param {any} model @param {any} texts @param {AbortSignal} signal */
async function showTrained(host, model, texts, signal) {
  const { metrics } = await get(pathOf('sweeps', model.sweep, 'trials', String(model.trial)), signal);
  const layers = Object.keys(metrics).filter((name) => name.startsWith('grad_std/')).map((name) => name.slice(9));
  if (layers.length === 0) return;
  host.hidden = false;
  fill(host, h('h2', {}, texts.trained), h('p', {}, texts.trainedWords), tableOf(texts, layers.map((layer) => [
    layer, Number(metrics[`grad_mean/${layer}`]), Number(metrics[`grad_std/${layer}`])])),
  h('p.quiet', {}, texts.common.model(model)));
}
