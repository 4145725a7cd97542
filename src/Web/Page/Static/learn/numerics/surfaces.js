// @ts-check

/**
 * A surface to go down, in the square from −2 to 2.
 * @typedef {object} Surface
 * @property {(x: number, y: number) => number} height
 * @property {(x: number, y: number) => number[]} gradient
 * @property {number[]} start
 */

/** @type {Record<string, Surface>} */
export const SURFACES = {
  // Ten times as steep in one direction as in the other.
  bowl: {
    height: (x, y) => 0.5 * x * x + 5 * y * y,
    gradient: (x, y) => [x, 10 * y],
    start: [-1.7, 1.3],
  },
  // Rosenbrock's valley, made less steep: 1/20 of it.
  valley: {
    height: (x, y) => 0.05 * (1 - x) ** 2 + 0.5 * (y - x * x) ** 2,
    gradient: (x, y) => [-0.1 * (1 - x) - 2 * x * (y - x * x), y - x * x],
    start: [-1.4, 1.6],
  },
  // Flat in the middle, and down to the left and right of it.
  saddle: {
    height: (x, y) => 0.25 * x ** 4 - 0.5 * x * x + 0.5 * y * y + 0.25,
    gradient: (x, y) => [x ** 3 - x, y],
    start: [0.02, 1.7],
  },
};
