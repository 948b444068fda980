import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../test/support/manual-clock.ts';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import type { SenderId } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import { fullAccess } from './access.ts';
import type { ChannelView } from './channel-views.ts';

const me = fullAccess('test');

let rig: ServiceRig;
beforeEach(async () => {
  rig = await createServiceRig();
});
afterEach(() => rig.close());

function createChannel(number: string, account = 'a1'): Promise<ChannelView> {
  return rig.channels.create(me, {
    ...{ name: number, provider: 'acme', settings: { account, token: 'long enough' } },
    ...{ senders: [{ phoneNumber: number, fields: { numberId: `id of ${number}` } }] },
    ...{ botId: null, enabled: true, rules: {} },
  });
}

const tokenOf = (channel: ChannelView) => channel.connections[0]?.webhookUrl.split('/').at(-1) ?? '';

/** Counts reads of the store from here on. */
function countReads(store: Store): { snapshots: number; versions: number } {
  const count = { snapshots: 0, versions: 0 };
  const { snapshot, version } = store.registry;
  store.registry.snapshot = () => {
    count.snapshots += 1;
    return snapshot();
  };
  store.registry.version = () => {
    count.versions += 1;
    return version();
  };
  return count;
}

describe('the directory', () => {
  it('finds by id, token and sender what the registry holds', async () => {
    const channel = await createChannel('15550001111');
    const [sender] = channel.senders;
    const entry = rig.directory.channel(channel.id);
    expect(entry?.active?.callbackUrl).toBe(channel.connections[0]?.webhookUrl);
    expect(rig.directory.channels()).toEqual([entry]);
    expect(rig.directory.connection(channel.connections[0]?.id ?? ('' as never))).toBe(entry?.active);
    expect(rig.directory.sender(sender?.id as SenderId)?.channel).toBe(entry);
    expect((await rig.directory.findByToken(tokenOf(channel)))?.channel).toBe(entry);
    expect(await rig.directory.findByToken('nobody')).toBeNull();
  });

  it('tells which channels changed, also where another node changed them', async () => {
    const [one, other] = [await createChannel('15550001111'), await createChannel('15550002222')];
    await rig.channels.patch(me, other.id, { name: 'Renamed' });
    await rig.store.registry.updateChannel(one.id, { enabled: false, updatedAt: 0 });
    await rig.directory.reload();
    await rig.channels.delete(me, one.id);
    expect(rig.changed.filter((ids) => ids.length > 0)).toEqual([[one.id], [other.id], [other.id], [one.id], [one.id]]);
  });

  it('finds senders by the fields of their provider, and by every spelling of their number', async () => {
    const channel = await createChannel('5215512345678');
    const find = async (provider: string, field: string, value: string) =>
      (await rig.directory.findSenders(provider, field, value)).map((found) => found.channel.channel.id);
    expect(await find('acme', 'numberId', 'id of 5215512345678')).toEqual([channel.id]);
    expect(await find('acme', 'phoneNumber', '5215512345678')).toEqual([channel.id]);
    expect(await find('acme', 'phoneNumber', '525512345678')).toEqual([channel.id]);
    expect(await find('plain', 'phoneNumber', '5215512345678')).toEqual([]);
    expect(await find('acme', 'numberId', 'another')).toEqual([]);
  });

  it('finds every channel of one business', async () => {
    const channels = [await createChannel('15550001111'), await createChannel('15550002222')];
    for (const { senders } of channels) {
      const [sender] = senders;
      if (sender) await rig.store.registry.updateSenderFields(sender.id, { ...sender.fields, businessId: 'b' });
    }
    await rig.directory.reload();
    expect(await rig.directory.findSenders('acme', 'businessId', 'b')).toHaveLength(2);
  });

  it('leaves out a connection that cannot be used, and only that', async () => {
    const working = await createChannel('15550001111');
    const broken = await createChannel('15550002222', 'broken');
    expect(rig.unusable).toContain(broken.connections[0]?.id);
    expect(rig.directory.channel(broken.id)).toMatchObject({ active: null, connections: [] });
    expect(await rig.directory.findByToken(tokenOf(broken))).toBeNull();
    expect(rig.directory.channel(working.id)?.active).not.toBeNull();
  });

  it('keeps the adapters of connections that did not change', async () => {
    const channel = await createChannel('15550001111');
    const before = rig.directory.channel(channel.id)?.active?.provider;
    await createChannel('15550002222');
    expect(rig.directory.channel(channel.id)?.active?.provider).toBe(before);
    await rig.channels.patch(me, channel.id, { settings: { region: 'eu' } });
    expect(rig.directory.channel(channel.id)?.active?.provider).not.toBe(before);
  });

  it('forgets a replaced connection eight days later', async () => {
    const channel = await createChannel('15550001111');
    await rig.clock.advance(1_000);
    const next = { provider: 'plain', settings: { account: 'p', token: 'long enough' }, state: 'active' as const };
    await rig.channels.addConnection(me, channel.id, next);
    expect(await rig.directory.findByToken(tokenOf(channel))).not.toBeNull();
    rig.directory.close(); // No polling through eight days.
    await rig.clock.advance(8 * 24 * 3_600_000 + 1);
    await rig.directory.reload();
    expect(await rig.directory.findByToken(tokenOf(channel))).toBeNull();
  });
});

