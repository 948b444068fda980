import type { ProviderHost, ProviderResult } from '../../domain/provider.ts';
import { exchange, type Line, type ProviderRequest } from '../kit/exchange.ts';
import { asObject, type JsonObject } from '../kit/json.ts';
import { createRedactor } from '../kit/redact.ts';
import { appSecretProof } from './app-secret-proof.ts';
import type { MetaSettings } from './settings.ts';
import { networkTrouble, readTrouble } from './trouble.ts';

export type GraphQuery = Readonly<Record<string, string | undefined>>;

export interface GraphRequest {
  method: ProviderRequest['method'];
  /** Below the version, without a slash in front. */
  path: string;
  query?: GraphQuery;
  /** An object goes as JSON. */
  body?: JsonObject | FormData | Blob;
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** Calls to the Graph API that are no sends; each gives the answer's object. Never throws. */
export interface Graph {
  call(request: GraphRequest): Promise<ProviderResult<JsonObject>>;
  /** The same with the app's own token: `{app id}|{app secret}`. */
  asApp: Pick<Graph, 'call'>;
  /** The same without the proof, for when the app secret is in doubt. */
  withoutProof: Pick<Graph, 'call'>;
}

/** https://developers.facebook.com/docs/graph-api/overview (seen 2026-09) */
export function createGraph(settings: MetaSettings, host: ProviderHost): Graph {
  const [appSecret = ''] = settings.appSecrets;
  const { appId, accessToken } = settings;
  const appToken = `${appId}|${appSecret}`;
  const line = createLine(settings, host);
  const caller = (token: string, proof: string | undefined): Pick<Graph, 'call'> => ({
    call: (request) => call(line, settings.apiUrl, withToken(request, token, proof)),
  });
  return {
    ...caller(accessToken, appSecretProof(accessToken, appSecret)),
    asApp: caller(appToken, appSecretProof(appToken, appSecret)),
    withoutProof: caller(accessToken, undefined),
  };
}

/** The connection's way out; no secret comes back over it. */
export function createLine({ accessToken, appSecrets }: MetaSettings, host: ProviderHost): Line {
  const [appSecret = ''] = appSecrets;
  const proof = appSecretProof(accessToken, appSecret);
  return { fetch: host.fetch, redact: createRedactor([accessToken, ...appSecrets, proof]) };
}

function withToken(request: GraphRequest, token: string, proof: string | undefined): GraphRequest {
  return {
    ...request,
    query: { ...request.query, appsecret_proof: proof },
    headers: { authorization: `Bearer ${token}`, ...request.headers },
  };
}

async function call(line: Line, apiUrl: string, request: GraphRequest): Promise<ProviderResult<JsonObject>> {
  const { method, path, query = {}, body, headers = {}, signal } = request;
  const isPlain = body !== undefined && !(body instanceof FormData) && !(body instanceof Blob);
  const exchanged = await exchange(line, {
    method,
    url: urlOf(`${apiUrl}/${path}`, query),
    headers: isPlain ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(body !== undefined && { body: isPlain ? JSON.stringify(body) : body }),
    signal,
  });
  if (!exchanged.ok) return { ok: false, trouble: networkTrouble(exchanged.failure) };
  const { answer } = exchanged;
  if (answer.status < 200 || answer.status > 299) return { ok: false, trouble: readTrouble(answer) };
  if (answer.json === undefined) {
    const message = 'Meta answered that all is well, but not in JSON. Check the API address.';
    return { ok: false, trouble: { kind: 'unavailable', message } };
  }
  return { ok: true, value: asObject(answer.json) };
}

/** Ids of uploads bring a query of their own. */
function urlOf(address: string, query: GraphQuery): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  return parameters.size === 0 ? address : `${address}${address.includes('?') ? '&' : '?'}${parameters}`;
}
