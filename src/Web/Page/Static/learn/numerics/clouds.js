// @ts-check
import { createRandom, normal } from './randomness.js';

/** @typedef {{ x: number, y: number, label: 0 | 1 }} Dot */

/**
 * Points of two classes in the plane, the same each time.
 * @param {number} seed @param {[number, number, 0 | 1][]} middles The middle of each group and its class.
 * @returns {Dot[]}
 */
function groups(seed, middles) {
  const random = createRandom(seed);
  return middles.flatMap(([x, y, label]) => Array.from({ length: 48 / middles.length }, () => (
    { x: x + 0.42 * normal(random), y: y + 0.42 * normal(random), label })));
}

/** @type {Record<string, Dot[]>} */
export const CLOUDS = {
  two: groups(1, [[-1.3, -0.9, 0], [1.3, 0.9, 1]]),
  // No line through the origin separates them.
  shifted: groups(3, [[0.4, 0.5, 0], [1.9, 2, 1]]),
  // No line at all does.
  xor: groups(2, [[-1.3, -1.3, 0], [1.3, 1.3, 0], [-1.3, 1.3, 1], [1.3, -1.3, 1]]),
};
