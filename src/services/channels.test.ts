import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { DEFAULT_RULES } from '../domain/channel.ts';
import { fullAccess } from './access.ts';
import type { NewChannel } from './channel-inputs.ts';

const me = fullAccess('test');
const TOKEN = 'a-token-of-the-provider';
const input: NewChannel = {
  name: 'Shop',
  provider: 'acme',
  settings: { account: 'a1', token: TOKEN },
  senders: [{ phoneNumber: '+1 555 000 1111', fields: { numberId: 'n1' } }],
  botId: null,
  enabled: true,
  rules: { gatherMs: 2_000 },
};

let rig: ServiceRig;
beforeEach(async () => {
  rig = await createServiceRig();
});
afterEach(() => rig.close());

const create = (change: Partial<NewChannel> = {}) => rig.channels.create(me, { ...input, ...change });

/** Paths of what was refused. */
async function faults(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'invalid' });
  return (error as { problems: { path: string }[] }).problems.map(({ path }) => path);
}

describe('a new channel', () => {
  it('is shown with its callback URL and without secrets', async () => {
    const channel = await create();
    expect(channel).toMatchObject({
      name: 'Shop',
      botId: null,
      enabled: true,
      rules: { ...DEFAULT_RULES, gatherMs: 2_000 },
      senders: [{ phoneNumber: '15550001111', fields: { numberId: 'n1' } }],
      connections: [{ provider: 'acme', state: 'active', settings: { account: 'a1' } }],
    });
    expect(channel.connections[0]?.webhookUrl).toMatch(/^https:\/\/gateway\.example\/webhooks\/[0-9a-f]{64}$/);
    const shown = [channel, await rig.channels.get(me, channel.id), await rig.channels.list(me, { limit: 10 })];
    expect(JSON.stringify(shown)).not.toContain(TOKEN);
    expect(JSON.stringify(await rig.store.registry.snapshot())).not.toContain(TOKEN);
  });

  it('shows the callback URL as it is to be entered, and uses it bare', async () => {
    const channel = await create({ provider: 'plain', senders: [{ phoneNumber: '15550001111' }] });
    const [connection] = channel.connections;
    expect(connection?.webhookUrl).toMatch(/^https:\/\/gateway\.example\/webhooks\/[0-9a-f]{64}#rc=5$/);
    expect(rig.directory.channel(channel.id)?.active?.callbackUrl).toBe(connection?.webhookUrl.replace('#rc=5', ''));
  });

  it('can be used at once, under its token', async () => {
    const channel = await create();
    const token = channel.connections[0]?.webhookUrl.split('/').at(-1) ?? '';
    const found = await rig.directory.findByToken(token);
    expect(found?.entry.connection.settings).toEqual({ account: 'a1', token: TOKEN });
    expect(found?.channel.channel.id).toBe(channel.id);
  });

  it.each<[string, Partial<NewChannel>, string[]]>([
    ['an unknown provider', { provider: 'pigeon' }, ['/provider']],
    ['a blank name', { name: '' }, ['/name']],
    ['an unknown bot', { botId: 'bot_none' }, ['/botId']],
    ['an unknown rule', { rules: { colour: 1 } as object }, ['/colour']],
    ['a required setting left out', { settings: { account: 'a1' } }, ['/settings/token']],
    ['a value outside the options', { settings: { account: 'a', token: TOKEN, region: 'mars' } }, ['/settings/region']],
    ['what the provider refuses', { settings: { account: 'a', token: 'short' } }, ['/settings/token']],
    [
      'a setting that would be a path',
      { settings: { account: 'a', token: TOKEN, 'a/b~c': 'x' } },
      ['/settings/a~1b~0c'],
    ],
    ['no sender', { senders: [] }, ['/senders']],
    ['no phone number', { senders: [{ phoneNumber: 'shop', fields: { numberId: 'n' } }] }, ['/senders/0/phoneNumber']],
    ['a sender field left out', { senders: [{ phoneNumber: '15550001111' }] }, ['/senders/0/numberId']],
    [
      'an unknown sender field',
      { senders: [{ phoneNumber: '15550001111', fields: { numberId: 'n', color: 'x' } }] },
      ['/senders/0/color'],
    ],
  ])('is refused with %s', async (_what, change, paths) => {
    expect(await faults(create(change))).toEqual(paths);
    expect((await rig.channels.list(me, { limit: 1 })).items).toEqual([]);
  });

  it('is refused with the same sender twice, or more than the provider allows', async () => {
    const sender = (phoneNumber: string, numberId: string) => ({ phoneNumber, fields: { numberId } });
    const twice = [sender('15550001111', 'n1'), sender('+1 555 000 1111', 'n1')];
    expect(await faults(create({ senders: twice }))).toEqual(['/senders/1/phoneNumber', '/senders/1/numberId']);
    const many = [1, 2, 3, 4].map((digit) => sender(`1555000111${digit}`, `n${digit}`));
    expect(await faults(create({ senders: many }))).toEqual(['/senders']);
    await expect(create({ senders: many })).rejects.toThrow(
      'A channel at Acme has 3 senders at most, and these are 4.',
    );
  });

  it('cannot have the number of another, nor the name by which the provider calls it', async () => {
    const { id, name } = await create();
    const sameNumber = create({ senders: [{ phoneNumber: '15550001111', fields: { numberId: 'n2' } }] });
    await expect(sameNumber).rejects.toMatchObject({ code: 'conflict', conflict: 'sender_taken' });
    await expect(sameNumber).rejects.toThrow(`+15550001111 is on the channel "${name}" (${id}) already`);
    const elsewhere = { provider: 'plain', senders: [{ phoneNumber: '15550001111' }] };
    await expect(create(elsewhere)).rejects.toThrow('a number can be on one channel only');
    const sameKey = create({ senders: [{ phoneNumber: '15550002222', fields: { numberId: 'n1' } }] });
    await expect(sameKey).rejects.toMatchObject({ code: 'conflict', conflict: 'sender_taken' });
    await expect(sameKey).rejects.toThrow(
      `A sender of the channel "${name}" (${id}) has the numberId of +15550002222 already.`,
    );
    await create({ senders: [{ phoneNumber: '15550002222', fields: { numberId: 'n2' } }] });
  });

  it('is not named to a key that may not see it', async () => {
    await create();
    const { id } = await create({ senders: [{ phoneNumber: '15550002222', fields: { numberId: 'n2' } }] });
    const stranger = { ...me, channelIds: [id] };
    const senders = [{ phoneNumber: '15550001111', fields: { numberId: 'n3' } }];
    await expect(rig.channels.patch(stranger, id, { senders })).rejects.toThrow('+15550001111 is on another channel');
  });
});

describe('a channel that is changed', () => {
  it('keeps what is not named', async () => {
    const { id } = await create();
    await rig.channels.patch(me, id, { settings: { region: 'eu' }, rules: { language: 'de' }, enabled: false });
    expect(await rig.channels.get(me, id)).toMatchObject({
      name: 'Shop',
      enabled: false,
      rules: { gatherMs: 2_000, language: 'de' },
      connections: [{ settings: { account: 'a1', region: 'eu' } }],
    });
    expect(rig.directory.channels()[0]?.active?.connection.settings.token).toBe(TOKEN);
  });

  it('loses a setting that is null, unless it is required', async () => {
    const { id } = await create({ settings: { ...input.settings, region: 'eu' } });
    expect(await faults(rig.channels.patch(me, id, { settings: { account: null } }))).toEqual(['/settings/account']);
    const changed = await rig.channels.patch(me, id, { settings: { region: null } });
    expect(changed.connections[0]?.settings).toEqual({ account: 'a1' });
  });

  it('is not changed in part when a part is wrong', async () => {
    const { id } = await create();
    const wrong = { name: 'New', rules: { gatherMs: -1 }, settings: { token: 'short' }, senders: [] };
    expect(await faults(rig.channels.patch(me, id, wrong))).toEqual(['/gatherMs', '/senders', '/settings/token']);
    expect(await rig.channels.get(me, id)).toMatchObject({ name: 'Shop', senders: [{ phoneNumber: '15550001111' }] });
  });

  it('keeps the id and learned facts of a sender that stays', async () => {
    const { id, senders } = await create();
    const [first] = senders;
    if (!first) throw new Error('no sender');
    await rig.store.registry.updateSenderFields(first.id, { ...first.fields, businessId: 'b1' });
    const next = [{ phoneNumber: '15550002222', fields: { numberId: 'n2' } }, { phoneNumber: '+15550001111' }];
    const changed = await rig.channels.patch(me, id, { senders: next });
    expect(changed.senders).toMatchObject([
      { phoneNumber: '15550002222' },
      { id: first.id, fields: { numberId: 'n1', businessId: 'b1' } },
    ]);
  });

  it('is unknown once deleted, and its number is free', async () => {
    const { id } = await create();
    await rig.channels.delete(me, id);
    await expect(rig.channels.get(me, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.channels.patch(me, id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    expect(rig.directory.channels()).toEqual([]);
    await create();
  });
});

describe('a channel that moves to another provider', () => {
  const move = (id: string, senders?: NewChannel['senders']) =>
    rig.channels.addConnection(me, id, {
      ...{ provider: 'plain', settings: { account: 'p', token: TOKEN }, state: 'active' },
      ...(senders && { senders }),
    });

  it('gets a callback URL of its own, and the old connection drains', async () => {
    const { id, connections } = await create();
    const added = await move(id);
    expect(added).toMatchObject({ provider: 'plain', state: 'active' });
    expect(added.webhookUrl).not.toBe(connections[0]?.webhookUrl);
    const states = (await rig.channels.get(me, id)).connections.map(({ provider, state }) => [provider, state]);
    expect(states).toEqual([
      ['acme', 'draining'],
      ['plain', 'active'],
    ]);
  });

  it('still finds its sender by the fields of the provider that it left', async () => {
    const { id } = await create();
    await move(id);
    const [old] = await rig.directory.findSenders('acme', 'numberId', 'n1');
    expect(old).toMatchObject({ connection: { connection: { state: 'draining' } }, channel: { channel: { id } } });
    const [current] = await rig.directory.findSenders('plain', 'phoneNumber', '15550001111');
    expect(current?.connection.connection.state).toBe('active');
  });

  it('must say what the new provider wants to know of its senders', async () => {
    const { id } = await create({ provider: 'plain', senders: [{ phoneNumber: '15550001111' }] });
    const back = { provider: 'acme', settings: { account: 'a', token: TOKEN }, state: 'active' as const };
    expect(await faults(rig.channels.addConnection(me, id, back))).toEqual(['/senders/0/numberId']);
    const senders = [{ phoneNumber: '15550001111', fields: { numberId: 'n9' } }];
    await rig.channels.addConnection(me, id, { ...back, senders });
    expect((await rig.channels.get(me, id)).senders).toMatchObject([{ fields: { numberId: 'n9' } }]);
  });
});
