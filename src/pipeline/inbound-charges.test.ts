import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { SenderId } from '../domain/ids.ts';
import { createInboundCharges } from './inbound-charges.ts';

type Parts = Parameters<typeof createInboundCharges>[0];

function setUp() {
  const clock = manualClock();
  const taken: [string, number, number][] = [];
  const errors: unknown[] = [];
  const channel = { channel: { rules: { pacing: { perSecond: 80 } } }, active: null };
  const charges = createInboundCharges({
    clock,
    // Only what is asked for: whose sender it is, the shared budget, and where trouble is told.
    directory: { sender: (id: SenderId) => (id === 'snd_1' || id === 'snd_2' ? { channel } : undefined) } as never,
    store: {
      async borrowBudget(senderId: SenderId, perSecond: number, want: number) {
        if (senderId === 'snd_2') throw new Error('the store is away');
        taken.push([senderId, perSecond, want]);
        return want;
      },
    } as unknown as Parts['store'],
    observer: { error: (_where: string, error: unknown) => errors.push(error) } as unknown as Parts['observer'],
  });
  const hear = (id: string, count = 1) => charges.spend(id as SenderId, count);
  return { clock, taken, errors, charges, hear };
}

test('what came within a quarter of a second is taken from the shared budget in one step', async () => {
  const { clock, taken, hear } = setUp();
  hear('snd_1');
  hear('snd_1', 3);
  expect(taken).toEqual([]);
  await clock.advance(250);
  expect(taken).toEqual([['snd_1', 80, 4]]);
  hear('snd_1');
  await clock.advance(250);
  expect(taken.at(-1)).toEqual(['snd_1', 80, 1]);
});

test('senders that are gone and a store that is away keep nobody waiting', async () => {
  const { clock, taken, errors, hear } = setUp();
  hear('snd_2');
  hear('snd_gone');
  hear('snd_1');
  await clock.advance(250);
  expect(taken).toEqual([['snd_1', 80, 1]]);
  expect(errors).toHaveLength(1);
});

test('closed, it leaves no timer', () => {
  const { clock, charges, hear } = setUp();
  hear('snd_1');
  charges.close();
  expect(clock.pending()).toBe(0);
});
