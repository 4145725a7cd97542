// @ts-check
import { Refusal, send } from './api.js';

const LONGEST_PAUSE = 5000;

/**
 * Follows server-sent events until the signal is aborted, and connects again when the connection is lost. While the
 * page is hidden there is no connection: browsers allow only six to an address, for all of its pages together.
 * @param {string} path
 * @param {(data: any) => void} receive
 * @param {AbortSignal} signal
 * @param {(fault: Refusal | null) => void} [state] Is told about a lost connection, and that it is there again.
 */
export async function follow(path, receive, signal, state = connectionState) {
  let last = '';
  let pause = 250;
  while (!signal.aborted) {
    await visible(signal);
    if (signal.aborted) return;
    const visit = new AbortController();
    const hide = () => { if (document.hidden) visit.abort(); };
    document.addEventListener('visibilitychange', hide);
    try {
      const answer = await send(
        'GET', path, undefined, AbortSignal.any([signal, visit.signal]), last ? { 'Last-Event-ID': last } : {});
      state(null);
      if (answer.status === 204) return;
      for await (const event of eventsOf(answer)) {
        pause = 250;
        last = event.id;
        receive(event.data);
      }
    } catch (fault) {
      if (signal.aborted) return;
      if (!visit.signal.aborted) {
        if (fault instanceof Refusal && fault.status >= 400 && fault.status < 500) {
          state(fault);
          return;
        }

        state(fault instanceof Refusal ? fault : new Refusal(0, 'The connection was lost.'));
      }
    } finally {
      document.removeEventListener('visibilitychange', hide);
    }

    if (!visit.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }
}

/** @param {Response} answer */
async function* eventsOf(answer) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
      const id = lines.find((line) => line.startsWith('id:'))?.slice(3).trim() ?? '';
      if (data.length > 0) yield { id, data: JSON.parse(data.join('\n')) };
    }
  }
}

/** @param {AbortSignal} signal */
function visible(signal) {
  return new Promise((resolve) => {
    const check = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener('visibilitychange', check);
      resolve(undefined);
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', check);
    check();
  });
}

/** @param {Refusal | null} fault */
function connectionState(fault) {
  document.documentElement.toggleAttribute('data-lost', fault !== null && fault.status === 0);
}

/**
 * Runs work when it is wanted, never twice at a time, and not more often than a fifth of the time that it takes.
 * @param {() => Promise<void>} work
 * @param {AbortSignal} signal
 * @param {number} least The shortest pause between two runs in milliseconds.
 */
export function paced(work, signal, least = 400) {
  let wanted = false;
  let runs = false;
  const run = async () => {
    if (runs || signal.aborted) {
      wanted = true;
      return;
    }

    runs = true;
    wanted = false;
    const began = performance.now();
    try {
      await work();
    } catch (fault) {
      if (!signal.aborted && !(fault instanceof Refusal)) throw fault;
    } finally {
      const pause = Math.max(least, 4 * (performance.now() - began));
      setTimeout(() => {
        runs = false;
        if (wanted && !signal.aborted) run();
      }, pause);
    }
  };
  return run;
}
