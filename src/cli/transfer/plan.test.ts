import { describe, expect, test } from 'vitest';
import type { Schemas } from '../client.ts';
import { describeSetup } from './describe-setup.ts';
import type { DocumentChannel, DocumentConnection, SetupDocument } from './document.ts';
import { makePlan } from './make-plan.ts';
import type { PlanEntry } from './plan.ts';
import type { Setup } from './read-setup.ts';
import type { Secrets } from './secrets-file.ts';
import { showPlan } from './show-plan.ts';

const AT = '2026-01-02T00:00:00.000Z';
const field = (name: string, secret = false, required = false): Schemas['FieldDefinition'] => ({
  ...{ name, secret, required },
  ...{ label: name, hint: '' },
});
const FIELDS = [field('account', false, true), field('proxy'), field('key', true, true), field('proof', true)];

/** Providers are read for their forms alone. */
const providers = [
  { id: 'parcel', fields: FIELDS, senderFields: [field('boxId')] },
  { id: 'pigeon', fields: FIELDS, senderFields: [field('loft')] },
] as unknown as Schemas['Provider'][];
const connectors = [
  { id: 'webhook', displayName: 'Webhook', docsUrl: '', fields: [field('url', false, true), field('secret', true)] },
];

function connection(change: Partial<Schemas['Connection']> = {}): Schemas['Connection'] {
  return {
    ...{ id: 'cn_1', provider: 'parcel', state: 'active', settings: { account: 'a', applicationId: 'app_1' } },
    ...{ secretsSet: ['key'], webhookUrl: 'https://x.example', stopped: null, createdAt: AT },
    ...change,
  };
}

function channel(change: Partial<Schemas['Channel']> = {}): Schemas['Channel'] {
  return {
    ...{ id: 'ch_1', name: 'shop', provider: 'parcel', webhookUrl: null, enabled: true, botId: 'bot_1' },
    senders: [{ id: 'sn_1', phoneNumber: '15550001001', boxId: '7' }],
    connections: [connection()],
    ...{ sendingConnectionId: 'cn_1', turnMode: 'each', gatherMs: 1_500, sessionTimeoutMs: 1, messageDelayMs: 0 },
    ...{ maxAgeMs: 1_000, botTimeoutMs: 1_000, replyWithinMs: 1_000, windowPolicy: 'reject', windowTemplate: null },
    ...{ fallbackText: null, language: 'en', doubtWaitMs: 0, doubtPolicy: 'resend', pacing: null, presence: true },
    ...{ proactive: true, tellAmendments: false, createdAt: AT, updatedAt: AT },
    ...change,
  };
}

function setup(change: Partial<Setup> = {}): Setup {
  const times = { createdAt: AT, updatedAt: AT };
  return {
    applications: [{ id: 'app_1', name: 'Partner', audience: null, singleUse: false, createdAt: AT }],
    bots: [
      {
        id: 'bot_1',
        name: 'mine',
        connector: 'webhook',
        settings: { url: 'https://b' },
        secretsSet: ['secret'],
        ...times,
      },
    ],
    channels: [channel()],
    eventWebhooks: [
      {
        ...{ id: 'evw_1', name: 'crm', url: 'https://crm', types: null, channelIds: ['ch_1'], enabled: true },
        ...{ stopped: null, failingSince: null, ...times },
      },
    ],
    templates: new Map(),
    ...{ providers, connectors },
    ...change,
  };
}

const nothing = setup({ applications: [], bots: [], channels: [], eventWebhooks: [] });

function documentOf(source: Setup = setup()): SetupDocument {
  return describeSetup(source, { channels: [], templates: true });
}

/** The document with its one channel, or that channel's active connection, changed. */
function withChannel(change: Partial<DocumentChannel>): SetupDocument {
  const document = documentOf();
  return { ...document, channels: document.channels?.map((one) => ({ ...one, ...change })) };
}

