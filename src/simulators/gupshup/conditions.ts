import { z } from 'zod';

const shared = {
  /** Only people who opted in get templates. */
  consentRequired: z.boolean(),
  /** Requests a second before 429; null: no limit. */
  perSecond: z.number().int().min(1).nullable(),
  /** How long callbacks are held back; some seconds at the provider's. */
  callbackDelayMs: z.number().int().min(0).max(3_600_000),
};

export const enterpriseConditionsSchema = z.strictObject({
  ...shared,
  /** How callbacks travel; `json_with_nulls` carries the keys of both kinds, those of the other kind null. */
  encoding: z.enum(['form', 'json', 'json_with_nulls']),
  /** False: numbers of other countries are refused with 175. */
  international: z.boolean(),
  /** Messages of people carry an id of their own. */
  messageIds: z.boolean(),
  /** The tail of a send's id. */
  idForm: z.enum(['digits', 'uuid']),
  /** What becomes of a template that matches no approved one: a FAILED report, or an error at once. */
  unmatchedTemplates: z.enum(['report', 'refuse']),
  /** `errorCode` of a free-form message outside the window. */
  windowErrorCode: z.number().int().min(0).max(999_999),
  /** Consent that is asked for again: error 322, or success once more. */
  repeatedConsent: z.enum(['error', 'success']),
  /** Reports that share a request; fewer go after a second. */
  reportsPerRequest: z.number().int().min(1).max(20),
  /** The name of the code in reports. */
  codeKey: z.enum(['errorCode', 'errCode']),
  /** Which pair of credentials may send what is enforced, where there are two. */
  pairsEnforced: z.boolean(),
});

export const selfServeConditionsSchema = z.strictObject({
  ...shared,
  /** Shape of callbacks. */
  version: z.union([z.literal(2), z.literal(3)]),
  /** Which callbacks the subscription asks for. */
  modes: z.array(
    z.enum(['ENQUEUED', 'FAILED', 'READ', 'SENT', 'DELIVERED', 'OTHERS', 'DELETE', 'MESSAGE', 'TEMPLATE']),
  ),
  /** Business-scoped user ids are told, and people may be without a phone number. */
  bsuid: z.boolean(),
  /** Events as seen since 2026: another UUID as `id`, `ts` beside the inner payload, failures with `gsId` alone. */
  newEventShape: z.boolean(),
  /** Status changes of v3 without `metadata`. */
  withoutMetadata: z.boolean(),
  /** People must first send `PROXY {app name}`. */
  sandbox: z.boolean(),
});

/** How an enterprise account behaves. */
export type EnterpriseConditions = z.output<typeof enterpriseConditionsSchema>;
/** How a self-serve app behaves. */
export type SelfServeConditions = z.output<typeof selfServeConditionsSchema>;
export type Mode = SelfServeConditions['modes'][number];

const SHARED = { consentRequired: false, perSecond: null, callbackDelayMs: 0 };

export const ENTERPRISE_CONDITIONS: EnterpriseConditions = {
  ...SHARED,
  encoding: 'form',
  international: true,
  messageIds: false,
  idForm: 'digits',
  unmatchedTemplates: 'report',
  windowErrorCode: 470,
  repeatedConsent: 'error',
  reportsPerRequest: 1,
  codeKey: 'errorCode',
  pairsEnforced: true,
};

export const SELF_SERVE_CONDITIONS: SelfServeConditions = {
  ...SHARED,
  version: 2,
  modes: ['ENQUEUED', 'FAILED', 'READ', 'SENT', 'DELIVERED', 'OTHERS', 'DELETE', 'MESSAGE', 'TEMPLATE'],
  bsuid: false,
  newEventShape: false,
  withoutMetadata: false,
  sandbox: false,
};
