// @ts-check
export default {
  title: '建议与挑战',
  short: '从什么开始，dropout 有什么用，再交出你自己的最佳实践。',
  lede: '天天和这些打交道的人会给你的建议，还有一份任你改动的扫描文件。',
  advice: [
    ['隐藏层默认用 ReLU', '有理由时再换别的。sigmoid 留给输出端。'],
    ['Adam 是懒人的首选', '不怎么调也能用。带动量的 SGD 最终可能更好，前提是有人肯花工夫找学习率。'],
    ['学习率最要紧', '如果只能试一样东西，就试试放大十倍和缩小十倍。'],
    ['学不动的时候，先看梯度', '第 8 课演示了梯度怎样消失；“experiments inspect” 会用文字告诉你。'],
  ],
  dropout: 'Dropout',
  dropoutWords: '训练时随机让一部分单元缺席，这样谁也不能只靠某一个同伴。留下来的乘以 1 ÷ (1 − p)，总和便保持不变。'
    + '到了真正考试的时候，全员上场。',
  share: '缺席比例 p',
  again: '下一张图',
  exam: '考试：全员上场',
  state: (/** @type {number} */ left, /** @type {number} */ all, /** @type {string} */ factor) =>
    `${all} 个隐藏单元里有 ${left} 个上场，各乘以 ${factor}`,
  picture: '一个网络，其中一部分隐藏单元缺席',
  challenge: '挑战',
  challengeWords: '改一改结构、学习率和 dropout，看看会发生什么，然后发布你的最佳实践。'
    + '“values” 后面列出的每个值都会被尝试。',
  file: '你的扫描文件',
  check: '检查',
  submit: '开始训练',
  place: (/** @type {number} */ line, /** @type {number} */ column) => `第 ${line} 行第 ${column} 列：`,
  good: (/** @type {number} */ n) => `没有问题，将训练 ${n} 个试验。`,
  ideas: '点子',
  ideaList: [
    ['hidden_units: {value: 128}', 'hidden_units: {values: [32, 128, 512]}', '更宽'],
    ['hidden_units: {value: 128}', 'hidden_units: {value: [128, 64]}', '更深'],
    ['dropout: {values: [0.0, 0.2]}', 'dropout: {values: [0.0, 0.2, 0.5]}', '更多 dropout'],
    ['learning_rate: {values: [0.01, 0.001]}', 'learning_rate: {values: [0.1, 0.01, 0.001, 0.0001]}', '更多学习率'],
  ],
  publish: '发布',
  publishWords: '最好的试验，连同它的模型、扫描文件，以及一张写明来历的卡片：',
  goals: {
    check: '改一改文件，保持正确，然后检查。',
    wrong: '故意写错一处：错误会标在它的位置上。',
    train: '训练你自己的扫描。',
  },
};
