import { z } from 'zod';
import {
  type Attachment,
  type ContactBlock,
  type LocationBlock,
  type SentTemplate,
  blockSchemas as schemas,
  type TemplateMedia,
  type TextBlock,
} from './block-schemas.ts';
import type { Interactive } from './interactive-schemas.ts';
import { ApiFailure } from './refusals.ts';

/** One message as the business wrote it. */
export interface NetcoreMessage {
  /** Digits. */
  readonly to: string;
  readonly source: string;
  /** `x-apiheader`; absent if it is missing or empty. */
  readonly apiHeader?: string;
  readonly content: MessageContent;
}

export type MessageContent =
  | { type: 'text'; text: TextBlock }
  | { type: 'media'; attachment: Attachment }
  | { type: 'location'; location: LocationBlock }
  | { type: 'template'; template: SentTemplate }
  | { type: 'media_template'; template: SentTemplate; media: TemplateMedia }
  | { type: 'interactive'; interactive: Interactive }
  | { type: 'contact'; contacts: ContactBlock[] };

const MESSAGE_TYPES = ['text', 'media', 'location', 'template', 'media_template', 'interactive', 'contact'] as const;
type MessageType = (typeof MESSAGE_TYPES)[number];

type Element = Readonly<Record<string, unknown>>;

/** Reads the body of a send request, checking in the order of the API. Throws 8001 and 8006. */
export function parseMessage(body: unknown): NetcoreMessage {
  const element = elementOf(body);
  const type = typeOf(element);
  const to = recipientOf(element);
  const { recipient_type: recipientType = 'individual' } = element;
  if (recipientType !== 'individual') throw new ApiFailure(8006, 'recipient_type must be individual');
  const source = element.source;
  if (typeof source !== 'string' || source.trim() === '') throw new ApiFailure(8006, 'source must not be blank');
  const apiHeader = element['x-apiheader'];
  return {
    to,
    source,
    ...(typeof apiHeader === 'string' && apiHeader !== '' && { apiHeader }),
    content: contentOf(type, element),
  };
}

/** The `source` of a body that may be wrong in every other way. */
export function peekSource(body: unknown): string | undefined {
  const source = firstOf(body)?.source;
  return typeof source === 'string' ? source : undefined;
}

function firstOf(body: unknown): Element | undefined {
  const envelope = z.object({ message: z.array(z.record(z.string(), z.unknown())).min(1) }).safeParse(body);
  return envelope.data?.message[0];
}

function elementOf(body: unknown): Element {
  const element = firstOf(body);
  if (!element) throw new ApiFailure(8001, 'message is required');
  return element;
}

function typeOf({ message_type: type }: Element): MessageType {
  const known = MESSAGE_TYPES.find((one) => one === type);
  if (!known) throw new ApiFailure(8006, 'message_type is not valid');
  return known;
}

function recipientOf({ recipient_whatsapp: to }: Element): string {
  if (typeof to !== 'string' || !/^\d+$/.test(to)) throw new ApiFailure(8006, 'recipient_whatsapp must be numeric');
  if (to.length < 10 || to.length > 15) {
    throw new ApiFailure(8006, 'recipient_whatsapp must have 10 to 15 digits');
  }
  return to;
}

function contentOf(type: MessageType, element: Element): MessageContent {
  switch (type) {
    case 'text':
      return { type, text: only(blockOf(element, 'type_text', schemas.type_text)) };
    case 'media':
      return { type, attachment: only(only(blockOf(element, 'type_media', schemas.type_media)).attachments) };
    case 'location':
      return { type, location: only(blockOf(element, 'type_location', schemas.type_location)) };
    case 'template':
      return { type, template: only(blockOf(element, 'type_template', schemas.type_template)) };
    case 'media_template': {
      const media = blockOf(element, 'type_media_template', schemas.type_media_template);
      return { type, media, template: only(blockOf(element, 'type_template', schemas.type_template)) };
    }
    case 'interactive':
      return { type, interactive: only(blockOf(element, 'type_interactive', schemas.type_interactive)) };
    case 'contact':
      return { type, contacts: blockOf(element, 'type_contact', schemas.type_contact) };
  }
}

/** Throws 8001 where the block or something in it is missing, 8006 where it is wrong. */
function blockOf<T>(element: Element, name: keyof typeof schemas, schema: z.ZodType<T>): T {
  const block = element[name];
  if (isEmpty(block)) throw new ApiFailure(8001, `${name} is required`);
  const result = schema.safeParse(block, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
  const where = [name, ...(issue?.path ?? [])].join('.');
  throw new ApiFailure(isMissing ? 8001 : 8006, `${where}: ${issue?.message}`);
}

function isEmpty(block: unknown): boolean {
  return block === undefined || block === null || (Array.isArray(block) && block.length === 0);
}

/** The element of an array whose length a schema has checked. */
function only<T>([element]: T[]): T {
  if (element === undefined) throw new ApiFailure(8001);
  return element;
}
