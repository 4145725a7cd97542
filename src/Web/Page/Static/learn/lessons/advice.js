// @ts-check
import { submit, Refusal } from '../../app/api.js';
import { sweepAddress } from '../../app/address.js';
import { fill, h } from '../../app/elements.js';
import { command } from '../../app/parts.js';
import { hue } from '../../drawing/colours.js';
import { Canvas, faded } from '../kit/canvas.js';
import { button, digits, slider } from '../kit/controls.js';
import { createGoals } from '../kit/goals.js';
import { findDataset, sweepFile } from '../kit/models.js';
import { createRandom } from '../numerics/randomness.js';

const COLUMNS = [6, 10, 10, 4];
const HIDDEN = COLUMNS[1] + COLUMNS[2];
const FILE = 'challenge.yaml';

/** @param {HTMLElement} host @param {any} texts @param {AbortSignal} signal */
export async function showAdvice(host, texts, signal) {
  const dataset = await findDataset(signal);
  fill(host, h('section.whys', {}, texts.advice.map(([/** @type {string} */ title, /** @type {string} */ words]) => h(
    'div', {}, h('h2', {}, title), h('p', {}, words)))),
  createDropout(texts, signal), createChallenge(texts, sweepFile(dataset).replace('name: learn', 'name: challenge')));
}

/** @param {any} texts @param {AbortSignal} signal */
function createDropout(texts, signal) {
  let [seed, isExam] = [1, false];
  const share = slider({ name: 'dropout', label: texts.share, min: 0, max: 0.9, step: 0.05, preset: 0.4 }, () => {
    isExam = false;
    draw();
  });
  /** @type {boolean[][]} */
  let plays = [];
  const state = h('p.formula', { role: 'status' });
  const picture = new Canvas({ label: texts.picture, ratio: 0.5 }, signal, (context, width, height, ink) => {
    const at = (/** @type {number} */ column, /** @type {number} */ row) => [
      width * (0.08 + (0.84 * column) / 3), height * ((row + 0.5) / COLUMNS[column])];
    for (let column = 0; column < 3; column++) {
      for (let a = 0; a < COLUMNS[column]; a++) {
        for (let b = 0; b < COLUMNS[column + 1]; b++) {
          if (!plays[column][a] || !plays[column + 1][b]) continue;
          context.strokeStyle = faded(ink.quiet, 0.35);
          context.lineWidth = isExam || column === 0 ? 0.8 : 0.8 / (1 - share.value()) ** 0.7;
          context.beginPath();
          context.moveTo(at(column, a)[0], at(column, a)[1]);
          context.lineTo(at(column + 1, b)[0], at(column + 1, b)[1]);
          context.stroke();
        }
      }
    }

    COLUMNS.forEach((count, column) => {
      for (let row = 0; row < count; row++) {
        context.beginPath();
        context.arc(at(column, row)[0], at(column, row)[1], Math.max(4, height / 34), 0, 2 * Math.PI);
        context.fillStyle = plays[column][row] ? hue([5, 0, 0, 1][column]) : ink.panel;
        context.fill();
        context.strokeStyle = plays[column][row] ? ink.panel : faded(ink.quiet, 0.5);
        context.lineWidth = 1.5;
        context.stroke();
      }
    });
  });
  const draw = () => {
    const random = createRandom(seed);
    plays = COLUMNS.map((count, column) => Array.from({ length: count }, () => column === 0 || column === 3 || isExam
      || random() >= share.value()));
    const left = [...plays[1], ...plays[2]].filter(Boolean).length;
    state.textContent = texts.state(left, HIDDEN, isExam ? '1' : digits(1 / (1 - share.value()), 2));
    picture.redraw();
  };
  draw();
  return h('div.bench', {}, h('section.panel', {}, picture.element), h('section.panel', {}, h('h2', {}, texts.dropout),
    h('p', {}, texts.dropoutWords), h('div.sliders', {}, share.element), state, h('div.row', {},
      button(texts.again, () => {
        [seed, isExam] = [seed + 1, false];
        draw();
      }, true),
      button(texts.exam, () => {
        isExam = true;
        draw();
      }))));
}

/** @param {any} texts @param {string} text */
function createChallenge(texts, text) {
  const reached = { check: false, wrong: false, train: false };
  const goals = createGoals(texts.common.goals, texts.common.goalReached, /** @type {(keyof typeof reached)[]} */ (
    ['check', 'wrong', 'train']).map((name) => ({ text: texts.goals[name], reached: () => reached[name] })));
  const editor = /** @type {HTMLTextAreaElement} */ (h('textarea.editor', {
    id: 'challenge', value: text, spellcheck: 'false', autocomplete: 'off', lang: 'en' }));
  const said = h('div', { role: 'status' });
  const go = async (/** @type {boolean} */ isCheck) => {
    try {
      const answer = await submit(editor.value, { dry_run: isCheck, file: FILE });
      const warnings = (answer.warnings ?? []).map((/** @type {any} */ one) => h('p.reason', {}, one.message));
      if (isCheck) reached.check ||= editor.value !== text;
      else reached.train = true;
      fill(said, warnings, isCheck ? h('p.verdict', {}, texts.good(answer.trials)) : h('p.verdict', {},
        h('a', { href: sweepAddress(answer.sweep.id) }, `${answer.sweep.name} (${answer.sweep.id})`)));
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      reached.wrong ||= fault.errors.length > 0;
      fill(said, fault.errors.length === 0 ? h('p.fault', {}, fault.message)
        : h('ul.faults', {}, fault.errors.map((one) => h('li', {}, h('button', {
          type: 'button', onclick: () => select(editor, one.line) },
        h('strong', {}, texts.place(one.line, one.column)), one.message)))));
    }

    goals.check();
  };
  const ideas = texts.ideaList.map((/** @type {string[]} */ [from, to, name]) => button(name, () => {
    editor.value = editor.value.replace(from, to);
  }));
  return h('div', {}, h('section.panel', {}, h('h2', {}, texts.challenge), h('p', {}, texts.challengeWords),
    h('div.bench', {},
      h('div', {}, h('label', { for: 'challenge' }, texts.file), editor),
      h('div.challenge', {}, h('div.row', { role: 'group', 'aria-label': texts.ideas }, ideas), h('div.row', {},
        button(texts.check, () => go(true)), button(texts.submit, () => go(false), true)), said,
      h('h2', {}, texts.publish), h('p.quiet', {}, texts.publishWords),
      command('experiments best challenge --export my-best-practice')))), goals.element);
}

/** Selects a line. @param {HTMLTextAreaElement} editor @param {number} line From 1. */
function select(editor, line) {
  const lines = editor.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  editor.focus();
  editor.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
}
