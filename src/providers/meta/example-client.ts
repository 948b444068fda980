import type { ProviderHost, ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import { networkFailure } from '../kit/exchange.ts';
import { safeFileName } from '../kit/file-name.ts';
import { asText } from '../kit/json.ts';
import type { Graph } from './graph-client.ts';
import type { MetaSettings } from './settings.ts';
import { networkTrouble } from './trouble.ts';

const TYPES = ['image/jpeg', 'image/png', 'video/mp4', 'application/pdf'];

interface Parts {
  settings: MetaSettings;
  host: ProviderHost;
  graph: Graph;
  signal: AbortSignal;
}

/**
 * Fetches an example file and hands it to Meta, in the one way that template reviews take; the answer's handle goes into the draft.
 * https://developers.facebook.com/docs/graph-api/guides/upload (seen 2025-12)
 */
export async function uploadExample(
  url: string,
  { settings, host, graph, signal }: Parts,
): Promise<ProviderResult<string>> {
  const fetched = await fetchExample(url, host, signal);
  if (!fetched.ok) return fetched;
  const file = fetched.value;
  const query = { file_name: nameOf(url), file_length: String(file.size), file_type: file.type };
  const path = `${encodeURIComponent(settings.appId)}/uploads`;
  const session = await graph.call({ method: 'POST', path, query, signal });
  if (!session.ok) return session;
  const id = asText(session.value.id);
  if (id === undefined) return { ok: false, trouble: unavailable('Meta opened no upload for the example file.') };
  const headers = { authorization: `OAuth ${settings.accessToken}`, file_offset: '0' };
  const uploaded = await graph.call({ method: 'POST', path: id, headers, body: file, signal });
  if (!uploaded.ok) return uploaded;
  const handle = asText(uploaded.value.h);
  if (handle === undefined) return { ok: false, trouble: unavailable('Meta took the example file without a handle.') };
  return { ok: true, value: handle };
}

/** The operator's own address: no token goes there. */
async function fetchExample(url: string, host: ProviderHost, signal: AbortSignal): Promise<ProviderResult<Blob>> {
  try {
    const response = await host.fetch(url, { redirect: 'follow', signal });
    if (!response.ok) {
      await response.body?.cancel();
      return { ok: false, trouble: invalid(`The example file answered HTTP ${response.status}.`) };
    }
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!TYPES.includes(type)) return { ok: false, trouble: invalid(`The example file is ${type || 'of no type'}.`) };
    return { ok: true, value: new Blob([await response.arrayBuffer()], { type }) };
  } catch (error) {
    return { ok: false, trouble: networkTrouble(networkFailure(error)) };
  }
}

function nameOf(url: string): string {
  return safeFileName(URL.parse(url)?.pathname.split('/').at(-1) ?? '') ?? 'example';
}

function invalid(message: string): ProviderTrouble {
  return { kind: 'invalid', message };
}

function unavailable(message: string): ProviderTrouble {
  return { kind: 'unavailable', message };
}
