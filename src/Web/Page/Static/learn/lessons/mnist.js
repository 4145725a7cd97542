// @ts-check
import { get, pathOf, query, submit } from '../../app/api.js';
import { keep, read, sweepAddress } from '../../app/address.js';
import { attempt } from '../../app/dialogs.js';
import { fill, h } from '../../app/elements.js';
import { follow, paced } from '../../app/live.js';
import { isFinal, progressBar } from '../../app/parts.js';
import { Curves, readCurves } from '../../sweep/curves.js';
import { button } from '../kit/controls.js';
import { Digits, percent } from '../kit/digits.js';
import { createGoals } from '../kit/goals.js';
import { image, pixelsOf } from '../kit/images.js';
import { findDataset, findModel, predict, sweepFile } from '../kit/models.js';

/** The colours of the optimizers are those of their race. @type {Record<string, number>} */
const HUES = { sgd: 1, rmsprop: 2, adam: 0 };

const ROW = 10;
const TRIALS = 12;

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export async function showMnist(host, texts, signal) {
  const dataset = await findDataset(signal);
  const guesses = { count: 0, wrong: 0, trained: false };
  const goals = createGoals(texts.common.goals, texts.common.goalReached, [
    { text: texts.goals.train, reached: () => guesses.trained },
    { text: texts.goals.guess, reached: () => guesses.count >= 10 },
    { text: texts.goals.wrong, reached: () => guesses.wrong > 0 },
  ]);
  const [row, training, guess] = [h('section.panel', {}), h('section.panel', {}), h('section.panel', { hidden: true })];
  fill(host, row, training, guess, goals.element);
  const guessing = createGuess(guess, texts, dataset, signal, (isRight) => {
    guesses.count++;
    if (!isRight) guesses.wrong++;
    goals.check();
  });
  const first = await get(`/datasets/${dataset}/images${query({ count: ROW })}`, signal);
  fill(row, h('h2', {}, texts.images), h('ol.gallery', {}, first.images.map((/** @type {any} */ one) => h('li', {},
    h('button', { type: 'button', onclick: () => guessing.ask(one) },
      image(texts.image(first.classes[one.label]), pixelsOf(one.pixels), first.side)), first.classes[one.label]))),
  h('p.quiet', {}, texts[dataset]));

  const changed = async (/** @type {any} */ sweep) => {
    guesses.trained ||= isFinal(sweep);
    if (sweep.best_trial !== null) await guessing.offer();
    goals.check();
  };
  const start = button(texts.train, async () => {
    start.disabled = true;
    const isDone = await attempt(async () => {
      const { sweep } = await submit(sweepFile(dataset), { file: 'learn.yaml' });
      keep({ sweep: sweep.id });
      await watch(training, start, sweep.id, texts, signal, changed);
      return {};
    });
    if (!isDone) start.disabled = false;
  }, true);
  start.classList.add('go');
  fill(training, h('div.row', {}, start, h('span.quiet', {}, texts.how)));
  if (read('sweep')) await watch(training, start, read('sweep'), texts, signal, changed);
  else await guessing.offer();
}

/**
 * Shows a sweep while it trains.
 * @param {HTMLElement} host @param {HTMLButtonElement} start @param {string} id @param {any} texts
 * @param {AbortSignal} signal @param {(sweep: any) => Promise<void>} changed
 */
