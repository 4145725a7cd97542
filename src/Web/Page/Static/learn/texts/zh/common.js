// @ts-check
export default {
  learn: '学习',
  title: '从一个神经元到手写数字',
  lede: '十节短课，每一处都能动手。能拖的就拖一拖，再把“试一试”里的小任务逐个打上勾。'
    + '无需安装任何东西，数据也不会离开这台机器。',
  begin: '从一个神经元开始',
  lessons: '课程',
  neighbours: '上一课与下一课',
  numberOf: (/** @type {number} */ n) => (n === 10 ? '轮到你了' : `第 ${n} 课`),
  before: '← 上一课',
  after: '下一课 →',
  otherLanguage: 'English',
  goals: '试一试',
  goalReached: '完成',
  run: '开始',
  pause: '暂停',
  again: '从头再来',
  noModel: '还没有训练好的网络。到第 7 课去训练一个吧，只要半分钟。',
  toTraining: '现在就训练',
  model: (/** @type {any} */ m) => `实验 ${m.sweep} 的第 ${m.trial} 号试验：${m.workload}，${m.widths.join('–')}，`
    + `在 ${m.dataset} 上训练了 ${m.epochs} 轮`,
};
