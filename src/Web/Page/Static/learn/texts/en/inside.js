// @ts-check
export default {
  title: 'Inside the black box',
  short: 'What the first layer looks for, and where gradients fade or explode.',
  lede: 'Two windows into a network: the weights of its first layer, which are pictures, and the gradients of all its '
    + 'layers, which tell whether it can learn at all.',
  filters: 'Sixteen filters of the first layer',
  filtersWords: 'Each picture has the weights of one unit, one for each pixel. Ink on a warm colour excites the unit, '
    + 'ink on a cold one silences it. They are the strongest ones, and nobody drew them: training did.',
  filter: (/** @type {number} */ n) => `Filter of unit ${n}`,
  lab: 'Can the blame reach the first layer?',
  labWords: 'A new network with 32 units in each layer. 24 random examples go through it, and the gradients of all its '
    + 'weights are computed here, in this page.',
  depth: 'Layers',
  activation: 'Activation',
  activations: { relu: 'ReLU', tanh: 'tanh', sigmoid: 'sigmoid' },
  initialization: 'Weights at the start',
  initializations: { he: 'He', xavier: 'Xavier', small: 'tiny (0.02)', large: 'huge (1)' },
  layer: 'layer',
  deviation: 'deviation of the gradient',
  mean: 'mean',
  column: { layer: 'layer', mean: 'mean', deviation: 'deviation' },
  ends: (/** @type {string} */ a, /** @type {string} */ b) => `Deviation in the first layer ${a}, in the last ${b}`,
  words: {
    vanish: 'Vanishing: the first layers are told next to nothing, so they stay as they were drawn.',
    fade: 'Fading: the first layers learn more slowly than the last.',
    healthy: 'Healthy: the blame arrives in every layer.',
    explode: 'Exploding: the first layers are thrown about, and soon the loss is NaN.',
  },
  trained: 'The gradients of a trained network',
  trainedWords: 'Those of its last epoch, recorded while it was trained.',
  goals: {
    vanish: 'Make the gradients of the first layer vanish: below 0.0001.',
    explode: 'Make them explode: above 1. A healthy gradient is some hundredths.',
    healthy: 'Keep ten layers healthy. Which start goes with which activation?',
  },
};
