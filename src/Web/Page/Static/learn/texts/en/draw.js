// @ts-check
export default {
  title: 'Draw a digit',
  short: 'The best network answers while you draw.',
  lede: 'Write a digit with the mouse, a finger or the keys. The best network that has been trained answers while you '
    + 'draw, and shows what its first layer makes of it.',
  pad: 'Drawing area. Arrow keys move the pen, the space bar puts it down or lifts it, Delete clears the area.',
  keys: 'With keys: arrows move the pen, space puts it down or lifts it, Delete clears.',
  clear: 'Clear',
  sample: 'Show a test image',
  guess: (/** @type {string} */ name, /** @type {string} */ p) => `I think this is a ${name} (${p}).`,
  nothing: 'Draw something.',
  probabilities: 'Probability of each class',
  sees: 'What the network sees',
  input: '28×28 pixels, centred like those of MNIST',
  first: 'The strongest units of its first layer. The brighter, the more a unit is excited now.',
  unit: (/** @type {number} */ n, /** @type {string} */ value) => `Unit ${n}: ${value}`,
  goals: {
    sure: 'Draw something of which it is 99 % sure.',
    all: 'Get it to recognise five different digits.',
    fool: 'Draw something that is no digit. It answers all the same, and may even be sure: it knows nothing else.',
  },
};
