import { beforeEach, expect, test } from 'vitest';
import type { ProviderEvent } from '../domain/events.ts';
import type { ChannelEntry, ConnectionEntry, SenderEntry } from '../services/directory.ts';
import type { IngestItem, IngestOutcome, WebhookOrigin } from '../store/ingest-items.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createIntake, type IntakeContext } from './intake.ts';

const BODY = '{"hello":1}';
let stored: { items: readonly IngestItem[]; origin: WebhookOrigin | undefined }[];
let spent: string[];
let missed: string[];
let reported: string[];
let stopped: string[];
let begun: number[];

beforeEach(() => {
  stopped = [];
  begun = [];
  stored = [];
  spent = [];
  missed = [];
  reported = [];
});

/** A channel with one sender, whose connection accepts bodies as `accepts` says. */
function channel(name: string, accepts: boolean, parse: () => readonly ProviderEvent[]): SenderEntry {
  const connection = {
    connection: { id: `con_${name}`, settings: {} },
    definition: { id: 'fake', capabilities: { windowMs: null, inboundCountsTowardsRate: true } },
    provider: { verify: () => (accepts ? { ok: true } : { ok: false, reason: 'signature_wrong' }), parse },
    callbackUrl: 'https://chat.example.com/webhooks/1',
  } as unknown as ConnectionEntry; // Intake uses no more of it.
  const entry = { channel: { id: `chn_${name}`, enabled: true, botId: null }, senders: [], active: connection };
  return {
    sender: { id: `snd_${name}` },
    channel: { ...entry, connections: [connection] } as unknown as ChannelEntry,
    connection,
  } as unknown as SenderEntry;
}

interface Scene {
  events?: readonly ProviderEvent[];
  parse?: () => readonly ProviderEvent[];
  others?: readonly SenderEntry[];
  outcomes?: readonly IngestOutcome[];
  store?: () => Promise<readonly IngestOutcome[]>;
  attemptStart?: number | null;
}

function receive({ events = [], parse = () => events, others, outcomes = [], store, attemptStart = null }: Scene) {
  const own = channel('own', true, parse);
  const context = {
    clock: { now: () => 0 },
    ids: { next: (prefix: string) => `${prefix}_1` },
    directory: {
      findByToken: async () => ({ entry: own.connection, channel: own.channel }),
      findSenders: async () => others ?? [own],
      sender: (id: string) => [own, ...(others ?? [])].find(({ sender }) => sender.id === id),
      reload: async () => {},
    },
    store: {
      ingest: async (items: readonly IngestItem[], origin?: WebhookOrigin) => {
        stored.push({ items, origin });
        return store ? store() : outcomes;
      },
    },
    budgets: { spend: (sender: string) => spent.push(sender) },
    stops: {
      async stop({ id }: { id: string }, _failure: unknown, attemptAt: number) {
        stopped.push(id);
        begun.push(attemptAt);
        return null;
      },
    },
    queries: { attemptStart: async () => attemptStart },
    missed: () => missed.push('webhook'),
    offerTurn: () => null,
    observer: { stage() {}, webhook() {}, changed() {}, error: (where: string) => reported.push(where) },
  } as unknown as IntakeContext; // Intake uses no more of it.
  const body = new TextEncoder().encode(BODY);
  return createIntake(context).receive('token', { method: 'POST', headers: {}, query: {}, body });
}

function message(stream: 'message' | 'history' = 'message'): ProviderEvent {
  return {
    type: 'message_received',
    stream,
    sender: { field: 'number', value: '1' },
    dedupeKey: 'wamid.1',
    providerMessageId: 'wamid.1',
    person: { identifiers: [] },
    at: 0,
    content: { type: 'text', text: 'hi' },
    raw: '{}',
  } as unknown as ProviderEvent; // Ids are opaque.
}

test('what an adapter fails to read is kept whole and acknowledged', async () => {
  const parse = () => {
    throw new Error('bug');
  };
  expect(await receive({ parse })).toMatchObject({ status: 200 });
  expect(stored[0]?.items).toMatchObject([{ type: 'dead_letter', deadLetter: { reason: 'unparsable', raw: BODY } }]);
  expect(reported).toEqual(['provider fake']);
});

test('asks for a repetition when the store cannot take it', async () => {
  const store = () => Promise.reject(new StoreUnavailable('away'));
  expect(await receive({ events: [message()], store })).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect(spent).toEqual([]);
  expect(missed).toEqual(['webhook']);
});

test('what a defect keeps out is repeated too, and may be an echo', async () => {
  const store = () => Promise.reject(new Error('defect'));
  await expect(receive({ events: [message()], store })).rejects.toThrow('defect');
  expect(missed).toEqual(['webhook']);
});

test('item 49: only messages that are new and live use up the rate', async () => {
  const events = [message(), message(), message('history')];
  await receive({ events, outcomes: ['new', 'duplicate', 'new'] });
  expect(spent).toEqual(['snd_own']);
});

test('hands over what a refused item can be replayed from', async () => {
  await receive({ events: [message()], outcomes: ['dead_letter'] });
  expect(stored[0]?.origin?.raw()).toBe(BODY);
});

test.each([
  [true, { type: 'message', channelId: 'chn_other' }],
  [false, { type: 'dead_letter', deadLetter: { reason: 'unknown_sender' } }],
] as const)('another channel’s sender gets it only if its own secret proves it: %s', async (accepts, expected) => {
  await receive({ events: [message()], others: [channel('other', accepts, () => [])], outcomes: ['new'] });
  expect(stored[0]?.items).toMatchObject([expected]);
});

function refused(): ProviderEvent {
  const failure = { kind: 'channel_misconfigured', message: 'the account is locked', stops: 'restriction' };
  const status = { status: 'failed', at: 1_000, providerMessageId: 'wamid.1', failure };
  const base = { type: 'status_reported', sender: { field: 'number', value: '1' }, dedupeKey: 'once', raw: '{}' };
  return { ...base, ...status } as unknown as ProviderEvent; // Ids are opaque.
}

test('a failure that stops sending stops the connection that the message went over, not the one whose URL it came by', async () => {
  await receive({ events: [refused()] });
  await receive({ events: [refused()], others: [channel('branch', true, () => [])] });
  expect(stopped).toEqual(['con_own', 'con_branch']);
});

test('such a failure counts as of the start of its attempt, however late it is told; of the status where the attempt is unknown', async () => {
  await receive({ events: [refused()], attemptStart: 500 });
  await receive({ events: [refused()] });
  expect(begun).toEqual([500, 1_000]);
});

test('further failures of a connection that is stopped already are stored, no more', async () => {
  const branch = channel('branch', true, () => []);
  Object.assign(branch.connection.connection, { stopped: { reason: 'restriction', message: '', at: 0, until: null } });
  await receive({ events: [refused()], others: [branch] });
  expect(stored[0]?.items).toMatchObject([{ type: 'status', channelId: 'chn_branch' }]);
  expect(stopped).toEqual([]);
});