function plan(document: SetupDocument, target: Setup, options: { secrets?: Secrets; replaceSecrets?: boolean } = {}) {
  return makePlan(document, { target, secrets: {}, replaceSecrets: false, templates: false, ...options });
}

const of = (entries: readonly PlanEntry[], kind: PlanEntry['kind']) => entries.find((one) => one.kind === kind);
const standby: DocumentConnection = {
  provider: 'pigeon',
  state: 'standby',
  settings: { account: 'p' },
  secretsNeeded: ['key'],
};
const wanted: DocumentConnection = {
  provider: 'parcel',
  state: 'active',
  application: 'Partner',
  settings: { account: 'a' },
};

test('a gateway has nothing to do to become what it is', () => {
  const entries = plan(documentOf(), setup());
  expect(entries.map(({ kind, verdict }) => [kind, verdict])).toEqual([
    ['application', 'same'],
    ['bot', 'same'],
    ['channel', 'same'],
    ['event webhook', 'same'],
  ]);
  expect(showPlan(entries)).toContain('4 as they are to be.');
});

test('the order in which a gateway tells its parts does not show', () => {
  const [bot] = setup().bots;
  if (!bot) throw new Error('there is a bot');
  const bots = [bot, { ...bot, id: 'bot_2', name: 'Another', settings: { url: 'https://c', extra: '1' } }];
  const turned = bots
    .toReversed()
    .map((one) => ({ ...one, settings: Object.fromEntries(Object.entries(one.settings).reverse()) }));
  expect(JSON.stringify(documentOf(setup({ bots: turned })))).toBe(JSON.stringify(documentOf(setup({ bots }))));
});

test('names that are not unique cannot be exported, and are in the way of an import', () => {
  const twice = setup({ channels: [channel(), channel({ id: 'ch_2', senders: [] })] });
  expect(() => documentOf(twice)).toThrow('two channels are called "shop"');
  expect(of(plan(documentOf(), twice), 'channel')).toMatchObject({ verdict: 'cannot', steps: [] });
});

describe('secrets', () => {
  test('of something new are named one by one, also those that the form alone requires', () => {
    const bare = withChannel({ connections: [{ ...wanted, secretsNeeded: ['proof'] }] });
    const entries = plan(bare, nothing);
    expect(of(entries, 'channel')?.lines).toEqual([
      'channels.shop.connections[0].proof is missing: give it by --secrets',
      'channels.shop.connections[0].key is missing: give it by --secrets',
    ]);
    expect(of(entries, 'bot')?.lines).toEqual(['bots.mine.secret is missing: give it by --secrets']);
  });

  test('that are given go into the request, and never into what is shown', () => {
    const secrets = { bots: { mine: { secret: null } }, channels: { shop: { connections: [{ key: 'k3y' }] } } };
    const entries = plan(documentOf(), nothing, { secrets });
    expect(entries.map(({ verdict }) => verdict)).toEqual(['create', 'create', 'create', 'create']);
    expect(of(entries, 'channel')?.steps).toMatchObject([
      { do: 'create_channel', bot: 'mine', application: 'Partner', body: { settings: { account: 'a', key: 'k3y' } } },
    ]);
    expect(of(entries, 'bot')?.steps).toMatchObject([{ body: { settings: { url: 'https://b' } } }]);
    expect(showPlan(entries)).not.toContain('k3y');
  });

  test('that the target has stay, unless they are to be replaced', () => {
    const secrets = { channels: { shop: { connections: [{ key: 'k3y' }] } } };
    expect(of(plan(documentOf(), setup(), { secrets }), 'channel')?.verdict).toBe('same');
    const replaced = of(plan(documentOf(), setup(), { secrets, replaceSecrets: true }), 'channel');
    expect(replaced).toMatchObject({
      lines: ['connections[0].key: a secret is replaced'],
      steps: [{ do: 'update_connection', id: 'cn_1', body: { settings: { key: 'k3y' } } }],
    });
  });

  test('that no form asks for are a mistake', () => {
    const secrets = { channels: { shop: { connections: [{ kye: 'k3y' }] } } };
    expect(of(plan(documentOf(), setup(), { secrets }), 'channel')?.lines).toEqual([
      'channels.shop.connections[0].kye: there is no such secret',
    ]);
  });
});

