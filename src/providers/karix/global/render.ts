import type { OutboundContent, OutboundMediaContent } from '../../../domain/content.ts';
import { degrade } from '../../../domain/degrade.ts';
import type { SendFailure } from '../../../domain/failure.ts';
import type { OutboundMessage } from '../../../domain/provider.ts';
import { renderTemplateText } from '../../../domain/templates/fill-template.ts';
import { placeholdersOf } from '../../../domain/templates/placeholders.ts';
import { withoutUndefined } from '../../kit/json.ts';
import { capabilities, globalCapabilities } from '../capabilities.ts';
import { NO_PHONE, recipientOf } from '../recipient.ts';
import { ATTEMPT_PARAMETER, type GlobalContent, type SendBody } from './wire.ts';

export type Rendered = { ok: true; bodies: readonly SendBody[] } | { ok: false; failure: SendFailure };

/** Places are written with so many decimals. */
const DECIMALS = 7;

/** The request bodies for a message, several where its text and files go apart; or why this product has no way to say it. */
export function renderMessage(message: OutboundMessage): Rendered {
  const to = recipientOf(message);
  if (to === undefined) return invalid(NO_PHONE);
  const contents = renderContents(message);
  if (typeof contents === 'string') return invalid(contents);
  const envelope = {
    channel: 'whatsapp',
    source: `+${message.senderPhoneNumber}`,
    destination: [`+${to}`],
  } as const;
  // Only the first is the message by which all is known, so that only its events may name the attempt.
  const bodies = contents.map((content, index) =>
    index === 0 ? { ...envelope, content, events_url: eventsUrl(message) } : { ...envelope, content },
  );
  return { ok: true, bodies };
}

function eventsUrl({ callbackUrl, attemptId }: OutboundMessage): string {
  const url = new URL(callbackUrl);
  url.searchParams.set(ATTEMPT_PARAMETER, attemptId);
  return url.href;
}

/** A text says why it cannot be rendered. */
function renderContents({ content, template }: OutboundMessage): readonly GlobalContent[] | string {
  if (capabilities.content[content.type] !== 'native') return `Karix cannot show ${content.type}.`;
  switch (content.type) {
    case 'raw':
      return content.provider === 'karix'
        ? [content.payload]
        : `A raw message for ${content.provider} is not for Karix.`;
    case 'template': {
      if (template === undefined) {
        return `The older API of Karix knows a template by its text, and that of ${content.name} is not known here.`;
      }
      const text = renderTemplateText(template, content);
      const [open] = placeholdersOf(text);
      return open === undefined ? [{ text }] : `The variable {{${open}}} of the template has no value.`;
    }
    default:
      return renderPlain(content);
  }
}

/** The centre fits messages to RCM, which shows more. */
function renderPlain(content: OutboundContent): readonly GlobalContent[] | string {
  const degraded = degrade(content, globalCapabilities);
  if (!degraded.ok) return `The older API of Karix cannot show ${content.type}.`;
  const contents: GlobalContent[] = [];
  for (const part of degraded.parts) {
    const rendered = renderPart(part);
    if (typeof rendered === 'string') return rendered;
    contents.push(rendered);
  }
  return contents;
}

function renderPart(part: OutboundContent): GlobalContent | string {
  switch (part.type) {
    case 'text':
      return { text: part.text };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return renderMedia(part);
    case 'location': {
      const { longitude, latitude, name: label, address } = part;
      const place = { longitude: longitude.toFixed(DECIMALS), latitude: latitude.toFixed(DECIMALS), label, address };
      return { location: withoutUndefined(place) };
    }
    default:
      return `The older API of Karix cannot show ${part.type}.`;
  }
}

function renderMedia({ media, caption }: OutboundMediaContent): GlobalContent | string {
  if (media.url === undefined) return 'The older API of Karix fetches files itself: give a url.';
  return { media: withoutUndefined({ url: media.url, caption }) };
}

function invalid(message: string): Rendered {
  return { ok: false, failure: { kind: 'message_invalid', message } };
}
