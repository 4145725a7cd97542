// @ts-check
export default {
  title: 'A neuron',
  short: 'Weights, a bias and a bend: move them, and watch the line move.',
  lede: 'A neuron multiplies each input by a weight, adds them up, adds a bias, and bends the sum with an activation '
    + 'function. That is all. With two inputs it cuts the plane in two.',
  points: 'Points',
  clouds: { two: 'Two clouds', shifted: 'Both on one side', xor: 'Crosswise' },
  weight: (/** @type {number} */ i) => `Weight w${'₁₂'[i]}`,
  bias: 'Bias b',
  activation: 'Activation',
  activations: { sigmoid: 'sigmoid', tanh: 'tanh', relu: 'ReLU', step: 'step' },
  plane: 'Drag the cross: it is the input. Its colour is what the neuron answers.',
  right: (/** @type {number} */ n, /** @type {number} */ all) => `${n} of ${all} points on their side of the line`,
  learn: 'Let it learn',
  stop: 'Stop',
  picture: (/** @type {string} */ z, /** @type {string} */ out) => `A neuron whose sum is ${z} and whose output is `
    + out,
  goals: {
    two: 'Separate the two clouds by hand.',
    shifted: 'Choose “Both on one side”. Without the bias every line goes through the middle: use it.',
    xor: 'Choose “Crosswise” and get 36 of 48. One line cannot do better: that is why networks have layers.',
    learn: 'Press “Let it learn” and see how it turns the line by itself.',
  },
  why: [
    ['What are the weights?', 'How much each input counts, and in which direction. Together they are the arrow that '
      + 'stands at right angles to the line. Larger weights make the neuron surer: the colours change more steeply.'],
    ['Why a bias?', 'It moves the line away from the middle. Without it, an input of zeros could only ever give a sum '
      + 'of zero.'],
    ['Why an activation function?', 'Without the bend, a hundred layers of sums are still only one sum. Lesson 5 shows '
      + 'the bends.'],
  ],
};
