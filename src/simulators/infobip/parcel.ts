import type { AcceptedMessage } from './accepted.ts';
import type { OutboundMessage } from './send-kind.ts';
import type { SentTemplate } from './templates/sent-template.ts';
import type { Template } from './templates/template.ts';

/** A message to send, checked, with what it was written as. */
export interface Parcel {
  message: OutboundMessage;
  body: AcceptedMessage['body'];
  template?: { definition: Template | undefined; sent: SentTemplate };
  bulkId?: string | undefined;
  smsFailover?: { from: string; text: string } | undefined;
}
