// @ts-check
export default {
  title: 'Optimizers',
  short: 'SGD, momentum, RMSprop and Adam race down a slope.',
  lede: 'Everybody knows the slope under their feet, and nobody sees the valley. SGD walks straight down. Momentum '
    + 'rolls on. RMSprop and Adam take steps of even length in every direction, however steep it is. Who is first?',
  surface: 'Landscape',
  surfaces: { bowl: 'Long bowl', valley: 'Bent valley', saddle: 'Saddle' },
  steps: 'Steps taken',
  factor: 'Learning rates of all',
  picture: 'The landscape from above, with the way of each. Click to choose the start.',
  names: { sgd: 'SGD', momentum: 'momentum', rmsprop: 'RMSprop', adam: 'Adam' },
  column: { name: 'optimizer', rate: 'learning rate', loss: 'loss now', state: '' },
  lost: (/** @type {number} */ n) => `lost after ${n} steps`,
  arrived: (/** @type {number} */ n) => `down to 0.01 after ${n} steps`,
  walking: 'on its way',
  loss: 'loss',
  step: 'step',
  rates: 'Too small, too large',
  ratesLede: 'The loss is ½x², and SGD starts at x = 2. Each step multiplies x by 1 − learning rate.',
  rate: 'Learning rate',
  parabola: 'A parabola with the way of SGD',
  after: (/** @type {string} */ x) => `After 12 steps x = ${x}`,
  words: [
    [0.15, 'Too small: it would arrive, some day.'],
    [0.8, 'A good pace.'],
    [1.2, 'As good as it gets: nearly there in one step.'],
    [1.999, 'It jumps across the valley, and still gets closer.'],
    [2.001, 'For ever to and fro.'],
    [9, 'Too large: each jump leads farther up. This is how a loss becomes NaN.'],
  ],
  goals: {
    equal: 'The rates are those that people begin with: SGD 0.1, RMSprop 0.01, Adam 0.001. Who has got where after 300 '
      + 'steps? Give all of them ten times as much.',
    lost: 'Raise the rates until somebody is lost.',
    saddle: 'On the saddle, almost straight above the flat spot: who gets away from it?',
    diverge: 'Below, find the learning rate beyond which SGD climbs.',
  },
};
