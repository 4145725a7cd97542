// @ts-check

/** @typedef {(x: number, y: number) => number} Field A number for each place of the square from −1 to 1. */

/**
 * Fills a place with a colour for each value, without visible borders between them.
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @param {number} cells
 * @param {Field} field @param {(value: number) => string} colour
 */
export function fillField(context, width, height, cells, field, colour) {
  const small = document.createElement('canvas');
  small.width = small.height = cells;
  const pixels = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d'));
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      pixels.fillStyle = colour(field((2 * column + 1) / cells - 1, 1 - (2 * row + 1) / cells));
      pixels.fillRect(column, row, 1, 1);
    }
  }

  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, width, height);
}

/**
 * Draws lines of equal value: within each cell of a grid, straight from edge to edge.
 * @param {CanvasRenderingContext2D} context @param {number} width @param {number} height @param {number} cells
 * @param {Field} field @param {number[]} levels
 */
export function strokeLevels(context, width, height, cells, field, levels) {
  const values = Array.from({ length: (cells + 1) ** 2 }, (_, i) => field(
    (2 * (i % (cells + 1))) / cells - 1, 1 - (2 * Math.floor(i / (cells + 1))) / cells));
  context.beginPath();
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => [
        column + x, row + y, values[(row + y) * (cells + 1) + column + x]]);
      for (const level of levels) {
        const crossings = corners.flatMap((from, i) => {
          const to = corners[(i + 1) % 4];
          if ((from[2] < level) === (to[2] < level)) return [];
          const part = (level - from[2]) / (to[2] - from[2]);
          return [[from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]];
        });
        for (let i = 0; i + 1 < crossings.length; i += 2) {
          context.moveTo((crossings[i][0] * width) / cells, (crossings[i][1] * height) / cells);
          context.lineTo((crossings[i + 1][0] * width) / cells, (crossings[i + 1][1] * height) / cells);
        }
      }
    }
  }

  context.stroke();
}
