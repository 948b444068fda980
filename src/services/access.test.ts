import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { type Access, fullAccess, SCOPES, type Scope } from './access.ts';
import type { BotView } from './bots.ts';
import type { ChannelView } from './channel-views.ts';
import type { ServiceErrorCode } from './service-error.ts';

const admin = fullAccess('test');
const page = { limit: 10 };

let rig: ServiceRig;
let mine: ChannelView;
let other: ChannelView;
let bot: BotView;
let limited: Access;

beforeEach(async () => {
  rig = await createServiceRig();
  ({ bot } = await rig.bots.create(admin, { name: 'B', connector: 'hook', settings: { url: 'https://b.example' } }));
  mine = await createChannel('15550001111');
  other = await createChannel('15550002222', bot.id);
  limited = { keyId: 'key_1', scopes: SCOPES, channelIds: [mine.id] };
});
afterEach(() => rig.close());

function createChannel(phoneNumber: string, botId: string | null = null): Promise<ChannelView> {
  const account = { provider: 'plain', settings: { account: 'a', token: 'long enough' } };
  return rig.channels.create(admin, {
    name: 'C',
    ...account,
    senders: [{ phoneNumber }],
    botId,
    enabled: true,
    rules: {},
  });
}

/** Every call, with the scope that it needs. */
const CALLS: readonly [string, Scope, (access: Access) => Promise<unknown>][] = [
  ['bots.list', 'read', (access) => rig.bots.list(access, page)],
  ['bots.get', 'read', (access) => rig.bots.get(access, bot.id)],
  ['bots.patch', 'manage', (access) => rig.bots.patch(access, bot.id, { name: 'x' })],
  ['bots.delete', 'manage', (access) => rig.bots.delete(access, 'bot_none')],
  ['channels.list', 'read', (access) => rig.channels.list(access, page)],
  ['channels.get', 'read', (access) => rig.channels.get(access, mine.id)],
  ['channels.patch', 'manage', (access) => rig.channels.patch(access, mine.id, { name: 'x' })],
  ['channels.delete', 'manage', (access) => rig.channels.delete(access, mine.id)],
  ['channels.events', 'read', (access) => rig.channels.events(access, mine.id, page)],
  ['messages.list', 'read', (access) => rig.messages.list(access, {}, page)],
  ['messages.get', 'read', (access) => rig.messages.get(access, 'msg_none')],
  ['messages.trace', 'read', (access) => rig.messages.trace(access, 'msg_none')],
  ['conversations.list', 'read', (access) => rig.conversations.list(access, {}, page)],
  ['conversations.get', 'read', (access) => rig.conversations.get(access, 'conv_none')],
  ['conversations.setAnsweredBy', 'send', (access) => rig.conversations.setAnsweredBy(access, 'conv_none', 'human')],
  ['deadLetters.list', 'read', (access) => rig.deadLetters.list(access, {}, page)],
  ['deadLetters.get', 'read', (access) => rig.deadLetters.get(access, 'dl_none')],
  ['apiKeys.list', 'manage', (access) => rig.apiKeys.list(access, page)],
  ['apiKeys.delete', 'manage', (access) => rig.apiKeys.delete(access, 'key_none')],
];

/** What it is refused with; null: it is not. */
async function refusal(attempt: Promise<unknown>): Promise<ServiceErrorCode | null> {
  return attempt.then(
    () => null,
    (error: { code: ServiceErrorCode }) => error.code,
  );
}

describe('scopes', () => {
  it.each(CALLS)('%s needs "%s"', async (_name, scope, call) => {
    const without = { ...admin, scopes: SCOPES.filter((each) => each !== scope) };
    expect(await refusal(call(without))).toBe('forbidden');
    expect(await refusal(call({ ...admin, scopes: [scope] }))).not.toBe('forbidden');
  });
});

describe('a key that is limited to some channels', () => {
  it('sees those, the bots that answer there, and nothing else', async () => {
    expect((await rig.channels.list(limited, page)).items.map(({ id }) => id)).toEqual([mine.id]);
    expect(await refusal(rig.channels.get(limited, other.id))).toBe('not_found');
    expect(await refusal(rig.channels.patch(limited, other.id, { name: 'x' }))).toBe('not_found');
    expect((await rig.bots.list(limited, page)).items).toEqual([]);
    expect(await refusal(rig.bots.get(limited, bot.id))).toBe('not_found');
    await rig.channels.patch(admin, mine.id, { botId: bot.id });
    expect((await rig.bots.list(limited, page)).items).toMatchObject([{ id: bot.id }]);
  });

  it('may change its channels, but not what concerns others', async () => {
    expect(await rig.channels.patch(limited, mine.id, { name: 'New' })).toMatchObject({ name: 'New' });
    expect(await refusal(rig.bots.patch(limited, bot.id, { name: 'x' }))).toBe('forbidden');
    expect(await refusal(rig.apiKeys.list(limited, page))).toBe('forbidden');
    const key = { name: 'k', scopes: SCOPES, channelIds: null };
    expect(await refusal(rig.apiKeys.create(limited, key))).toBe('forbidden');
  });

  it('is told when it asks for the lists of another channel', async () => {
    const filter = { channelId: other.id };
    expect(await refusal(rig.messages.list(limited, filter, page))).toBe('forbidden');
    expect(await refusal(rig.conversations.list(limited, filter, page))).toBe('forbidden');
    expect(await refusal(rig.deadLetters.list(limited, filter, page))).toBe('forbidden');
    expect(await refusal(rig.messages.list(limited, { channelId: mine.id }, page))).toBeNull();
  });

  it('does not see dead letters without a channel', async () => {
    const deadLetter = {
      ...{ id: 'dl_1', channelId: null, connectionId: null, reason: 'unparsable' as const },
      ...{ message: 'no JSON', messageId: null, raw: '{', at: 1 },
    };
    await rig.store.work.ingest([{ type: 'dead_letter', deadLetter }]);
    expect((await rig.deadLetters.list(admin, {}, page)).items).toHaveLength(1);
    expect((await rig.deadLetters.list(limited, {}, page)).items).toEqual([]);
    expect(await refusal(rig.deadLetters.get(limited, 'dl_1'))).toBe('not_found');
  });
});
