// @ts-check

/**
 * Smooths values exponentially, without the bias towards the first value. Values that are not finite are passed over.
 * @param {ArrayLike<number>} values
 * @param {number} weight Of what came before, from 0 (none) to below 1.
 */
export function smooth(values, weight) {
  const result = new Float64Array(values.length);
  let mean = 0;
  let mass = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) {
      mean = weight * mean + (1 - weight) * values[i];
      mass = weight * mass + (1 - weight);
    }

    result[i] = Number.isFinite(values[i]) ? mean / mass : NaN;
  }

  return result;
}
