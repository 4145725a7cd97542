// @ts-check
import { h } from '../../app/elements.js';

/**
 * A small picture of numbers: grey ones from 0 to 1, or weights, of which positive and negative ones have different
 * colours.
 * @param {string} label @param {ArrayLike<number>} values Row by row. @param {number} side
 * @param {'grey' | 'weights'} kind
 */
export function image(label, values, side, kind = 'grey') {
  const canvas = /** @type {HTMLCanvasElement} */ (h('canvas.pixels', {
    role: 'img', 'aria-label': label, width: side, height: side }));
  paint(canvas, values, side, kind);
  return canvas;
}

/** Draws another one into a small picture. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values
 * @param {number} side @param {'grey' | 'weights'} kind */
export function paint(canvas, values, side, kind = 'grey') {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const pixels = context.createImageData(side, side);
  const most = kind === 'weights' ? Math.max(...Array.from(values, Math.abs), 1e-12) : 1;
  for (let i = 0; i < side * side; i++) {
    pixels.data.set(kind === 'weights' ? weightColour(values[i] / most) : grey(values[i]), 4 * i);
  }

  context.putImageData(pixels, 0, 0);
}

/** @param {number} value */
function grey(value) {
  const light = Math.round(255 * Math.min(Math.max(value, 0), 1));
  return [light, light, light, 255];
}

const WARM = [225, 87, 40];
const COOL = [42, 111, 219];

/** The smaller a weight, the more of the page behind is seen. @param {number} share From −1 to 1. */
function weightColour(share) {
  return [...(share >= 0 ? WARM : COOL), Math.round(255 * Math.abs(share))];
}

/** The pixels of an image of the API, from 0 to 1. @param {string} base64 */
export function pixelsOf(base64) {
  return Array.from(atob(base64), (one) => one.charCodeAt(0) / 255);
}
