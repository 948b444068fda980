/** What the HTTP floor may ask about the lists of bulk sends. */
import type { OutboundContent } from '../../domain/content.ts';
import type { BulkSendId } from '../../domain/ids.ts';
import type { BulkState } from '../../store/bulk.ts';

export interface BulkRecipient {
  to: { phone?: string; userId?: string };
  /** As `parseTemplateParameters` reads them. */
  parameters?: unknown;
}

export interface BulkRequest {
  channelId: string;
  senderId?: string;
  name: string;
  content: OutboundContent;
  recipients: readonly BulkRecipient[];
  start: boolean;
  /** Scope is the API key. */
  idempotency?: { scope: string; key: string; requestHash: string };
}

/** `path` is a JSON pointer into the request. */
export interface BulkProblem {
  path: string;
  message: string;
}

export type BulkOutcome =
  | { outcome: 'created' | 'repeated'; id: BulkSendId }
  | { outcome: 'conflict' }
  /** The channel sends answers only. */
  | { outcome: 'proactive_off' }
  | { outcome: 'invalid'; problems: readonly BulkProblem[] };

export type AppendOutcome =
  | { outcome: 'ok'; total: number }
  | { outcome: 'closed'; state: BulkState }
  | { outcome: 'invalid'; problems: readonly BulkProblem[] };

/** Lists of people to whom the same is to be said. Durable when it resolves. */
export interface BulkOutbox {
  /** The same request again under the same key goes on where the first one broke off. */
  create(request: BulkRequest): Promise<BulkOutcome>;
  /** Nothing is stored if anything is wrong. Asked again after an answer was lost, it adds only duplicates, which are skipped. */
  append(id: BulkSendId, recipients: readonly BulkRecipient[]): Promise<AppendOutcome>;
}
