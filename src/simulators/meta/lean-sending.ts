import type { World } from '../kit/world.ts';
import type { MetaAccepted } from './accepted.ts';
import type { MetaIds } from './ids.ts';
import { priceOf } from './pricing.ts';
import type { Sending } from './sending.ts';
import type { Statuses } from './statuses.ts';

export interface LeanSendingOptions {
  world: World;
  ids: MetaIds;
  /** Absent: no status webhooks. */
  statuses?: Statuses;
  accepted: MetaAccepted;
}

/** A send without checks, limits and chats: the far end of load tests, which must cost less than what it measures. */
export function createLeanSending({ world, ids, statuses, accepted }: LeanSendingOptions): Sending {
  return (number, body, failure) => {
    const at = world.clock.now();
    const isByPhone = body.to !== undefined;
    const input = String(body.to ?? body.recipient);
    const party = isByPhone ? input.replace(/^\+/, '') : input;
    const messageId = ids.messageId('business', party);
    const callbackData = body.biz_opaque_callback_data;
    const echo = typeof callbackData === 'string' ? { callbackData } : {};
    const type = String(body.type ?? 'text');
    accepted.tell({ at, messageId, phoneNumberId: number.phoneNumberId, to: input, type, body, ...echo });
    statuses?.follow(
      {
        number,
        messageId,
        addressedBy: isByPhone ? 'phone' : 'user_id',
        recipient: isByPhone ? { phone: party } : { userId: party },
        pricing: priceOf(undefined, undefined, at),
        endsWithSent: type === 'reaction',
        ...echo,
      },
      failure,
    );
    return {
      messaging_product: 'whatsapp',
      contacts: [isByPhone ? { input, wa_id: party } : { input, user_id: party }],
      messages: [{ id: messageId }],
    };
  };
}
