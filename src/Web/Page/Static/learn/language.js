// @ts-check
import { read } from '../app/address.js';
import en from './texts/en/index.js';
import zh from './texts/zh/index.js';

/** The texts of each language. @type {Record<string, typeof en>} */
export const LANGUAGES = { en, zh };

/** The language of the address, or that of the browser. @returns {'en' | 'zh'} */
export function language() {
  const given = read('lang');
  if (Object.hasOwn(LANGUAGES, given)) return /** @type {'en' | 'zh'} */ (given);
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The address of a lesson in the same language. @param {string} [lesson] */
export function lessonAddress(lesson) {
  const given = read('lang');
  return `/learn${lesson ? `/${lesson}` : ''}${given ? `?lang=${given}` : ''}`;
}
