// @ts-check
import { leave, session } from './entry.js';

/** What the API refuses, with the sentence that says why. */
export class Refusal extends Error {
  /**
   * @param {number} status @param {string} detail
   * @param {{ line: number, column: number, message: string }[]} [errors] The places in a sweep file.
   */
  constructor(status, detail, errors = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/**
 * Asks the API.
 * @param {string} path The path below /api, with its parameters.
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export async function get(path, signal) {
  return (await send('GET', path, undefined, signal)).json();
}

/**
 * Asks the API for a text.
 * @param {string} path @param {AbortSignal} [signal]
 */
export async function getText(path, signal) {
  return (await send('GET', path, undefined, signal)).text();
}

/**
 * Changes something through the API.
 * @param {string} path
 * @param {object} [content]
 * @returns {Promise<any>}
 */
export async function post(path, content) {
  return (await send('POST', path, content)).json();
}

/**
 * Submits a sweep file, or only checks it.
 * @param {string} file Its text, YAML. @param {{ dry_run?: boolean, file: string }} parameters
 * @returns {Promise<any>}
 */
export async function submit(file, parameters) {
  return (await send('POST', `/sweeps${query(parameters)}`, file)).json();
}

/** @param {string} path */
export async function remove(path) {
  return (await send('DELETE', path)).json();
}

/** @param {string[]} parts */
export function pathOf(...parts) {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** @param {Record<string, any>} parameters Those that are null, undefined or empty are left out. */
export function query(parameters) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '' && one !== false) given.append(name, String(one));
    }
  }

  const text = given.toString();
  return text ? `?${text}` : '';
}

/**
 * Sends a request.
 * @param {string} method
 * @param {string} path
 * @param {object | string} [content] A text is a sweep file.
 * @param {AbortSignal} [signal]
 * @param {Record<string, string>} [more] More headers.
 */
export async function send(method, path, content, signal, more = {}) {
  const headers = { Authorization: `Bearer ${session()}`, ...more };
  const isText = typeof content === 'string';
  if (content !== undefined) headers['Content-Type'] = isText ? 'application/yaml' : 'application/json';
  let answer;
  try {
    answer = await fetch(`/api${path}`, {
      method, headers, signal, body: content === undefined || isText ? content : JSON.stringify(content),
    });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Refusal(0, 'The program that serves this page does not answer. Has it been stopped?');
  }

  if (answer.ok) return answer;
  if (answer.status === 401) leave();
  throw await refusalOf(answer);
}

/** @param {Response} answer */
async function refusalOf(answer) {
  try {
    const problem = await answer.json();
    return new Refusal(answer.status, problem.detail ?? problem.title, problem.errors);
  } catch {
    return new Refusal(answer.status, `The program answered with the status ${answer.status}.`);
  }
}
