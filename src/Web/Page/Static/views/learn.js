// @ts-check
import { open } from '../app/address.js';
import { fill, h } from '../app/elements.js';
import { LESSONS } from '../learn/lessons.js';
import { LANGUAGES, language, lessonAddress } from '../learn/language.js';
import { emblem } from '../learn/emblems.js';

/**
 * The tutorial: a page with all lessons, or one of them.
 * @param {HTMLElement} root @param {AbortSignal} signal @param {string} [lesson]
 */
export async function showLearn(root, signal, lesson) {
  const texts = LANGUAGES[language()];
  const main = h('div.learn', { lang: language() === 'zh' ? 'zh-Hans' : 'en' });
  fill(root, main);
  signal.addEventListener('abort', () => document.documentElement.classList.remove('learning'));
  document.documentElement.classList.add('learning');
  if (lesson === undefined || !Object.hasOwn(LESSONS, lesson)) return showAll(main, texts, signal);
  document.title = `${texts[lesson].title} · Experiments`;
  const place = h('div.lesson', {});
  fill(main, createStepper(texts, lesson),
    h('header.lede', {}, h('p.number', {}, texts.common.numberOf(Object.keys(LESSONS).indexOf(lesson) + 1)),
      h('h1', {}, texts[lesson].title), h('p', {}, texts[lesson].lede)),
    place, createNeighbours(texts, lesson));
  // On a phone not all numbers fit beside each other.
  main.querySelector('.stepper [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  await LESSONS[lesson](place, { ...texts[lesson], common: texts.common }, signal);
}

/** @param {HTMLElement} main @param {any} texts @param {AbortSignal} signal */
function showAll(main, texts, signal) {
  document.title = `${texts.common.learn} · Experiments`;
  fill(main,
    h('header.hero', {}, h('div', {}, h('h1', {}, texts.common.title), h('p', {}, texts.common.lede),
      h('p.row', {}, h('a.button.go', { href: lessonAddress('neuron') }, texts.common.begin),
        h('a.button', { href: lessonAddress('draw') }, texts.draw.title))), createSwitch(texts)),
    h('ol.lessons', {}, Object.keys(LESSONS).map((name) => h('li', {},
      h('a.card', { href: lessonAddress(name) }, emblem(name, signal),
        h('span.number', {}, texts.common.numberOf(Object.keys(LESSONS).indexOf(name) + 1)),
        h('strong', {}, texts[name].title), h('span.quiet', {}, texts[name].short))))));
}

/** @param {any} texts @param {string} lesson */
function createStepper(texts, lesson) {
  return h('div.stepper', {}, h('nav', { 'aria-label': texts.common.lessons },
    h('a.all', { href: lessonAddress() }, texts.common.learn),
    h('ol', {}, Object.keys(LESSONS).map((name, i) => h('li', {}, h('a', {
      href: lessonAddress(name), 'aria-current': name === lesson ? 'page' : null, title: texts[name].title,
      'aria-label': `${i + 1} ${texts[name].title}`,
    }, name === 'draw' ? '✎' : String(i + 1)))))), createSwitch(texts));
}

/** The other language. @param {any} texts */
function createSwitch(texts) {
  const other = language() === 'zh' ? 'en' : 'zh';
  return h('button.language', {
    type: 'button', lang: other === 'zh' ? 'zh-Hans' : 'en',
    onclick: () => {
      const query = new URLSearchParams(location.search);
      query.set('lang', other);
      open(`${location.pathname}?${query}`);
    },
  }, texts.common.otherLanguage);
}

/** @param {any} texts @param {string} lesson */
function createNeighbours(texts, lesson) {
  const names = Object.keys(LESSONS);
  const [before, after] = [names[names.indexOf(lesson) - 1], names[names.indexOf(lesson) + 1]];
  return h('nav.neighbours', { 'aria-label': texts.common.neighbours },
    before && h('a', { href: lessonAddress(before) }, h('small', {}, texts.common.before), texts[before].title),
    after && h('a.after', { href: lessonAddress(after) }, h('small', {}, texts.common.after), texts[after].title));
}