describe('a channel', () => {
  test('that is named changes in what the document says, and in nothing that it leaves out', () => {
    const document = withChannel({ enabled: false, bot: null, rules: { gatherMs: 20 } });
    expect(of(plan(document, setup()), 'channel')).toMatchObject({
      verdict: 'change',
      lines: ['enabled: true → false', 'bot: "mine" → null', 'rules.gatherMs: 1500 → 20'],
      steps: [{ do: 'update_channel', channel: 'shop', bot: null, body: { enabled: false, gatherMs: 20 } }],
    });
    const { rules: _, ...channelWithout } = documentOf().channels?.[0] ?? { rules: {} };
    expect(of(plan({ version: 1, channels: [channelWithout as DocumentChannel] }, setup()), 'channel')?.verdict).toBe(
      'same',
    );
  });

  test('is in the way where a setting is misspelt, is missing, or is a secret that is not shown', () => {
    const settings = { acount: 'a', key: 'k3y' };
    const [entry] = plan(withChannel({ connections: [{ ...wanted, settings }] }), setup()).filter(
      ({ kind }) => kind === 'channel',
    );
    expect(entry).toMatchObject({ verdict: 'cannot', steps: [] });
    expect(entry?.lines).toEqual([
      'connections[0].settings.acount: there is no such setting; known are account, proxy',
      'connections[0].settings.key is a secret: give it by --secrets',
      'connections[0].settings.account is missing',
    ]);
    expect(JSON.stringify(entry)).not.toContain('k3y');
  });

  test('loses settings and senders that the document lacks', () => {
    const document = withChannel({ senders: [{ phoneNumber: '+15550001002', boxId: '8' }] });
    const source = setup({
      channels: [channel({ connections: [connection({ settings: { account: 'a', proxy: 'p' } })] })],
    });
    const entry = of(plan(document, source), 'channel');
    expect(entry?.lines).toEqual([
      'senders: +15550001002 is new',
      'senders: 15550001001 is taken away',
      'connections[0].settings.proxy: is taken away',
      'connections[0].application: nothing → "Partner"',
    ]);
    expect(entry?.steps).toMatchObject([
      { do: 'update_connection', application: 'Partner', body: { settings: { proxy: null } } },
      { do: 'update_channel', body: { senders: [{ phoneNumber: '+15550001002', boxId: '8' }] } },
    ]);
  });

  test('cannot have a number that another channel of the target has, however it is written', () => {
    const other = channel({ id: 'ch_9', name: 'other', connections: [] });
    const entry = of(
      plan(withChannel({ senders: [{ phoneNumber: '+1 555 000 1001' }] }), setup({ channels: [other] })),
      'channel',
    );
    expect(entry?.verdict).toBe('cannot');
    expect(entry?.lines).toContain(
      'senders: +1 555 000 1001 is on the channel "other" (ch_9) of the target: remove it there first',
    );
  });

  test('names only what there is', () => {
    const connections = [{ ...wanted, provider: 'owl', application: 'Nobody' }];
    expect(of(plan(withChannel({ bot: 'ghost', connections }), setup()), 'channel')?.lines).toEqual([
      'connections[0]: the target has no provider "owl"',
      'bot: there is no bot "ghost"',
      'application: there is no application "Nobody"',
      'senders.15550001001.boxId: no provider of this channel has such a field',
    ]);
  });
});

