// @ts-check
import { fill, h } from '../../app/elements.js';
import { hue } from '../../drawing/colours.js';
import { Canvas, faded } from '../kit/canvas.js';
import { button, digits, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { Lines, sample } from '../kit/lines.js';
import { SLOPES, crossEntropy, meanSquaredError, squaredError } from '../numerics/losses.js';
import { createRandom, normal } from '../numerics/randomness.js';

const LEAST = 0.005;

/** Points near a line, from −2 to 2. */
const POINTS = (() => {
  const random = createRandom(11);
  return Array.from({ length: 9 }, (_, i) => {
    const x = -1.8 + 0.45 * i;
    return [x, 0.55 * x + 0.25 + 0.16 * normal(random)];
  });
})();

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export function showLosses(host, texts, signal) {
  const losses = new Lines({ label: texts.classes, x: texts.axis, y: texts.loss, extent: [0, 1, 0, 5.3] }, signal);
  const slopes = new Lines({ label: texts.slopes, x: texts.axis, y: texts.slope, height: 200, extent: [0, 1, -1, 0] },
    signal);
  const [values, pushes] = [h('p.formula', {}), h('p.formula', {})];
  const words = h('p.verdict', { role: 'status' });
  const p = slider({ name: 'p', label: texts.probability, min: LEAST, max: 1 - LEAST, step: LEAST, preset: 0.25,
    show: (one) => digits(one, 3) }, () => draw());
  const curves = [[texts.mse, 5, (/** @type {number} */ x) => squaredError(x, 1), SLOPES.mse],
    [texts.crossEntropy, 3, crossEntropy, SLOPES.crossEntropy]];
  const lines = (/** @type {number} */ which) => curves.map((one) => ({
    title: one[0], hue: one[1], points: sample(one[which], LEAST, 1 - LEAST) }));

  const line = (/** @type {number} */ x) => incline.value() * x + height.value();
  const mse = () => meanSquaredError(POINTS, line);
  const incline = slider({ name: 'slope', label: texts.incline, min: -2, max: 2, step: 0.05, preset: -0.6 },
    () => draw());
  const height = slider({ name: 'height', label: texts.height, min: -2, max: 2, step: 0.05, preset: -0.3 },
    () => draw());
  const squares = h('p.formula', { role: 'status' });
  const picture = new Canvas({ label: texts.picture, ratio: 0.8, most: 560 }, signal, (context, width, tall, ink) => {
    const unit = width / 5;
    const at = (/** @type {number} */ x, /** @type {number} */ y) => [width / 2 + x * unit, tall / 2 - y * unit];
    context.strokeStyle = ink.text;
    context.lineWidth = 2.5;
    context.beginPath();
    context.moveTo(at(-2.5, line(-2.5))[0], at(-2.5, line(-2.5))[1]);
    context.lineTo(at(2.5, line(2.5))[0], at(2.5, line(2.5))[1]);
    context.stroke();
    for (const [x, y] of POINTS) {
      const [left, top] = at(x, Math.max(y, line(x)));
      const side = Math.abs(y - line(x)) * unit;
      context.fillStyle = faded(hue(5), 0.18);
      context.strokeStyle = hue(5);
      context.lineWidth = 1;
      context.fillRect(left - (x > 0 ? side : 0), top, side, side);
      context.strokeRect(left - (x > 0 ? side : 0), top, side, side);
    }

    for (const [x, y] of POINTS) {
      context.fillStyle = hue(1);
      context.beginPath();
      context.arc(at(x, y)[0], at(x, y)[1], 6, 0, 2 * Math.PI);
      context.fill();
    }
  });
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.wrong, reached: () => crossEntropy(p.value()) > 4 },
    { text: texts.goals.fit, reached: () => mse() < 0.05 },
  ]);

  const draw = () => {
    const at = p.value();
    losses.show(lines(2), at);
    slopes.show(lines(3), at);
    values.textContent = texts.values(digits(squaredError(at, 1), 3), digits(crossEntropy(at), 3));
    pushes.textContent = texts.pushes(digits(SLOPES.mse(at), 3), digits(SLOPES.crossEntropy(at), 3));
    words.textContent = texts.words.find(([/** @type {number} */ below]) => at < below)[1];
    squares.textContent = texts.squares(digits(mse(), 4));
    picture.redraw();
    goals.check();
  };

  fill(host, h('div.bench', {},
    h('section.panel', {}, h('h2', {}, texts.classes), p.element, values, losses.element),
    h('section.panel', {}, h('h2', {}, texts.slopes), words, pushes, slopes.element)),
  h('div.bench', {},
    h('section.panel', {}, h('h2', {}, texts.numbers), picture.element),
    h('section.panel', {}, squares, h('div.sliders', {}, incline.element, height.element), h('div.row', {},
      button(texts.best, () => {
        const [slope, offset] = bestLine();
        incline.set(slope);
        height.set(offset);
        draw();
      })), goals.element)));
  draw();
}

/** The line with the least mean squared error. */
function bestLine() {
  const mean = (/** @type {number} */ axis) => POINTS.reduce((sum, one) => sum + one[axis], 0) / POINTS.length;
  const [x, y] = [mean(0), mean(1)];
  const slope = POINTS.reduce((sum, one) => sum + (one[0] - x) * (one[1] - y), 0)
    / POINTS.reduce((sum, one) => sum + (one[0] - x) ** 2, 0);
  return [slope, y - slope * x];
}
