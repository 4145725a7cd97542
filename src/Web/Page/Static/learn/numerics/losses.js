// @ts-check

/** Probabilities from scores; they sum to 1. @param {ArrayLike<number>} scores */
export function softmax(scores) {
  const most = Math.max(...Array.from(scores));
  const powers = Array.from(scores, (score) => Math.exp(score - most));
  const sum = powers.reduce((all, one) => all + one, 0);
  return powers.map((one) => one / sum);
}

/** The cross entropy of a probability that was given to what is true. @param {number} probability */
export function crossEntropy(probability) {
  return -Math.log(probability);
}

/** @param {number} predicted @param {number} wanted */
export function squaredError(predicted, wanted) {
  return (predicted - wanted) ** 2;
}

/**
 * How steeply a loss falls with the weighted sum z of an output p = sigmoid(z) that should be 1.
 * @type {Record<'mse' | 'crossEntropy', (p: number) => number>}
 */
export const SLOPES = {
  mse: (p) => 2 * (p - 1) * p * (1 - p),
  crossEntropy: (p) => p - 1,
};

/** @param {number[][]} points Pairs of x and y. @param {(x: number) => number} predict */
export function meanSquaredError(points, predict) {
  return points.reduce((sum, [x, y]) => sum + squaredError(predict(x), y), 0) / points.length;
}
