import type { SendFailure } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import {
  describeFailure as describe,
  type Meaning,
  meaningOfStatus as ofStatus,
  type Said,
} from '../kit/failure-meaning.ts';

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

const noAccess: Meaning = { kind: 'channel_misconfigured', advice: 'Check the account key.', stops: 'credentials' };

/** Of an HTTP status, or of a code in an answer that is one. */
export function meaningOfStatus(status: number): Meaning {
  if (status === 400) return invalid;
  if (status === 402)
    return { kind: 'channel_misconfigured', advice: 'Fill the account at Karix.', stops: 'restriction' };
  return ofStatus(status, { noAccess, address: 'Check the API address.' });
}

/** The failure that `meaning` and Karix's own words make. */
export function describeFailure(said: Said, meaning: Meaning): SendFailure {
  return describe('Karix', said, meaning);
}

/** Of a status `failed`. What WhatsApp said tells more than Karix's own code, which stands for several causes. */
export function reportedFailure(said: Said & { channel: Said }): SendFailure {
  const { text, code, channel } = said;
  const meaning = WHATSAPP_CODES.get(channel.code ?? '') ?? KARIX_CODES.get(code ?? '') ?? rejected;
  const told = [channel.code && `WhatsApp ${channel.code}`, channel.text].filter(Boolean).join(' ');
  return describeFailure({ code, text: [text, told].filter(Boolean).join('; ') || undefined }, meaning);
}