describe('changes made by another node', () => {
  /** As another node would: behind this directory's back, and without telling it. */
  async function changeElsewhere(): Promise<void> {
    const [channel] = rig.directory.channels();
    if (!channel) throw new Error('no channel');
    await rig.store.registry.updateChannel(channel.channel.id, { name: 'Renamed', updatedAt: 9 });
  }
  const name = () => rig.directory.channels()[0]?.channel.name;

  it('are seen when the store tells of them', async () => {
    await createChannel('15550001111');
    await changeElsewhere();
    await settle();
    expect(name()).toBe('Renamed');
  });

  it('are seen within a second if it does not', async () => {
    await createChannel('15550001111');
    const { version } = rig.store.registry;
    rig.store.registry.version = () => Promise.reject(new Error('the store is away'));
    await changeElsewhere();
    await settle();
    expect(name()).toBe('15550001111');
    expect(rig.trouble).toHaveLength(1);
    rig.store.registry.version = version;
    await rig.clock.advance(1_000);
    expect(name()).toBe('Renamed');
  });

  it('cost one small read a second while there are none', async () => {
    const reads = countReads(rig.store);
    await rig.clock.advance(5_000);
    expect(reads).toEqual({ snapshots: 0, versions: 5 });
  });

  it('are looked for after a miss, once a second at most', async () => {
    const reads = countReads(rig.store);
    await Promise.all([1, 2, 3].map((guess) => rig.directory.findByToken(String(guess))));
    await rig.directory.findSenders('acme', 'numberId', 'nobody');
    expect(reads).toEqual({ snapshots: 0, versions: 1 });
  });
});

describe('what webhooks tell about a sender', () => {
  async function sender(): Promise<SenderId> {
    const [first] = (await createChannel('15550001111')).senders;
    if (!first) throw new Error('no sender');
    return first.id;
  }
  const stored = async () => (await rig.store.registry.snapshot()).senders[0]?.fields;

  it('is remembered, and found by', async () => {
    rig.directory.learn(await sender(), { businessId: 'b1' });
    await settle();
    await settle();
    expect(await stored()).toEqual({ numberId: 'id of 15550001111', businessId: 'b1' });
    expect(await rig.directory.findSenders('acme', 'businessId', 'b1')).toHaveLength(1);
  });

  it('is not written twice', async () => {
    const id = await sender();
    rig.directory.learn(id, { businessId: 'b1' });
    rig.directory.learn(id, { businessId: 'b1' });
    await settle();
    await settle();
    const version = await rig.store.registry.version();
    rig.directory.learn(id, { businessId: 'b1' });
    await settle();
    expect(await rig.store.registry.version()).toBe(version);
  });

  it('does not replace the field that names the sender', async () => {
    rig.directory.learn(await sender(), { numberId: 'another' });
    await settle();
    expect(await stored()).toEqual({ numberId: 'id of 15550001111' });
  });

  it('is lost without harm when the store cannot take it', async () => {
    const id = await sender();
    rig.store.registry.updateSenderFields = () => Promise.reject(new Error('the store is away'));
    rig.directory.learn(id, { businessId: 'b1' });
    await settle();
    expect(rig.trouble).toHaveLength(1);
  });
});
