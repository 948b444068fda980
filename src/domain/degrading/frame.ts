import type { Capabilities } from '../capability.ts';
import type { Header, OutboundContent } from '../content.ts';
import { countCodePoints, splitText } from '../text-split.ts';
import { degradeMedia } from './media.ts';
import { joinParagraphs, textParts } from './parts.ts';

/** What interactive kinds have in common. */
export interface Frame {
  text: string;
  header?: Header;
  footer?: string;
}

export interface FittedFrame {
  /** Sent before the interactive message: what found no room in it. */
  before: OutboundContent[];
  frame: Frame;
}

/**
 * Makes text, header and footer fit. A header that does not goes before the text (media as a message of its own), a footer behind it; of a
 * text that is too long all but the last stretch goes ahead.
 */
export function fitFrame(
  content: Frame,
  capabilities: Capabilities,
  limits: { text: number; mediaHeader: boolean },
): FittedFrame {
  const header = headerThatFits(content, capabilities, limits);
  const footer = countCodePoints(content.footer ?? '') <= capabilities.limits.footer ? content.footer : undefined;
  const text = joinParagraphs(
    header === undefined ? textOfHeader(content) : undefined,
    content.text,
    footer === undefined ? content.footer : undefined,
  );
  const stretches = splitText(text, limits.text);
  const last = stretches.pop() ?? '';
  return {
    before: [
      ...(header === undefined ? headerMedia(content, capabilities) : []),
      ...stretches.flatMap((stretch) => textParts(stretch, capabilities)),
    ],
    frame: { text: last, ...(header && { header }), ...(footer !== undefined && { footer }) },
  };
}

/** Everything but the choices, as text and media of their own. */
export function unframe(content: Frame, capabilities: Capabilities, choices: string): OutboundContent[] {
  const text = joinParagraphs(textOfHeader(content), content.text, choices, content.footer);
  return [...headerMedia(content, capabilities), ...textParts(text, capabilities)];
}

function headerThatFits(
  { header, text }: Frame,
  capabilities: Capabilities,
  limits: { text: number; mediaHeader: boolean },
): Header | undefined {
  // Above a text that is cut, a header would stand in the middle of it.
  if (header === undefined || countCodePoints(text) > limits.text) return undefined;
  const { headerText, headerFiles = headerText } = capabilities.limits;
  if (header.type !== 'text') return limits.mediaHeader && headerFiles > 0 ? header : undefined;
  return countCodePoints(header.text) <= headerText ? header : undefined;
}

function textOfHeader({ header }: Frame): string | undefined {
  return header?.type === 'text' ? header.text : undefined;
}

function headerMedia({ header }: Frame, capabilities: Capabilities): OutboundContent[] {
  if (header === undefined || header.type === 'text') return [];
  return degradeMedia({ type: header.type, media: header.media }, capabilities);
}
