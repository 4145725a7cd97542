// @ts-check
import { fill, h } from '../../app/elements.js';
import { hue } from '../../drawing/colours.js';
import { Canvas, faded, write } from '../kit/canvas.js';
import { button, choice, digits, slider } from '../kit/controls.js';
import { fillField } from '../kit/contours.js';
import { createGoals } from '../kit/goals.js';
import { ACTIVATIONS } from '../numerics/activations.js';
import { CLOUDS } from '../numerics/clouds.js';

const REACH = 3;
const CELLS = 60;

/** One neuron with two inputs. @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export function showNeuron(host, texts, signal) {
  const [input, state] = [[1.4, -0.6], { learned: false }];
  const control = (/** @type {string} */ name, /** @type {string} */ label, /** @type {number} */ preset) => slider(
    { name, label, min: -4, max: 4, step: 0.05, preset }, () => draw());
  const weights = [control('w1', texts.weight(0), -0.8), control('w2', texts.weight(1), 0.9)];
  const bias = control('b', texts.bias, 0);
  const clouds = choice({ name: 'points', label: texts.points, options: texts.clouds, preset: 'two' }, () => draw());
  const bend = choice({ name: 'bend', label: texts.activation, options: texts.activations, preset: 'sigmoid' },
    () => draw());
  const sum = (/** @type {number} */ x, /** @type {number} */ y) => weights[0].value() * x + weights[1].value() * y
    + bias.value();
  const dots = () => CLOUDS[clouds.value()];
  const countRight = () => dots().filter((dot) => (sum(dot.x, dot.y) > 0) === (dot.label === 1)).length;
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.two, reached: () => clouds.value() === 'two' && countRight() === dots().length },
    { text: texts.goals.shifted, reached: () => clouds.value() === 'shifted' && countRight() === dots().length },
    { text: texts.goals.xor, reached: () => clouds.value() === 'xor' && countRight() >= 36 },
    { text: texts.goals.learn, reached: () => state.learned },
  ]);
  const plane = new Canvas({ label: texts.plane, ratio: 1, most: 520 }, signal, (context, width, height, ink) => {
    const at = (/** @type {number} */ x, /** @type {number} */ y) => [
      width * (0.5 + x / (2 * REACH)), height * (0.5 - y / (2 * REACH))];
    const { f } = ACTIVATIONS[bend.value()];
    const [warm, cold] = [hue(1), hue(0)];
    fillField(context, width, height, CELLS, (x, y) => shareOf(bend.value(), f(sum(REACH * x, REACH * y))),
      (share) => faded(share > 0 ? warm : cold, 0.42 * Math.abs(share)));

    context.strokeStyle = faded(ink.quiet, 0.35);
    context.beginPath();
    context.moveTo(...pair(at(-REACH, 0)));
    context.lineTo(...pair(at(REACH, 0)));
    context.moveTo(...pair(at(0, -REACH)));
    context.lineTo(...pair(at(0, REACH)));
    context.stroke();
    drawBorder(context, at, weights.map((one) => one.value()), bias.value(), ink.text);
    for (const dot of dots()) {
      const isRight = (sum(dot.x, dot.y) > 0) === (dot.label === 1);
      context.beginPath();
      context.arc(...pair(at(dot.x, dot.y)), 5, 0, 2 * Math.PI);
      context.fillStyle = hue(dot.label);
      context.fill();
      context.strokeStyle = isRight ? ink.panel : ink.text;
      context.lineWidth = isRight ? 1 : 2.5;
      context.stroke();
    }

    const [x, y] = at(input[0], input[1]);
    context.strokeStyle = ink.text;
    context.lineWidth = 2.5;
    context.beginPath();
    for (const [dx, dy] of [[10, 0], [0, 10]]) {
      context.moveTo(x - dx, y - dy);
      context.lineTo(x + dx, y + dy);
    }

    context.stroke();
  });
  plane.onDrag((x, y) => {
    input[0] = Math.max(-REACH, Math.min(REACH, 2 * REACH * (x - 0.5)));
    input[1] = Math.max(-REACH, Math.min(REACH, 2 * REACH * (0.5 - y)));
    draw();
  });
  const picture = new Canvas({ label: '', ratio: 0.5, most: 560 }, signal, (context, width, height, ink) =>
    drawNeuron(context, width, height, ink, { input, weights: weights.map((one) => one.value()), bias: bias.value(),
      z: sum(input[0], input[1]), out: ACTIVATIONS[bend.value()].f(sum(input[0], input[1])),
      name: texts.activations[bend.value()] }));
  const [formula, score] = [h('p.formula', {}), h('p.score', { role: 'status' })];

  const draw = () => {
    const z = sum(input[0], input[1]);
    const out = digits(ACTIVATIONS[bend.value()].f(z), 3);
    const term = (/** @type {number} */ i) => `${digits(weights[i].value(), 2)} · ${digits(input[i], 2)}`;
    formula.textContent = `z = ${term(0)} + ${term(1)} + ${digits(bias.value(), 2)} = ${digits(z, 3)}   →   `
      + `${texts.activations[bend.value()]}(z) = ${out}`;
    picture.describe(texts.picture(digits(z, 3), out));
    score.textContent = texts.right(countRight(), dots().length);
    plane.redraw();
    picture.redraw();
    goals.check();
  };

  const learn = button(texts.learn, () => {
    if (state.timer) return stop();
    learn.textContent = texts.stop;
    state.timer = setInterval(() => {
      descend(dots(), weights, bias);
      draw();
      if (++state.steps < 120) return;
      state.learned = true;
      stop();
      draw();
    }, 40);
  }, true);
  /** @type {any} */ (state).steps = 0;
  const stop = () => {
    clearInterval(state.timer);
    Object.assign(state, { timer: null, steps: 0 });
    learn.textContent = texts.learn;
  };
  signal.addEventListener('abort', stop);

  fill(host, h('div.bench', {},
    h('section.panel', {}, plane.element, h('p.caption.quiet', {}, texts.plane), score),
    h('section.panel', {}, picture.element, formula, clouds.element, bend.element,
      h('div.sliders', {}, weights[0].element, weights[1].element, bias.element), h('div.row', {}, learn))),
  goals.element,
  h('section.whys', {}, texts.why.map(([/** @type {string} */ question, /** @type {string} */ answer]) => h('div', {},
    h('h2', {}, question), h('p', {}, answer)))));
  draw();
}

