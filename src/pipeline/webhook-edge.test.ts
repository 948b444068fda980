import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { memoryMemo } from '../../test/support/memo.ts';
import type { Capabilities } from '../domain/capability.ts';
import { DEFAULT_RULES } from '../domain/channel.ts';
import type { ProviderEvent } from '../domain/events.ts';
import type { ChannelId, ConnectionId, ProviderMessageId, SenderId } from '../domain/ids.ts';
import type { ProviderDefinition, Verdict, WebhookReply } from '../domain/provider.ts';
import { randomIds } from '../host/ids.ts';
import { createDirectory } from '../services/create-directory.ts';
import type { Directory } from '../services/directory.ts';
import { createVault, generateSecretKey } from '../services/secrets.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import type { Store } from '../store/store.ts';
import { createIntake, type IntakeContext } from './intake.ts';

const OWN_REFUSAL: WebhookReply = { status: 500, contentType: 'text/plain', body: 'no mobile' };

/** What its webhooks say: for which number (null: it does not say), or what of which account. */
interface Told {
  number?: string | null;
  account?: string | null;
  isEmpty?: true;
}

/** A provider that names senders by their numbers; only a connection with a `key` can tell whether a webhook is genuine. */
const pigeon: ProviderDefinition = {
  id: 'pigeon',
  displayName: 'Pigeon',
  docsUrl: 'https://pigeon.example',
  fields: [],
  senderFields: [],
  // Nothing here looks at more of them.
  capabilities: { windowMs: null, inboundCountsTowardsRate: false } as Capabilities,
  senderKey: 'phoneNumber',
  validate: () => [],
  connect: ({ key }) => ({
    verify: ({ headers }): Verdict => {
      if (key === undefined) return { ok: true, unproven: true };
      return headers['x-key'] === key ? { ok: true } : { ok: false, reason: 'credentials_wrong' };
    },
    refuse: ({ body }) => (toldBy(body).isEmpty ? OWN_REFUSAL : undefined),
    parse: ({ body }) => [eventOf(toldBy(body), Buffer.from(body).toString())],
    webhookReply: (verdict) => ({
      status: verdict.ok ? 200 : 403,
      contentType: 'text/xml',
      body: verdict.ok ? '<Response/>' : `<Refused reason="${verdict.reason}"/>`,
    }),
    send: async () => ({ ok: false, failure: { kind: 'rejected', message: 'this provider sends nothing' } }),
  }),
};

function toldBy(body: Uint8Array): Told {
  return JSON.parse(Buffer.from(body).toString());
}

function eventOf({ number = null, account }: Told, raw: string): ProviderEvent {
  if (account !== undefined) {
    const effects = [{ type: 'sender_facts' as const, facts: { quality: 'red' } }];
    const of = account === null ? null : { field: 'businessId', value: account };
    return { type: 'account_reported', account: of, kind: 'quality', detail: {}, dedupeKey: raw, raw, effects };
  }
  return {
    type: 'message_received',
    stream: 'message',
    sender: { field: 'phoneNumber', value: number },
    person: { identifiers: [{ kind: 'phone', value: '15557770000', matchKey: '15557770000' }] },
    providerMessageId: 'pigeon-1' as ProviderMessageId,
    at: 1_790_000_000_000,
    content: { type: 'text', text: 'Hi' },
    dedupeKey: raw,
    raw,
  };
}

let store: Store;
let directory: Directory;
beforeEach(async () => {
  const clock = manualClock();
  store = await openSqliteStore({ directory: ':memory:', now: () => clock.now() });
  const lent = { fetch, now: () => clock.now() };
  directory = await createDirectory({
    ...{ registry: store.registry, clock, providers: [pigeon], connectors: [], publicUrl: 'https://gateway.example' },
    ...{ vault: createVault({ current: generateSecretKey() }), memoOf: () => memoryMemo() },
    ...{ providerHost: lent, connectorHost: lent },
    onTrouble: (_where, error) => expect.unreachable(String(error)),
    onUnusable: (_id, error) => expect.unreachable(String(error)),
  });
});
afterEach(async () => {
  directory.close();
  await store.close();
});

/** A channel with these numbers; its callback token is its name. */
async function openChannel(
  name: string,
  key: string | null,
  numbers: readonly string[],
  more: Record<string, string> = {},
): Promise<ChannelId> {
  const channelId = `chn_${name}` as ChannelId; // Invented.
  const base = { name, botId: null, enabled: true, rules: DEFAULT_RULES, createdAt: 1, updatedAt: 1 };
  const connection = {
    ...{ id: `con_${name}` as ConnectionId, channelId, provider: 'pigeon', senderKey: 'phoneNumber', createdAt: 1 },
    ...{ state: 'active' as const, token: name, settings: { ...(key !== null && { key }), ...more }, secrets: {} },
  };
  const senders = numbers.map((phoneNumber) => ({
    ...{ id: `snd_${phoneNumber}` as SenderId, channelId, phoneNumber },
    fields: { businessId: 'b' },
  }));
  expect(await store.registry.insertChannel({ id: channelId, ...base }, connection, senders)).toBe(true);
  await directory.reload();
  return channelId;
}

function receive(token: string, told: Told, headers: Record<string, string> = {}) {
  const quiet = { stage() {}, webhook() {}, webhookRefused() {}, changed() {}, error: expect.unreachable };
  const means = {
    budgets: { spend() {} },
    queries: store.queries,
    tokenGate: { check: async () => 'admitted' },
    offerTurn: () => null,
  };
  const context = { clock: manualClock(), ids: randomIds(), directory, store: store.work, observer: quiet, ...means };
  const body = new TextEncoder().encode(JSON.stringify(told));
  // Intake uses no more of it.
  return createIntake(context as unknown as IntakeContext).receive(token, { method: 'POST', headers, query: {}, body });
}

