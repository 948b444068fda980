import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { fullAccess } from './access.ts';
import type { ChannelView } from './channel-views.ts';

const admin = fullAccess('admin');
let rig: ServiceRig;
let channel: ChannelView;

beforeEach(async () => {
  rig = await createServiceRig();
  channel = await rig.channels.create(admin, {
    ...{ name: 'Shop', provider: 'acme', settings: { account: 'a', token: 'secret-token' }, botId: null },
    ...{ enabled: true, rules: {}, senders: [{ phoneNumber: '+15550001111', fields: { numberId: 'n1' } }] },
  });
});
afterEach(() => rig.close());

const pathOf = (id: string | undefined) => ({ channelId: channel.id, id: id ?? '' });
const active = () => pathOf(channel.connections[0]?.id);
const standby = () =>
  rig.channels.addConnection(admin, channel.id, {
    ...{ provider: 'acme', settings: { account: 'b', token: 'other-token' }, state: 'standby' },
  });
const stop = () => {
  const { id } = active();
  const failure = { kind: 'channel_misconfigured' as const, message: 'expired', stops: 'credentials' as const };
  const { stops: reason, message } = failure;
  const connection = rig.directory.channel(channel.id)?.connections.find((one) => one.connection.id === id);
  if (!connection) throw new Error('no such connection');
  const at = rig.clock.now();
  return rig.store.registry.stopConnection(connection.connection.id, { reason, message, at, until: null }, at);
};

describe('a connection', () => {
  it('stands by for the channel’s own numbers, and changes nothing that the active one sends with', async () => {
    const standBy = (senders: { phoneNumber: string; fields: Record<string, string> }[]) =>
      rig.channels.addConnection(admin, channel.id, {
        ...{ provider: 'acme', settings: { account: 'b', token: 'other-token' }, state: 'standby', senders },
      });
    await expect(standBy([{ phoneNumber: '+15550002222', fields: { numberId: 'n1' } }])).rejects.toMatchObject({
      problems: [{ path: '/senders' }],
    });
    await expect(standBy([{ phoneNumber: '+15550001111', fields: { numberId: 'n2' } }])).rejects.toMatchObject({
      problems: [{ path: '/senders/0/numberId' }],
    });
    const added = await standBy([{ phoneNumber: '+15550001111', fields: { businessId: 'b1' } }]);
    const entry = rig.directory.channel(channel.id);
    expect(entry?.connections.map(({ connection }) => connection.id)).toContain(added.id);
    expect(entry?.senders[0]?.fields).toEqual({ numberId: 'n1', businessId: 'b1' });
    expect(await rig.channels.get(admin, channel.id)).toMatchObject({ sendingConnectionId: active().id });
  });

  it('is shown without its secrets', async () => {
    const view = await rig.connections.get(admin, active());
    expect(view).toMatchObject({ state: 'active', settings: { account: 'a' }, stopped: null });
    expect(JSON.stringify(view)).not.toContain('secret-token');
  });

  it('takes new settings beside the secrets that it has', async () => {
    expect(await rig.connections.patch(admin, active(), { settings: { account: 'c' } })).toMatchObject({
      settings: { account: 'c' },
    });
    const entry = rig.directory.channel(channel.id)?.active;
    expect(entry?.connection.settings).toEqual({ account: 'c', token: 'secret-token' });
    await expect(rig.connections.patch(admin, active(), { settings: { token: 'short' } })).rejects.toMatchObject({
      problems: [{ path: '/settings/token', message: 'Too short.' }],
    });
  });

  it('changes places with the active one', async () => {
    const { id } = await standby();
    expect(await rig.connections.patch(admin, pathOf(id), { state: 'active' })).toMatchObject({ state: 'active' });
    expect(await rig.connections.get(admin, active())).toMatchObject({ state: 'standby' });
    await expect(rig.connections.patch(admin, pathOf(id), { state: 'standby' })).rejects.toMatchObject({
      conflict: 'connection_active',
    });
  });

  it('goes unless it is the active one', async () => {
    const { id } = await standby();
    await expect(rig.connections.delete(admin, active())).rejects.toMatchObject({ conflict: 'connection_active' });
    await rig.connections.delete(admin, pathOf(id));
    await expect(rig.connections.get(admin, pathOf(id))).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['a release', () => rig.connections.release(admin, active())],
    ['new settings', () => rig.connections.patch(admin, active(), { settings: { account: 'mended' } })],
    ['new settings of the channel', () => rig.channels.patch(admin, channel.id, { settings: { account: 'mended' } })],
  ])('that is stopped may send again after %s', async (_how, mend) => {
    expect(await stop()).toBe(true);
    expect((await rig.connections.get(admin, active())).stopped).toMatchObject({ reason: 'credentials' });
    await mend();
    expect((await rig.connections.get(admin, active())).stopped).toBeNull();
    expect(rig.directory.channel(channel.id)?.active?.connection.stopped).toBeUndefined();
  });

  it('is nobody’s whose key is for other channels, and nobody’s to change who may only read', async () => {
    const other = { keyId: 'k', scopes: ['read', 'manage'] as const, channelIds: [] };
    await expect(rig.connections.get(other, active())).rejects.toMatchObject({ code: 'not_found' });
    const reader = { keyId: 'k', scopes: ['read'] as const, channelIds: null };
    await expect(rig.connections.release(reader, active())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('changes of one connection at the same moment', () => {
  const stored = () => rig.directory.channel(channel.id)?.active?.connection.settings;

  it('are all kept', async () => {
    await Promise.all([
      rig.connections.patch(admin, active(), { settings: { account: 'c' } }),
      rig.connections.patch(admin, active(), { settings: { region: 'eu' } }),
      rig.channels.patch(admin, channel.id, { settings: { token: 'newer-token' } }),
    ]);
    await rig.directory.reload();
    expect(stored()).toEqual({ account: 'c', region: 'eu', token: 'newer-token' });
  });
});
