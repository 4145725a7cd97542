// @ts-check
export default {
  learn: 'Learn',
  title: 'From one neuron to handwritten digits',
  lede: 'Ten short lessons in which everything moves. Drag what can be dragged, and tick off what there is to try. '
    + 'Nothing has to be installed, and nothing leaves this machine.',
  begin: 'Begin with one neuron',
  lessons: 'Lessons',
  neighbours: 'Lesson before and after this one',
  numberOf: (/** @type {number} */ n) => (n === 10 ? 'And now you' : `Lesson ${n}`),
  before: '← Before',
  after: 'Next →',
  otherLanguage: '中文',
  goals: 'Things to try',
  goalReached: 'Done',
  run: 'Start',
  pause: 'Pause',
  again: 'From the start',
  noModel: 'There is no trained network yet. Train one in lesson 7; it takes half a minute.',
  toTraining: 'Train one now',
  model: (/** @type {any} */ m) => `trial ${m.trial} of sweep ${m.sweep}: ${m.workload}, ${m.widths.join('–')}, `
    + `trained on ${m.dataset} for ${m.epochs} ${m.epochs === 1 ? 'epoch' : 'epochs'}`,
};
