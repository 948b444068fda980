import type { MediaFile } from '../kit/media.ts';
import { toRfc2822 } from './dates.ts';

export type MessageStatus =
  | 'accepted'
  | 'scheduled'
  | 'canceled'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'undelivered'
  | 'failed'
  | 'received';

/** A file of a message; `file` is absent until the platform has it. */
export interface MessageMedia {
  readonly sid: string;
  file?: MediaFile;
}

/** A message as the platform keeps it. Times are epoch ms. */
export interface MessageRecord {
  readonly sid: string;
  readonly accountSid: string;
  /** Absent until a messaging service has chosen one. */
  senderSid?: string;
  readonly direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string | null;
  readonly to: string;
  body: string;
  status: MessageStatus;
  readonly serviceSid?: string;
  readonly statusCallback?: string;
  readonly media: MessageMedia[];
  readonly createdAt: number;
  sentAt: number | null;
  updatedAt: number;
  error?: { code: number; message: string };
}

/** The messages of all accounts. */
export interface MessageBook {
  add(message: MessageRecord): void;
  /** Nothing where the account has no such message. */
  get(accountSid: string, sid: string): MessageRecord | undefined;
  /** Newest first. */
  list(accountSid: string): MessageRecord[];
  remove(sid: string): void;
}

export function createMessageBook(): MessageBook {
  const messages = new Map<string, MessageRecord>();
  return {
    add: (message) => void messages.set(message.sid, message),
    get(accountSid, sid) {
      const message = messages.get(sid);
      return message?.accountSid === accountSid ? message : undefined;
    },
    list: (accountSid) => [...messages.values()].filter((message) => message.accountSid === accountSid).reverse(),
    remove: (sid) => void messages.delete(sid),
  };
}

/** Where the 2010 API has a message. */
function uriOf({ accountSid, sid }: Pick<MessageRecord, 'accountSid' | 'sid'>): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
}

/** A message as the 2010 API shows it. */
export function renderMessage(message: MessageRecord) {
  const isUndecided = message.from === null;
  return {
    account_sid: message.accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: toRfc2822(message.createdAt),
    date_sent: toRfc2822(message.sentAt),
    date_updated: toRfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.error?.code ?? null,
    error_message: message.error?.message ?? null,
    from: message.from,
    messaging_service_sid: message.serviceSid ?? null,
    num_media: String(message.media.length),
    num_segments: isUndecided ? '0' : '1',
    price: null,
    price_unit: null,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uriOf(message)}/Media.json` },
    to: message.to,
    uri: `${uriOf(message)}.json`,
  };
}

/** A file of a message as the 2010 API shows it. */
export function renderMedia(message: MessageRecord, { sid, file }: MessageMedia) {
  return {
    sid,
    account_sid: message.accountSid,
    parent_sid: message.sid,
    content_type: file?.mimeType ?? null,
    date_created: toRfc2822(message.createdAt),
    date_updated: toRfc2822(message.updatedAt),
    uri: `${uriOf(message)}/Media/${sid}.json`,
  };
}
