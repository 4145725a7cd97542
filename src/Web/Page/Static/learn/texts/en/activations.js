// @ts-check
export default {
  title: 'Activation functions',
  short: 'ReLU, sigmoid, tanh and their slopes, side by side.',
  lede: 'Without a bend between them, many layers are worth no more than one. Which bend? What matters when training '
    + 'is the slope: blame travels back through it, and what is flat lets nothing through.',
  functions: 'The functions',
  slopes: 'Their slopes',
  x: 'z, the weighted sum',
  f: 'output',
  slope: 'slope',
  at: 'Weighted sum z',
  show: 'Shown',
  names: { relu: 'ReLU', leaky_relu: 'leaky ReLU', gelu: 'GELU', sigmoid: 'sigmoid', tanh: 'tanh' },
  layers: 'Layers that the blame passes through',
  column: {
    name: 'function', value: 'output', slope: 'slope', after: (/** @type {number} */ n) => `after ${n} layers`,
  },
  about: {
    relu: 'The default of hidden layers: cheap, and its slope of 1 passes the blame on undiminished. Below 0 a unit is '
      + 'silent, and if it is so for every image it is dead.',
    leaky_relu: 'A ReLU with a small slope below 0, so that no unit dies.',
    gelu: 'A soft ReLU, used in transformers.',
    sigmoid: 'From 0 to 1, so it reads as a probability: good for an output. Its slope is at most 0.25, so blame fades '
      + 'quickly from layer to layer.',
    tanh: 'Like the sigmoid, but from −1 to 1, with a slope of up to 1 in the middle.',
  },
  goals: {
    flat: 'Find a z where the slopes of sigmoid and tanh are both below 0.01.',
    fade: 'With z = 0 and 10 layers: what is left of the blame behind sigmoids?',
    dead: 'Find where ReLU lets nothing through but leaky ReLU does.',
  },
};
