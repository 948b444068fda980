import type { SimulatorClock } from '../kit/clock.ts';
import type { Fetch } from '../kit/http.ts';
import type { Callback } from './account.ts';
import { GraphError } from './graph-error.ts';

export interface CallbackVerification {
  clock: SimulatorClock;
  fetch: Fetch;
  random: () => number;
  timeoutMs: number;
}

/**
 * The handshake made on every change of a callback URL: the receiver must answer 200 with the challenge and nothing else.
 * Throws GraphError 2200 otherwise. https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export async function verifyCallback(callback: Callback, means: CallbackVerification): Promise<void> {
  const challenge = String(Math.floor(1e8 + means.random() * 9e9));
  const url = new URL(callback.callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', callback.verifyToken);
  const tooLate = new AbortController();
  const stopTimer = means.clock.setTimer(means.timeoutMs, () => tooLate.abort());
  try {
    const answer = await means.fetch(url.href, { method: 'GET', signal: tooLate.signal });
    const body = await answer.text();
    if (answer.status !== 200) throw refusal(`The callback URL answered ${answer.status}.`);
    if (body !== challenge) throw refusal('The callback URL did not answer with the challenge alone.');
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw refusal(`The callback URL could not be reached: ${error instanceof Error ? error.message : error}`);
  } finally {
    stopTimer();
  }
}

function refusal(details: string): GraphError {
  return new GraphError(2200, { details });
}
