// @ts-check
export default {
  title: 'Advice, and a challenge',
  short: 'What to begin with, what dropout does, and your own best practice.',
  lede: 'What people who do this every day would tell you, and a sweep file that is yours to change.',
  advice: [
    ['ReLU is the default of hidden layers', 'Take another one when you have a reason. Sigmoids belong at the output.'],
    ['Adam is the choice of the lazy', 'It works without much tuning. SGD with momentum can end up better, if somebody '
      + 'looks for its learning rate.'],
    ['The learning rate matters most', 'If you may try only one thing, try ten times as much and a tenth.'],
    ['Look at the gradients when it does not learn', 'Lesson 8 shows how they vanish. “experiments inspect” says it in '
      + 'words.'],
  ],
  dropout: 'Dropout',
  dropoutWords: 'In training, each unit is left out by chance, so none can rely on a single colleague. What is left is '
    + 'multiplied by 1 ÷ (1 − p), so that sums stay as large. When it counts, all of them play.',
  share: 'Share p that is left out',
  again: 'Next image',
  exam: 'Exam: all play',
  state: (/** @type {number} */ left, /** @type {number} */ all, /** @type {string} */ factor) =>
    `${left} of ${all} hidden units play, each × ${factor}`,
  picture: 'A network, some of whose hidden units are left out',
  challenge: 'The challenge',
  challengeWords: 'Change the architecture, the learning rates, the dropout. See what happens, and publish your best '
    + 'practice. A list after “values” is tried in full.',
  file: 'Your sweep file',
  check: 'Check',
  submit: 'Train it',
  place: (/** @type {number} */ line, /** @type {number} */ column) => `Line ${line}, column ${column}: `,
  good: (/** @type {number} */ n) => `It is right. It would train ${n} trials.`,
  ideas: 'Ideas',
  ideaList: [
    ['hidden_units: {value: 128}', 'hidden_units: {values: [32, 128, 512]}', 'wider'],
    ['hidden_units: {value: 128}', 'hidden_units: {value: [128, 64]}', 'deeper'],
    ['dropout: {values: [0.0, 0.2]}', 'dropout: {values: [0.0, 0.2, 0.5]}', 'more dropout'],
    ['learning_rate: {values: [0.01, 0.001]}', 'learning_rate: {values: [0.1, 0.01, 0.001, 0.0001]}',
      'more learning rates'],
  ],
  publish: 'Publish it',
  publishWords: 'The best trial with its model, its sweep file and a card that says how it was made:',
  goals: {
    check: 'Change the file so that it is still right, and check it.',
    wrong: 'Misspell something: the error is shown at its place.',
    train: 'Train your own sweep.',
  },
};
