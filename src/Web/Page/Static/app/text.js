// @ts-check

/**
 * Numbers of the API: those that are not finite are texts.
 * @param {any} value
 * @returns {number | null}
 */
export function toNumber(value) {
  return value === null || value === undefined ? null : typeof value === 'number' ? value : Number(value);
}

/**
 * A number with at most five significant digits.
 * @param {any} value
 */
export function number(value) {
  const it = toNumber(value);
  if (it === null) return '–';
  if (!Number.isFinite(it)) return Number.isNaN(it) ? 'NaN' : it > 0 ? '∞' : '−∞';
  if (it === 0) return '0';
  const size = Math.abs(it);
  if (Number.isInteger(it) && size < 1e7) return whole(it);
  if (size >= 1e7 || size < 1e-4) {
    const [digits, power] = it.toExponential(3).split('e');
    return `${digits.replace(/\.?0+$/, '')}e${Number(power)}`.replaceAll('-', '−');
  }

  const digits = Math.max(0, Math.min(8, 4 - Math.floor(Math.log10(size))));
  return it.toLocaleString('en-US', { maximumFractionDigits: digits }).replace('-', '−');
}

/** @param {number} value */
export function whole(value) {
  return value.toLocaleString('en-US').replace('-', '−');
}

/** @param {number} size A number of bytes. */
export function bytes(size) {
  const power = size < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(size) / 10));
  return `${number(size / 1024 ** power)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}

/** @param {any} value A parameter's value. */
export function parameter(value) {
  if (value === null || value === undefined) return '–';
  return typeof value === 'number' ? number(value) : String(value);
}

/** @param {number | null | undefined} seconds */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** @param {string | null} time */
export function ago(time) {
  if (!time) return '–';
  const seconds = (Date.now() - Date.parse(time)) / 1000;
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return seconds < 30 * 86400 ? `${Math.floor(seconds / 86400)} d ago` : new Date(time).toISOString().slice(0, 10);
}

/** @param {string} time */
export function moment(time) {
  return new Date(time).toLocaleString('sv-SE');
}

/** @param {number} count @param {string} one @param {string} [several] */
export function count(count, one, several = `${one}s`) {
  return `${whole(count)} ${count === 1 ? one : several}`;
}

/** @param {string} word Quotes a word for a shell, if it needs that. */
export function shellWord(word) {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
