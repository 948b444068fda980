/** A message of either direction, as the API and its events show it. Times are ISO-8601 in UTC. */
export interface GlobalMessage {
  readonly uid: string;
  readonly account_uid: string;
  readonly total_cost: string;
  readonly refund: null;
  /** With `+`, as all numbers here. */
  readonly source: string;
  readonly destination: string;
  readonly country: string;
  /** Names the key in `content`. */
  readonly content_type: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly created_time: string;
  sent_time: string | null;
  delivered_time: string | null;
  updated_time: string;
  status: GlobalStatus;
  readonly direction: 'inbound' | 'outbound';
  error: { code: string; message: string } | null;
  readonly redact: boolean;
  readonly channel: 'whatsapp';
  readonly channel_details: { readonly whatsapp: Readonly<Record<string, unknown>> };
}

export type GlobalStatus = 'queued' | 'sent' | 'failed' | 'delivered' | 'read' | 'undelivered' | 'rejected';

export interface NewMessage
  extends Pick<GlobalMessage, 'uid' | 'account_uid' | 'source' | 'destination' | 'direction' | 'content'> {
  /** Epoch ms. */
  at: number;
  whatsapp: Record<string, unknown>;
}

/** A message that has just come into being. */
export function createMessage({ at, whatsapp, content, ...message }: NewMessage): GlobalMessage {
  const time = toIso(at);
  return {
    ...message,
    total_cost: message.direction === 'outbound' ? '0.0050' : '0.0000',
    refund: null,
    country: 'US',
    content_type: Object.keys(content)[0] ?? 'text',
    content,
    created_time: time,
    sent_time: null,
    delivered_time: null,
    updated_time: time,
    status: 'queued',
    error: null,
    redact: false,
    channel: 'whatsapp',
    channel_details: { whatsapp },
  };
}

/** `2026-06-17T10:11:12Z`. */
export function toIso(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
