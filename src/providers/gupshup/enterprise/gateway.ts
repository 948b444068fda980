import type { SendFailure } from '../../../domain/failure.ts';
import { type Exchanged, exchange, type Line, type ProviderAnswer } from '../../kit/exchange.ts';
import { withRetryAfter } from '../../kit/failure-meaning.ts';
import { describeFailure, GATEWAY_CODES, meaningOfStatus } from '../codes.ts';
import type { Credentials, EnterpriseSettings } from '../settings.ts';
import { readVerdict } from './answer.ts';
import { COMMON, type GatewayCall, type Parameters } from './wire.ts';

export interface GatewayRequest extends GatewayCall {
  /** Which of the hosts. */
  place: 'messages' | 'templates';
  signal: AbortSignal;
}

/** Posts one form. Credentials travel in the body, where no access log sees them. Never throws. */
export function callGateway(line: Line, settings: EnterpriseSettings, request: GatewayRequest): Promise<Exchanged> {
  const parameters = { ...request.parameters, ...COMMON, ...credentialsOf(settings[request.account]) };
  return exchange(line, {
    method: 'POST',
    url: request.place === 'messages' ? settings.sendUrl : settings.templatesUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
    signal: request.signal,
  });
}

export function credentialsOf({ userId, password }: Credentials): Parameters {
  return { userid: userId, password };
}

/** Why an answer is no success; undefined: it is one, as far as its verdict tells. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure | undefined {
  const verdict = readVerdict(answer);
  if (verdict?.ok === true && answer.status < 300) return undefined;
  const code = verdict?.ok === false ? verdict.code : undefined;
  const said = {
    text: textOf(answer, verdict?.ok === false ? verdict.text : undefined),
    ...(code !== undefined && { code }),
  };
  const known = answer.status === 429 ? undefined : GATEWAY_CODES.get(code ?? '');
  return withRetryAfter(describeFailure(said, known ?? meaningOf(answer, verdict !== undefined)), answer, now);
}

/** A refusal in words is one whatever the status; a success that cannot be read leaves us in doubt. */
function meaningOf({ status }: ProviderAnswer, isTold: boolean) {
  if (status >= 200 && status <= 299) return { kind: isTold ? 'rejected' : 'outcome_unknown' } as const;
  return meaningOfStatus(status);
}

function textOf({ status }: ProviderAnswer, said: string | undefined): string {
  if (said !== undefined) return said;
  return status >= 200 && status <= 299 ? 'The answer of Gupshup cannot be read.' : `Gupshup answered HTTP ${status}.`;
}
