// @ts-check
import { h } from '../../app/elements.js';

const SIDE = 140;
const PEN = 6.5;
const STRIDE = 4;

/** A square to draw on, with a pointer or with keys. */
export class Pad {
  /** @param {string} label @param {() => void} changed Is called while somebody draws. */
  constructor(label, changed) {
    this.changed = changed;
    this.canvas = /** @type {HTMLCanvasElement} */ (h('canvas.stage.pad', {
      width: SIDE, height: SIDE, tabindex: 0, role: 'application', 'aria-label': label,
      style: { 'aspect-ratio': '1' } }));
    // Where the keys are, as long as they are used.
    this.mark = h('span.pen', { 'aria-hidden': 'true' });
    this.element = h('div.board', {}, this.canvas, this.mark);
    this.context = /** @type {CanvasRenderingContext2D} */ (
      this.canvas.getContext('2d', { willReadFrequently: true }));
    this.pen = { x: 0, y: 0, isDown: false };
    this.listen();
    this.blacken();
  }

  /** The brightness of each pixel, row by row, 0 to 1. */
  read() {
    const { data } = this.context.getImageData(0, 0, SIDE, SIDE);
    return { side: SIDE, values: Array.from({ length: SIDE * SIDE }, (_, i) => data[4 * i] / 255) };
  }

  clear() {
    this.blacken();
    this.changed();
  }

  /** @private */
  blacken() {
    this.context.fillStyle = '#000';
    this.context.fillRect(0, 0, SIDE, SIDE);
    this.pen.isDown = false;
    this.move(SIDE / 2, SIDE / 4, false);
  }

  /** Shows a smaller image instead. @param {number[]} pixels @param {number} side */
  show(pixels, side) {
    const cell = SIDE / side;
    pixels.forEach((value, i) => {
      const light = Math.round(255 * value);
      this.context.fillStyle = `rgb(${light} ${light} ${light})`;
      this.context.fillRect((i % side) * cell, Math.floor(i / side) * cell, cell, cell);
    });
    this.changed();
  }

  /** @private @param {number} x @param {number} y @param {boolean} draws */
  move(x, y, draws) {
    const { pen, context } = this;
    if (draws) {
      context.strokeStyle = '#fff';
      context.lineCap = context.lineJoin = 'round';
      context.lineWidth = 2 * PEN;
      context.beginPath();
      context.moveTo(pen.x, pen.y);
      context.lineTo(x, y);
      context.stroke();
      this.changed();
    }

    [pen.x, pen.y] = [x, y];
    this.mark.style.setProperty('left', `${(100 * x) / SIDE}%`);
    this.mark.style.setProperty('top', `${(100 * y) / SIDE}%`);
    this.mark.classList.toggle('down', pen.isDown);
  }

  /** @private */
  listen() {
    const { canvas } = this;
    const place = (/** @type {PointerEvent} */ event) => {
      const box = canvas.getBoundingClientRect();
      return /** @type {const} */ ([((event.clientX - box.left) * SIDE) / box.width,
        ((event.clientY - box.top) * SIDE) / box.height]);
    };
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.move(...place(event), false);
      this.move(...place(event), true);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (canvas.hasPointerCapture(event.pointerId)) this.move(...place(event), true);
    });
    canvas.addEventListener('keydown', (event) => {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const way = ways[/** @type {keyof typeof ways} */ (event.key)];
      if (event.key === ' ') {
        this.pen.isDown = !this.pen.isDown;
        this.move(this.pen.x, this.pen.y, this.pen.isDown);
      } else if (event.key === 'Delete' || event.key === 'Backspace') this.clear();
      else if (way) {
        const inside = (/** @type {number} */ one) => Math.min(SIDE - PEN, Math.max(PEN, one));
        this.move(inside(this.pen.x + STRIDE * way[0]), inside(this.pen.y + STRIDE * way[1]), this.pen.isDown);
      } else return;
      event.preventDefault();
    });
  }
}
