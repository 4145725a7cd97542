// @ts-check
import { h } from '../../app/elements.js';
import { ink } from '../../drawing/colours.js';

/** @typedef {ReturnType<typeof ink>} Ink */
/** @typedef {(context: CanvasRenderingContext2D, width: number, height: number, ink: Ink) => void} Draw */

/** A canvas that is as wide as its place, sharp on every screen, and drawn again when the size or the theme changes. */
export class Canvas {
  /**
   * @param {{ label: string, ratio: number, most?: number, focusable?: boolean }} options What it shows, for those who
   *   do not see it; its height as a part of its width; its greatest width; whether keys work on it.
   * @param {AbortSignal} signal @param {Draw} draw
   */
  constructor({ label, ratio, most, focusable }, signal, draw) {
    this.paint = draw;
    this.ratio = ratio;
    this.element = /** @type {HTMLCanvasElement} */ (h('canvas.stage', {
      role: 'img', 'aria-label': label, tabindex: focusable ? 0 : null,
      style: { 'aspect-ratio': `1 / ${ratio}`, ...(most ? { 'max-width': `${most}px` } : {}) },
    }));
    const resizing = new ResizeObserver(() => this.redraw());
    resizing.observe(this.element);
    const redraw = () => this.redraw();
    document.addEventListener('theme-changed', redraw, { signal });
    signal.addEventListener('abort', () => resizing.disconnect());
  }

  redraw() {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const height = Math.round(width * this.ratio);
    const [across, down] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (this.element.width !== across || this.element.height !== down) {
      this.element.width = across;
      this.element.height = down;
    }

    const context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext('2d'));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.paint(context, width, height, ink());
  }

  /** @param {string} text */
  describe(text) {
    this.element.setAttribute('aria-label', text);
  }

  /**
   * Where a pointer is, as parts of the width and the height.
   * @param {PointerEvent} event
   */
  place(event) {
    const box = this.element.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  /**
   * Calls back while somebody drags over it.
   * @param {(x: number, y: number) => void} move
   */
  onDrag(move) {
    const { element } = this;
    element.classList.add('drag');
    element.addEventListener('pointerdown', (event) => {
      element.setPointerCapture(event.pointerId);
      move(...(/** @type {[number, number]} */ (this.place(event))));
    });
    element.addEventListener('pointermove', (event) => {
      if (element.hasPointerCapture(event.pointerId)) move(...(/** @type {[number, number]} */ (this.place(event))));
    });
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y */
export function write(context, text, x, y, { size = 13, align = 'center', bold = false } = {}) {
  context.font = `${bold ? '650' : '500'} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = /** @type {CanvasTextAlign} */ (align);
  context.textBaseline = 'middle';
  context.fillText(text, x, y);
}

/** The colour with another opacity. @param {string} colour @param {number} part */
export function faded(colour, part) {
  return `color-mix(in srgb, ${colour} ${Math.round(100 * Math.min(Math.max(part, 0), 1))}%, transparent)`;
}
