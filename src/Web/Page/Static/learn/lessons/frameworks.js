// @ts-check
import { fill, h } from '../../app/elements.js';
import { hue } from '../../drawing/colours.js';
import { Canvas, faded, write } from '../kit/canvas.js';
import { choice, digits, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { countParameters } from '../numerics/network.js';
import { codeOf } from './code.js';

const SHOWN = [18, 12, 10];

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export function showFrameworks(host, texts, signal) {
  const seen = new Set();
  const hidden = slider({ name: 'hidden', label: texts.hidden, min: 8, max: 512, step: 8, preset: 128,
    show: (one) => digits(one, 0) }, () => draw());
  const topic = choice({ name: 'topic', label: texts.topic, options: texts.topics, preset: 'model' }, () => draw());
  const count = () => countParameters([784, hidden.value(), 10]);
  const picture = new Canvas({ label: texts.picture, ratio: 0.36 }, signal, (context, width, height, ink) =>
    drawLayers(context, width, height, ink, hidden.value(), texts));
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.count, reached: () => hidden.value() === 64 },
    { text: texts.goals.all, reached: () => seen.size === Object.keys(texts.topics).length },
  ]);
  const [score, words, teams] = [h('p.formula', {}), h('p.verdict', { role: 'status' }), h('div.teams', {})];

  const draw = () => {
    seen.add(topic.value());
    const units = hidden.value();
    score.textContent = texts.count(count().toLocaleString('en-US'),
      `(784 + 1) × ${units} + (${units} + 1) × 10`);
    words.textContent = texts.words[topic.value()];
    const code = codeOf(units)[topic.value()];
    fill(teams, Object.entries(code).map(([team, text]) => h('section.panel', { 'data-team': team },
      h('h2', {}, texts.teams[team][0]), h('p.quiet', {}, texts.teams[team][1]),
      h('pre.code', { tabindex: 0, lang: 'en' }, text))));
    picture.redraw();
    goals.check();
  };

  fill(host, h('section.panel', {}, picture.element, h('div.sliders', {}, hidden.element), score),
    h('section.panel.controls', {}, h('h2', {}, texts.side), topic.element, words), teams, goals.element);
  draw();
}

/**
 * Some of the units of each layer, with all lines between them.
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height
 * @param {import('../kit/canvas.js').Ink} ink @param {number} hidden @param {any} texts
 */
function drawLayers(context, width, height, ink, hidden, texts) {
  const shown = [SHOWN[0], Math.max(4, Math.min(20, Math.round(hidden / 16) + 4)), SHOWN[2]];
  const [top, bottom] = [10, height - 30];
  const at = (/** @type {number} */ column, /** @type {number} */ row) => [
    width * [0.14, 0.5, 0.86][column], top + (bottom - top) * ((row + 0.5) / shown[column])];
  context.lineWidth = 0.7;
  context.strokeStyle = faded(ink.quiet, 0.22);
  context.beginPath();
  for (let column = 0; column < 2; column++) {
    for (let a = 0; a < shown[column]; a++) {
      for (let b = 0; b < shown[column + 1]; b++) {
        context.moveTo(at(column, a)[0], at(column, a)[1]);
        context.lineTo(at(column + 1, b)[0], at(column + 1, b)[1]);
      }
    }
  }

  context.stroke();
  const size = Math.max(2.5, Math.min(7, height / 48));
  shown.forEach((units, column) => {
    context.fillStyle = hue([5, 0, 1][column]);
    for (let row = 0; row < units; row++) {
      const [x, y] = at(column, row);
      context.beginPath();
      context.arc(x, y, size, 0, 2 * Math.PI);
      context.fill();
    }
  });
  const text = Math.max(10, Math.min(14, width / 40));
  context.fillStyle = ink.text;
  [texts.inputs, texts.hiddenUnits(hidden), texts.outputs].forEach((label, column) => write(
    context, label, width * [0.14, 0.5, 0.86][column], height - 11, { size: text, bold: true }));
  if (width > 420) for (let digit = 0; digit < 10; digit++) {
    write(context, String(digit), at(2, digit)[0] + 18, at(2, digit)[1], { size: Math.min(text, height / 22) });
  }
}