async function watch(host, start, id, texts, signal, changed) {
  const { sweep } = await get(pathOf('sweeps', id), signal);
  const [progress, best] = [h('div', {}), h('p.verdict', { role: 'status' })];
  const pictures = ['val_accuracy', 'train_loss'].map((metric) => {
    const place = h('div.picture', {});
    return { metric, place, curves: new Curves(place, sweep, { metric, smoothing: 0, logX: false, logY: false,
      height: 230 }) };
  });
  signal.addEventListener('abort', () => pictures.forEach((one) => one.curves.destroy()));
  fill(host, h('div.row', {}, start, h('a.button', { href: sweepAddress(id) }, texts.open)), progress, best,
    h('p.legend', {}, Object.entries(HUES).map(([name, hue]) => h('span.key', {
      style: { '--hue': `var(--hue-${hue})` } }, name))),
    h('div.pictures', {}, pictures.map((one) => h('div', {}, h('h2', {}, one.metric === 'train_loss' ? texts.loss
      : texts.accuracy), one.place))));

  const draw = paced(async () => {
    const trials = await get(`${pathOf('sweeps', id, 'trials')}?limit=100`, signal);
    const { trials: counts } = sweep;
    start.disabled = !isFinal(sweep);
    start.textContent = isFinal(sweep) ? texts.train : texts.training;
    const ended = counts.completed + counts.failed + counts.pruned + counts.cancelled;
    fill(progress, progressBar(sweep), h('p.quiet', {}, texts.ended(
      ended, Math.max(counts.total, sweep.run_cap ?? TRIALS))));
    const its = trials.find((/** @type {any} */ one) => one.trial === sweep.best_trial);
    best.textContent = !its ? '' : texts.best(its.trial, percent(sweep.best_objective), ['optimizer', 'learning_rate',
      'dropout'].map((name) => `${name} ${its.parameters[name]}`).join(', '));
    await Promise.all(pictures.map(async ({ metric, curves }) => {
      const read = await readCurves(id, metric, trials.map((/** @type {any} */ one) => one.trial), 100, signal);
      for (const curve of read) {
        const { parameters } = trials.find((/** @type {any} */ one) => one.trial === curve.trial);
        curve.hue = HUES[parameters.optimizer];
        curve.title += `: ${parameters.optimizer} ${parameters.learning_rate}`;
      }

      curves.update(read);
    }));
    await changed(sweep);
  }, signal, 300);
  follow(`${pathOf('sweeps', id, 'live')}?stay=true`, (state) => {
    Object.assign(sweep, state.sweep);
    draw();
  }, signal);
  // Curves grow between the changes of the sweep.
  const timer = setInterval(() => { if (!isFinal(sweep) && !document.hidden) draw(); }, 700);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/**
 * Lets the best network guess.
 * @param {HTMLElement} host @param {any} texts @param {string} dataset @param {AbortSignal} signal
 * @param {(isRight: boolean) => void} guessed
 */
function createGuess(host, texts, dataset, signal, guessed) {
  /** @type {any} */
  let model = null;
  let next = 11;
  const [picture, said, verdict] = [h('div', {}), h('p.guess', { role: 'status' }), h('p.quiet', {})];
  const bars = new Digits(texts.probabilities);
  const ask = async (/** @type {any} */ one) => {
    if (model === null) return;
    const pixels = pixelsOf(one.pixels);
    fill(picture, image(texts.images, pixels, 28));
    await attempt(async () => {
      const answer = await predict(model, pixels);
      const { classes, probabilities, best } = answer;
      bars.show(classes, probabilities);
      said.textContent = texts.guess(classes[best]);
      verdict.textContent = best === one.label ? texts.right(percent(probabilities[best]))
        : texts.wrong(classes[one.label], percent(probabilities[best]));
      guessed(best === one.label);
      return {};
    });
  };
  const another = async () => {
    const some = await get(`/datasets/${dataset}/images${query({ from: next++ % 2000, count: 1 })}`, signal);
    await ask(some.images[0]);
  };
  fill(host, said, h('div.bench.narrow', {}, h('div.guessed', {}, picture), h('div', {}, bars.element, verdict,
    h('div.row', {}, button(texts.another, another), h('span.quiet', {}, texts.chosen)))));
  return {
    ask,
    /** Opens the best network of now, and begins if that is the first one. */
    async offer() {
      const isFirst = model === null;
      const found = await findModel(signal, 1, dataset);
      if (found === null) return;
      model = found;
      host.hidden = false;
      if (isFirst) await another();
    },
  };
}
