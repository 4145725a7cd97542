// @ts-check
import { keep, read } from '../app/address.js';
import { h } from '../app/elements.js';
import { whole } from '../app/text.js';
import { ink, rankColour } from '../drawing/colours.js';
import { numberAxis, parameterAxis } from './axes.js';
import { varying } from './columns.js';

/** @typedef {import('./columns.js').Columns} Columns */
/** @typedef {import('./axes.js').Axis} Axis */

const HEIGHT = 320;
const [ABOVE, BELOW] = [44, 14];
const SHADES = 12;
// More lines than these only cover each other, and take long to draw.
const MOST_LINES = 2000;
const MOST_LINES_MOVING = 1000;

/** Parallel coordinates: a line for each trial through its parameters to its objective; axes can be brushed. */
export class Parallel {
  /**
   * @param {HTMLElement} host @param {any} detail The sweep.
   * @param {(rows: Set<number> | null, expression: string) => void} brushed
   */
  constructor(host, detail, brushed) {
    this.detail = detail;
    this.brushed = brushed;
    this.lines = /** @type {HTMLCanvasElement} */ (h('canvas', {}));
    this.marks = /** @type {HTMLCanvasElement} */ (h('canvas.over', {
      role: 'img',
      'aria-label': 'Parallel coordinates of the trials. Drag along an axis to choose a range, click to lift it. The '
        + 'filter of the table chooses trials without a pointer.',
    }));
    this.caption = h('p.quiet.caption', {});
    host.replaceChildren(h('div.parallel', {}, this.lines, this.marks), this.caption);
    /** @type {Axis[]} */
    this.axes = [];
    /** @type {Map<string, [number, number]>} */
    this.brushes = new Map(read('brush').split(';').filter(Boolean).map((one) => {
      const [name, low, high] = one.split('~');
      return [decodeURIComponent(name), [Number(low), Number(high)]];
    }));
    this.resizing = new ResizeObserver(() => this.draw());
    this.resizing.observe(this.lines.parentElement ?? host);
    this.redraw = () => this.draw();
    document.addEventListener('theme-changed', this.redraw);
    this.listen();
  }

  destroy() {
    this.resizing.disconnect();
    document.removeEventListener('theme-changed', this.redraw);
  }

  /** @param {Columns} columns */
  update(columns) {
    this.columns = columns;
    const { sweep } = this.detail;
    this.axes = varying(this.detail).filter((one) => columns.parameters[one.name])
      .map((one) => parameterAxis(one.name, one.distribution, columns.parameters[one.name]));
    const finals = columns.objectives.map((one, row) => (Number.isNaN(columns.ranks[row]) ? NaN : one));
    this.axes.push(numberAxis(sweep.metric || 'objective', finals, false));
    this.rows = columns.trials.map((_, row) => row).filter((row) => Number.isFinite(columns.ranks[row]));
    this.draw();
    this.choose();
  }

  /** @private The room for texts beside the first and the last axis. */
  side() {
    return this.marks.clientWidth > 700 ? 92 : 54;
  }

  /** @private @param {number} i */
  left(i) {
    const [width, side] = [this.marks.clientWidth, this.side()];
    return this.axes.length < 2 ? width / 2 : side + (i * (width - 2 * side)) / (this.axes.length - 1);
  }

  /** @private @param {number} place */
  top(place) {
    return ABOVE + (1 - place) * (HEIGHT - ABOVE - BELOW);
  }

  /** @private */
  draw() {
    if (!this.columns || !this.rows) return;
    const step = Math.ceil(this.rows.length / MOST_LINES);
    const shown = this.rows.filter((row, i) => i % step === 0 || this.columns.ranks[row] > 0.99);
    this.paint(this.lines, shown, 0.5);
    this.drawMarks();
  }

