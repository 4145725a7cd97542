// @ts-check
export default {
  title: '激活函数',
  short: 'ReLU、sigmoid、tanh 和它们的导数，并排对比。',
  lede: '层与层之间要是没有弯，再多的层也只抵得上一层。那该用哪种弯？训练时关键是斜率：责任要穿过它往回传，'
    + '平坦的地方什么也传不过去。',
  functions: '函数',
  slopes: '导数',
  x: '加权和 z',
  f: '输出',
  slope: '导数',
  at: '加权和 z',
  show: '显示',
  names: { relu: 'ReLU', leaky_relu: 'leaky ReLU', gelu: 'GELU', sigmoid: 'sigmoid', tanh: 'tanh' },
  layers: '责任要穿过的层数',
  column: { name: '函数', value: '输出', slope: '导数', after: (/** @type {number} */ n) => `穿过 ${n} 层后` },
  about: {
    relu: '隐藏层的默认选择：计算便宜，导数为 1，责任传回时丝毫不减。小于 0 时单元保持沉默；'
      + '如果对每张图都沉默，它就“死”了。',
    leaky_relu: '在 0 以下也留一点斜率的 ReLU，单元不会死。',
    gelu: '圆滑版的 ReLU，常用于 Transformer。',
    sigmoid: '输出在 0 到 1 之间，可以当概率读，适合放在输出端。它的导数最大只有 0.25，责任每过一层就淡一大截。',
    tanh: '和 sigmoid 相似，但范围是 −1 到 1，中间的导数可达 1。',
  },
  goals: {
    flat: '找一个 z，让 sigmoid 和 tanh 的导数都小于 0.01。',
    fade: '取 z = 0、10 层：穿过 sigmoid 之后，责任还剩多少？',
    dead: '找到 ReLU 什么都不放行、leaky ReLU 却还放行的地方。',
  },
};
