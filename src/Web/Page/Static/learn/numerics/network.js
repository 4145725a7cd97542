// @ts-check
import { ACTIVATIONS } from './activations.js';
import { softmax } from './losses.js';
import { normal } from './randomness.js';

/**
 * A fully connected layer: weights[unit][input], a bias for each unit, and the name of its activation function.
 * @typedef {{ weights: number[][], biases: number[], activation: string }} Layer
 * @typedef {{ sums: number[], outputs: number[] }} Pass What the units of a layer have summed up, and give on.
 * @typedef {{ weights: number[][], biases: number[], blame: number[] }} Gradients Of a layer; 'blame' is that of the
 *   sum of each unit.
 */

/** How far weights are from 0 at the start: their deviation for a number of inputs and outputs. */
export const INITIALIZATIONS = {
  he: (/** @type {number} */ inputs) => Math.sqrt(2 / inputs),
  xavier: (/** @type {number} */ inputs, /** @type {number} */ outputs) => Math.sqrt(2 / (inputs + outputs)),
  small: () => 0.02,
  large: () => 1,
};

/**
 * Creates layers with random weights; the last one has no activation function.
 * @param {number[]} widths @param {string} activation @param {keyof typeof INITIALIZATIONS} initialization
 * @param {() => number} random
 * @returns {Layer[]}
 */
export function createNetwork(widths, activation, initialization, random) {
  return widths.slice(1).map((outputs, i) => {
    const deviation = INITIALIZATIONS[initialization](widths[i], outputs);
    return {
      weights: Array.from({ length: outputs }, () => Array.from({ length: widths[i] }, () => deviation
        * normal(random))),
      biases: new Array(outputs).fill(0),
      activation: i === widths.length - 2 ? 'identity' : activation,
    };
  });
}

/** @param {Layer[]} layers @param {number[]} input @returns {Pass[]} */
export function forward(layers, input) {
  /** @type {Pass[]} */
  const passes = [];
  let given = input;
  for (const { weights, biases, activation } of layers) {
    const sums = weights.map((row, unit) => row.reduce((sum, weight, i) => sum + weight * given[i], biases[unit]));
    given = sums.map(ACTIVATIONS[activation].f);
    passes.push({ sums, outputs: given });
  }

  return passes;
}

/**
 * Shares out the blame for a loss: from the last layer to the first, by the chain rule.
 * @param {Layer[]} layers @param {number[]} input @param {Pass[]} passes
 * @param {number[]} slopes The derivative of the loss by each output of the last layer.
 * @returns {Gradients[]}
 */
export function backward(layers, input, passes, slopes) {
  /** @type {Gradients[]} */
  const gradients = [];
  let arriving = slopes;
  for (let i = layers.length - 1; i >= 0; i--) {
    const { weights, activation } = layers[i];
    const given = i === 0 ? input : passes[i - 1].outputs;
    const blame = passes[i].sums.map((sum, unit) => arriving[unit] * ACTIVATIONS[activation].slope(sum));
    gradients[i] = { weights: blame.map((one) => given.map((value) => one * value)), biases: blame, blame };
    arriving = given.map((_, from) => weights.reduce((sum, row, unit) => sum + row[from] * blame[unit], 0));
  }

  return gradients;
}

/**
 * The mean and the deviation of the gradient of each layer's weights, for random inputs with random classes and cross
 * entropy as the loss.
 * @param {Layer[]} layers @param {number} examples @param {() => number} random
 * @returns {{ mean: number, deviation: number }[]}
 */
export function gradientStatistics(layers, examples, random) {
  const inputs = layers[0].weights[0].length;
  const classes = layers[layers.length - 1].biases.length;
  const sums = layers.map(({ weights }) => weights.map((row) => new Float64Array(row.length)));
  for (let example = 0; example < examples; example++) {
    const input = Array.from({ length: inputs }, () => normal(random));
    const label = Math.floor(random() * classes);
    const passes = forward(layers, input);
    const slopes = softmax(passes[passes.length - 1].outputs).map((p, i) => p - (i === label ? 1 : 0));
    backward(layers, input, passes, slopes).forEach((layer, i) => layer.weights.forEach((row, unit) => row.forEach(
      (value, from) => { sums[i][unit][from] += value / examples; })));
  }

  return sums.map((rows) => {
    const all = rows.flatMap((row) => [...row]);
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    return { mean, deviation: Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length) };
  });
}

/** The number of weights and biases. @param {number[]} widths */
export function countParameters(widths) {
  return widths.slice(1).reduce((sum, width, i) => sum + width * (widths[i] + 1), 0);
}
