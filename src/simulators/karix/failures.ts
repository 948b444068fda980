import type { OrderedFailure } from '../kit/answer-fault.ts';

/** A row of the table of failed deliveries. */
export interface FailureRow {
  /** Karix's code. */
  readonly code: string;
  readonly reason: string;
  /** Meta's number and text. */
  readonly channelErrorCode: string;
  readonly channelErrorDesc: string;
}

/** The misspelling is the real one. */
const NOT_PERMITTED = 'Message type not permitted or Invalid Receipient';

/** Logged in 2026; the last two rows are invented, since no capture tells how Karix words them. */
const ROWS: readonly FailureRow[] = [
  row('702', 'Invalid Recipient', '131026', 'Message undeliverable'),
  row('714', 'Per-user messaging rate limit', '131049', 'Not delivered to maintain healthy ecosystem engagement'),
  row('708', NOT_PERMITTED, '130472', "User's number is part of an experiment"),
  row('708', NOT_PERMITTED, '131050', 'User has stopped marketing messages'),
  row('708', NOT_PERMITTED, '131047', 'Re-engagement message'),
  row('708', NOT_PERMITTED, '131053', 'Media upload error'),
];

function row(code: string, reason: string, channelErrorCode: string, channelErrorDesc: string): FailureRow {
  return { code, reason, channelErrorCode, channelErrorDesc };
}

/** The row of a code of Meta's or of Karix's; an invented one for what the table lacks. */
export function rowOf({ code, details }: OrderedFailure): FailureRow {
  const text = String(code);
  const known = ROWS.find(({ channelErrorCode }) => channelErrorCode === text) ?? ROWS.find((one) => one.code === text);
  return known ?? row('708', NOT_PERMITTED, text, details);
}

/** Why a message fails, by Meta's code. */
export function failureOf(channelErrorCode: number): OrderedFailure {
  const { channelErrorDesc } = rowOf({ code: channelErrorCode, details: 'Unknown' });
  return { code: channelErrorCode, details: channelErrorDesc };
}
