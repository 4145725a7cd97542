// @ts-check
import { Refusal, get, pathOf, post, query } from '../../app/api.js';
import { h } from '../../app/elements.js';
import { read } from '../../app/address.js';
import { lessonAddress } from '../language.js';

/** How many sweeps are asked for a network. */
const MOST = 20;

/**
 * Returns the network of the best trial of the sweep in the address, or of the newest sweep that has one.
 * @param {AbortSignal} signal @param {number} filters The number of filters.
 * @param {string} [dataset] Only a network for this dataset.
 * @returns {Promise<any>} Null if there is none.
 */
export async function findModel(signal, filters = 16, dataset = undefined) {
  const given = read('sweep');
  const sweeps = given ? [{ id: given, best_trial: 0 }] : await get('/sweeps?limit=100', signal);
  for (const sweep of sweeps.filter((/** @type {any} */ one) => one.best_trial !== null).slice(0, MOST)) {
    try {
      const model = await get(pathOf('sweeps', sweep.id, 'model') + query({ filters }), signal);
      if (dataset === undefined || model.dataset === dataset) return model;
    } catch (fault) {
      if (!(fault instanceof Refusal) || ![404, 409].includes(fault.status)) throw fault;
    }
  }

  return null;
}

/** What a network takes an image for. @param {any} model @param {number[]} pixels @returns {Promise<any>} */
export function predict(model, pixels) {
  return post(pathOf('sweeps', model.sweep, 'trials', String(model.trial), 'predict'), { pixels });
}

/** The dataset that is trained on: MNIST, if its files are here. @param {AbortSignal} signal */
export async function findDataset(signal) {
  const datasets = await get('/datasets', signal);
  return datasets.some((/** @type {any} */ one) => one.name === 'mnist' && one.here) ? 'mnist' : 'digits';
}

/** Says that nothing is trained yet, and where to do that. @param {any} common */
export function noModel(common) {
  return h('p.reason', { role: 'status' }, common.noModel, ' ', h('a', { href: lessonAddress('mnist') },
    common.toTraining));
}

/** The sweep file of the quickstart, with a name of its own. @param {string} dataset */
export function sweepFile(dataset) {
  return `name: learn
workload: mlp
dataset: ${dataset}
method: grid
metric: {name: val_accuracy, goal: maximize}
checkpoint: {keep: last}
parameters:
  optimizer: {values: [sgd, adam, rmsprop]}
  learning_rate: {values: [0.01, 0.001]}
  dropout: {values: [0.0, 0.2]}
  hidden_units: {value: 128}
  batch_size: {value: 64}
  train_examples: {value: 6000}
  epochs: {value: 3}
`;
}
