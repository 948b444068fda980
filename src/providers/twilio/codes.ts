import type { SendFailure } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import { describeFailure as describe, type Meaning } from '../kit/failure-meaning.ts';
import { withoutUndefined } from '../kit/json.ts';

/**
 * What a status callback says of delivery. The steps before `sent` tell no more than a receipt, but carry our mark, which ends doubt.
 * https://www.twilio.com/docs/messaging/api/message-resource#message-status-values (seen 2026-04)
 */
export const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['accepted', 'accepted'],
  ['scheduled', 'accepted'],
  ['queued', 'accepted'],
  ['sending', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

const misconfigured = (advice: string): Meaning => ({ kind: 'channel_misconfigured', advice });
const invalid = (advice?: string): Meaning => withoutUndefined({ kind: 'message_invalid', advice });
const unreachable = (advice?: string): Meaning => withoutUndefined({ kind: 'recipient_unreachable', advice });
const rejected: Meaning = { kind: 'rejected' };
const unavailable: Meaning = { kind: 'provider_unavailable' };
export const THROTTLED: Meaning = { kind: 'throttled' };

export const REFUSED_CREDENTIALS: Meaning = {
  kind: 'channel_misconfigured',
  stops: 'credentials',
  advice: 'Check the account SID and the auth token (or the API key).',
};
const RESTRICTED: Meaning = {
  kind: 'channel_misconfigured',
  stops: 'restriction',
  advice: 'See what the Twilio console says about the account.',
};
const CHECK_SENDER = 'Check that the number is a WhatsApp sender of this account, and online.';
const CHECK_MEDIA = 'Check the address, type and size of the file: Twilio must be able to fetch it without a password.';
const CHECK_TEMPLATE = 'Check the template, its language and its values in the Content editor of Twilio.';
const CHECK_SERVICE = 'Check the messaging service SID, and that the number is in its sender pool.';

/** Of the requests themselves. https://www.twilio.com/docs/api/errors (seen 2026-04) */
const REST_CODES: readonly [number, Meaning][] = [
  [10001, RESTRICTED],
  [20003, REFUSED_CREDENTIALS],
  [20005, RESTRICTED],
  [20008, misconfigured('These are test credentials, which cannot send WhatsApp messages.')],
  [20404, misconfigured('Check the account SID and the API address.')],
  [20429, THROTTLED],
  [21211, unreachable()],
  [21212, misconfigured(CHECK_SENDER)],
  [21408, misconfigured('Allow messages to that country in the Twilio console.')],
  [21601, misconfigured(CHECK_SENDER)],
  [21602, invalid()],
  [21603, misconfigured(CHECK_SENDER)],
  [21604, unreachable()],
  [21606, misconfigured(CHECK_SENDER)],
  [21608, unreachable('A trial account writes to verified numbers only.')],
  [21609, misconfigured('Twilio must be able to reach the public address of this gateway.')],
  [21610, { kind: 'recipient_opted_out' }],
  [21611, THROTTLED],
  [21612, unreachable()],
  [21614, unreachable()],
  [21617, invalid()],
  [21619, invalid()],
  [21620, invalid(CHECK_MEDIA)],
  [21623, invalid()],
  [21624, invalid()],
  [21654, invalid(CHECK_TEMPLATE)],
  [21655, invalid(CHECK_TEMPLATE)],
  [21656, invalid(CHECK_TEMPLATE)],
  [21658, invalid()],
  [21701, misconfigured(CHECK_SERVICE)],
  [21702, misconfigured(CHECK_SERVICE)],
  [21703, misconfigured(CHECK_SERVICE)],
  [21704, misconfigured(CHECK_SERVICE)],
  [21705, misconfigured(CHECK_SERVICE)],
  [21910, misconfigured('The sender is no WhatsApp number.')],
  [30001, THROTTLED],
  [30002, RESTRICTED],
  [30003, unreachable()],
  [30004, unreachable()],
  [30005, unreachable()],
  [30006, unreachable()],
  [30007, rejected],
  [30008, rejected],
  [35111, invalid()],
  [35114, invalid()],
  [35118, misconfigured(CHECK_SERVICE)],
];

/** Of the WhatsApp channel, mostly told by a callback. https://www.twilio.com/docs/whatsapp/api/error-code-mapping (seen 2026-04) */
const CHANNEL_CODES: readonly [number, Meaning][] = [
  [63001, misconfigured(CHECK_SENDER)],
  [63002, misconfigured(CHECK_SENDER)],
  [63003, unreachable('The person has no WhatsApp under this number.')],
  [63005, invalid()],
  [63006, invalid()],
  [63007, misconfigured(CHECK_SENDER)],
  [63008, misconfigured(CHECK_SENDER)],
  [63009, unavailable],
  [63010, unavailable],
  [63011, invalid()],
  [63012, unavailable],
  [63013, rejected],
  [63014, unreachable('The person blocked this business.')],
  [
    63015,
    unreachable(
      'This person has not joined the sandbox, or joined more than 3 days ago: they must send its join text.',
    ),
  ],
  [63016, { kind: 'window_closed', advice: 'Outside the 24 hour window only a template can be sent.' }],
  [63017, THROTTLED],
  [63018, THROTTLED],
  [63019, invalid(CHECK_MEDIA)],
  [63020, misconfigured('Accept the invitation in the Meta business settings.')],
  [63021, invalid(CHECK_MEDIA)],
  [63022, misconfigured('The display name of the number must be approved again.')],
  [63023, unavailable],
  [63024, unreachable()],
  [63025, invalid()],
  [63026, rejected],
  [63027, invalid(CHECK_TEMPLATE)],
  [63028, invalid(CHECK_TEMPLATE)],
  [63029, invalid(CHECK_TEMPLATE)],
  [63030, invalid()],
  [63031, invalid()],
  [63032, unreachable()],
  [63033, unreachable('This business blocked the person; unblock them first.')],
  [63034, invalid(CHECK_MEDIA)],
  [63037, invalid(CHECK_MEDIA)],
  [63038, { kind: 'throttled', advice: 'The account may send no more today: trial accounts have 50 messages a day.' }],
  [63040, invalid('The template was rejected.')],
  [63041, invalid('The template is paused for its quality.')],
  [63042, invalid('The template is disabled; create another.')],
  [63043, invalid(CHECK_TEMPLATE)],
  [63044, invalid(CHECK_TEMPLATE)],
  [63045, invalid(CHECK_TEMPLATE)],
  [63047, invalid(CHECK_TEMPLATE)],
  [63049, { ...rejected, advice: 'Meta limits marketing to this person: do not send it again soon.' }],
  [63051, { ...RESTRICTED, advice: 'WhatsApp locked the business account: see WhatsApp Manager.' }],
];

const CODES: ReadonlyMap<number, Meaning> = new Map([...REST_CODES, ...CHANNEL_CODES]);

/** A Content resource that was deleted, or never was. */
export const CONTENT_GONE: readonly string[] = ['21655', '20404'];

/** Undefined: a code that is not in these tables. */
export function meaningOf(code: number | undefined): Meaning | undefined {
  return code === undefined ? undefined : CODES.get(code);
}

/** An error in Twilio's words. */
export interface WireError {
  code: number | undefined;
  text: string | undefined;
}

export function describeFailure({ code, text }: WireError, meaning: Meaning): SendFailure {
  return describe('Twilio', { text, code: code === undefined ? undefined : String(code) }, meaning);
}

/** Of a callback. It is final, and codes that are newer than the tables keep their number and text. */
export function reportedFailure(error: WireError): SendFailure {
  return describeFailure(error, meaningOf(error.code) ?? rejected);
}