/** @param {number[]} point @returns {[number, number]} */
function pair([x, y]) {
  return [x, y];
}

/** How far an output is from the border, from −1 to 1. @param {string} bend @param {number} out */
function shareOf(bend, out) {
  if (bend === 'sigmoid' || bend === 'step') return 2 * out - 1;
  return bend === 'tanh' ? out : Math.min(1, out);
}

/**
 * One step down the slope of the mean cross entropy, as if the activation function were the sigmoid.
 * @param {import('../numerics/clouds.js').Dot[]} dots @param {import('../kit/controls.js').Slider[]} weights
 * @param {import('../kit/controls.js').Slider} bias
 */
function descend(dots, weights, bias) {
  const slopes = [0, 0, 0];
  for (const { x, y, label } of dots) {
    const blame = ACTIVATIONS.sigmoid.f(weights[0].value() * x + weights[1].value() * y + bias.value()) - label;
    [x, y, 1].forEach((one, i) => { slopes[i] += (blame * one) / dots.length; });
  }

  [...weights, bias].forEach((one, i) => {
    const step = -1.2 * slopes[i];
    // The steps of a slider are coarse, and a small one must not be lost.
    one.set(one.value() + (Math.abs(step) < 0.05 && Math.abs(step) > 0.004 ? 0.05 * Math.sign(step) : step));
  });
}

/**
 * The line where the sum is 0.
 * @param {CanvasRenderingContext2D} context @param {(x: number, y: number) => number[]} at
 * @param {number[]} weights @param {number} bias @param {string} colour
 */
function drawBorder(context, at, [a, b], bias, colour) {
  const size = Math.hypot(a, b);
  if (size < 0.01) return;
  const [x, y] = [(-a * bias) / size ** 2, (-b * bias) / size ** 2];
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  context.beginPath();
  context.moveTo(...pair(at(x - (9 * b) / size, y + (9 * a) / size)));
  context.lineTo(...pair(at(x + (9 * b) / size, y - (9 * a) / size)));
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height
 * @param {import('../kit/canvas.js').Ink} ink
 * @param {{ input: number[], weights: number[], bias: number, z: number, out: number, name: string }} neuron
 */
function drawNeuron(context, width, height, ink, { input, weights, bias, z, out, name }) {
  const [left, middle, right] = [width * 0.11, width * 0.52, width * 0.88];
  const rows = [height * 0.26, height * 0.74];
  const size = Math.min(28, width * 0.07);
  const text = Math.max(11, Math.min(14, width / 36));
  weights.forEach((weight, i) => {
    context.strokeStyle = hue(weight >= 0 ? 1 : 0);
    context.lineWidth = 1 + 2 * Math.abs(weight);
    context.beginPath();
    context.moveTo(left, rows[i]);
    context.lineTo(middle, height / 2);
    context.stroke();
  });
  context.strokeStyle = ink.quiet;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(middle, height * 0.12);
  context.lineTo(middle, height / 2);
  context.lineTo(right, height / 2);
  context.stroke();
  for (const [x, y, label] of /** @type {[number, number, string][]} */ ([
    [left, rows[0], digits(input[0], 2)], [left, rows[1], digits(input[1], 2)],
    [middle, height / 2, digits(z, 2)], [right, height / 2, digits(out, 2)]])) {
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.fillStyle = ink.panel;
    context.fill();
    context.strokeStyle = ink.accent;
    context.lineWidth = 2;
    context.stroke();
    context.fillStyle = ink.text;
    write(context, label, x, y, { size: text, bold: true });
  }

  context.fillStyle = ink.text;
  weights.forEach((weight, i) => write(context, `w${'₁₂'[i]} = ${digits(weight, 2)}`, (left + middle) / 2,
    i === 0 ? height * 0.26 : height * 0.76, { size: text }));
  write(context, `b = ${digits(bias, 2)}`, middle, height * 0.07, { size: text });
  write(context, name, (middle + right) / 2 + size * 0.2, height / 2 - 15, { size: text });
  context.fillStyle = ink.quiet;
  write(context, 'x₁', left, rows[0] - size - 9, { size: text });
  write(context, 'x₂', left, rows[1] + size + 10, { size: text });
  write(context, 'Σ', middle, height / 2 + size + 10, { size: text });
}
