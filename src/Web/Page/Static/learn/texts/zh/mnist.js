// @ts-check
export default {
  title: 'MNIST：现在就训练',
  short: '十张图片，十二个网络，会动的曲线，再来一次猜数字。',
  lede: '人们亲手写下的数字，每张 28×28 像素：这是本领域的“hello, world”。就在这里训练十二个小网络，'
    + '它们的优化器、学习率和 dropout 各不相同，看谁学得最快。',
  images: '前十张测试图片',
  image: (/** @type {string} */ name) => `测试图片，数字 ${name}`,
  mnist: '这就是 MNIST（Y. LeCun、C. Cortes、C. J. C. Burges）：60,000 张用来训练，10,000 张用来测试。',
  digits: '这台机器上没有 MNIST 的文件，所以这些数字是当场生成的。想用真正的 MNIST，可以运行 '
    + '“experiments run examples/mnist.yaml”，它会自动下载；也可以设置 EXPERIMENTS_DATA。',
  train: '现在就训练',
  training: '训练中……',
  how: '一次扫描，共十二个试验：3 种优化器 × 2 个学习率 × 2 种 dropout，6,000 张图片，3 轮。',
  ended: (/** @type {number} */ n, /** @type {number} */ all) => `${all} 个试验已结束 ${n} 个`,
  best: (/** @type {number} */ trial, /** @type {string} */ value, /** @type {string} */ what) =>
    `目前最好：第 ${trial} 号试验，验证集答对 ${value}（${what}）`,
  open: '打开这次扫描',
  accuracy: '验证图片的正确率',
  loss: '训练损失',
  guess: (/** @type {string} */ name) => `我觉得这是 ${name}。`,
  right: (/** @type {string} */ p) => `没错。概率：${p}`,
  wrong: (/** @type {string} */ name, /** @type {string} */ p) => `其实是 ${name}。它给出的概率：${p}`,
  another: '换一张',
  probabilities: '每个类别的概率',
  chosen: '在上面选一张图片，或者从测试集里再取一张。',
  goals: {
    train: '训练一次。第一轮之后，哪种优化器领先？',
    guess: '让最好的网络猜十张图。',
    wrong: '找一张它猜错的。',
  },
};
