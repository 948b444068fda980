import { expect } from 'vitest';
import type { FailureKind } from '../../../src/domain/failure.ts';
import { answering, breakingOff, createRig, failing, type Network } from './rig.ts';
import type { Check, Subject } from './samples.ts';

interface Row {
  when: string;
  network: Network;
  kind: FailureKind;
}

function coded(code: string, message = 'network trouble'): Error {
  return Object.assign(new Error(message), { code });
}

/** As the platform's own fetch reports trouble. */
function wrapped(code: string): Error {
  return new TypeError('fetch failed', { cause: coded(code) });
}

const ROWS: readonly Row[] = [
  { when: 'the egress guard refuses', network: failing(coded('EGRESS_REFUSED')), kind: 'provider_unavailable' },
  { when: 'nothing was written', network: failing(coded('NOT_SENT')), kind: 'provider_unavailable' },
  { when: 'the connection is refused', network: failing(wrapped('ECONNREFUSED')), kind: 'provider_unavailable' },
  { when: 'the name is unknown', network: failing(wrapped('ENOTFOUND')), kind: 'provider_unavailable' },
  { when: 'the certificate is wrong', network: failing(wrapped('CERT_HAS_EXPIRED')), kind: 'provider_unavailable' },
  { when: 'the connection is reset', network: failing(wrapped('ECONNRESET')), kind: 'outcome_unknown' },
  {
    when: 'the request times out',
    network: failing(new DOMException('The operation timed out', 'TimeoutError')),
    kind: 'outcome_unknown',
  },
  { when: 'the answer breaks off', network: breakingOff(), kind: 'outcome_unknown' },
  { when: 'a success cannot be read', network: answering({ status: 200, body: '<html>' }), kind: 'outcome_unknown' },
  { when: 'a success is empty', network: answering({ status: 200, body: '{}' }), kind: 'outcome_unknown' },
  {
    when: 'the server fails without a code',
    network: answering({ status: 502, body: '<h1>Bad' }),
    kind: 'outcome_unknown',
  },
  { when: 'a 429 says nothing', network: answering({ status: 429, body: '' }), kind: 'throttled' },
];

export function failureChecks(subject: Subject): Check[] {
  const own = subject.samples.failures.map(
    ({ when, answer, kind }): Row => ({ when, network: answering(answer), kind }),
  );
  return [
    ...[...ROWS, ...own].map(
      (row): Check => ({
        name: `says ${row.kind} when ${row.when}`,
        run: async () => {
          const result = await createRig(subject, row.network).send({ type: 'text', text: 'Hello' });
          expect(result).toMatchObject({ ok: false, failure: { kind: row.kind, message: expect.stringMatching(/./) } });
        },
      }),
    ),
    {
      name: 'passes on how long the provider asks to wait',
      run: async () => {
        const network = answering({ status: 429, body: '{}', headers: { 'retry-after': '7' } });
        const result = await createRig(subject, network).send({ type: 'text', text: 'Hello' });
        expect(result).toMatchObject({ failure: { kind: 'throttled', retryAfterMs: 7_000 } });
      },
    },
  ];
}
