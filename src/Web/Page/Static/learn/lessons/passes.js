// @ts-check
import { keep, read } from '../../app/address.js';
import { fill, h } from '../../app/elements.js';
import { hue } from '../../drawing/colours.js';
import { Canvas, faded, write } from '../kit/canvas.js';
import { button, digits, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { Lines } from '../kit/lines.js';
import { backward, createNetwork, forward } from '../numerics/network.js';
import { createRandom } from '../numerics/randomness.js';

const LAST = 7;
const NUDGE = 1e-4;
const ROUNDS = 50;

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export function showPasses(host, texts, signal) {
  let seed = Number(read('weights', '1'));
  let stage = Math.min(LAST, Math.max(0, Number(read('at', '0')) || 0));
  /** @type {number[][]} */
  let losses = [];
  let layers = create(seed);
  const change = () => {
    losses = [];
    draw();
  };
  const inputs = [0.9, -0.5].map((preset, i) => slider(
    { name: `x${i + 1}`, label: texts.input(i), min: -1, max: 1, step: 0.05, preset }, change));
  const target = slider({ name: 'target', label: texts.target, min: 0, max: 1, step: 0.05, preset: 0.9 }, change);
  const rate = slider({ name: 'rate', label: texts.rate, min: 0.05, max: 8, step: 0.05, preset: 1 }, () => draw());
  const curve = new Lines({ label: texts.loss, x: texts.rounds, y: texts.loss, height: 170, wholeX: true }, signal);
  const computed = () => {
    const input = inputs.map((one) => one.value());
    const passes = forward(layers, input);
    const out = passes[1].outputs[0];
    return { input, passes, out, loss: 0.5 * (out - target.value()) ** 2,
      gradients: backward(layers, input, passes, [out - target.value()]) };
  };
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.back, reached: () => stage === LAST },
    { text: texts.goals.low, reached: () => computed().loss < 0.001 },
    { text: texts.goals.high, reached: () => rate.value() === 8 && losses.length > ROUNDS },
  ]);
  const picture = new Canvas({ label: texts.network, ratio: 0.56 }, signal, (context, width, height, ink) =>
    drawNetwork(context, width, height, ink, { ...computed(), layers, stage, target: target.value() }));
  const [name, story, check] = [h('h2', {}), h('p', {}), h('p.formula', {})];
  const numbers = h('div.scroll', { tabindex: 0, role: 'group', 'aria-label': texts.numbers });
  const progress = h('p.quiet', { role: 'status' });

  const go = (/** @type {number} */ to) => {
    // The weights move between the bills and the last stage, and on from there a new round begins.
    if (stage === LAST - 1 && to === LAST) update();
    stage = to > LAST ? 0 : Math.max(0, to);
    draw();
  };
  const update = () => {
    const { gradients, loss } = computed();
    if (losses.length === 0) losses.push([0, loss]);
    before = layers;
    layers = step(layers, gradients, rate.value());
    losses.push([losses.length, computed().loss]);
  };
  /** @type {import('../numerics/network.js').Layer[] | null} */
  let before = null;
  const previous = button(texts.back, () => {
    if (stage === LAST && before) {
      layers = before;
      losses.pop();
      before = null;
    }

    go(stage - 1);
  });
  const next = button(texts.next, () => go(stage + 1), true);
  const repeat = button(texts.repeat(ROUNDS), () => {
    for (let i = 0; i < ROUNDS; i++) update();
    before = null;
    stage = LAST;
    draw();
  });
  const reset = button(texts.reset, () => {
    seed++;
    layers = create(seed);
    [losses, stage, before] = [[], 0, null];
    draw();
  });

  const draw = () => {
    keep({ at: stage || null, weights: seed === 1 ? null : seed });
    const state = computed();
    [name.textContent, story.textContent] = texts.stages[stage];
    progress.textContent = `${stage + 1} / ${LAST + 1} · ${texts.loss} ${digits(state.loss, 5)}`;
    check.hidden = stage < LAST - 1;
    check.textContent = texts.check(digits(nudged(layers, state.input, target.value()), 4),
      digits(state.gradients[0].weights[0][0], 4));
    picture.describe(`${texts.network}: ${texts.stages[stage].join('. ')}`);
    fill(numbers, tableOf(layers, state.gradients, stage));
    previous.disabled = stage === 0 || (stage === LAST && !before);
    curve.show([{ title: texts.loss, hue: 3, points: losses.length > 0 ? losses : [[0, state.loss]] }],
      losses.length > 1 ? losses.length - 1 : null);
    picture.redraw();
    goals.check();
  };

  fill(host, h('div.bench.wide', {},
    h('section.panel', {}, picture.element, h('div.row.steps', {}, previous, next, repeat, reset), progress),
    h('section.panel', {}, h('div.story', {}, name, story, check), h('div.sliders', {}, inputs[0].element,
      inputs[1].element, target.element, rate.element), curve.element,
    h('details', {}, h('summary', {}, texts.numbers), numbers))), goals.element);
  draw();
}

/** @param {number} seed */
function create(seed) {
  const layers = createNetwork([2, 3, 1], 'sigmoid', 'large', createRandom(seed));
  layers[1].activation = 'sigmoid';
  return layers;
}

/** @param {import('../numerics/network.js').Layer[]} layers @param {import('../numerics/network.js').Gradients[]} bills
 * @param {number} rate */
function step(layers, bills, rate) {
  return layers.map((layer, i) => ({
    activation: layer.activation,
    weights: layer.weights.map((row, unit) => row.map((weight, j) => weight - rate * bills[i].weights[unit][j])),
    biases: layer.biases.map((bias, unit) => bias - rate * bills[i].biases[unit]),
  }));
}

