import { exchange } from '../../kit/exchange.ts';
import type { Call, Step } from '../flow.ts';
import { redact } from '../secrets.ts';
import { type CallAnswer, readCallAnswer } from './call-answer.ts';
import { type CallRequest, renderCall } from './call-request.ts';
import { atPlace, FlowTrouble, type Run } from './run.ts';

const MAX_CALLS = 10;

/**
 * Asks a service. The section to go on in if that failed and the flow has one for it; undefined: go on behind the call.
 * Throws `FlowTrouble` if it failed and the flow has none.
 */
export async function call(run: Run, step: Step & Call): Promise<string | undefined> {
  if (run.calls.length === MAX_CALLS) throw new FlowTrouble(`At ${step.at}: more than ${MAX_CALLS} calls in one turn`);
  const request = await atPlace(step.at, () => renderCall(run, step));
  const answer = await send(run, step, request);
  if (answer.ok) {
    if (step.store !== undefined) run.variables[step.store] = answer.value;
    return undefined;
  }
  // Out of time altogether: the next try of the turn asks again, with the same key.
  if (run.signal.aborted) throw new FlowTrouble('The flow did not end in time', { retryable: true });
  const { retryable, retryAfterMs, message, status, body } = answer;
  if (step.onError === undefined) {
    throw new FlowTrouble(`At ${step.at}: ${message}`, {
      retryable,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  run.variables.error = { message, ...(status !== undefined && { status }), ...(body !== undefined && { body }) };
  return step.onError;
}

async function send(run: Run, step: Step & Call, request: CallRequest): Promise<CallAnswer> {
  const { host, secrets } = run.bot;
  const startedAt = host.now();
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(step.timeoutMs)]);
  const exchanged = await exchange(host, { ...request, signal }, 'The service');
  const answer = readCallAnswer(exchanged, secrets);
  run.calls.push({
    at: step.at,
    method: request.method,
    url: redact(request.shownUrl, secrets),
    ...(exchanged.status !== undefined && { status: exchanged.status }),
    ...(!answer.ok && { error: answer.message }),
    durationMs: host.now() - startedAt,
  });
  return answer;
}
