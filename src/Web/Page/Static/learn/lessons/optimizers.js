// @ts-check
import { fill, h } from '../../app/elements.js';
import { keep, read } from '../../app/address.js';
import { hue } from '../../drawing/colours.js';
import { Canvas, faded } from '../kit/canvas.js';
import { button, choice, digits, scientific, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { fillField, strokeLevels } from '../kit/contours.js';
import { Lines, sample } from '../kit/lines.js';
import { OPTIMIZERS, travel } from '../numerics/optimizers.js';
import { SURFACES } from '../numerics/surfaces.js';

const STEPS = 300;
const REACH = 2;
const CLOSE = 0.01;

/** The learning rates of the tutorial, and that of SGD for its sibling. @type {Record<string, number>} */
const RATES = { sgd: 0.1, momentum: 0.01, rmsprop: 0.01, adam: 0.001 };

/** @type {Record<string, number>} */
const HUES = { sgd: 1, momentum: 4, rmsprop: 2, adam: 0 };

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export function showOptimizers(host, texts, signal) {
  /** @type {Record<string, number[][]>} */
  let ways = {};
  let start = read('start').split(',').map(Number);
  const surface = choice({ name: 'surface', label: texts.surface, options: texts.surfaces, preset: 'bowl' }, () => {
    start = [];
    keep({ start: null });
    race();
  });
  const factor = slider({ name: 'factor', label: texts.factor, min: -1, max: 2, step: 0.05, preset: 0,
    show: (one) => `× ${scientific(10 ** one)}` }, () => race());
  const steps = slider({ name: 'steps', label: texts.steps, min: 0, max: STEPS, step: 1, preset: 120,
    show: (one) => digits(one, 0) }, () => draw());
  const it = () => SURFACES[surface.value()];
  const heightOf = (/** @type {number[]} */ point) => it().height(point[0], point[1]);
  const rateOf = (/** @type {string} */ name) => RATES[name] * 10 ** factor.value();
  const isLost = (/** @type {string} */ name) => ways[name].length <= STEPS;

  const picture = new Canvas({ label: texts.picture, ratio: 0.82 }, signal, (context, width, height, ink) => {
    const at = ([/** @type {number} */ x, /** @type {number} */ y]) => [
      width * (0.5 + x / (2 * REACH)), height * (0.5 - y / (2 * REACH))];
    drawLandscape(context, width, height, it(), ink);
    for (const name of Object.keys(OPTIMIZERS)) {
      const way = ways[name].slice(0, steps.value() + 1);
      context.strokeStyle = context.fillStyle = hue(HUES[name]);
      context.lineWidth = 2.5;
      context.lineJoin = 'round';
      context.beginPath();
      way.forEach((point, i) => context[i === 0 ? 'moveTo' : 'lineTo'](at(point)[0], at(point)[1]));
      context.stroke();
      const [x, y] = at(way[way.length - 1]);
      context.beginPath();
      context.arc(x, y, 7, 0, 2 * Math.PI);
      context.fill();
      context.strokeStyle = ink.panel;
      context.lineWidth = 2;
      context.stroke();
    }
  });
  picture.element.addEventListener('click', (event) => {
    const [x, y] = picture.place(/** @type {PointerEvent} */ (event));
    start = [2 * REACH * (x - 0.5), 2 * REACH * (0.5 - y)].map((one) => Math.round(100 * one) / 100);
    keep({ start: start.join(',') });
    race();
  });
  const losses = new Lines({ label: texts.loss, x: texts.step, y: texts.loss, height: 210, logY: true, wholeX: true },
    signal);
  const table = h('div.scroll', { tabindex: 0, role: 'group', 'aria-label': texts.steps });
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.equal, reached: () => Math.abs(factor.value() - 1) < 0.01 && steps.value() === STEPS },
    { text: texts.goals.lost, reached: () => Object.keys(OPTIMIZERS).some(isLost) },
    { text: texts.goals.saddle, reached: () => surface.value() === 'saddle' && steps.value() === STEPS },
    { text: texts.goals.diverge, reached: () => rate.value() > 2 },
  ]);

  const race = () => {
    const from = start.length === 2 && start.every(Number.isFinite) ? start : it().start;
    ways = Object.fromEntries(Object.keys(OPTIMIZERS).map((name) => [
      name, travel(it(), name, rateOf(name), from, STEPS)]));
    draw();
  };
  const draw = () => {
    fill(table, h('table.functions', {}, h('thead', {}, h('tr', {}, h('th', {}, texts.column.name),
      h('th.number', {}, texts.column.rate), h('th.number', {}, texts.column.loss), h('td', {}))),
    h('tbody', {}, Object.keys(OPTIMIZERS).map((name) => {
      const way = ways[name].slice(0, steps.value() + 1);
      const arrived = way.findIndex((point) => heightOf(point) < CLOSE);
      const gone = isLost(name) && way.length === ways[name].length;
      return h('tr', { 'data-optimizer': name },
        h('th.key', { scope: 'row', style: { '--hue': `var(--hue-${HUES[name]})` } }, texts.names[name]),
        h('td.number', {}, scientific(rateOf(name))),
        h('td.number', {}, gone ? '∞' : scientific(heightOf(way[way.length - 1]))),
        h('td', {}, gone ? texts.lost(ways[name].length)
          : arrived >= 0 ? texts.arrived(arrived) : texts.walking));
    }))));
    losses.show(Object.keys(OPTIMIZERS).map((name) => ({ title: texts.names[name], hue: HUES[name],
      points: ways[name].slice(0, steps.value() + 1).map((point, i) => [
        i, Math.min(1e3, Math.max(1e-6, heightOf(point)))]) })));
    picture.redraw();
    goals.check();
  };

  const play = createPlay(texts, steps, () => draw(), signal);
  const rate = slider({ name: 'rate', label: texts.rate, min: 0.05, max: 2.3, step: 0.05, preset: 0.25 },
    () => drawParabola());
  const parabola = new Lines({ label: texts.parabola, x: 'x', y: texts.loss, height: 240, extent: [-3, 3, 0, 4.5] },
    signal);
  const [after, words] = [h('p.formula', {}), h('p.verdict', { role: 'status' })];
  const drawParabola = () => {
    const xs = Array.from({ length: 13 }, (_, i) => 2 * (1 - rate.value()) ** i);
    const name = `SGD ${digits(rate.value(), 2)}`;
    parabola.show([
      { title: '½x²', hue: 5, points: sample((x) => x * x / 2, -3, 3), faint: true },
      { title: name, hue: 1, points: xs.map((x) => [x, x * x / 2]), dots: true }]);
    after.textContent = texts.after(digits(xs[12], 4));
    words.textContent = texts.words.find(([/** @type {number} */ below]) => rate.value() < below)[1];
    goals.check();
  };

  fill(host,
    h('div.bench.wide', {},
      h('section.panel', {}, picture.element, h('p.caption.quiet', {}, texts.picture)),
      h('section.panel', {}, surface.element, h('div.sliders', {}, steps.element, factor.element),
        h('div.row', {}, play), table, losses.element)),
    h('div.bench', {},
      h('section.panel', {}, h('h2', {}, texts.rates), h('p', {}, texts.ratesLede), rate.element, after, words),
      h('section.panel', {}, parabola.element)),
    goals.element);
  race();
  drawParabola();
}

