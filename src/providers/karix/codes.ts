import type { FailureKind, SendFailure, StopReason } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { withoutUndefined } from '../kit/json.ts';
import { parseRetryAfter } from '../kit/time.ts';

/** Words of delivery events and of messages of the older API, in lower case. */
export const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['queued', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
  ['undelivered', 'failed'],
  ['rejected', 'failed'],
]);

export interface Meaning {
  kind: FailureKind;
  /** What an operator can do about it. */
  advice?: string;
  stops?: StopReason;
}

const rejected: Meaning = { kind: 'rejected' };
const invalid: Meaning = { kind: 'message_invalid' };
const unreachable: Meaning = { kind: 'recipient_unreachable' };

/** Karix's own, in delivery events; their texts are misspelt on the wire, so that only numbers count. */
const KARIX_CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['702', unreachable],
  ['708', rejected],
  ['714', { ...rejected, advice: 'Do not send marketing to this person for 24 hours.' }],
]);

/** What WhatsApp said to Karix (`channelErrorCode`). https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (seen 2026-09) */
const WHATSAPP_CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['130472', unreachable],
  ['131026', unreachable],
  ['131031', { kind: 'channel_misconfigured', advice: 'WhatsApp locked the account.', stops: 'restriction' }],
  ['131047', { kind: 'window_closed', advice: 'Use a template.' }],
  ['131049', { ...rejected, advice: 'Do not send marketing to this person for 24 hours.' }],
  ['131050', { kind: 'recipient_opted_out', advice: 'This person stopped marketing messages.' }],
  ['131051', invalid],
  ['131053', { ...invalid, advice: 'Check the address, type and size of the file.' }],
  ['132000', invalid],
  ['132001', { ...invalid, advice: 'Check the name of the template, and that it is approved.' }],
  ['132012', invalid],
  ['132015', { ...invalid, advice: 'The template is paused for its quality.' }],
]);

/** Of an HTTP status, or of a code in an answer that is one. */
export function meaningOfStatus(status: number): Meaning {
  if (status === 429) return { kind: 'throttled' };
  if (status === 401 || status === 403) {
    return { kind: 'channel_misconfigured', advice: 'Check the account key.', stops: 'credentials' };
  }
  if (status === 402) return { kind: 'channel_misconfigured', advice: 'Fill the account at Karix.' };
  if (status >= 500 || status === 408) return { kind: 'outcome_unknown' };
  if (status === 404 || status === 405) return { kind: 'channel_misconfigured', advice: 'Check the API address.' };
  if (status >= 300 && status < 400) {
    return { kind: 'channel_misconfigured', advice: 'The API address redirects; enter the final one.' };
  }
  return status === 400 ? invalid : rejected;
}

/** What Karix said of a failure. */
export interface Said {
  text?: string | undefined;
  code?: string | undefined;
}

/** The failure that `meaning` and Karix's own words make. */
export function describeFailure({ text = 'Karix gave no reason.', code }: Said, meaning: Meaning): SendFailure {
  const number = code === undefined ? '' : ` (Karix code ${code})`;
  return withoutUndefined({
    kind: meaning.kind,
    message: [`${text}${number}`, meaning.advice].filter(Boolean).join(' '),
    code,
    stops: meaning.stops,
  });
}

/** With how long Karix asks to wait. */
export function withRetryAfter(failure: SendFailure, answer: ProviderAnswer, now: number): SendFailure {
  const retryAfterMs = parseRetryAfter(answer.header('retry-after'), now);
  return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs };
}

/** Of a status `failed`. What WhatsApp said tells more than Karix's own code, which stands for several causes. */
export function reportedFailure(said: Said & { channel: Said }): SendFailure {
  const { text, code, channel } = said;
  const meaning = WHATSAPP_CODES.get(channel.code ?? '') ?? KARIX_CODES.get(code ?? '') ?? rejected;
  const told = [channel.code && `WhatsApp ${channel.code}`, channel.text].filter(Boolean).join(' ');
  return describeFailure({ code, text: [text, told].filter(Boolean).join('; ') || undefined }, meaning);
}
