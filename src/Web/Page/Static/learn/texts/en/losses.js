// @ts-check
export default {
  title: 'Losses',
  short: 'The courier’s score: squared errors, and what confident mistakes cost.',
  lede: 'A loss is the score of the courier: one number that says how wrong a prediction is. Training does nothing but '
    + 'make it smaller. For numbers one takes the mean squared error, for classes the cross entropy.',
  classes: 'Classes: which one is it?',
  probability: 'Probability given to the right class',
  axis: 'probability p of the right class',
  loss: 'loss',
  slopes: 'The push that arrives at the unit before the sigmoid',
  slope: 'slope',
  mse: 'squared error (1 − p)²',
  crossEntropy: 'cross entropy −ln p',
  values: (/** @type {string} */ mse, /** @type {string} */ ce) => `Squared error ${mse} · cross entropy ${ce}`,
  pushes: (/** @type {string} */ mse, /** @type {string} */ ce) => `Squared error pushes with ${mse}, cross entropy `
    + `with ${ce}`,
  words: [
    [0.05, 'Confidently wrong. Cross entropy screams, and pushes with full force; the squared error has almost no '
      + 'slope left here: the worse the mistake, the less it learns from it.'],
    [0.4, 'Wrong, but not sure of it. Both push.'],
    [0.75, 'On the right side, but hesitant.'],
    [1.01, 'Right, and sure of it. There is little left to learn, so both push gently.'],
  ],
  numbers: 'Numbers: how much is it?',
  incline: 'Slope of the line',
  height: 'Height of the line',
  squares: (/** @type {string} */ mse) => `Mean squared error: ${mse}. Each square is an error times itself; the loss `
    + 'is their mean area.',
  picture: 'Points, a line, and the square of each error',
  best: 'Best line',
  goals: {
    wrong: 'Make the cross entropy larger than 4. How small is the push of the squared error now?',
    fit: 'Lay the line so that the mean squared error is below 0.05.',
  },
};
