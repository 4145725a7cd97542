// @ts-check

/**
 * An activation function with its derivative, both of the weighted sum z.
 * @typedef {{ f: (z: number) => number, slope: (z: number) => number }} Activation
 */

const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));
const LEAK = 0.01;

// The distribution function of the normal distribution, by its series where that converges quickly, else by
// Abramowitz and Stegun 26.2.17, whose error is below 1e-7.
const density = (/** @type {number} */ z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);

/** @param {number} z */
function distribution(z) {
  if (Math.abs(z) < 3) {
    let [term, sum] = [z, z];
    for (let i = 3; Math.abs(term) > 1e-17; i += 2) sum += (term *= z * z / i);
    return 0.5 + sum * density(z);
  }

  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = density(z) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937
    + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}

/** @type {Record<string, Activation>} The names are those of a sweep file; 'step' and 'identity' are not among them. */
export const ACTIVATIONS = {
  relu: { f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { f: (z) => (z > 0 ? z : LEAK * z), slope: (z) => (z > 0 ? 1 : LEAK) },
  gelu: { f: (z) => z * distribution(z), slope: (z) => distribution(z) + z * density(z) },
  sigmoid: { f: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  tanh: { f: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  step: { f: (z) => (z > 0 ? 1 : 0), slope: () => 0 },
  identity: { f: (z) => z, slope: () => 1 },
};
