// @ts-check
import { keep, read } from '../../app/address.js';
import { fill, h } from '../../app/elements.js';
import { digits, scientific, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { Lines, sample } from '../kit/lines.js';
import { ACTIVATIONS } from '../numerics/activations.js';

const REACH = 5;

/** @type {Record<string, number>} */
const HUES = { relu: 1, leaky_relu: 7, gelu: 6, sigmoid: 0, tanh: 2 };

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export function showActivations(host, texts, signal) {
  const shown = new Set(read('shown', 'relu,sigmoid,tanh').split(',').filter((name) => Object.hasOwn(HUES, name)));
  const functions = new Lines({ label: texts.functions, x: texts.x, y: texts.f, extent: [-REACH, REACH, -1.2, 3] },
    signal);
  const slopes = new Lines({ label: texts.slopes, x: texts.x, y: texts.slope, extent: [-REACH, REACH, -0.15, 1.15] },
    signal);
  const z = slider({ name: 'z', label: texts.at, min: -REACH, max: REACH, step: 0.1, preset: 1.5,
    show: (one) => digits(one, 1) }, () => draw());
  const layers = slider({ name: 'layers', label: texts.layers, min: 1, max: 20, step: 1, preset: 5,
    show: (one) => digits(one, 0) }, () => draw());
  const boxes = Object.keys(HUES).map((name) => h('label.check.key', { style: { '--hue': `var(--hue-${HUES[name]})` } },
    h('input', {
      type: 'checkbox', checked: shown.has(name), name,
      onchange: (/** @type {any} */ event) => {
        if (event.target.checked) shown.add(name);
        else shown.delete(name);
        keep({ shown: [...shown].join(',') === 'relu,sigmoid,tanh' ? null : [...shown].join(',') });
        draw();
      },
    }), texts.names[name]));
  const slope = (/** @type {string} */ name) => ACTIVATIONS[name].slope(z.value());
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.flat, reached: () => slope('sigmoid') < 0.01 && slope('tanh') < 0.01 },
    { text: texts.goals.fade, reached: () => z.value() === 0 && layers.value() === 10 },
    { text: texts.goals.dead, reached: () => z.value() < 0 && shown.has('relu') && shown.has('leaky_relu') },
  ]);
  const table = h('div.scroll', { tabindex: 0, role: 'group', 'aria-label': texts.functions });

  const draw = () => {
    const names = Object.keys(HUES).filter((name) => shown.has(name));
    const lines = (/** @type {'f' | 'slope'} */ which) => names.map((name) => ({
      title: texts.names[name], hue: HUES[name], points: sample(ACTIVATIONS[name][which], -REACH, REACH, 401) }));
    functions.show(lines('f'), z.value());
    slopes.show(lines('slope'), z.value());
    fill(table, h('table.functions', {},
      h('thead', {}, h('tr', {}, h('th', {}, texts.column.name), h('th.number', {}, texts.column.value),
        h('th.number', {}, texts.column.slope), h('th.number', {}, texts.column.after(layers.value())), h('td', {}))),
      h('tbody', {}, names.map((name) => h('tr', { 'data-function': name },
        h('th.key', { scope: 'row', style: { '--hue': `var(--hue-${HUES[name]})` } }, texts.names[name]),
        h('td.number', {}, digits(ACTIVATIONS[name].f(z.value()), 4)),
        h('td.number', {}, digits(slope(name), 4)),
        h('td.number', {}, scientific(slope(name) ** layers.value())),
        h('td.about', {}, texts.about[name]))))));
    goals.check();
  };

  fill(host,
    h('section.panel.controls', {}, h('div.row', { role: 'group', 'aria-label': texts.show }, boxes),
      h('div.sliders', {}, z.element, layers.element)),
    h('div.bench', {},
      h('section.panel', {}, h('h2', {}, texts.functions), functions.element),
      h('section.panel', {}, h('h2', {}, texts.slopes), slopes.element)),
    h('section.panel', {}, table), goals.element);
  draw();
}
