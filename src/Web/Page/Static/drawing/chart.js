// @ts-check
import uPlot from '../third-party/uplot/uPlot.esm.js';
import { h } from '../app/elements.js';
import { number } from '../app/text.js';
import { ink } from './colours.js';

/**
 * @typedef {object} ChartOptions
 * @property {string} label What the picture shows, for those who do not see it.
 * @property {number} [height] In pixels.
 * @property {string} [x] The name of the x axis.
 * @property {boolean} [time] Whether x is a time in seconds since 1970.
 * @property {boolean} [wholeX] Whether x has whole values only.
 * @property {number} [space] The space left and right of the values, as a part of their range.
 * @property {boolean} [logX]
 * @property {boolean} [logY]
 * @property {(plot: any, context: CanvasRenderingContext2D) => void} draw Draws the marks.
 * @property {(plot: any, left: number, top: number) => Hover | null} [hover] Finds what is under the pointer.
 * @property {() => void} [leave] Is told that the pointer has left.
 */

// The distances of ticks on an axis of whole values.
const WHOLE = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power)).flat();

// The ticks of a logarithmic axis: those of uPlot expect a range of whole powers.
const LOGARITHMIC = {
  splits: (/** @type {any} */ _, /** @type {number} */ axis, /** @type {number} */ low, /** @type {number} */ high) =>
    logarithmicTicks(low, high),
  filter: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits,
};

/** @typedef {{ left: number, top: number, text: string[], address?: string }} Hover */

