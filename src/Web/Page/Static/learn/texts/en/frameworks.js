// @ts-check
export default {
  title: 'A fully connected network',
  short: '784–128–10, written in PyTorch, in TensorFlow, and as a sweep file.',
  lede: 'A picture of 28×28 pixels becomes 784 numbers. 128 neurons look at all of them, and ten more look at those '
    + '128: one for each digit. The same network in two frameworks, and here.',
  hidden: 'Hidden units',
  count: (/** @type {string} */ n, /** @type {string} */ how) => `${n} weights and biases: ${how}`,
  picture: 'A network of 784 inputs, hidden units and 10 outputs',
  inputs: '784 pixels',
  hiddenUnits: (/** @type {number} */ n) => `${n} × ReLU`,
  outputs: '10 digits',
  side: 'Side by side',
  topic: 'What',
  topics: { model: 'The model', loop: 'Training', flow: 'Data flow', gpu: 'GPU', debug: 'Debugging' },
  teams: {
    pytorch: ['PyTorch', 'A street team: every move is decided as it is played. You write the loop, and it runs line '
      + 'by line as Python.'],
    tensorflow: ['TensorFlow', 'A drilled club: the moves are planned before the match. You compile a model, and fit() '
      + 'runs a graph.'],
    here: ['Here', 'A manager of many matches: you say what to train and what to try, and all combinations are '
      + 'trained, recorded and compared.'],
  },
  words: {
    model: 'All three describe the same layers. In the sweep file the width may itself be one of the things to try.',
    loop: 'Running mode. In PyTorch you write the five lines of the loop yourself. Keras has it in fit(). Here it is '
      + 'part of the workload, and what you choose is which values to try.',
    flow: 'Where batches come from. Both frameworks have a pipeline that shuffles and batches; here the dataset is '
      + 'named, is checked against its hash, and the last sixth is kept for validation.',
    gpu: 'PyTorch moves the model and each batch to a device by hand. TensorFlow takes the first GPU that it sees. '
      + 'Here you say what a trial needs, and it is placed where that is free.',
    debug: 'In PyTorch an ordinary print or breakpoint works anywhere. In TensorFlow, what is compiled must be run '
      + 'eagerly first. Here look at the trial: its curves, its gradients, what it confuses.',
  },
  goals: {
    count: 'How many parameters has 784–128–10? Find the number of hidden units with about half as many.',
    all: 'Look at all five topics.',
  },
};
