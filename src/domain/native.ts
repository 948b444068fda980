import { type OutboundContent, UNNAMED_PROVIDER } from './content.ts';
import { OUTBOUND_KINDS, type ParsedContent } from './parse-content.ts';
import type { ProviderDefinition } from './provider.ts';

/**
 * Asks the channel's provider whether an object that is no content of ours (`parseSaid`) is a request in its own words, and says so in
 * `provider`. Anything else stays as it is. Nobody's words are a mistake: a person never gets to see raw JSON.
 */
export function settleNative(
  content: OutboundContent,
  { id, displayName, isNative }: Pick<ProviderDefinition, 'id' | 'displayName' | 'isNative'>,
): ParsedContent {
  if (content.type !== 'raw' || content.provider !== UNNAMED_PROVIDER) return { ok: true, content };
  const { payload } = content;
  if (isNative?.(payload)) return { ok: true, content: { ...content, provider: id } };
  const types = OUTBOUND_KINDS.join(', ');
  const otherwise = `and the object is no request in the words of ${displayName}`;
  const message =
    payload.type === undefined ? `is missing (one of ${types}), ${otherwise}` : `must be one of ${types}, ${otherwise}`;
  return { ok: false, path: 'type', message };
}
