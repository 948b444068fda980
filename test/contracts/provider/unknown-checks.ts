import fc from 'fast-check';
import { expect } from 'vitest';
import type { ProviderEvent } from '../../../src/domain/events.ts';
import type { WebhookRequest } from '../../../src/domain/provider.ts';
import { expectSound } from './events.ts';
import { mutate, mutations } from './mutations.ts';
import { createIsolatedProvider } from './rig.ts';
import type { Check, Subject } from './samples.ts';
import { spellOut } from './written-oddities.ts';

const RUNS = 400;

export function unknownChecks(subject: Subject): Check[] {
  const { samples } = subject;
  const bodies = Object.values(samples.inbound);
  const provider = createIsolatedProvider(subject);
  const parse = (request: WebhookRequest): readonly ProviderEvent[] => {
    const events = provider.parse(request);
    expect(events.length, 'nothing may be dropped').toBeGreaterThan(0);
    events.forEach(expectSound);
    return events;
  };
  const { combine } = samples;
  return [
    {
      name: 'makes something of any bytes',
      run: () => {
        const request = samples.request(bodies[0] ?? '');
        const bytes = fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 200 }),
          fc.json().map((text) => Buffer.from(text)),
        );
        fc.assert(
          fc.property(bytes, (body) => void parse({ ...request, body })),
          { numRuns: RUNS },
        );
      },
    },
    {
      name: 'makes something of bodies that broke off',
      run: () => {
        for (const body of bodies) {
          const request = samples.request(body);
          for (const part of [0.2, 0.5, 0.9]) {
            parse({ ...request, body: request.body.subarray(0, Math.floor(request.body.length * part)) });
          }
        }
      },
    },
    {
      name: 'makes something of members it does not know',
      run: () =>
        fc.assert(
          fc.property(fc.constantFrom(...bodies), mutations, (body, changes) => {
            parse(samples.request(spellOut(mutate(body, changes))));
          }),
          { numRuns: RUNS },
        ),
    },
    ...(combine === undefined ? [] : [siblingCheck({ bodies, parse, samples: { request: samples.request, combine } })]),
  ];
}

interface SiblingSubject {
  bodies: readonly string[];
  parse(request: WebhookRequest): readonly ProviderEvent[];
  samples: { request(body: string): WebhookRequest; combine(bodies: readonly string[]): string };
}

function siblingCheck({ bodies, parse, samples: { request, combine } }: SiblingSubject): Check {
  const parseAll = (...several: readonly string[]) => parse(request(spellOut(combine(several))));
  return {
    name: 'keeps what stands beside an odd element',
    run: () =>
      fc.assert(
        fc.property(fc.constantFrom(...bodies), fc.constantFrom(...bodies), mutations, (odd, intact, changes) => {
          const broken = mutate(odd, changes);
          const alone = parseAll(intact);
          for (const together of [parseAll(broken, intact), parseAll(intact, broken)]) {
            for (const event of alone) expect(together).toContainEqual(event);
          }
        }),
        { numRuns: RUNS },
      ),
  };
}
