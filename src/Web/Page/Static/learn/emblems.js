// @ts-check
import { hue } from '../drawing/colours.js';
import { ACTIVATIONS } from './numerics/activations.js';
import { travel } from './numerics/optimizers.js';
import { SURFACES } from './numerics/surfaces.js';
import { Canvas, faded } from './kit/canvas.js';

/** @typedef {import('./kit/canvas.js').Draw} Draw */

/** The small picture of a lesson. @param {string} name @param {AbortSignal} signal */
export function emblem(name, signal) {
  const canvas = new Canvas({ label: '', ratio: 0.42 }, signal, EMBLEMS[name]);
  canvas.element.setAttribute('aria-hidden', 'true');
  canvas.element.removeAttribute('role');
  canvas.element.removeAttribute('aria-label');
  return canvas.element;
}

/** @param {CanvasRenderingContext2D} context @param {number[][]} points @param {string} colour */
function line(context, points, colour, width = 2.5) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = context.lineCap = 'round';
  context.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r
 * @param {string} colour */
function dot(context, x, y, r, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
}

/** @param {number[]} columns How many dots each column has. @param {(x: number, y: number) => boolean} [isOff]
 * @returns {Draw} */
const net = (columns, isOff = () => false) => (context, width, height, ink) => {
  const at = (/** @type {number} */ column, /** @type {number} */ row) => [
    width * (0.2 + (0.6 * column) / (columns.length - 1)), height * ((row + 1) / (columns[column] + 1))];
  for (let c = 0; c + 1 < columns.length; c++) {
    for (let a = 0; a < columns[c]; a++) {
      for (let b = 0; b < columns[c + 1]; b++) {
        if (!isOff(c, a) && !isOff(c + 1, b)) line(context, [at(c, a), at(c + 1, b)], faded(ink.quiet, 0.4), 1);
      }
    }
  }

  columns.forEach((count, c) => {
    for (let a = 0; a < count; a++) dot(context, ...at2(at(c, a)), 5.5, isOff(c, a) ? faded(ink.quiet, 0.3) : hue(c));
  });
};

/** @param {number[]} point @returns {[number, number]} */
function at2([x, y]) {
  return [x, y];
}

/** @param {(x: number) => number} f @param {number} colour @param {number} [top] @returns {Draw} */
const curve = (f, colour, top = 1) => (context, width, height) => line(context, Array.from({ length: 61 }, (_, i) => {
  const x = -3 + i / 10;
  return [width * (0.15 + (0.7 * i) / 60), height * (0.85 - (0.7 * f(x)) / top)];
}), hue(colour));

/** @type {Record<string, Draw>} */
const EMBLEMS = {
  neuron: (context, width, height, ink) => {
    for (const [x, y, c] of [[.3, .3, 0], [.24, .55, 0], [.4, .62, 0], [.36, .42, 0], [.6, .35, 1], [.7, .6, 1],
      [.76, .3, 1], [.64, .75, 1]]) dot(context, x * width, y * height, 5.5, hue(c));
    line(context, [[width * .42, height * .1], [width * .56, height * .9]], ink.text);
  },
  passes: (context, width, height, ink) => {
    net([2, 3, 1])(context, width, height, ink);
    line(context, [[width * .86, height * .25], [width * .92, height * .5], [width * .86, height * .75]], hue(3));
  },
  losses: (context, width, height, ink) => {
    curve((x) => -Math.log((x + 3.05) / 6.1), 3, 3)(context, width, height, ink);
    curve((x) => ((x - 3) / 6) ** 2, 5, 3)(context, width, height, ink);
  },
  frameworks: net([5, 7, 4]),
  activations: (context, width, height, ink) => {
    curve(ACTIVATIONS.sigmoid.f, 2)(context, width, height, ink);
    curve((x) => Math.max(0, x) / 3, 1)(context, width, height, ink);
  },
  optimizers: (context, width, height, ink) => {
    const at = ([/** @type {number} */ x, /** @type {number} */ y]) => [width * (0.5 + x / 4.6),
      height * (0.5 - y / 3.4)];
    for (const size of [0.4, 0.9, 1.5]) {
      line(context, Array.from({ length: 61 }, (_, i) => at([
        size * 1.2 * Math.cos(i * Math.PI / 30), size * 0.6 * Math.sin(i * Math.PI / 30)])), faded(ink.quiet, 0.35), 1);
    }

    line(context, travel(SURFACES.bowl, 'sgd', 0.17, [-1.7, 1], 14).map(at), hue(1), 2);
    line(context, travel(SURFACES.bowl, 'adam', 0.15, [-1.7, 1], 40).map(at), hue(0), 2);
  },
  mnist: (context, width, height) => {
    [[[.2, .3], [.3, .22], [.33, .4], [.2, .78], [.35, .78]], [[.47, .3], [.53, .22], [.53, .78]],
      [[.68, .22], [.66, .55], [.82, .55], [.78, .4], [.78, .8]]].forEach((stroke, i) => line(
      context, stroke.map(([x, y]) => [x * width, y * height]), hue(i), 5));
  },
  inside: (context, width, height) => {
    const side = height / 5;
    for (let i = 0; i < 24; i++) {
      const [x, y] = [i % 8, Math.floor(i / 8)];
      context.fillStyle = faded(hue((x * 5 + y * 3) % 2 ? 1 : 5), 0.25 + 0.75 * Math.abs(Math.sin(3 * i + y)));
      context.fillRect(width / 2 + (x - 4) * (side + 3), height / 2 + (y - 1.5) * (side + 3), side, side);
    }
  },
  advice: net([4, 6, 6, 3], (column, row) => (column === 1 && row % 3 === 1) || (column === 2 && row % 3 === 0)),
  draw: (context, width, height) => line(context, Array.from({ length: 40 }, (_, i) => {
    const angle = -Math.PI / 2 + (i / 39) * 2 * Math.PI * 0.98;
    return [width / 2 + 0.1 * width * Math.sin(2 * angle + Math.PI), height / 2 + 0.34 * height * Math.sin(angle)];
  }), hue(0), 6),
};
