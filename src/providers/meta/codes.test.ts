import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../domain/failure.ts';
import { readError } from '../kit/cloud/wire-error.ts';
import { describeFailure, meaningOf, reportedFailure } from './codes.ts';

/** Every code of Meta's list that can follow a send, and what it means when the request itself gets it. */
const KINDS: Readonly<Record<FailureKind, readonly number[]>> = {
  channel_misconfigured: [
    0, 3, 10, 33, 102, 104, 190, 200, 250, 299, 368, 131005, 131031, 131037, 131042, 131044, 131045, 131063, 133000,
    133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 136024,
  ],
  message_invalid: [
    100, 130501, 131008, 131009, 131021, 131051, 131052, 131053, 131055, 131062, 132000, 132001, 132005, 132007, 132008,
    132012, 132015, 132016, 132018, 132068, 134100, 135000,
  ],
  window_closed: [131047],
  recipient_unreachable: [130403, 130472, 130497, 131026, 131030],
  recipient_opted_out: [131050],
  throttled: [4, 613, 80007, 130429, 131056],
  provider_unavailable: [],
  rejected: [131048, 131049, 131060, 131064, 132069, 133004, 134101, 134102, 137000],
  outcome_unknown: [1, 2, 131000, 131016, 131057],
};

const ROWS = Object.entries(KINDS).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));

function synchronous(error: Record<string, unknown>) {
  const read = readError(error);
  const meaning = meaningOf(read);
  return meaning && describeFailure(read, meaning);
}

describe('item 50: the code', () => {
  test.each(ROWS)('%i of a request means %s', (code, kind) => {
    expect(synchronous({ code, message: 'x' })).toMatchObject({ kind, code: String(code) });
  });

  test.each(ROWS)('%i of a status means %s, and never doubt', (code, kind) => {
    const expected = kind === 'outcome_unknown' ? 'rejected' : kind;
    expect(reportedFailure({ code, title: 'x' })).toMatchObject({ kind: expected, code: String(code) });
  });

  test('100 tells of an unknown object only with its subcode', () => {
    for (const error_subcode of [33, 803]) {
      expect(synchronous({ code: 100, error_subcode })).toMatchObject({ kind: 'channel_misconfigured' });
    }
    expect(synchronous({ code: 100, error_subcode: 1 })).toMatchObject({ kind: 'message_invalid' });
  });

  test('an unknown code means nothing by itself', () => {
    expect(synchronous({ code: 999_999 })).toBeUndefined();
    expect(reportedFailure({ code: 999_999 })).toMatchObject({ kind: 'rejected', code: '999999' });
  });
});

test.each([0, 3, 10, 102, 104, 190, 200, 299, 131005])(
  'item 51: %i stops the connection for its credentials',
  (code) => {
    expect(synchronous({ code })).toMatchObject({ stops: 'credentials' });
  },
);

test.each([368, 131031])('item 52: %i stops the connection for a restriction', (code) => {
  expect(synchronous({ code })).toMatchObject({ stops: 'restriction' });
  expect(reportedFailure({ code })).toMatchObject({ stops: 'restriction' });
});

test.each([33, 131037, 131042, 131045, 133010])('%i concerns one number and stops no other', (code) => {
  expect(synchronous({ code })).not.toHaveProperty('stops');
});

test('item 53: 131050 says that the person does not want marketing', () => {
  expect(reportedFailure({ code: 131050 })).toMatchObject({ kind: 'recipient_opted_out' });
});
