import type { Capabilities } from '../capability.ts';
import type { Choice } from '../choices.ts';
import type { OutboundContent, OutboundKind, TextContent } from '../content.ts';
import { Mistake } from '../parsing/fields.ts';
import { type Count, countCodePoints, countUtf16, splitText } from '../text-split.ts';

export interface Parts {
  parts: readonly OutboundContent[];
  choices: readonly Choice[];
}

/** A text as the messages that it takes. */
export function textParts(text: string, capabilities: Capabilities): TextContent[] {
  if (capabilities.content.text !== 'native') return refuse('text');
  return splitText(text, capabilities.limits.text, countOf(capabilities)).map((part) => ({ type: 'text', text: part }));
}

/** How the provider counts texts and captions. */
export function countOf({ limits }: Capabilities): Count {
  return limits.textUnit === 'utf16' ? countUtf16 : countCodePoints;
}

/** Paragraphs, those that exist. */
export function joinParagraphs(...paragraphs: readonly (string | undefined)[]): string {
  return paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '').join('\n\n');
}

export function refuse(kind: OutboundKind): never {
  throw new Mistake('type', `${kind} cannot be sent through the provider of this channel`);
}
