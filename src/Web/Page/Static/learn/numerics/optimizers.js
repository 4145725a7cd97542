// @ts-check

/**
 * Moves a point against its gradient, in place.
 * @typedef {(point: number[], gradient: number[]) => void} Step
 */

const TINY = 1e-8;

/** @type {Record<string, (rate: number) => Step>} With the settings that PyTorch has by default. */
export const OPTIMIZERS = {
  sgd: (rate) => (point, gradient) => gradient.forEach((slope, i) => { point[i] -= rate * slope; }),

  momentum: (rate) => {
    const speed = [0, 0];
    return (point, gradient) => gradient.forEach((slope, i) => {
      speed[i] = 0.9 * speed[i] + slope;
      point[i] -= rate * speed[i];
    });
  },

  rmsprop: (rate) => {
    const squares = [0, 0];
    return (point, gradient) => gradient.forEach((slope, i) => {
      squares[i] = 0.99 * squares[i] + 0.01 * slope * slope;
      point[i] -= rate * slope / (Math.sqrt(squares[i]) + TINY);
    });
  },

  adam: (rate) => {
    const [means, squares] = [[0, 0], [0, 0]];
    let steps = 0;
    return (point, gradient) => {
      steps++;
      gradient.forEach((slope, i) => {
        means[i] = 0.9 * means[i] + 0.1 * slope;
        squares[i] = 0.999 * squares[i] + 0.001 * slope * slope;
        const mean = means[i] / (1 - 0.9 ** steps);
        point[i] -= rate * mean / (Math.sqrt(squares[i] / (1 - 0.999 ** steps)) + TINY);
      });
    };
  },
};

/** Farther away than this, a point is lost. */
export const LOST = 1e6;

/**
 * The way of an optimizer over a surface: the start, and where it is after each step.
 * @param {import('./surfaces.js').Surface} surface @param {string} optimizer @param {number} rate
 * @param {number[]} start @param {number} steps
 * @returns {number[][]} Ends early if it is lost.
 */
export function travel(surface, optimizer, rate, start, steps) {
  const move = OPTIMIZERS[optimizer](rate);
  const point = [...start];
  const way = [[...point]];
  for (let i = 0; i < steps; i++) {
    move(point, surface.gradient(point[0], point[1]));
    if (!point.every((one) => Math.abs(one) < LOST)) break;
    way.push([...point]);
  }

  return way;
}
