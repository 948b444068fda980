import type { SendFailure } from '../../domain/failure.ts';
import type { DeliveryStatus } from '../../domain/status.ts';
import {
  describeFailure as describe,
  type Meaning,
  meaningOfStatus as ofStatus,
  type Said,
} from '../kit/failure-meaning.ts';

/** Words of delivery events, in lower case. */
export const STATUSES: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
]);

/** The contact has not opted in. */
export const NOT_OPTED_IN = '8002';
const BAD_MEDIA = '8008';
/** In answers about consent: already so, or the update failed. */
export const CONSENT_UNCHANGED = '8005';

const invalid: Meaning = { kind: 'message_invalid' };
const noAccess: Meaning = {
  kind: 'channel_misconfigured',
  advice: 'Netcore refuses the API key: check that it is complete, and that it is the key of this number.',
  stops: 'credentials',
};

/** https://wadocs.pepipost.com (error codes, seen 2026) */
const CODES: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['8001', invalid],
  // That is no opt-out: nothing is to be remembered of the person.
  [NOT_OPTED_IN, { kind: 'rejected', advice: 'This person has not opted in at Netcore.' }],
  ['8003', { kind: 'recipient_unreachable', advice: 'This number is not on WhatsApp.' }],
  ['8004', noAccess],
  ['8005', { kind: 'provider_unavailable' }],
  ['8006', invalid],
  ['8007', { kind: 'window_closed', advice: 'Use a template.' }],
  [BAD_MEDIA, { ...invalid, advice: 'Check the address, type and size of the file.' }],
]);

/** Of words that stand for a code, or of a code. The words are about the key, except of a file: its host denies access too. Undefined: it tells nothing. */
export function meaningOf({ code, text = '' }: Said): Meaning | undefined {
  return code !== BAD_MEDIA && /access denied/i.test(text) ? noAccess : CODES.get(code ?? '');
}

/** Of an HTTP status without a code that is known. */
export function meaningOfStatus(status: number): Meaning {
  return ofStatus(status, { noAccess, address: 'Check the API address and its paths.' });
}

/** The failure that `meaning` and Netcore's own words make. */
export function describeFailure(said: Said, meaning: Meaning): SendFailure {
  return describe('Netcore', said, meaning);
}

/**
 * Of a status `failed`, whose remark may begin with a code. It is final, so that a code which asks to try later no longer does; and the key
 * was taken, so that no other words are about it.
 */
export function reportedFailure(remark: string | undefined): SendFailure {
  const said: Said = { text: remark, code: remark?.match(/\b800[1-8]\b/)?.[0] };
  const meaning = CODES.get(said.code ?? '') ?? { kind: 'rejected' };
  return describeFailure(said, meaning.kind === 'provider_unavailable' ? { kind: 'rejected' } : meaning);
}
