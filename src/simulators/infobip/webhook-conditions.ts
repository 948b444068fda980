import type { TimeOffset } from './time-format.ts';

/** What webhooks look like where the documentation leaves it open, or shows it in more than one way. */
export interface WebhookConditions {
  /** Items in one request: 1. More are gathered for up to `batchWaitMs`. */
  batchSize: number;
  /** 200 ms. */
  batchWaitMs: number;
  /** Items of a batch come last first. */
  reversed: boolean;
  /** How dates are written. */
  offset: TimeOffset;
  /** Whether `DELIVERED_TO_OPERATOR` is reported before the delivery: yes. */
  intermediateReports: boolean;
  /** Whether delivery reports repeat `callbackData`: yes. */
  callbackDataInReports: boolean;
  /** Whether reports and messages name the person's phone number, name and user id: yes. */
  contactInReports: boolean;
  /** Whom `message.context.from` names; description and sample disagree. */
  contextFrom: 'business' | 'person';
  /** Whether texts to a shared sender come with the keyword in front: yes. */
  keywordInText: boolean;
  /** How an HMAC signature travels: not documented, so invented. */
  hmac: { header: string; encoding: 'hex' | 'base64'; prefix: string };
}

export const USUAL_CONDITIONS: WebhookConditions = {
  batchSize: 1,
  batchWaitMs: 200,
  reversed: false,
  offset: '+0000',
  intermediateReports: true,
  callbackDataInReports: true,
  contactInReports: true,
  contextFrom: 'business',
  keywordInText: true,
  hmac: { header: 'x-signature', encoding: 'hex', prefix: '' },
};
