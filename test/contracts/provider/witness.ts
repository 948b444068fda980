import assert from 'node:assert/strict';
import type { ProviderEvent } from '../../../src/domain/events.ts';
import type { WebhookRequest } from '../../../src/domain/provider.ts';
import { expectSound } from './events.ts';
import { createIsolatedProvider } from './rig.ts';
import type { WebhookSubject } from './samples.ts';
import { secretFinder } from './secrets.ts';

/** An event may repeat what surrounds its element, so that a replay can parse it; never its siblings. */
const RAW_PER_BYTE = 8;
const RAW_PER_EVENT = 5_000;

/** Watches an adapter take a webhook, whatever is in it; throws when a promise is broken. */
export interface Witness {
  /** As `parse` returned them. */
  parses(request: WebhookRequest): readonly ProviderEvent[];
  judges(request: WebhookRequest): void;
}

export function createWitness(subject: WebhookSubject): Witness {
  const provider = createIsolatedProvider(subject);
  const other = createIsolatedProvider(subject);
  const expectNoSecret = secretFinder(subject);
  return {
    parses(request) {
      const before = Uint8Array.from(request.body);
      const events = provider.parse(request);
      assert.notEqual(events.length, 0, 'nothing may be dropped');
      events.forEach(expectSound);
      expectNoSecret(events, 'an event');
      expectBounded(events, request.body.length);
      assert.deepEqual(provider.parse(request), events, 'the same webhook is told in another way');
      assert.ok(Buffer.from(before).equals(request.body), 'the body was written to');
      return events;
    },
    judges(request) {
      const verdict = provider.verify(request);
      assert.equal(typeof verdict.ok, 'boolean', 'a verdict');
      const given = [verdict, provider.refuse?.(request), provider.webhookReply?.(verdict)];
      const handshake = provider.handshake?.({ ...request, method: 'GET' });
      expectNoSecret([...given, handshake], 'an answer');
      assert.deepEqual(other.verify(request), verdict, 'the same webhook is judged in another way');
    },
  };
}

/** Else a small webhook fills the store. */
function expectBounded(events: readonly ProviderEvent[], bodyLength: number): void {
  const kept = events.reduce((sum, { raw }) => sum + raw.length, 0);
  const most = RAW_PER_BYTE * bodyLength + RAW_PER_EVENT * events.length;
  assert.ok(kept <= most, `${bodyLength} bytes became ${kept} characters in ${events.length} events`);
}
