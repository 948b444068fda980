import { expect } from 'vitest';
import type { WebhookRequest } from '../../../src/domain/provider.ts';
import { createIsolatedProvider } from './rig.ts';
import type { Check, Subject } from './samples.ts';

const encoder = new TextEncoder();

export function signatureChecks(subject: Subject): Check[] {
  const { samples } = subject;
  const bodies = Object.values(samples.inbound);
  const verify = (request: WebhookRequest) => createIsolatedProvider(subject).verify(request);
  const expectRefusal = (request: WebhookRequest): void => {
    expect(verify(request).ok, 'the request was accepted').toBe(false);
  };

  const genuine: Check = {
    name: 'accepts genuine requests',
    run: () => {
      const verdict = samples.proofHeaders.length === 0 ? { ok: true, unproven: true } : { ok: true };
      for (const body of bodies) expect(verify(samples.request(body))).toEqual(verdict);
    },
  };
  if (samples.proofHeaders.length === 0) return [genuine];
  const ofBody = samples.proves === 'caller' ? [] : bodyChecks(subject, expectRefusal);
  return [
    genuine,
    {
      name: 'refuses a request without proof',
      run: () => {
        for (const header of samples.proofHeaders)
          expectRefusal(withHeader(samples.request(firstOf(bodies)), header, undefined));
      },
    },
    {
      name: 'refuses wrong and malformed proof',
      run: () => {
        for (const header of samples.proofHeaders) {
          for (const wrong of ['', 'x', 'sha256=', 'sha256=zz', `sha256=${'0'.repeat(64)}`, 'A'.repeat(28)]) {
            expectRefusal(withHeader(samples.request(firstOf(bodies)), header, wrong));
          }
          for (const body of bodies) {
            const request = samples.request(body);
            expectRefusal(withHeader(request, header, flipLast(request.headers[header] ?? '')));
          }
        }
      },
    },
    ...ofBody,
  ];
}

function bodyChecks({ samples }: Subject, expectRefusal: (request: WebhookRequest) => void): Check[] {
  const { reserialize } = samples;
  const bodies = Object.values(samples.inbound);
  return [
    {
      name: 'refuses a tampered body',
      run: () => {
        for (const body of bodies) {
          const request = samples.request(body);
          const bytes = Uint8Array.from(request.body);
          const middle = bytes.length >> 1;
          bytes[middle] = (bytes[middle] ?? 0) ^ 1;
          expectRefusal({ ...request, body: bytes });
          expectRefusal({ ...request, body: request.body.subarray(0, -1) });
        }
      },
    },
    ...(reserialize === undefined
      ? []
      : [bytesCheck({ bodies, reserialize, expectRefusal, request: samples.request })]),
  ];
}

interface BytesSubject extends Required<Pick<Subject['samples'], 'request' | 'reserialize'>> {
  bodies: readonly string[];
  expectRefusal(request: WebhookRequest): void;
}

function bytesCheck({ bodies, request, reserialize, expectRefusal }: BytesSubject): Check {
  return {
    name: 'refuses the same content in other bytes',
    run: () => {
      const rewritten = bodies.map((body) => [body, reserialize(body)] as const);
      const changed = rewritten.filter(([body, other]) => body !== other);
      expect(changed.length, 'no sample changes when it is serialized again').toBeGreaterThan(0);
      for (const [body, other] of changed) expectRefusal({ ...request(body), body: encoder.encode(other) });
    },
  };
}

function withHeader(request: WebhookRequest, name: string, value: string | undefined): WebhookRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function flipLast(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}

function firstOf(bodies: readonly string[]): string {
  const [body] = bodies;
  if (body === undefined) throw new Error('the samples hold no inbound body');
  return body;
}
