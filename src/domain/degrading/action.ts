import type { Capabilities } from '../capability.ts';
import type { ContactRequestContent, CtaUrlContent, LocationRequestContent, OutboundContent } from '../content.ts';
import { countCodePoints } from '../text-split.ts';
import { fitFrame, unframe } from './frame.ts';
import { textParts } from './parts.ts';

/** Without its button, the link stands in the text. */
export function degradeCtaUrl(content: CtaUrlContent, capabilities: Capabilities): OutboundContent[] {
  const { ctaLabel, interactiveText } = capabilities.limits;
  const { type, label, url } = content;
  if (capabilities.content.cta_url !== 'native' || countCodePoints(label) > ctaLabel) {
    return unframe(content, capabilities, `${label}: ${url}`);
  }
  const { before, frame } = fitFrame(content, capabilities, { text: interactiveText, mediaHeader: true });
  return [...before, { type, ...frame, label, url }];
}

/** Without its button, the request is a plain question. */
export function degradeRequest(
  content: LocationRequestContent | ContactRequestContent,
  capabilities: Capabilities,
): OutboundContent[] {
  if (capabilities.content[content.type] !== 'native') return textParts(content.text, capabilities);
  const limits = { text: capabilities.limits.interactiveText, mediaHeader: false };
  const { before, frame } = fitFrame(content, capabilities, limits);
  return [...before, { type: content.type, text: frame.text }];
}
