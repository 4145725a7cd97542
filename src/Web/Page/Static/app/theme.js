// @ts-check
import { h } from './elements.js';

const KEY = 'experiments.theme';
const THEMES = { auto: 'As the system', light: 'Light', dark: 'Dark' };
const ICONS = { auto: '◐', light: '☀', dark: '☾' };

/** @returns {'auto' | 'light' | 'dark'} */
function chosen() {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

function apply() {
  const theme = chosen();
  document.documentElement.style.setProperty('color-scheme', theme === 'auto' ? 'light dark' : theme);
  document.dispatchEvent(new Event('theme-changed'));
}

/** Creates the button that changes between the themes. */
export function createThemeButton() {
  const button = h('button.icon', { type: 'button' });
  const label = () => {
    button.textContent = ICONS[chosen()];
    button.title = `Colours: ${THEMES[chosen()].toLowerCase()}`;
    button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => {
    const names = /** @type {('auto' | 'light' | 'dark')[]} */ (Object.keys(THEMES));
    localStorage.setItem(KEY, names[(names.indexOf(chosen()) + 1) % names.length]);
    apply();
    label();
  });
  label();
  return button;
}

apply();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
