import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { phone, Rig } from '../../../test/contracts/store-work-rig.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { createTestDatabase } from '../../../test/support/stores.ts';
import { createEventRunner } from './event-runner.ts';

const PEOPLE = 150;
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** Which events a client was asked to take, if it answers so. */
async function tell(statusOf: (id: string) => number, minutes: number): Promise<Set<string>> {
  const clock = manualClock();
  const database = await createTestDatabase('sqlite in process');
  const store = await database.open(() => clock.now());
  const asked = new Set<string>();
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const id = new Headers(init?.headers).get('webhook-id') ?? '';
    asked.add(id);
    return new Response(null, { status: statusOf(id) });
  };
  const runner = createEventRunner({
    ...{ store: store.events, clock, fetch, render: async () => ({}), changed: () => {} },
    open: () => ({ url: 'https://client.example', signers: [new Webhook(SECRET)] }),
    onError: (error) => expect.fail(String(error)),
  });
  onTestFinished(async () => {
    await runner.stop();
    await store.close();
    await database.remove();
  });
  const state = { enabled: true, stopped: null, failingSince: null, createdAt: 1, updatedAt: 1 };
  const webhook = { id: 'evw_1', name: 'CRM', settings: {}, secrets: {}, types: null, channelIds: null, ...state };
  await store.events.insertWebhook(webhook);
  const rig = new Rig({ work: store.work, now: () => clock.now(), advance: () => {}, close: async () => {} });
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ identifiers: [phone(`1555${1_000 + index}`)] }));
  await rig.work.ingest(people.map((person) => rig.message('Hi', { person })));
  runner.start();
  for (let look = 0; look < minutes * 600; look += 1) await clock.advance(100);
  return asked;
}

test('an event that a client refuses keeps no other conversation waiting, however many there are', async () => {
  expect((await tell((id) => (id === 'evt_0_1' ? 500 : 200), 1)).size).toBe(PEOPLE);
});

test('a client that takes nothing is asked for the first of them only', async () => {
  expect((await tell(() => 500, 1)).size).toBe(100);
});
