import { expect } from 'vitest';
import type { ProviderEvent } from '../../../src/domain/events.ts';
import { expectSound } from './events.ts';
import { createIsolatedProvider } from './rig.ts';
import type { Check, Subject } from './samples.ts';

export function parseChecks(subject: Subject): Check[] {
  const { samples } = subject;
  const forEachBody = (run: (body: string, name: string) => void): void => {
    for (const [name, body] of Object.entries(samples.inbound)) run(body, name);
  };
  return [
    {
      name: 'understands every sample',
      run: () => {
        const provider = createIsolatedProvider(subject);
        forEachBody((body, name) => {
          const events = provider.parse(samples.request(body));
          expect(events.length, name).toBeGreaterThan(0);
          expect(
            events.filter(({ type }) => type === 'unparsable'),
            name,
          ).toEqual([]);
          events.forEach(expectSound);
        });
      },
    },
    {
      name: 'verifies and parses without side effects',
      run: () => {
        const provider = createIsolatedProvider(subject);
        const other = createIsolatedProvider(subject);
        forEachBody((body) => {
          const request = samples.request(body);
          const before = Uint8Array.from(request.body);
          Object.freeze(request.headers);
          Object.freeze(request.query);
          Object.freeze(request);
          const verdict = provider.verify(request);
          const events = provider.parse(request);
          expect(provider.verify(request)).toEqual(verdict);
          expect(provider.parse(request)).toEqual(events);
          expect(other.parse(request)).toEqual(events);
          expect(Uint8Array.from(request.body)).toEqual(before);
        });
      },
    },
    {
      name: 'gives different events different keys',
      run: () => {
        const provider = createIsolatedProvider(subject);
        forEachBody((body, name) => {
          const keys = provider.parse(samples.request(body)).map(keyOf);
          expect(new Set(keys).size, name).toBe(keys.length);
        });
      },
    },
  ];
}

function keyOf(event: ProviderEvent): string {
  if (event.type === 'unparsable') return event.raw;
  const stream = 'stream' in event ? event.stream : '';
  const sender = 'sender' in event ? event.sender?.value : '';
  return [event.type, stream, sender, event.dedupeKey].join(' ');
}
