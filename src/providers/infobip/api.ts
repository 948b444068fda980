import type { ProviderHost, ProviderResult } from '../../domain/provider.ts';
import { type Exchanged, exchange, type ProviderRequest } from '../kit/exchange.ts';
import { asObject, type JsonObject } from '../kit/json.ts';
import { createRedactor, type Redact } from '../kit/redact.ts';
import { troubled } from '../kit/trouble.ts';
import { isGood } from './answer.ts';
import { type Authorization, type Authorized, createAuthorization } from './authorization.ts';
import type { InfobipSettings } from './settings.ts';
import { readTrouble } from './trouble.ts';

export interface ApiRequest {
  method: ProviderRequest['method'];
  /** Begins with a slash; below the base URL. */
  path: string;
  json?: JsonObject;
  signal: AbortSignal;
}

/** The connection's way to Infobip; no secret comes back over it. Never throws. */
export interface Api {
  settings: InfobipSettings;
  redact: Redact;
  now(): number;
  /** The bare answer. A token that Infobip refuses is renewed, and the request repeated, once. */
  exchange(request: ApiRequest): Promise<Exchanged>;
  /** For calls that are no sends: what a good answer holds, undefined if it has no body. */
  call(request: ApiRequest): Promise<ProviderResult<unknown>>;
  /** For requests that go another way. */
  authorize(signal: AbortSignal): Promise<Authorized>;
  /** After such a request was answered 401. Undefined: there is no other authorization. */
  reauthorize(refused: string, signal: AbortSignal): Promise<Authorized | undefined>;
}

export function createApi(settings: InfobipSettings, host: ProviderHost): Api {
  const authorization = createAuthorization(settings, host);
  const redact = createTokenRedactor(settings, authorization);
  const line = { fetch: host.fetch, redact };
  const send = (header: string, { method, path, json, signal }: ApiRequest): Promise<Exchanged> =>
    exchange(line, {
      ...{ method, url: `${settings.baseUrl}${path}`, signal },
      headers: {
        authorization: header,
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });

  async function sendAuthorized(request: ApiRequest): Promise<Exchanged> {
    const authorized = await authorization.header(request.signal);
    if (!authorized.ok) return authorized;
    const exchanged = await send(authorized.header, request);
    if (!exchanged.ok || exchanged.answer.status !== 401 || !authorization.renew) return exchanged;
    const renewed = await authorization.renew(authorized.header, request.signal);
    return renewed.ok ? send(renewed.header, request) : renewed;
  }

  return {
    ...{ settings, redact, exchange: sendAuthorized },
    now: () => host.now(),
    authorize: (signal) => authorization.header(signal),
    reauthorize: async (refused, signal) => authorization.renew?.(refused, signal),
    call: async (request) => {
      const exchanged = await sendAuthorized(request);
      if (!exchanged.ok) return troubled(exchanged.failure);
      const { answer } = exchanged;
      if (!isGood(answer)) return { ok: false, trouble: readTrouble(answer) };
      if (answer.json !== undefined || answer.text === '') return { ok: true, value: answer.json };
      const message = 'Infobip answered that all is well, but not in JSON. Check the base URL.';
      return { ok: false, trouble: { kind: 'unavailable', message } };
    },
  };
}

/** Tokens come and go, the other secrets stay. */
function createTokenRedactor({ secrets }: InfobipSettings, authorization: Authorization): Redact {
  let tokens = authorization.secrets();
  let redact = createRedactor([...secrets, ...tokens]);
  return (text) => {
    if (tokens !== authorization.secrets()) {
      tokens = authorization.secrets();
      redact = createRedactor([...secrets, ...tokens]);
    }
    return redact(text);
  };
}

/** As `call`, where a good answer is an object. */
export async function callForObject(api: Api, request: ApiRequest): Promise<ProviderResult<JsonObject>> {
  const called = await api.call(request);
  return called.ok ? { ok: true, value: asObject(called.value) } : called;
}