/** What was stored: messages and account events by channel, dead letters by reason. */
async function stored() {
  const page = { limit: 100 };
  const messages = (await store.queries.listMessages({}, page)).items;
  const letters = (await store.queries.listDeadLetters({}, page)).items;
  const events = await Promise.all(
    directory.channels().map(({ channel }) => store.queries.listChannelEvents(channel.id, page)),
  );
  return {
    messages: messages.map(({ channelId, senderId }) => [channelId, senderId]),
    deadLetters: letters.map(({ channelId, reason }) => [channelId, reason]),
    events: events.flatMap(({ items }) => items.map(({ channelId, kind }) => [channelId, kind])),
  };
}

const NOTHING = { messages: [], deadLetters: [], events: [] };

describe('a webhook', () => {
  test('is for the sender with its number, in any spelling', async () => {
    const shop = await openChannel('shop', null, ['5511987654321', '15550002222']);
    await receive('shop', { number: '551187654321' });
    expect(await stored()).toEqual({ ...NOTHING, messages: [[shop, 'snd_5511987654321']] });
  });

  test('that names another channel’s number goes there if that channel’s own key proves it', async () => {
    await openChannel('shop', 'shared-key', ['15550001111']);
    const branch = await openChannel('branch', 'shared-key', ['15550002222']);
    await receive('shop', { number: '15550002222' }, { 'x-key': 'shared-key' });
    expect(await stored()).toEqual({ ...NOTHING, messages: [[branch, 'snd_15550002222']] });
  });

  test('does not go by another address to a channel that asks for an application’s tokens, unless that address asks for them too', async () => {
    const open = await openChannel('open', 'shared-key', ['15550001111']);
    const guarded = await openChannel('guarded', 'shared-key', ['15550002222'], { applicationId: 'app_1' });
    await openChannel('alike', 'shared-key', ['15550003333'], { applicationId: 'app_1' });
    await receive('open', { number: '15550002222' }, { 'x-key': 'shared-key' });
    expect(await stored()).toEqual({ ...NOTHING, deadLetters: [[open, 'unknown_sender']] });
    await receive('alike', { number: '15550002222' }, { 'x-key': 'shared-key' });
    expect((await stored()).messages).toEqual([[guarded, 'snd_15550002222']]);
  });

  test('that names another channel’s number and proves nothing reaches nobody there: knowing one address is not knowing all', async () => {
    const mine = await openChannel('attacker', null, ['15550001111']);
    await openChannel('victim', null, ['15550002222']);
    expect(await receive('attacker', { number: '15550002222' })).toMatchObject({ status: 200 });
    expect(await stored()).toEqual({ ...NOTHING, deadLetters: [[mine, 'unknown_sender']] });
  });

  test('that proves itself to the channel it came for proves nothing to one without a key', async () => {
    const mine = await openChannel('attacker', 'own-key', ['15550001111']);
    await openChannel('victim', null, ['15550002222']);
    await receive('attacker', { number: '15550002222' }, { 'x-key': 'own-key' });
    expect(await stored()).toEqual({ ...NOTHING, deadLetters: [[mine, 'unknown_sender']] });
  });

  test('about an account that proves nothing is told to the channel that it came for, and to no other of that account', async () => {
    const mine = await openChannel('attacker', null, ['15550001111']);
    const victim = await openChannel('victim', null, ['15550002222']);
    await receive('attacker', { account: 'b' });
    expect(await stored()).toEqual({ ...NOTHING, events: [[mine, 'quality']] });
    expect(await store.templates.listFacts(victim)).toEqual([]);
  });

  test('that names no number is for the only sender', async () => {
    const shop = await openChannel('shop', null, ['15550001111']);
    await receive('shop', { number: null });
    expect(await stored()).toEqual({ ...NOTHING, messages: [[shop, 'snd_15550001111']] });
  });

  test('that names no number is a dead letter where there are two', async () => {
    const shop = await openChannel('shop', null, ['15550001111', '15550002222']);
    expect(await receive('shop', { number: null })).toMatchObject({ status: 200 });
    expect(await stored()).toEqual({ ...NOTHING, deadLetters: [[shop, 'unknown_sender']] });
  });

  test('about the account that names none is about the account of its connection', async () => {
    const shop = await openChannel('shop', null, ['15550001111', '15550002222']);
    const branch = await openChannel('branch', null, ['15550003333']);
    await receive('shop', { account: null });
    expect(await stored()).toEqual({ ...NOTHING, events: [[shop, 'quality']] });
    const facts = await store.templates.listFacts(shop);
    expect(facts.map(({ subject, value }) => [subject, value])).toEqual([
      ['15550001111', 'red'],
      ['15550002222', 'red'],
    ]);
    expect(await store.templates.listFacts(branch)).toEqual([]);
  });

  test('that cannot be taken at all gets the provider’s own answer, and nothing of it is kept', async () => {
    await openChannel('shop', null, ['15550001111']);
    expect(await receive('shop', { isEmpty: true })).toEqual(OWN_REFUSAL);
    expect(await stored()).toEqual(NOTHING);
  });

  test('that is refused, and one that is taken, get what the provider wants to read', async () => {
    await openChannel('shop', 'own-key', ['15550001111']);
    expect(await receive('shop', { number: null })).toEqual({
      ...{ status: 403, contentType: 'text/xml', body: '<Refused reason="credentials_wrong"/>' },
    });
    expect(await stored()).toEqual(NOTHING);
    expect(await receive('shop', { number: null }, { 'x-key': 'own-key' })).toMatchObject({ body: '<Response/>' });
    expect((await stored()).messages).toHaveLength(1);
  });
});
