import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { ProgressStatus } from '../kit/progress.ts';
import type { NetcoreNumber } from './account.ts';
import { renderTime } from './times.ts';

/** A message on its way to a person, with what its delivery events repeat. */
export interface Underway {
  readonly messageId: string;
  readonly numberId: string;
  /** Digits. */
  readonly to: string;
  readonly source: string;
  readonly apiHeader?: string;
  /** What it is charged as; `service` unless it is a template. */
  readonly category: string;
  readonly shown?: { chat: Chat; entry: ChatEntry };
}

export interface DeliveryMoment {
  readonly status: ProgressStatus;
  readonly failure?: OrderedFailure;
  /** Epoch ms. */
  readonly at: number;
}

/** An element of `delivery_status`. https://emaildocs.netcorecloud.com/reference/webhooks-v2 */
export function renderDelivery(message: Underway, moment: DeliveryMoment, number: NetcoreNumber): object {
  const { webhookForm: form, phoneNumber } = number;
  const { status, failure, at } = moment;
  return {
    ncmessage_id: message.messageId,
    recipient: message.to,
    status: form.statusCase === 'upper' ? status.toUpperCase() : status,
    status_remark: failure ? `${failure.code} - ${failure.details}` : '',
    received_at: renderTime(at, form.receivedAt),
    source: message.source,
    ...(form.hasApiHeader && { 'x-apiheader': message.apiHeader ?? '' }),
    ...(form.deliveryVersion === 2 && { phoneNumber, pricing: renderPricing(message) }),
  };
}

function renderPricing({ category }: Underway): object {
  const isFree = category === 'service';
  return {
    billable: !isFree,
    category,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
  };
}
