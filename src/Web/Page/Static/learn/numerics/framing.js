// @ts-check

/** The number of rows and columns of an image of MNIST. */
export const SIDE = 28;

const ROOM = 20;
const FAINT = 0.15;

/**
 * Makes an image like those of MNIST out of a drawing: what is drawn is fitted into 20×20 pixels, and its centre of
 * mass is put into the middle (Y. LeCun, "The MNIST database").
 * @param {ArrayLike<number>} drawing The brightness of each pixel of a square, row by row, 0 to 1.
 * @param {number} side The number of its rows.
 * @returns {number[] | null} 784 pixels from 0 to 1, or null if nothing is drawn.
 */
export function frame(drawing, side) {
  let [left, top, right, bottom] = [side, side, -1, -1];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (drawing[y * side + x] <= FAINT) continue;
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    }
  }

  if (right < 0) return null;
  // Pixels of the drawing for each pixel of the image.
  const scale = Math.max(right - left + 1, bottom - top + 1) / ROOM;
  const [width, height] = [right - left + 1, bottom - top + 1].map((one) => Math.max(1, Math.round(one / scale)));
  const small = new Float64Array(width * height);
  let [mass, massX, massY] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = mean(drawing, side, left + x * scale, top + y * scale, scale);
      small[y * width + x] = value;
      mass += value;
      massX += value * (x + 0.5);
      massY += value * (y + 0.5);
    }
  }

  const [dx, dy] = [Math.round(SIDE / 2 - massX / mass), Math.round(SIDE / 2 - massY / mass)];
  const brightest = Math.max(...small);
  const image = new Array(SIDE * SIDE).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [x + dx, y + dy];
      if (column < 0 || row < 0 || column >= SIDE || row >= SIDE) continue;
      image[row * SIDE + column] = small[y * width + x] / brightest;
    }
  }

  return image;
}

/**
 * The mean brightness of a square of a drawing, whose edges may lie within pixels.
 * @param {ArrayLike<number>} drawing @param {number} side @param {number} left @param {number} top @param {number} size
 */
function mean(drawing, side, left, top, size) {
  let [sum, area] = [0, 0];
  for (let y = Math.floor(top); y < Math.min(side, top + size); y++) {
    const tall = Math.min(y + 1, top + size) - Math.max(y, top);
    for (let x = Math.floor(left); x < Math.min(side, left + size); x++) {
      const part = tall * (Math.min(x + 1, left + size) - Math.max(x, left));
      sum += part * drawing[y * side + x];
      area += part;
    }
  }

  return area > 0 ? sum / area : 0;
}