/** How much the loss changes when a weight does. @param {import('../numerics/network.js').Layer[]} layers
 * @param {number[]} input @param {number} target */
function nudged(layers, input, target) {
  const lossWith = (/** @type {number} */ change) => {
    const copy = structuredClone(layers);
    copy[0].weights[0][0] += change;
    return 0.5 * (forward(copy, input)[1].outputs[0] - target) ** 2;
  };
  return (lossWith(NUDGE) - lossWith(-NUDGE)) / (2 * NUDGE);
}

/** @param {import('../numerics/network.js').Layer[]} layers @param {import('../numerics/network.js').Gradients[]} bills
 * @param {number} stage */
function tableOf(layers, bills, stage) {
  const rows = layers.flatMap((layer, i) => layer.weights.flatMap((row, unit) => [
    ...row.map((weight, j) => [`${i === 0 ? 'w' : 'v'}${'₁₂₃'[unit]}${'₁₂₃'[j]}`, weight, bills[i].weights[unit][j]]),
    [`${i === 0 ? 'b' : 'c'}${'₁₂₃'[unit]}`, layer.biases[unit], bills[i].biases[unit]]]));
  return h('table', {}, h('thead', {}, h('tr', {}, h('td', {}), h('th.number', {}, 'w'), h('th.number', {}, '∂L/∂w'))),
    h('tbody', {}, rows.map(([label, value, bill]) => h('tr', {}, h('th', { scope: 'row' }, label),
      h('td.number', {}, digits(/** @type {number} */ (value), 4)),
      h('td.number', {}, stage >= 6 ? digits(/** @type {number} */ (bill), 4) : '·')))));
}

/**
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height
 * @param {import('../kit/canvas.js').Ink} ink @param {any} state
 */
function drawNetwork(context, width, height, ink, { layers, input, passes, gradients, stage, target, loss }) {
  const size = Math.max(17, Math.min(30, width / 19));
  const text = Math.max(10, Math.min(14, width / 44));
  const at = (/** @type {number} */ column, /** @type {number} */ row, /** @type {number} */ count) => [
    width * [0.09, 0.46, 0.8][column], height * ((row + 0.5) / count)];
  const counts = [2, 3, 1];
  const isBack = stage >= 4;
  layers.forEach((/** @type {any} */ layer, /** @type {number} */ i) => layer.weights.forEach(
    (/** @type {number[]} */ row, /** @type {number} */ unit) => row.forEach((weight, j) => {
      const [[x1, y1], [x2, y2]] = [at(i, j, counts[i]), at(i + 1, unit, counts[i + 1])];
      const bill = gradients[i].weights[unit][j];
      const isLit = stage === i + 1 || (stage === 5 && i === 1) || stage >= 6;
      context.strokeStyle = isLit ? hue(isBack ? 3 : weight >= 0 ? 1 : 0) : faded(ink.quiet, 0.45);
      context.lineWidth = isBack && isLit ? 1 + Math.min(7, 40 * Math.abs(stage === 5 ? gradients[1].blame[0] * weight
        : bill)) : 1 + Math.min(4, Math.abs(weight) * 1.3);
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
      // No label lies where lines cross.
      const part = i === 0 ? [[0.3, 0.44, 0.66], [0.66, 0.44, 0.3]][j][unit] : 0.45;
      label(context, ink, digits(stage === 6 ? bill : weight, 2), x1 + part * (x2 - x1), y1 + part * (y2 - y1), text,
        stage === 6);
    })));
  counts.forEach((count, column) => {
    for (let row = 0; row < count; row++) {
      const [x, y] = at(column, row, count);
      const isKnown = column === 0 || stage >= column;
      const value = column === 0 ? input[row] : passes[column - 1].outputs[row];
      const isBlamed = (column === 2 && stage >= 4) || (column === 1 && stage >= 5);
      const isNow = [0, 1, 2, 2, 2, 1, -1, -1][stage] === column;
      context.beginPath();
      context.arc(x, y, size, 0, 2 * Math.PI);
      context.fillStyle = ink.panel;
      context.fill();
      context.fillStyle = isKnown ? ink.panel : faded(ink.quiet, 0.12);
      context.fill();
      context.strokeStyle = isBlamed ? hue(3) : isNow ? ink.accent : ink.quiet;
      context.lineWidth = isNow ? 4 : 2;
      context.stroke();
      context.fillStyle = ink.text;
      write(context, isKnown ? digits(value, 2) : '?', x, y, { size: text, bold: true });
      if (!isBlamed) continue;
      context.fillStyle = hue(3);
      write(context, `δ ${digits(gradients[column - 1].blame[row], 3)}`, x, y + size + 11, { size: text, bold: true });
    }
  });
  if (stage < 3) return;
  const [x, y] = at(2, 0, 1);
  context.fillStyle = ink.text;
  write(context, `→ ${digits(target, 2)}`, x + size + 7, y, { size: text, align: 'left' });
  context.fillStyle = hue(3);
  write(context, `L = ${digits(loss, 4)}`, x, y - size - 15, { size: text + 1, bold: true });
}

/** @param {CanvasRenderingContext2D} context @param {import('../kit/canvas.js').Ink} ink @param {string} value
 * @param {number} x @param {number} y @param {number} size @param {boolean} isBill */
function label(context, ink, value, x, y, size, isBill) {
  context.font = `500 ${size}px sans-serif`;
  const width = context.measureText(value).width + 9;
  context.fillStyle = ink.panel;
  context.beginPath();
  context.roundRect(x - width / 2, y - size * 0.72, width, size * 1.44, 4);
  context.fill();
  context.fillStyle = isBill ? hue(3) : ink.text;
  write(context, value, x, y, { size });
}
