import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { Store } from '../../src/store/store.ts';
import { freshDatabase } from '../support/databases.ts';
import { Rig } from './store-work-rig.ts';

const WEBHOOK = {
  ...{ id: 'evw_1', name: 'CRM', settings: { url: 'u' }, secrets: {}, types: null, channelIds: null, enabled: true },
  ...{ stopped: null, failingSince: null, createdAt: 1, updatedAt: 1 },
};
const CLAIM = { max: 1, leaseMs: 60_000 };

async function hear({ work }: Store): Promise<void> {
  await new Rig({ work, now: () => 1, advance: () => {}, close: async () => {} }).hear('Hi');
}

/** The webhook, once there is something to tell it. */
function claim({ events }: Store) {
  return vi.waitFor(async () => {
    const [claimed] = await events.claimWebhooks(CLAIM);
    if (!claimed) throw new Error('nothing is to be told yet');
    return claimed;
  });
}

/** What the next claim of the webhook is told, once no transaction of the server's other databases may still come before it. */
async function nextEvents(store: Store, count: number): Promise<readonly { tx: number; seq: number }[]> {
  const claimed = await claim(store);
  const filter = { types: null, channelIds: null };
  return await vi.waitFor(async () => {
    const told = (await store.events.read({ after: claimed.place, limit: 9, filter })).events;
    expect(told).toHaveLength(count);
    return told;
  });
}

async function firstOf({ events }: Store) {
  const filter = { types: null, channelIds: null };
  const [first] = (await events.read({ after: { tx: 0, seq: 0 }, limit: 1, filter })).events;
  if (!first) throw new Error('nothing is told yet');
  return first;
}

test('webhooks of a database that was moved to a younger server are told what they had not heard, and what is new', async () => {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  const before = await openPostgresStore({ url: database.url });
  await before.events.insertWebhook(WEBHOOK);
  await hear(before);
  await hear(before);
  const claimed = await claim(before);
  const first = await vi.waitFor(() => firstOf(before));
  const nothing = { deliveries: [], dueAt: 0, failingSince: null, stop: null };
  const told = { webhookId: 'evw_1', token: claimed.token, place: { tx: first.tx, seq: first.seq }, ...nothing };
  expect(await before.events.commitDeliveries(told)).toBe('ok');
  await before.close();

  const server = new Client({ connectionString: database.url });
  await server.connect();
  for (const table of ['event', 'event_webhook']) await server.query(`update ${table} set tx = tx + 1000000000000`);
  await server.end();

  const after = await openPostgresStore({ url: database.url });
  onTestFinished(() => after.close());
  await hear(after);
  const events = await nextEvents(after, 2);
  expect(events.map(({ seq }) => seq)).toEqual([first.seq + 1, first.seq + 2]);
});

test('opening a database again where it is changes no place', async () => {
  const database = await freshDatabase();
  onTestFinished(() => database.drop());
  const before = await openPostgresStore({ url: database.url });
  await before.events.insertWebhook(WEBHOOK);
  await hear(before);
  const latest = await before.events.latest();
  const after = await openPostgresStore({ url: database.url });
  expect(await after.events.latest()).toEqual(latest);
  await nextEvents(after, 1);
  await before.close();
  await after.close();
});
