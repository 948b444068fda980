import type { ProviderHost, ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import { type Exchanged, exchange, type ProviderRequest } from '../kit/exchange.ts';
import { asObject, type JsonObject } from '../kit/json.ts';
import { createRedactor, type Redact } from '../kit/redact.ts';
import { troubleOf } from '../kit/trouble.ts';
import { isGood } from './answer.ts';
import { basicToken, type Credentials, type TwilioSettings } from './settings.ts';
import { readTrouble } from './trouble.ts';

/** Name and value; a name may be repeated. */
export type FormField = readonly [string, string];

export interface ApiRequest {
  method: ProviderRequest['method'];
  url: string;
  /** Version 2010 takes forms, the newer hosts JSON. */
  body?: { form: readonly FormField[] } | { json: JsonObject };
  credentials?: Credentials;
  signal: AbortSignal;
}

/** The connection's way to Twilio; no secret comes back over it. Never throws. */
export interface Api {
  settings: TwilioSettings;
  redact: Redact;
  now(): number;
  /** The bare answer. */
  exchange(request: ApiRequest): Promise<Exchanged>;
  /** For calls that are no sends: the object of a good answer, an empty one if it has no body. */
  call(request: ApiRequest): Promise<ProviderResult<JsonObject>>;
}

export function createApi(settings: TwilioSettings, host: ProviderHost): Api {
  const line = { fetch: host.fetch, redact: createRedactor(settings.secrets) };
  const send: Api['exchange'] = ({ method, url, body, credentials = settings.credentials, signal }) =>
    exchange(line, {
      ...{ method, url, signal },
      headers: { authorization: `Basic ${basicToken(credentials)}`, accept: 'application/json', ...typeOf(body) },
      ...(body !== undefined && { body: textOf(body) }),
    });
  return {
    settings,
    redact: line.redact,
    now: () => host.now(),
    exchange: send,
    call: async (request) => {
      const exchanged = await send(request);
      if (!exchanged.ok) return { ok: false, trouble: troubleOf(exchanged.failure) };
      const { answer } = exchanged;
      if (!isGood(answer)) return { ok: false, trouble: readTrouble(answer) };
      const isEmpty = answer.text === '';
      if (answer.json === undefined && !isEmpty) return { ok: false, trouble: notJson() };
      return { ok: true, value: asObject(answer.json) };
    },
  };
}

type Body = NonNullable<ApiRequest['body']>;

function typeOf(body: Body | undefined): Record<string, string> {
  if (body === undefined) return {};
  return { 'content-type': 'json' in body ? 'application/json' : 'application/x-www-form-urlencoded' };
}

function textOf(body: Body): string {
  return 'json' in body
    ? JSON.stringify(body.json)
    : new URLSearchParams(body.form.map(([...pair]) => pair)).toString();
}

function notJson(): ProviderTrouble {
  const message = 'Twilio answered that all is well, but not in JSON. Check the API address.';
  return { kind: 'unavailable', message };
}
