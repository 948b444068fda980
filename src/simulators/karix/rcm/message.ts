import { z } from 'zod';
import type { KarixNumber } from '../account.ts';
import type { OwnNumbers } from './admission.ts';
import { contentSchema, type RcmContent } from './content-schemas.ts';
import { RcmRefusal } from './refusal.ts';

/** One message to one person. */
export interface RcmMessage {
  readonly number: KarixNumber;
  /** Digits. */
  readonly to: string;
  /** Free, echoed in delivery events. */
  readonly reference?: Readonly<Record<string, unknown>>;
  readonly content: RcmContent;
  /** As written, for who looks at what was sent. */
  readonly written: Readonly<Record<string, unknown>>;
}

type Part = Readonly<Record<string, unknown>>;

/** Reads `sendMessage`, checking in the order of the API. Throws 400. Several recipients get the same message. */
export function parseSend(body: unknown, numbers: OwnNumbers): { messages: RcmMessage[]; isBatch: boolean } {
  const request = partOf(body, 'body');
  requireVersion(request);
  const message = partOf(request.message, 'message');
  requireChannel(message);
  const several = z.array(z.unknown()).min(1).safeParse(message.recipients).data;
  const recipients = (several ?? [message.recipient]).map(parseRecipient);
  const number = parseSender(message.sender, numbers);
  const content = parseContent(message.content);
  const messages = recipients.map((recipient) => ({ number, ...recipient, content, written: request }));
  return { messages, isBatch: several !== undefined };
}

/** Reads `sendBulkMessage`. Throws 400 for the first message that is wrong. */
export function parseBulk(body: unknown, numbers: OwnNumbers): { messages: RcmMessage[]; campaignId: string } {
  const request = partOf(body, 'body');
  requireVersion(request);
  requireChannel(request);
  const { data: parts } = z.array(z.record(z.string(), z.unknown())).min(1).safeParse(request.messages);
  if (!parts) throw new RcmRefusal(400, 'Invalid messages');
  const recipients = parts.map(({ recipient }) => parseRecipient(recipient));
  const number = parseSender(request.sender, numbers);
  const messages = parts.map((part, place) => {
    const recipient = recipients[place] ?? parseRecipient(part.recipient);
    return { number, ...recipient, content: parseContent(part.content), written: part };
  });
  const { campaignId } = request;
  return { messages, campaignId: typeof campaignId === 'string' ? campaignId : '' };
}

function partOf(value: unknown, name: string): Part {
  const { data } = z.record(z.string(), z.unknown()).safeParse(value);
  if (!data) throw new RcmRefusal(400, `Invalid ${name}`);
  return data;
}

function requireVersion(request: Part): void {
  const { success } = z.object({ version: z.string().min(1) }).safeParse(request.metaData);
  if (!success) throw new RcmRefusal(400, 'Invalid metaData');
}

function requireChannel({ channel }: Part): void {
  if (channel !== 'WABA') throw new RcmRefusal(400, 'Invalid channel');
}

function parseRecipient(value: unknown): Pick<RcmMessage, 'to' | 'reference'> {
  const recipient = partOf(value, 'recipient');
  const { to, recipient_type: type, reference } = recipient;
  if (typeof to !== 'string' || !/^\d{10,15}$/.test(to)) throw new RcmRefusal(400, 'Invalid recipient');
  if (type !== 'individual') throw new RcmRefusal(400, 'Invalid recipient_type');
  return { to, ...(reference !== undefined && { reference: partOf(reference, 'reference') }) };
}

function parseSender(value: unknown, numbers: OwnNumbers): KarixNumber {
  const { from } = partOf(value, 'sender');
  const number = numbers.find(({ phoneNumber }) => phoneNumber === from);
  if (!number) throw new RcmRefusal(400, 'Invalid sender');
  return number;
}

function parseContent(value: unknown): RcmContent {
  const content = partOf(value, 'content');
  const type = typeof content.type === 'string' ? content.type.toUpperCase() : content.type;
  const { success, data, error } = contentSchema.safeParse({ ...content, type });
  if (success) return data;
  const [issue] = error.issues;
  throw new RcmRefusal(400, `Invalid content ${issue?.path.join('.')}: ${issue?.message}`);
}