  /** @private @param {HTMLCanvasElement} canvas @param {number[]} rows @param {number} alpha */
  paint(canvas, rows, alpha) {
    const context = fit(canvas);
    const shades = Array.from({ length: SHADES }, () => /** @type {number[]} */ ([]));
    for (const row of rows) shades[Math.round(this.columns.ranks[row] * (SHADES - 1))].push(row);
    const lefts = this.axes.map((_, i) => this.left(i));
    // Browsers draw lines of up to a pixel many times faster.
    context.lineWidth = rows.length > 100 ? 1 / devicePixelRatio : 1.25;
    shades.forEach((those, shade) => {
      context.strokeStyle = rankColour(shade / (SHADES - 1), rows.length > 1000 ? alpha * 0.5 : alpha + 0.2);
      context.beginPath();
      for (const row of those) {
        let begun = false;
        this.axes.forEach((axis, i) => {
          const place = axis.places[row];
          if (Number.isNaN(place)) begun = false;
          else if (begun) context.lineTo(lefts[i], this.top(place));
          else {
            context.moveTo(lefts[i], this.top(place));
            begun = true;
          }
        });
      }

      context.stroke();
    });
    return context;
  }

  /** @private Axes, brushes, and the lines that are chosen. */
  drawMarks(chosen = this.chosen(), most = MOST_LINES) {
    const colours = ink();
    this.lines.classList.toggle('dim', chosen !== null);
    const step = chosen ? Math.ceil(chosen.length / most) : 1;
    const context = this.paint(this.marks, chosen?.filter((_, i) => i % step === 0) ?? [], 0.8);
    const side = this.side();
    const room = this.axes.length < 2 ? 200 : this.left(1) - this.left(0);
    context.font = '12px ' + getComputedStyle(document.body).fontFamily;
    this.axes.forEach((axis, i) => {
      const x = this.left(i);
      context.strokeStyle = colours.quiet;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x, this.top(0));
      context.lineTo(x, this.top(1));
      context.stroke();
      const isLast = i === this.axes.length - 1 && i > 0;
      context.fillStyle = colours.text;
      context.textAlign = i === 0 ? 'left' : isLast ? 'right' : 'center';
      context.fillText(clipped(context, axis.name, room - 8), i === 0 ? 4 : isLast ? x + side - 4 : x, 18);
      context.fillStyle = colours.quiet;
      context.textAlign = isLast ? 'left' : 'right';
      for (const tick of axis.ticks) {
        const text = clipped(context, tick.text, i === 0 || isLast ? side - 10 : room - 16);
        const at = isLast ? x + 7 : x - 7;
        context.strokeStyle = colours.panel;
        context.lineWidth = 4;
        context.strokeText(text, at, this.top(tick.place) + 4);
        context.fillText(text, at, this.top(tick.place) + 4);
      }

      const brush = this.brushes.get(axis.name);
      if (!brush) return;
      context.fillStyle = colours.accent + '33';
      context.strokeStyle = colours.accent;
      context.lineWidth = 1.5;
      const [low, high] = [this.top(brush[0]), this.top(brush[1])];
      context.fillRect(x - 9, high, 18, low - high);
      context.strokeRect(x - 9, high, 18, low - high);
    });
  }

  /** @private The rows that all brushes contain, or null without a brush. */
  chosen() {
    const brushed = this.axes.filter((axis) => this.brushes.has(axis.name));
    if (!this.rows || brushed.length === 0) return null;
    let rows = this.rows;
    for (const { name, places } of brushed) {
      const [low, high] = this.brushes.get(name) ?? [0, 1];
      rows = rows.filter((row) => places[row] >= low && places[row] <= high);
    }

    return rows;
  }

  /** @private */
  choose() {
    const chosen = this.describe();
    this.drawMarks(chosen);
    keep({
      brush: [...this.brushes].map(([name, [low, high]]) =>
        `${encodeURIComponent(name)}~${low.toFixed(4)}~${high.toFixed(4)}`).join(';'),
    });
    this.brushed(chosen ? new Set(chosen) : null, this.expression());
  }

  /** @private Says how many trials are chosen. */
  describe() {
    const chosen = this.chosen();
    const all = this.rows?.length ?? 0;
    const step = Math.ceil(all / MOST_LINES);
    this.caption.textContent = chosen ? `${whole(chosen.length)} of ${whole(all)} completed trials are chosen.`
      : `Drag along an axis to choose trials.${step > 1 ? ` One of ${step} lines is drawn, and the best all.` : ''}`;
    return chosen;
  }

  /** @private The brushes as a filter of the API. */
  expression() {
    const parts = [];
    for (const [i, axis] of this.axes.entries()) {
      const brush = this.brushes.get(axis.name);
      if (!brush) continue;
      const name = i === this.axes.length - 1 ? 'objective' : axis.name;
      if (axis.words) {
        const words = axis.ticks.filter((tick) => tick.place >= brush[0] && tick.place <= brush[1])
          .map((tick) => axis.valueAt(tick.place));
        if (words.length === 0) continue;
        if (words.every((word) => typeof word === 'number'))
          parts.push(`${name}>=${words[0]}`, `${name}<=${words[words.length - 1]}`);
        else parts.push(`${name} in (${words.map(literal).join(', ')})`);
      } else {
        parts.push(`${name}>=${plain(axis.valueAt(brush[0]))}`, `${name}<=${plain(axis.valueAt(brush[1]))}`);
      }
    }

    return parts.join(' and ');
  }

  /** @private */
  listen() {
    /** @type {{ axis: Axis, from: number } | null} */
    let drag = null;
    const placeOf = (/** @type {PointerEvent} */ event) => {
      const y = event.clientY - this.marks.getBoundingClientRect().top;
      return Math.min(1, Math.max(0, 1 - (y - ABOVE) / (HEIGHT - ABOVE - BELOW)));
    };
    this.marks.addEventListener('pointerdown', (event) => {
      const x = event.clientX - this.marks.getBoundingClientRect().left;
      const i = this.axes.findIndex((_, one) => Math.abs(this.left(one) - x) < 24);
      if (i < 0) return;
      drag = { axis: this.axes[i], from: placeOf(event) };
      this.marks.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    this.marks.addEventListener('pointermove', (event) => {
      if (!drag) return;
      const to = placeOf(event);
      this.brushes.set(drag.axis.name, [Math.min(drag.from, to), Math.max(drag.from, to)]);
      this.schedule();
    });
    const end = () => {
      if (!drag) return;
      const brush = this.brushes.get(drag.axis.name);
      if (!brush || brush[1] - brush[0] < 0.01) this.brushes.delete(drag.axis.name);
      drag = null;
      this.choose();
    };
    this.marks.addEventListener('pointerup', end);
    this.marks.addEventListener('pointercancel', end);
  }

  clear() {
    this.brushes.clear();
    this.choose();
  }

  /** @private Draws at most once for each frame, and fewer lines; all pictures follow at the end of the brush. */
  schedule() {
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => {
      this.isScheduled = false;
      this.drawMarks(this.describe(), MOST_LINES_MOVING);
    });
  }
}

/** @param {HTMLCanvasElement} canvas */
function fit(canvas) {
  const width = canvas.parentElement?.clientWidth ?? 300;
  const [x, y] = [Math.round(width * devicePixelRatio), Math.round(HEIGHT * devicePixelRatio)];
  if (canvas.width !== x) canvas.width = x;
  if (canvas.height !== y) canvas.height = y;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, HEIGHT);
  return context;
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function clipped(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return `${text.slice(0, end)}…`;
}

/** @param {any} value */
function literal(value) {
  return typeof value === 'string' && !/^[A-Za-z_][\w.-]*$/.test(value) ? JSON.stringify(value) : String(value);
}

/** @param {number} value */
function plain(value) {
  return String(Number(value.toPrecision(4)));
}
