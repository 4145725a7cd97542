// @ts-check
import { h } from '../../app/elements.js';

/**
 * Things to try, each of which is ticked once it was reached.
 * @param {string} title @param {string} done What a tick says to those who do not see it.
 * @param {{ text: string, reached: () => boolean }[]} goals
 */
export function createGoals(title, done, goals) {
  const items = goals.map(({ text }) => h('li', {}, h('span.tick', { 'aria-hidden': 'true' }), h('span', {}, text)));
  const heard = h('span.hidden', { role: 'status' });
  return {
    element: h('section.goals', {}, h('h2', {}, title), h('ol', {}, items), heard),
    check() {
      goals.forEach((goal, i) => {
        if (items[i].classList.contains('reached') || !goal.reached()) return;
        items[i].classList.add('reached');
        heard.textContent = `${done}: ${goal.text}`;
      });
    },
  };
}
