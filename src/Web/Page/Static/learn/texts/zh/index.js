// @ts-check
import activations from './activations.js';
import advice from './advice.js';
import common from './common.js';
import draw from './draw.js';
import frameworks from './frameworks.js';
import inside from './inside.js';
import losses from './losses.js';
import mnist from './mnist.js';
import neuron from './neuron.js';
import optimizers from './optimizers.js';
import passes from './passes.js';

export default {
  common, neuron, passes, losses, frameworks, activations, optimizers, mnist, inside, advice, draw,
};
