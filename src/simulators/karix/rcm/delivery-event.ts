import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../../kit/chats.ts';
import type { KarixNumber } from '../account.ts';
import { rowOf } from '../failures.ts';
import type { ToldStatus } from '../webhook-form.ts';

/** A message on its way to a person, with what its delivery events repeat. */
export interface Underway {
  /** `mid`. */
  readonly messageId: string;
  readonly numberId: string;
  readonly to: string;
  readonly reference?: Readonly<Record<string, unknown>>;
  readonly batchId: string;
  readonly campaignId: string;
  /** Name and category of a template. */
  readonly template?: { readonly name: string; readonly category: string };
  /** Upper case. */
  readonly contentType: string;
  readonly shown?: { chat: Chat; entry: ChatEntry };
}

export interface DeliveryMoment {
  readonly status: ToldStatus;
  readonly failure?: OrderedFailure | undefined;
  /** Epoch ms. */
  readonly at: number;
}

/** Note the capital letter of the first. */
const ATTRIBUTES = {
  queued: { status: 'Queued', reason: 'Queued', code: '090' },
  sent: { status: 'sent', reason: 'Submitted to channel', code: '100' },
  delivered: { status: 'delivered', reason: 'Delivered to User', code: '101' },
  read: { status: 'read', reason: 'Read by the user', code: '102' },
};

const WINDOW_S = 24 * 3_600;

/** A delivery event, as logged in 2026 unless the number's form says otherwise. */
export function renderDelivery(message: Underway, moment: DeliveryMoment, number: KarixNumber): object {
  const { delivery, hasReference } = number.webhookForm;
  const isQueued = moment.status === 'queued';
  const events = { eventType: 'DELIVERY EVENTS', timestamp: String(moment.at), date: renderDate(moment.at) };
  const notificationAttributes = renderAttributes(moment);
  if (delivery === 'minimal') {
    const { status } = notificationAttributes;
    return {
      events: { eventType: events.eventType, mid: message.messageId },
      notificationAttributes: { status },
    };
  }
  const { reference, template } = message;
  return {
    channel: 'WABA',
    appDetails: { type: 'LIVE', ...(!isQueued && { id: '' }) },
    recipient: {
      to: message.to,
      recipient_type: 'individual',
      ...(hasReference && reference && { reference }),
    },
    batchId: message.batchId,
    campaignId: message.campaignId,
    ...(template && { templateId: template.name, templateCategory: template.category }),
    sender: { from: number.phoneNumber },
    events: { ...events, mid: message.messageId },
    notificationAttributes,
    ...(isQueued ? { smsFallback: {} } : { convDetails: renderConversation(message, moment) }),
    ...(delivery === 'full' && { aCode: number.displayName, contentType: message.contentType }),
  };
}

/** `2026-June-17`. */
export function renderDate(atMs: number): string {
  const date = new Date(atMs);
  const month = date.toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  return `${date.getUTCFullYear()}-${month}-${String(date.getUTCDate()).padStart(2, '0')}`;
}

function renderAttributes({ status, failure }: DeliveryMoment) {
  if (status !== 'failed') return ATTRIBUTES[status];
  const { code, reason, ...channelError } = rowOf(failure ?? { code: 131026, details: '' });
  return { status, reason, code, ...channelError };
}

function renderConversation({ messageId, template }: Underway, { status, at }: DeliveryMoment): object {
  const billed = { kxBillable: status === 'sent' || status === 'failed' ? 'N' : 'Y', uim: '', bim: 'Y' };
  if (status === 'failed') return billed;
  return {
    conversationType: template?.category.toLowerCase() ?? 'service',
    isBillable: String(template !== undefined),
    waConvId: `conv${messageId}`,
    ...billed,
    ...(status === 'sent' && { expiration_timestamp: String(Math.floor(at / 1000) + WINDOW_S) }),
  };
}
