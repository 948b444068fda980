import type { SendFailure } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import {
  describeFailure as describe,
  type Meaning,
  meaningOfStatus as ofStatus,
  type Said,
} from '../kit/failure-meaning.ts';

/** Words of delivery reports and events, in lower case. */
export const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
]);

/** `errorCode` of enterprise reports that are no errors. */
export const REPORT_STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['025', 'sent'],
  ['000', 'delivered'],
  ['026', 'read'],
]);

export type CodeTable = ReadonlyMap<string, Meaning>;

const rejected: Meaning = { kind: 'rejected' };
const invalid: Meaning = { kind: 'message_invalid' };
const unreachable: Meaning = { kind: 'recipient_unreachable' };
const later: Meaning = { kind: 'provider_unavailable' };
const closed: Meaning = { kind: 'window_closed', advice: 'Use a template.' };
const misconfigured = (advice: string): Meaning => ({ kind: 'channel_misconfigured', advice });
const noRight = (advice: string): Meaning => ({ ...misconfigured(advice), stops: 'credentials' });

const CHECK_PASSWORD = 'Check the user id and password.';

/** Answers of the enterprise gateway. https://docs.gupshup.io/docs/error-and-status-messages (seen 2026-06) */
export const GATEWAY_CODES: CodeTable = new Map([
  ['100', later],
  ['101', invalid],
  ['102', noRight(CHECK_PASSWORD)],
  ['103', noRight(CHECK_PASSWORD)],
  ['105', unreachable],
  ['106', misconfigured('Ask Gupshup to enable this method for the account.')],
  ['175', misconfigured('Ask Gupshup to enable international numbers for the account.')],
  ['322', rejected],
  // The template host writes an HTTP status there.
  ['401', noRight(CHECK_PASSWORD)],
]);

/** Codes that WhatsApp itself gave; both products pass them on. */
const WHATSAPP_CODES: readonly [string, Meaning][] = [
  ['470', closed],
  ['2040', { ...unreachable, advice: 'Payments are not supported for this person.' }],
  ['2046', { ...invalid, advice: 'The order cannot go to this state from the one that it is in.' }],
  ['2047', { ...invalid, advice: 'The order cannot be cancelled any more.' }],
  ['131008', invalid],
  ['131009', invalid],
  ['131026', unreachable],
  ['131031', { ...misconfigured('See the account quality page of WhatsApp Manager.'), stops: 'restriction' }],
  ['131047', closed],
  ['131050', { kind: 'recipient_opted_out' }],
  ['131051', invalid],
  ['131052', invalid],
  ['131053', { ...invalid, advice: 'Check the address, type and size of the media.' }],
  ['132000', invalid],
  ['132001', invalid],
  ['132012', invalid],
  ['132015', { ...invalid, advice: 'The template is paused for its quality.' }],
];

/** `errorCode` of failed enterprise reports: causes documented for the gateway, and WhatsApp's numbers. */
export const REPORT_CODES: CodeTable = new Map([
  ['001', unreachable],
  ['002', unreachable],
  ['003', unreachable],
  ['006', { kind: 'recipient_opted_out' }],
  ['007', unreachable],
  ...WHATSAPP_CODES,
]);

/** https://partner-docs.gupshup.io/docs/error-codes (seen 2026-06) */
export const EVENT_CODES: CodeTable = new Map([
  ['500', later],
  ['1001', misconfigured('The person wrote to another bot of the shared number last.')],
  ['1002', unreachable],
  ['1003', { ...misconfigured('Fill the wallet.'), stops: 'restriction' }],
  ['1004', closed],
  ['1005', { ...invalid, advice: 'No approved template fits.' }],
  // Who has not opted in has not opted out either: nothing is to be remembered of the person.
  ['1006', { ...rejected, advice: 'The person must opt in to templates.' }],
  ['1007', { ...rejected, advice: 'The person must opt in.' }],
  ['1008', { ...rejected, advice: 'The person must opt in or write first.' }],
  ['1010', { ...invalid, advice: 'Check the address of the file.' }],
  ['1011', { ...invalid, advice: 'The file is too large.' }],
  ['1012', { kind: 'recipient_opted_out' }],
  ['4001', { kind: 'throttled' }],
  ['4002', later],
  ['4003', { ...invalid, advice: 'No approved template fits.' }],
  ['4004', misconfigured('The number must be one of the Cloud API.')],
  ['4005', { ...invalid, advice: 'The template is paused.' }],
  ...WHATSAPP_CODES,
]);

/** Of an HTTP status without a code that is known. */
export function meaningOfStatus(status: number): Meaning {
  return ofStatus(status, { noAccess: noRight('Check the credentials.'), address: 'Check the API address.' });
}

/** The failure that `meaning` and the provider's own words make. */
export function describeFailure(said: Said, meaning: Meaning): SendFailure {
  return describe('Gupshup', said, meaning);
}

/** Of a status `failed`. It is final, so that codes which ask to try later no longer do. */
export function reportedFailure(said: Said, codes: CodeTable): SendFailure {
  const meaning = codes.get(said.code ?? '') ?? rejected;
  const isOpen = meaning.kind === 'provider_unavailable' || meaning.kind === 'throttled';
  return describeFailure(said, isOpen ? rejected : meaning);
}
