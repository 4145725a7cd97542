// @ts-check
export default {
  title: '画一个数字',
  short: '你一边画，最好的网络一边猜。',
  lede: '用鼠标、手指或键盘写一个数字。训练出来的最好的网络会边看边猜，还会给你看它的第一层看到了什么。',
  pad: '画板。方向键移动画笔，空格键落笔或抬笔，Delete 键清空。',
  keys: '用键盘：方向键移动画笔，空格键落笔或抬笔，Delete 键清空。',
  clear: '清空',
  sample: '放一张测试图片',
  guess: (/** @type {string} */ name, /** @type {string} */ p) => `我觉得这是 ${name}（${p}）。`,
  nothing: '画点什么吧。',
  probabilities: '每个类别的概率',
  sees: '网络看到的',
  input: '28×28 像素，像 MNIST 那样居中',
  first: '第一层最强的单元。越亮，说明这个单元此刻越兴奋。',
  unit: (/** @type {number} */ n, /** @type {string} */ value) => `第 ${n} 号单元：${value}`,
  goals: {
    sure: '画一个让它有 99% 把握的数字。',
    all: '让它认出五个不同的数字。',
    fool: '画一个不是数字的东西。它照样会回答，甚至可能很有把握：别的它什么都不认识。',
  },
};
