// @ts-check
import { open, trialAddress } from '../app/address.js';
import { number } from '../app/text.js';
import { Chart } from '../drawing/chart.js';
import { ink, rankColour } from '../drawing/colours.js';

/** @typedef {import('./columns.js').Columns} Columns */

/** The best objective so far, and the objective of each trial, in the order in which trials ended. */
export class History {
  /** @param {HTMLElement} host @param {any} sweep */
  constructor(host, sweep) {
    this.sweep = sweep;
    /** @type {number[]} */
    this.order = [];
    /** @type {Columns | null} */
    this.columns = null;
    /** @type {Set<number> | null} */
    this.selection = null;
    this.chart = new Chart(host, {
      label: `The best ${sweep.metric} so far, and that of each trial in the order in which they ended`,
      x: 'trials completed',
      height: Math.min(460, Math.max(260, Math.round(innerHeight * 0.33))),
      space: 0.015,
      wholeX: true,
      draw: (plot, context) => this.draw(plot, context),
      hover: (plot, left, top) => this.find(plot, left, top),
    }, open);
  }

  destroy() {
    this.chart.destroy();
  }

  /** @param {Columns} columns */
  update(columns) {
    this.columns = columns;
    const { ranks, finishedAt, objectives } = columns;
    this.order = columns.trials.map((_, row) => row).filter((row) => Number.isFinite(ranks[row]));
    this.order.sort((a, b) => (finishedAt[a] ?? 0) - (finishedAt[b] ?? 0) || a - b);
    let [low, high] = robust(this.order.map((row) => objectives[row]), this.sweep.goal === 'maximize');
    if (this.order.length === 0) [low, high] = [0, 1];
    this.chart.show(this.order.length === 0 ? 0 : 1, Math.max(this.order.length, 2), low, high);
  }

  /** @param {Set<number> | null} rows The rows that are brushed, or null for all. */
  select(rows) {
    this.selection = rows;
    this.chart.redraw();
  }

  /** @param {any} plot @param {CanvasRenderingContext2D} context */
  draw(plot, context) {
    const { columns, order } = this;
    if (!columns) return;
    const colours = ink();
    const scale = devicePixelRatio;
    // Squares are drawn many times faster, and look the same when they are small.
    const isMany = order.length > 5000;
    const radius = (isMany ? 1 : order.length > 500 ? 2 : 3.2) * scale;
    const buckets = new Map();
    order.forEach((row, place) => {
      const isOut = this.selection && !this.selection.has(row);
      const rank = isOut ? -1 : Math.round(columns.ranks[row] * 11);
      if (!buckets.has(rank)) buckets.set(rank, []);
      buckets.get(rank).push(place);
    });
    for (const rank of [...buckets.keys()].sort((a, b) => a - b)) {
      context.fillStyle = rank < 0 ? colours.line : rankColour(rank / 11, 0.85);
      context.beginPath();
      for (const place of buckets.get(rank)) {
        const x = plot.valToPos(place + 1, 'x', true);
        const y = plot.valToPos(columns.objectives[order[place]], 'y', true);
        if (isMany) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        else {
          context.moveTo(x + radius, y);
          context.arc(x, y, radius, 0, 7);
        }
      }

      context.fill();
    }

    const better = this.sweep.goal === 'maximize' ? Math.max : Math.min;
    context.strokeStyle = colours.accent;
    context.lineWidth = 2 * scale;
    context.lineJoin = 'round';
    context.beginPath();
    let best = NaN;
    order.forEach((row, place) => {
      const before = best;
      best = Number.isNaN(best) ? columns.objectives[row] : better(best, columns.objectives[row]);
      const x = plot.valToPos(place + 1, 'x', true);
      if (place === 0) context.moveTo(x, plot.valToPos(best, 'y', true));
      else if (best !== before || place === order.length - 1) {
        context.lineTo(x, plot.valToPos(before, 'y', true));
        context.lineTo(x, plot.valToPos(best, 'y', true));
      }
    });
    context.stroke();
  }

  /** @param {any} plot @param {number} left @param {number} top */
  find(plot, left, top) {
    const { columns, order } = this;
    if (!columns) return null;
    const middle = Math.round(plot.posToVal(left, 'x')) - 1;
    const reach = Math.max(2, Math.ceil((order.length * 12) / plot.over.clientWidth));
    let found = null;
    let least = 40 ** 2;
    for (let place = Math.max(0, middle - reach); place <= Math.min(order.length - 1, middle + reach); place++) {
      const x = plot.valToPos(place + 1, 'x');
      const y = plot.valToPos(columns.objectives[order[place]], 'y');
      const distance = (x - left) ** 2 + (y - top) ** 2;
      if (distance < least) [found, least] = [{ row: order[place], left: x, top: y }, distance];
    }

    if (!found) return null;
    const trial = columns.trials[found.row];
    return {
      left: found.left,
      top: found.top,
      text: [`Trial ${trial}`, `${this.sweep.metric} ${number(columns.objectives[found.row])}`],
      address: trialAddress(this.sweep.id, trial),
    };
  }
}

/**
 * The range of values without a few that are far worse than the others, which would hide all differences.
 * @param {number[]} values @param {boolean} maximize
 * @returns {[number, number]}
 */
function robust(values, maximize) {
  const sorted = Float64Array.from(values).sort();
  const at = (/** @type {number} */ part) => sorted[Math.round(part * (sorted.length - 1))];
  const [low, quarter, half, high] = [sorted[0], at(0.25), at(0.5), sorted[sorted.length - 1]];
  if (values.length < 20) return [low, high];
  if (maximize) return [Math.max(low, half - 8 * Math.max(high - quarter, Number.MIN_VALUE)), high];
  return [low, Math.min(high, half + 8 * Math.max(at(0.75) - low, Number.MIN_VALUE))];
}
