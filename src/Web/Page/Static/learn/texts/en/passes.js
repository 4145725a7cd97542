// @ts-check
export default {
  title: 'Forward and backward',
  short: 'Deliver a number through the layers, then trace the mistake back.',
  lede: 'The forward pass is a parcel on its way: each layer adds up, bends, and hands on. When the wrong thing '
    + 'arrives, the backward pass goes the same way back and asks at each station how much of the mistake was made '
    + 'there. The optimizer then turns each weight a little so that it happens less.',
  next: 'Next step',
  back: 'Step back',
  repeat: (/** @type {number} */ n) => `${n} whole rounds`,
  reset: 'New weights',
  rate: 'Learning rate',
  input: (/** @type {number} */ i) => `Input x${'₁₂'[i]}`,
  target: 'Should arrive',
  network: 'The network with the numbers of this step',
  stages: [
    ['The parcel is packed', 'The two inputs are at the start. Nothing has been computed yet.'],
    ['First station', 'Each unit of the hidden layer adds up weight × input, and bends the sum.'],
    ['Arrival', 'The last unit does the same with what the hidden units hand on. This is the prediction.'],
    ['How wrong is it?', 'The loss is half the squared difference between what arrived and what should have.'],
    ['Back at the door', 'The blame of the last unit: how wrong it is, times the slope of its bend.'],
    ['Back at the first station', 'Each hidden unit gets its share: through a large weight comes much blame.'],
    ['A bill for each weight', 'Its gradient: the blame of the unit it leads to, times what came along it.'],
    ['The optimizer’s step', 'Each weight moves against its gradient, by the learning rate. The loss has changed.'],
  ],
  loss: 'Loss',
  rounds: 'Rounds',
  check: (/** @type {string} */ nudged, /** @type {string} */ gradient) =>
    `Test: nudge w₁₁ by 0.0001 and the loss changes ${nudged} times as much. Backpropagation says ${gradient}.`,
  numbers: 'The numbers',
  goals: {
    back: 'Go through all steps to the optimizer’s step.',
    low: 'Repeat whole rounds until the loss is below 0.001.',
    high: 'Set the learning rate to its maximum: does it still arrive?',
  },
};
