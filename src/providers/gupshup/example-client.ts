import type { ProviderHost, ProviderResult } from '../../domain/provider.ts';
import { networkFailure } from '../kit/exchange.ts';
import { troubled, unable } from '../kit/trouble.ts';

const MAX_BYTES = 16 * 1_024 * 1_024;

/** The example file of a template's header, from where the draft says it is: no credentials, no redirects. */
export async function fetchExample(
  { fetch }: Pick<ProviderHost, 'fetch'>,
  url: string,
  signal: AbortSignal,
): Promise<ProviderResult<{ file: Blob; fileName: string }>> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal });
    if (response.status !== 200) return unable(`The example of the header answered HTTP ${response.status}.`);
    const file = await response.blob();
    if (file.size > MAX_BYTES) return unable('The example of the header is too large.');
    return { ok: true, value: { file, fileName: new URL(url).pathname.split('/').at(-1) || 'example' } };
  } catch (error) {
    return troubled(networkFailure(error));
  }
}
