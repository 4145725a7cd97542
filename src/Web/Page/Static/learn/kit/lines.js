// @ts-check
import { fill, h } from '../../app/elements.js';
import { Chart } from '../../drawing/chart.js';
import { hue, ink } from '../../drawing/colours.js';
import { digits } from './controls.js';

/** @typedef {{ title: string, hue: number, points: number[][], faint?: boolean, dots?: boolean }} Line */

/** Lines over axes, with a legend and, if wanted, a mark that goes along them. */
export class Lines {
  /**
   * @param {{ label: string, x: string, y?: string, height?: number, logY?: boolean, wholeX?: boolean,
   *   extent?: number[] }} options
   * @param {AbortSignal} signal
   */
  constructor({ label, x, y, height, logY, wholeX, extent }, signal) {
    /** @type {Line[]} */
    this.lines = [];
    /** @type {number | null} */
    this.mark = null;
    this.fixed = extent;
    const place = h('div.picture', {});
    this.legend = h('p.legend', {});
    this.element = h('div.lines', {}, y && h('p.axis', {}, y), place, this.legend);
    this.chart = new Chart(place, {
      label, x, height: height ?? 260, logY, wholeX,
      draw: (plot, context) => this.draw(plot, context),
      hover: (plot, left, top) => this.find(plot, left, top),
    }, () => {});
    signal.addEventListener('abort', () => this.chart.destroy());
  }

  /** @param {Line[]} lines @param {number | null} [mark] Where the mark is. */
  show(lines, mark = null) {
    this.lines = lines;
    this.mark = mark;
    fill(this.legend, lines.map((line) => h('span.key', { style: { '--hue': `var(--hue-${line.hue})` } }, line.title)));
    const finite = lines.flatMap((line) => line.points).filter(([, y]) => Number.isFinite(y));
    const [xs, ys] = [0, 1].map((axis) => finite.map((point) => point[axis]));
    const extent = this.fixed ?? (finite.length === 0 ? [0, 1, 0, 1]
      : [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]);
    this.chart.show(extent[0], extent[1], extent[2], extent[3]);
    this.chart.redraw();
  }

  /** @private @param {any} plot @param {CanvasRenderingContext2D} context */
  draw(plot, context) {
    const scale = devicePixelRatio;
    const at = ([/** @type {number} */ x, /** @type {number} */ y]) => [
      plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true)];
    if (this.mark !== null) {
      context.strokeStyle = ink().quiet;
      context.lineWidth = scale;
      context.setLineDash([4 * scale, 4 * scale]);
      const x = plot.valToPos(this.mark, 'x', true);
      context.beginPath();
      context.moveTo(x, plot.bbox.top);
      context.lineTo(x, plot.bbox.top + plot.bbox.height);
      context.stroke();
      context.setLineDash([]);
    }

    for (const line of this.lines) {
      context.strokeStyle = context.fillStyle = hue(line.hue);
      context.globalAlpha = line.faint ? 0.35 : 1;
      context.lineWidth = 2.2 * scale;
      context.lineJoin = 'round';
      context.beginPath();
      line.points.filter(([, y]) => Number.isFinite(y)).forEach((point, i) => {
        const [x, y] = at(point);
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
      context.stroke();
      for (const point of line.dots ? line.points : []) {
        const [x, y] = at(point);
        context.beginPath();
        context.arc(x, y, 4 * scale, 0, 2 * Math.PI);
        context.fill();
      }

      if (line.points.length === 1 || (this.mark !== null && !line.faint)) {
        const value = line.points.length === 1 ? line.points[0] : nearest(line.points, this.mark ?? 0);
        const [x, y] = at(value);
        context.beginPath();
        context.arc(x, y, 5 * scale, 0, 2 * Math.PI);
        context.fill();
      }
    }

    context.globalAlpha = 1;
  }

  /** @private @param {any} plot @param {number} left @param {number} top */
  find(plot, left, top) {
    if (this.lines.length === 0) return null;
    const x = plot.posToVal(left, 'x');
    const points = this.lines.filter((line) => line.points.length > 0).map((line) => [line, nearest(line.points, x)]);
    if (points.length === 0) return null;
    return { left, top, text: [digits(/** @type {any} */ (points[0][1])[0], 2), ...points.map(
      ([line, point]) => `${/** @type {any} */ (line).title}: ${short(/** @type {any} */ (point)[1])}`)] };
  }
}

/** @param {number} value */
function short(value) {
  return Math.abs(value) >= 0.001 && Math.abs(value) < 1000 ? digits(value, 3) : value.toExponential(2);
}

/** @param {number[][]} points @param {number} x */
function nearest(points, x) {
  return points.reduce((best, one) => (Math.abs(one[0] - x) < Math.abs(best[0] - x) ? one : best));
}

/** The points of a function. @param {(x: number) => number} f @param {number} from @param {number} to */
export function sample(f, from, to, count = 201) {
  return Array.from({ length: count }, (_, i) => {
    const x = from + ((to - from) * i) / (count - 1);
    return [x, f(x)];
  });
}
