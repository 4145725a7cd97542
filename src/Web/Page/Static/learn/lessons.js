// @ts-check
import { showActivations } from './lessons/activations.js';
import { showAdvice } from './lessons/advice.js';
import { showDrawing } from './lessons/draw.js';
import { showFrameworks } from './lessons/frameworks.js';
import { showInside } from './lessons/inside.js';
import { showLosses } from './lessons/losses.js';
import { showMnist } from './lessons/mnist.js';
import { showNeuron } from './lessons/neuron.js';
import { showOptimizers } from './lessons/optimizers.js';
import { showPasses } from './lessons/passes.js';

/**
 * Fills the place of a lesson.
 * @typedef {(host: HTMLElement, texts: any, signal: AbortSignal) => void | Promise<void>} Show
 */

/** The lessons in their order, by the last part of their address. @type {Record<string, Show>} */
export const LESSONS = {
  neuron: showNeuron,
  passes: showPasses,
  losses: showLosses,
  frameworks: showFrameworks,
  activations: showActivations,
  optimizers: showOptimizers,
  mnist: showMnist,
  inside: showInside,
  advice: showAdvice,
  draw: showDrawing,
};