describe('connections', () => {
  const secrets = (...keys: (string | null)[]): Secrets => ({
    channels: { shop: { connections: keys.map((key) => (key === null ? null : { key })) } },
  });
  const both = (first: Schemas['Connection']['state'], second: Schemas['Connection']['state']) =>
    setup({
      channels: [
        channel({
          connections: [
            connection({ state: first }),
            connection({ id: 'cn_2', provider: 'pigeon', state: second, settings: { account: 'p' } }),
          ],
        }),
      ],
    });

  test('that stand by come after the channel, with the sender fields of their own provider', () => {
    const senders = [{ phoneNumber: '15550001001', boxId: '7', loft: 'east' }];
    const document = withChannel({ senders, connections: [wanted, standby] });
    expect(of(plan(document, setup(), { secrets: secrets(null, 'k') }), 'channel')?.steps).toMatchObject([
      {
        do: 'add_connection',
        body: { provider: 'pigeon', state: 'standby', senders: [{ phoneNumber: '15550001001', loft: 'east' }] },
      },
    ]);
    const made = of(plan(document, { ...setup(), channels: [] }, { secrets: secrets('k', 'k') }), 'channel');
    expect(made?.steps.map((step) => step.do)).toEqual(['create_channel', 'add_connection']);
    expect(made?.steps[0]).toMatchObject({ body: { senders: [{ phoneNumber: '15550001001', boxId: '7' }] } });
  });

  test('at another provider replace the active one, or let it stand by if the document says so', () => {
    const active: DocumentConnection = { ...standby, state: 'active' };
    const moved = withChannel({ senders: [{ phoneNumber: '15550001001' }], connections: [active] });
    expect(of(plan(moved, setup(), { secrets: secrets('k') }), 'channel')?.steps[0]).toMatchObject({
      do: 'add_connection',
      body: { state: 'active' },
    });
    const kept = withChannel({ connections: [active, { ...wanted, state: 'standby' }] });
    expect(of(plan(kept, setup(), { secrets: secrets('k', null) }), 'channel')?.steps[0]).toMatchObject({
      do: 'add_connection',
      body: { state: 'standby' },
      takesOver: true,
    });
  });

  test('change places by one request', () => {
    const document = withChannel({
      connections: [
        { ...standby, state: 'active' },
        { ...wanted, state: 'standby' },
      ],
    });
    expect(of(plan(document, both('active', 'standby')), 'channel')?.steps).toEqual([
      { do: 'update_connection', channel: 'shop', id: 'cn_2', body: { state: 'active' } },
    ]);
    expect(
      of(plan(withChannel({ connections: [wanted, standby] }), both('active', 'standby')), 'channel')?.verdict,
    ).toBe('same');
  });

  test('that drain are neither exported nor meant', () => {
    const draining = both('draining', 'active');
    expect(documentOf(draining).channels?.[0]?.connections).toMatchObject([{ provider: 'pigeon', state: 'active' }]);
    const back = of(plan(documentOf(), draining, { secrets: secrets('k') }), 'channel');
    expect(back?.steps[0]).toMatchObject({ do: 'add_connection', body: { provider: 'parcel' } });
  });
});

test('an event webhook names channels that the document brings, and no others', () => {
  const target = setup({ eventWebhooks: [], channels: [] });
  const [webhook] = documentOf().eventWebhooks ?? [];
  if (!webhook) throw new Error('there is an event webhook');
  const alone = plan({ version: 1, eventWebhooks: [webhook] }, target);
  expect(of(alone, 'event webhook')).toMatchObject({
    verdict: 'cannot',
    lines: ['channels: there is no channel "shop"'],
  });
  expect(of(plan(documentOf(), target), 'event webhook')).toMatchObject({
    verdict: 'create',
    steps: [{ do: 'create_event_webhook', channels: ['shop'] }],
  });
});

test('a bot is not turned into one of another connector', () => {
  const [bot] = setup().bots;
  const target = setup({ bots: bot ? [{ ...bot, connector: 'flow' }] : [] });
  expect(of(plan(documentOf(), target), 'bot')).toMatchObject({
    verdict: 'cannot',
    lines: ['it is reached by "flow" at the target: rename or delete that bot'],
  });
});
