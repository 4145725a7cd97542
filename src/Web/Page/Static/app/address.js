// @ts-check

/**
 * Returns a part of the view that the address holds.
 * @param {string} name
 * @param {string} [preset]
 */
export function read(name, preset = '') {
  return new URLSearchParams(location.search).get(name) ?? preset;
}

/**
 * Keeps parts of the view in the address. A part that has its preset value, or none, is left out.
 * @param {Record<string, string | number | boolean | null | undefined>} parts
 */
export function keep(parts) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null || value === undefined || value === '' || value === false) query.delete(name);
    else query.set(name, String(value));
  }

  const text = query.toString();
  history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
}

/**
 * Opens another view of the page.
 * @param {string} address
 */
export function open(address) {
  history.pushState(null, '', address);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** @param {string} sweep */
export function sweepAddress(sweep) {
  return `/sweeps/${encodeURIComponent(sweep)}`;
}

/** @param {string} sweep @param {number} trial */
export function trialAddress(sweep, trial) {
  return `${sweepAddress(sweep)}/trials/${trial}`;
}
