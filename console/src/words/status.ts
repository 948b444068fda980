import type { ParseKeys } from 'i18next';
import type { MessageStatus } from '../api/types.ts';

/** How a status feels: it decides the colour, never alone the meaning. */
export type Tone = 'waiting' | 'good' | 'done' | 'muted' | 'warning' | 'bad';

const TONES: Readonly<Record<MessageStatus, Tone>> = {
  received: 'waiting',
  answered: 'done',
  ignored: 'muted',
  queued: 'waiting',
  sending: 'waiting',
  in_doubt: 'warning',
  accepted: 'good',
  sent: 'good',
  delivered: 'done',
  read: 'done',
  failed: 'bad',
};

function isMessageStatus(status: string): status is MessageStatus {
  return Object.hasOwn(TONES, status);
}

export function statusTone(status: string): Tone {
  return isMessageStatus(status) ? TONES[status] : 'muted';
}

/** Key of the plain words for a status; one that this console does not know keeps the gateway's word. */
export function statusKey(status: string): ParseKeys {
  return isMessageStatus(status) ? `status.${status}` : 'status.other';
}

/** Key of the sentence that says what a status means, if there is one. */
export function statusHintKey(status: string): ParseKeys | null {
  return isMessageStatus(status) ? `statusHint.${status}` : null;
}