/**
 * A landscape from above: the deeper, the stronger its colour. Heights grow fast, so their roots are divided evenly.
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height
 * @param {import('../numerics/surfaces.js').Surface} surface @param {import('../kit/canvas.js').Ink} ink
 */
function drawLandscape(context, width, height, surface, ink) {
  const field = (/** @type {number} */ x, /** @type {number} */ y) => Math.sqrt(surface.height(REACH * x, REACH * y));
  const top = Math.max(...[-1, 0, 1].flatMap((x) => [-1, 1].map((y) => field(x, y))));
  fillField(context, width, height, 64, field, (value) => faded(ink.accent, 0.36 * (1 - value / top) ** 1.5));
  context.strokeStyle = faded(ink.accent, 0.32);
  context.lineWidth = 1;
  strokeLevels(context, width, height, 80, field, Array.from({ length: 13 }, (_, i) => (top * (i + 0.5)) / 13));
}

/** A button that walks a slider to its end. @param {any} texts @param {import('../kit/controls.js').Slider} steps
 * @param {() => void} draw @param {AbortSignal} signal */
function createPlay(texts, steps, draw, signal) {
  /** @type {any} */
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = texts.common.run;
  };
  const play = button(texts.common.run, () => {
    if (timer !== null) return stop();
    if (steps.value() === STEPS) steps.set(0);
    play.textContent = texts.common.pause;
    timer = setInterval(() => {
      steps.set(Math.min(STEPS, steps.value() + 2));
      draw();
      if (steps.value() === STEPS) stop();
    }, 40);
  }, true);
  signal.addEventListener('abort', stop);
  return play;
}
