// @ts-check
import { get, pathOf, query } from '../app/api.js';
import { open, trialAddress } from '../app/address.js';
import { number, toNumber } from '../app/text.js';
import { Chart } from '../drawing/chart.js';
import { hue, ink, rankColour } from '../drawing/colours.js';
import { smooth } from '../drawing/smoothing.js';

/**
 * A curve of a trial.
 * @typedef {object} Curve
 * @property {number} trial
 * @property {string} title
 * @property {number[]} steps
 * @property {Float64Array} raw The values as they were reported.
 * @property {Float64Array} values Those that are shown.
 * @property {number} [hue] The number of its colour, if that is not its rank's.
 * @property {number} rank From 0 (worst) to 1 (best); NaN for trials that have not completed.
 */

/**
 * Reads curves.
 * @param {string} sweep @param {string} metric @param {number[]} trials @param {number} points
 * @param {AbortSignal} signal
 */
export async function readCurves(sweep, metric, trials, points, signal) {
  if (trials.length === 0) return [];
  const answer = await get(
    pathOf('sweeps', sweep, 'curves') + query({ metric, trial: trials, points }), signal);
  return answer.map((/** @type {any} */ one) => {
    const raw = Float64Array.from(one.values, (value) => toNumber(value) ?? NaN);
    return { trial: one.trial, title: `Trial ${one.trial}`, steps: one.steps, raw, values: raw, rank: NaN };
  });
}

/** The curves of many trials in one picture. */
export class Curves {
  /**
   * @param {HTMLElement} host
   * @param {any} sweep
   * @param {{ metric: string, smoothing: number, logX: boolean, logY: boolean, height?: number,
   *   isTrial?: boolean }} options
   */
  constructor(host, sweep, options) {
    this.sweep = sweep;
    this.options = options;
    /** @type {Curve[]} */
    this.curves = [];
    /** @type {Curve | null} */
    this.named = null;
    this.chart = new Chart(host, {
      label: `${options.metric} of the trials by step`,
      x: 'step',
      wholeX: true,
      space: 0.01,
      height: options.height ?? Math.min(760, Math.max(320, Math.round(innerHeight * 0.48))),
      logX: options.logX,
      logY: options.logY,
      draw: (plot, context) => this.draw(plot, context),
      hover: (plot, left, top) => this.find(plot, left, top),
      leave: () => this.name(null),
    }, open);
  }

  destroy() {
    this.chart.destroy();
  }

  /** @param {Curve[]} curves */
  update(curves) {
    this.curves = curves;
    this.arrange();
  }

  /** @param {Partial<{ metric: string, smoothing: number, logX: boolean, logY: boolean }>} changes */
  change(changes) {
    Object.assign(this.options, changes);
    this.chart.change({ label: `${this.options.metric} of the trials by step`, logX: this.options.logX,
      logY: this.options.logY });
    this.arrange();
  }

  /** @private */
  arrange() {
    const { logX, logY, smoothing } = this.options;
    const [x, y] = [[Infinity, -Infinity], [Infinity, -Infinity]];
    for (const curve of this.curves) {
      curve.values = smoothing > 0 ? smooth(curve.raw, smoothing) : curve.raw;
      for (let i = 0; i < curve.steps.length; i++) {
        const [step, value] = [curve.steps[i], curve.values[i]];
        if (!Number.isFinite(value) || (logX && step <= 0) || (logY && value <= 0)) continue;
        if (step < x[0]) x[0] = step;
        if (step > x[1]) x[1] = step;
        if (value < y[0]) y[0] = value;
        if (value > y[1]) y[1] = value;
      }
    }

    if (x[0] > x[1]) this.chart.show(logX ? 1 : 0, 1, logY ? 0.1 : 0, 1);
    else this.chart.show(x[0], x[1] === x[0] ? x[0] + 1 : x[1], y[0], y[1]);
  }

  /** @private @param {any} plot @param {CanvasRenderingContext2D} context */
  draw(plot, context) {
    const colours = ink();
    const scale = devicePixelRatio;
    const many = this.curves.length > 40;
    context.lineJoin = 'round';
    const order = [...this.curves].sort((a, b) => (Number.isNaN(a.rank) ? 0.5 : a.rank)
      - (Number.isNaN(b.rank) ? 0.5 : b.rank));
    for (const curve of order) {
      if (curve === this.named) continue;
      const alpha = this.named !== null ? 0.18 : many ? 0.55 : 0.9;
      context.strokeStyle = curve.hue !== undefined ? withAlpha(hue(curve.hue), alpha)
        : Number.isNaN(curve.rank) ? withAlpha(hue(2), alpha)
        : rankColour(curve.rank, alpha);
      context.lineWidth = (many ? 1 : 1.5) * scale;
      this.line(plot, context, curve, curve.values);
    }

    const { named } = this;
    if (!named || !this.curves.includes(named)) return;
    if (this.options.smoothing > 0) {
      context.strokeStyle = withAlpha(colours.accent, 0.3);
      context.lineWidth = scale;
      this.line(plot, context, named, named.raw);
    }

    context.strokeStyle = colours.accent;
    context.lineWidth = 2.5 * scale;
    this.line(plot, context, named, named.values);
  }

  /**
   * @private @param {any} plot @param {CanvasRenderingContext2D} context @param {Curve} curve
   * @param {Float64Array} values
   */
  line(plot, context, curve, values) {
    context.beginPath();
    let begun = false;
    let last = [0, 0];
    let drawn = 0;
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) {
        begun = false;
        continue;
      }

      const x = plot.valToPos(curve.steps[i], 'x', true);
      const y = plot.valToPos(values[i], 'y', true);
      if (begun) context.lineTo(x, y);
      else context.moveTo(x, y);
      [begun, last] = [true, [x, y]];
      drawn++;
    }

    context.stroke();
    if (drawn !== 1) return;
    context.fillStyle = context.strokeStyle;
    context.beginPath();
    context.arc(last[0], last[1], 2 * devicePixelRatio, 0, 7);
    context.fill();
  }

  /** @private @param {Curve | null} curve Is drawn before all others. */
  name(curve) {
    if (curve === this.named) return;
    this.named = curve;
    requestAnimationFrame(() => this.chart.redraw());
  }

  /** @private @param {any} plot @param {number} left @param {number} top */
  find(plot, left, top) {
    const step = plot.posToVal(left, 'x');
    let found = null;
    let least = 28;
    for (const curve of this.curves) {
      const place = nearest(curve.steps, step);
      if (place < 0 || !Number.isFinite(curve.values[place])) continue;
      const x = plot.valToPos(curve.steps[place], 'x');
      const y = plot.valToPos(curve.values[place], 'y');
      const distance = Math.abs(y - top) + Math.abs(x - left) / 8;
      if (distance < least) [found, least] = [{ curve, place, left: x, top: y }, distance];
    }

    this.name(found?.curve ?? null);
    if (!found) return null;
    const { curve, place } = found;
    return {
      left: found.left,
      top: found.top,
      text: [
        curve.title, `${this.options.metric} ${number(curve.raw[place])}`,
        `step ${number(curve.steps[place])}`,
      ],
      address: this.options.isTrial ? undefined : trialAddress(this.sweep.id, curve.trial),
    };
  }
}

/** @param {number[]} steps Ascending. @param {number} step */
function nearest(steps, step) {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }

  return low > 0 && step - steps[low - 1] < steps[low] - step ? low - 1 : low;
}

/** @param {string} colour As #rrggbb. @param {number} alpha */
function withAlpha(colour, alpha) {
  return colour + Math.round(255 * alpha).toString(16).padStart(2, '0');
}
