// @ts-check
import { get, pathOf, query } from '../../app/api.js';
import { fill, h } from '../../app/elements.js';
import { paced } from '../../app/live.js';
import { button, digits } from '../kit/controls.js';
import { Digits, percent } from '../kit/digits.js';
import { createGoals } from '../kit/goals.js';
import { image, paint, pixelsOf } from '../kit/images.js';
import { findDataset, findModel, noModel, predict } from '../kit/models.js';
import { Pad } from '../kit/pad.js';
import { SIDE, frame } from '../numerics/framing.js';

const FILTERS = 32;
const PAUSE = 60;

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export async function showDrawing(host, texts, signal) {
  const [model, dataset] = await Promise.all([findModel(signal, FILTERS), findDataset(signal)]);
  const seen = { best: -1, sure: 0, all: new Set(), lines: 0 };
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.sure, reached: () => seen.sure > 0.99 },
    { text: texts.goals.all, reached: () => seen.all.size >= 5 },
    { text: texts.goals.fool, reached: () => seen.all.size > 0 && seen.lines > 2 },
  ]);
  const said = h('p.guess', { role: 'status' }, texts.nothing);
  const bars = new Digits(texts.probabilities);
  const input = image(texts.input, new Array(SIDE * SIDE).fill(0), SIDE);
  const units = (model?.filters ?? []).map((/** @type {any} */ one) => ({
    unit: one.unit, canvas: image('', one.weights, model.side, 'weights') }));

  const answer = paced(async () => {
    const drawing = pad.read();
    const pixels = frame(drawing.values, drawing.side);
    paint(input, pixels ?? new Array(SIDE * SIDE).fill(0), SIDE);
    if (pixels === null || model === null) {
      bars.show(Array.from({ length: 10 }, (_, i) => String(i)), new Array(10).fill(0));
      said.textContent = texts.nothing;
      excite(units, null, texts);
      return;
    }

    const { classes, probabilities, best, first_layer } = await predict(model, pixels);
    bars.show(classes, probabilities);
    said.textContent = texts.guess(classes[best], percent(probabilities[best]));
    excite(units, first_layer, texts);
    seen.sure = Math.max(seen.sure, probabilities[best]);
    if (probabilities[best] > 0.8) seen.all.add(best);
    goals.check();
  }, signal, PAUSE);
  const pad = new Pad(texts.pad, () => answer());
  let next = 20;
  const sample = button(texts.sample, async () => {
    const path = pathOf('datasets', model?.dataset ?? dataset, 'images');
    const { images, side } = await get(path + query({ from: next++, count: 1 }), signal);
    pad.show(pixelsOf(images[0].pixels), side);
  });
  pad.canvas.addEventListener('pointerup', () => { seen.lines++; });
  fill(host, model === null && noModel(texts.common), h('div.bench', {},
    h('section.panel', {}, pad.element, h('div.row.steps', {}, button(texts.clear, () => pad.clear()), sample),
      h('p.caption.quiet', {}, texts.keys)),
    h('section.panel', {}, said, bars.element)),
  h('section.panel', {}, h('h2', {}, texts.sees), h('div.seen', {}, h('div', {}, input,
    h('p.caption.quiet', {}, texts.input)), h('div', {}, h('ol.filters', {}, units.map((/** @type {any} */ one) => h(
    'li', {}, one.canvas))), h('p.caption.quiet', {}, texts.first))),
  model !== null && h('p.quiet', {}, texts.common.model(model))), goals.element);
}

/**
 * Makes the filters of excited units bright.
 * @param {{ unit: number, canvas: HTMLElement }[]} units @param {number[][] | null} layer What each unit outputs.
 * @param {any} texts
 */
function excite(units, layer, texts) {
  const values = units.map(({ unit }) => Math.max(...(layer?.[unit] ?? [0])));
  const most = Math.max(...values, 1e-9);
  units.forEach(({ unit, canvas }, i) => {
    canvas.setAttribute('aria-label', texts.unit(unit, digits(values[i], 2)));
    canvas.style.setProperty('opacity', String(layer === null ? 1 : 0.12 + (0.88 * Math.max(0, values[i])) / most));
  });
}
