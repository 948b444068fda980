import type { SendFailure } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import { readError, type WireError } from '../kit/cloud/wire-error.ts';
import { describeFailure as describe, type Meaning, meaningOfStatus as ofStatus } from '../kit/failure-meaning.ts';

/** `played`: a voice message was heard for the first time. */
export const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

const RENEW_TOKEN = 'Enter a new access token.';
const WRONG_SECRET = 'Enter the app secret of the app that the access token was made for.';
const GRANT = 'Give the token whatsapp_business_messaging and access to this WhatsApp account.';
const REGISTER = 'Register the number with the Cloud API.';
const SEE_QUALITY = 'See the account quality page of WhatsApp Manager.';
const SEE_BILLING = 'See the billing settings of the WhatsApp account.';

const misconfigured = (advice: string): Meaning => ({ kind: 'channel_misconfigured', advice });
const noRight = (advice: string): Meaning => ({ kind: 'channel_misconfigured', advice, stops: 'credentials' });
const restricted: Meaning = { kind: 'channel_misconfigured', advice: SEE_QUALITY, stops: 'restriction' };
const invalid: Meaning = { kind: 'message_invalid' };
const unknown: Meaning = { kind: 'outcome_unknown' };
const unreachable: Meaning = { kind: 'recipient_unreachable' };
const rejected: Meaning = { kind: 'rejected' };
const throttled: Meaning = { kind: 'throttled', scope: 'sender' };

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (seen 2026-09) */
const CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0, noRight(RENEW_TOKEN)],
  [1, unknown],
  [2, unknown],
  [3, noRight(GRANT)],
  [4, throttled],
  [10, noRight(GRANT)],
  [33, misconfigured('Check the phone number ID.')],
  [100, invalid],
  [102, noRight(RENEW_TOKEN)],
  [104, noRight(RENEW_TOKEN)],
  [190, noRight(RENEW_TOKEN)],
  [368, restricted],
  [613, throttled],
  [80007, throttled],
  [130403, { ...unreachable, advice: 'You blocked this person; unblock them first.' }],
  [130429, throttled],
  [130472, unreachable],
  [130497, { ...unreachable, advice: 'Meta does not let this business write to people of that country.' }],
  [130501, invalid],
  [131000, unknown],
  [131005, noRight(GRANT)],
  [131008, invalid],
  [131009, invalid],
  [131016, unknown],
  [131021, invalid],
  [131026, unreachable],
  [131030, { ...unreachable, advice: 'A test number writes only to people on its list of recipients.' }],
  [131031, restricted],
  [131037, misconfigured('Wait until the display name is approved.')],
  [131042, misconfigured(SEE_BILLING)],
  [131044, misconfigured(SEE_BILLING)],
  [131045, misconfigured(REGISTER)],
  [131047, { kind: 'window_closed', advice: 'Use a template.' }],
  // Long waits: repeating within minutes makes both of these worse.
  [131048, { ...rejected, advice: SEE_QUALITY }],
  [131049, { ...rejected, advice: 'Do not send marketing to this person for 24 hours.' }],
  [131050, { kind: 'recipient_opted_out' }],
  [131051, invalid],
  [131052, invalid],
  [131053, { ...invalid, advice: 'Check the address, type and size of the media.' }],
  [131055, invalid],
  [131056, { kind: 'throttled', scope: 'recipient' }],
  [131057, unknown],
  [131060, rejected],
  [131062, { ...invalid, advice: 'This template needs the phone number of the person.' }],
  [131063, misconfigured('Marketing by the Cloud API is switched off for this account.')],
  [131064, rejected],
  [132000, invalid],
  [132001, { ...invalid, advice: 'Check the name and language of the template, and that it is approved.' }],
  [132005, invalid],
  [132007, invalid],
  [132008, invalid],
  [132012, invalid],
  [132015, { ...invalid, advice: 'The template is paused for its quality.' }],
  [132016, { ...invalid, advice: 'The template is disabled; create another.' }],
  [132018, invalid],
  [132068, invalid],
  [132069, rejected],
  [133000, misconfigured(REGISTER)],
  [133004, rejected],
  [133005, misconfigured('The PIN is wrong: enter that of the two-step verification.')],
  [133006, misconfigured('Verify the number first.')],
  [133008, misconfigured('Too many wrong PINs: wait as long as Meta says.')],
  [133009, misconfigured('The PIN was entered too fast: wait as long as Meta says.')],
  [133010, misconfigured(REGISTER)],
  [133015, misconfigured('The number was deleted just now: wait five minutes, then register it.')],
  [133016, misconfigured('Registered too often: wait 72 hours.')],
  [134011, misconfigured('Accept the payments terms in WhatsApp Manager.')],
  [134100, invalid],
  [134101, { ...rejected, advice: 'The template is still being prepared; try again in ten minutes.' }],
  [134102, rejected],
  [135000, invalid],
  [136024, misconfigured('Request a new code to verify the number.')],
  [137000, { ...rejected, advice: "The person's security code changed; verify them again." }],
]);

/** Of code 100: the object does not exist, or not for this token. */
const NO_SUCH_OBJECT: ReadonlySet<number> = new Set([33, 803]);

/** Undefined: a code that is not in Meta's list. */
export function meaningOf({ code, subcode, text }: WireError): Meaning | undefined {
  if (code === undefined) return undefined;
  if (code === 100 && subcode !== undefined && NO_SUCH_OBJECT.has(subcode)) return CODES.get(33);
  // The code for a wrong parameter, but what is wrong is a setting.
  if (code === 100 && text?.includes('appsecret_proof')) return noRight(WRONG_SECRET);
  if (code >= 200 && code <= 299) return noRight(GRANT);
  return CODES.get(code);
}

/** Of an HTTP status without a code that is known. What a 401 is about is not sure enough to stop the connection. */
export function meaningOfStatus(status: number): Meaning {
  const noAccess = misconfigured('Check the access token.');
  return ofStatus(status, { noAccess, address: 'Check the API address and the phone number ID.' });
}

/** The failure that `meaning` and the provider's own words make. */
export function describeFailure({ code, text }: WireError, meaning: Meaning): SendFailure {
  return describe('Meta', { text, code: code === undefined ? undefined : String(code) }, meaning);
}

/** Of a `failed` status. It is final, so that codes which leave a request in doubt no longer do. */
export function reportedFailure(value: unknown): SendFailure {
  const error = readError(value);
  const meaning = meaningOf(error) ?? rejected;
  return describeFailure(error, meaning.kind === 'outcome_unknown' ? rejected : meaning);
}
