import type { Capabilities } from '../../domain/capability.ts';
import type { OutboundContent } from '../../domain/content.ts';
import { degrade } from '../../domain/degrade.ts';
import { capabilities } from './capabilities.ts';

/** What the enterprise gateway has no words for. */
const PLAIN: Capabilities = {
  ...capabilities,
  content: { ...capabilities.content, location: 'degraded', contacts: 'degraded', location_request: 'degraded' },
};

/** A place, contacts or the request for a place as the texts that say the same. */
export function writeAsText(content: OutboundContent): string[] {
  const degraded = degrade(content, PLAIN);
  if (!degraded.ok) return [];
  return degraded.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));
}
