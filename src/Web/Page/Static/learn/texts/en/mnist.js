// @ts-check
export default {
  title: 'MNIST: train it now',
  short: 'Ten pictures, twelve networks, curves that move, and a guess.',
  lede: 'Numerals that people wrote by hand, 28×28 pixels each: the “hello, world” of the field. Train twelve small '
    + 'networks on them, here, with different optimizers, learning rates and dropout, and watch who learns fastest.',
  images: 'The first ten test images',
  image: (/** @type {string} */ name) => `Test image, a ${name}`,
  mnist: 'This is MNIST (Y. LeCun, C. Cortes, C. J. C. Burges): 60,000 images to train with and 10,000 to test.',
  digits: 'The files of MNIST are not on this machine, so these digits are generated here. To have the real ones, run '
    + '“experiments run examples/mnist.yaml”, which downloads them, or set EXPERIMENTS_DATA.',
  train: 'Train it now',
  training: 'Training …',
  how: 'A sweep of twelve trials: 3 optimizers × 2 learning rates × 2 dropouts, 6,000 images, 3 epochs.',
  ended: (/** @type {number} */ n, /** @type {number} */ all) => `${n} of ${all} trials have ended`,
  best: (/** @type {number} */ trial, /** @type {string} */ value, /** @type {string} */ what) =>
    `Best so far: trial ${trial} with ${value} of the validation images right (${what})`,
  open: 'Open the sweep',
  accuracy: 'Share of validation images that are right',
  loss: 'Loss in training',
  guess: (/** @type {string} */ name) => `I think this is a ${name}.`,
  right: (/** @type {string} */ p) => `It is. Probability: ${p}`,
  wrong: (/** @type {string} */ name, /** @type {string} */ p) => `It is a ${name}, in fact. Probability given: ${p}`,
  another: 'Another image',
  probabilities: 'Probability of each class',
  chosen: 'Choose an image above, or take another one from the test set.',
  goals: {
    train: 'Train it. Which optimizer is ahead after one epoch?',
    guess: 'Let the best network guess ten images.',
    wrong: 'Find one that it gets wrong.',
  },
};
