import { ChasquiProblem } from './problem.js';
import { readServerSent } from './server-sent.js';

/** A gateway that restarts is back within seconds. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** @type {typeof import('./index.d.ts').followEvents} */
export async function* followEvents({ url, key, after, types, channelId, signal, fetch = globalThis.fetch }) {
  const query = new URLSearchParams();
  if (types) query.set('types', types.join(','));
  if (channelId) query.set('channelId', channelId);
  let last = after;
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal?.aborted) {
    try {
      const headers = { authorization: `Bearer ${key}`, ...(last !== undefined && { 'last-event-id': last }) };
      const response = await fetch(`${url.replace(/\/$/, '')}/api/v1/events?${query}`, {
        headers,
        ...(signal && { signal }),
      });
      if (!response.ok || !response.body) throw await problemOf(response);
      for await (const { id, event, data } of readServerSent(response.body)) {
        pauseMs = FIRST_PAUSE_MS;
        if (event === 'gap') yield { id: last ?? '', type: 'gap' };
        else if (event !== undefined && event !== 'open') yield JSON.parse(data ?? '{}');
        // After the event was handled: a reader that fails gets it again.
        last = id ?? last;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof ChasquiProblem && error.status < 500) throw error;
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** @param {Response} response */
async function problemOf(response) {
  const problem = await response.json().catch(() => undefined);
  return new ChasquiProblem(response.status, problem);
}

/**
 * @param {number} ms
 * @param {AbortSignal | undefined} signal
 */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}
