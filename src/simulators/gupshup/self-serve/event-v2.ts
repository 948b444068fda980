import type { OrderedFailure } from '../../kit/answer-fault.ts';
import { isOwnCode } from '../codes.ts';
import type { Happening } from './happening.ts';

/** Events of older messages no longer name them by the product's own id. */
const GS_ID_MS = 7 * 86_400_000;

/** `payload` of a message event that is no failure. https://docs.gupshup.io/docs/message-events */
export function renderEventV2(happening: Happening): object {
  const { number, message, status, at, otherId } = happening;
  const { messageId, whatsAppId, outgoing } = message;
  const destination = outgoing.to;
  if (status === 'enqueued') {
    const type = outgoing.template ? 'template' : 'session';
    return { id: messageId, type: status, destination, payload: { whatsappMessageId: whatsAppId, type } };
  }
  const ts = Math.floor(at / 1000);
  const gsId = at - message.at > GS_ID_MS ? {} : { gsId: messageId };
  if (number.conditions.newEventShape) {
    const pricing = { policy: 'PMP', category: outgoing.template ? 'utility' : 'service' };
    return { id: otherId, ...gsId, type: status, destination, ts, payload: {}, pricing, ...userId(happening) };
  }
  return { id: whatsAppId, ...gsId, type: status, destination, payload: { ts }, ...userId(happening) };
}

/** `payload` of a failure: by the product itself, or by WhatsApp after it went out. */
export function renderFailureV2(happening: Happening, { code, details }: OrderedFailure): object {
  const { number, message } = happening;
  const { messageId, whatsAppId, outgoing } = message;
  const isWhatsApps = !isOwnCode(code);
  const gsOnly = number.conditions.newEventShape ? { gsId: messageId } : { id: messageId };
  const ids = isWhatsApps && !number.conditions.newEventShape ? { id: whatsAppId, gsId: messageId } : gsOnly;
  return { ...ids, type: 'failed', destination: outgoing.to, payload: { code, reason: details }, ...userId(happening) };
}

function userId({ number, message }: Happening): object {
  const { kind, value } = message.outgoing.address;
  return number.conditions.bsuid && kind === 'user_id' ? { userId: value } : {};
}