/** A picture with axes: uPlot has axes, scales, zoom and cursor; the marks are drawn by its owner. */
export class Chart {
  /** @param {HTMLElement} host @param {ChartOptions} options @param {(address: string) => void} open */
  constructor(host, options, open) {
    this.options = options;
    this.open = open;
    this.host = host;
    this.extent = [0, 1, 0, 1];
    this.tip = h('div.tip', { hidden: true });
    this.frame = h('div.chart', { role: 'img', 'aria-label': options.label });
    this.host.replaceChildren(this.frame, this.tip);
    this.build();
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.frame);
    this.rebuild = () => this.build();
    document.addEventListener('theme-changed', this.rebuild);
  }

  destroy() {
    this.resizing.disconnect();
    document.removeEventListener('theme-changed', this.rebuild);
    this.plot.destroy();
  }

  /**
   * Sets what the axes show, and draws again.
   * @param {number} xMin @param {number} xMax @param {number} yMin @param {number} yMax
   */
  show(xMin, xMax, yMin, yMax) {
    const same = this.extent.every((one, i) => one === [xMin, xMax, yMin, yMax][i]);
    this.extent = [xMin, xMax, yMin, yMax];
    if (same || this.isZoomed) this.plot.redraw(false);
    else this.plot.setData([[xMin, xMax], [yMin, yMax]], true);
  }

  /** @param {Partial<ChartOptions>} changes */
  change(changes) {
    Object.assign(this.options, changes);
    this.build();
  }

  redraw() {
    this.plot.redraw(false);
  }

  /** @private */
  resize() {
    const width = Math.floor(this.frame.clientWidth);
    if (width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: this.options.height ?? 300 });
  }

  /** @private */
  build() {
    this.plot?.destroy();
    this.isZoomed = false;
    const colours = ink();
    const font = '12px ' + getComputedStyle(document.body).fontFamily;
    const axis = {
      stroke: colours.quiet, font, labelFont: font, labelSize: 22,
      grid: { stroke: colours.line, width: 1 }, ticks: { stroke: colours.line, width: 1, size: 4 },
    };
    const { logX, logY, time } = this.options;
    const values = (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(
      (one) => (one === null ? '' : number(one)));
    this.plot = new uPlot({
      width: Math.max(this.frame.clientWidth, 120),
      height: this.options.height ?? 300,
      padding: [12, 14, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: true, y: true, uni: 24, setScale: true }, points: { show: false } },
      scales: {
        x: { time: time ?? false, distr: logX ? 3 : 1, range: (/** @type {any} */ _, /** @type {number} */ a,
          /** @type {number} */ b) => padded(a, b, logX ?? false, this.options.space ?? 0) },
        y: { distr: logY ? 3 : 1, range: (/** @type {any} */ _, /** @type {number} */ a,
          /** @type {number} */ b) => padded(a, b, logY ?? false, 0.06) },
      },
      axes: [
        {
          ...axis, label: this.options.x, size: 34, ...(time ? {} : { values }),
          ...(logX ? LOGARITHMIC : this.options.wholeX ? { incrs: WHOLE } : {}),
        },
        {
          ...axis, ...(logY ? LOGARITHMIC : {}), values,
          size: (/** @type {any} */ _, /** @type {string[]} */ texts) =>
            16 + 7.2 * Math.max(3, ...(texts ?? []).map((text) => text.length)),
        },
      ],
      series: [{}, { show: true, stroke: 'transparent', points: { show: false }, paths: () => null }],
      hooks: {
        draw: [(/** @type {any} */ plot) => this.paint(plot)],
        setCursor: [(/** @type {any} */ plot) => this.point(plot)],
        setSelect: [() => { this.isZoomed = true; }],
      },
    }, [[this.extent[0], this.extent[1]], [this.extent[2], this.extent[3]]], this.frame);
    this.plot.over.addEventListener('dblclick', () => { this.isZoomed = false; });
    this.plot.over.addEventListener('click', () => { if (this.found?.address) this.open(this.found.address); });
    this.plot.over.addEventListener('mouseleave', () => {
      this.hideTip();
      this.options.leave?.();
    });
    requestAnimationFrame(() => this.resize());
  }

  /** @private @param {any} plot */
  paint(plot) {
    const context = /** @type {CanvasRenderingContext2D} */ (plot.ctx);
    context.save();
    context.beginPath();
    context.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
    context.clip();
    this.options.draw(plot, context);
    context.restore();
  }

  /** @private @param {any} plot */
  point(plot) {
    const { left, top } = plot.cursor;
    this.found = left >= 0 ? this.options.hover?.(plot, left, top) ?? null : null;
    if (!this.found) return this.hideTip();
    this.tip.hidden = false;
    this.tip.replaceChildren(...this.found.text.map((line, i) => h(i === 0 ? 'strong' : 'span', {}, line)));
    const { offsetLeft, offsetTop } = plot.over;
    const x = offsetLeft + this.found.left;
    const isRight = x > this.frame.clientWidth / 2;
    this.tip.style.setProperty('left', `${x + (isRight ? -12 : 12)}px`);
    this.tip.style.setProperty('top', `${offsetTop + Math.max(this.found.top, 16)}px`);
    this.tip.style.setProperty('transform', `translate(${isRight ? '-100%' : '0'}, -50%)`);
    plot.over.style.setProperty('cursor', this.found.address ? 'pointer' : 'crosshair');
  }

  /** @private */
  hideTip() {
    this.found = null;
    this.tip.hidden = true;
  }
}

/** @param {number} low @param {number} high */
function logarithmicTicks(low, high) {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const decades = last - first;
  const digits = decades <= 2 ? [1, 2, 3, 5, 7] : decades <= 4 ? [1, 3] : [1];
  const every = Math.ceil(decades / 8);
  const ticks = [];
  for (let power = first; power <= last; power += every)
    for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
  return ticks.filter((one) => one >= low && one <= high);
}

/** @param {number} low @param {number} high @param {boolean} log @param {number} part */
function padded(low, high, log, part) {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return log ? [0.1, 10] : [0, 1];
  if (log) {
    const top = high > 0 ? high : 10;
    const [a, b] = [Math.log10(low > 0 ? low : top / 10), Math.log10(top)];
    const space = Math.max((b - a) * part, b === a ? 0.3 : 0);
    return [10 ** (a - space), 10 ** (b + space)];
  }

  const space = Math.max((high - low) * part, high === low ? Math.abs(high) * 0.1 || 0.5 : 0);
  return [low - space, high + space];
}
