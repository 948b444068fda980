import { afterEach, beforeEach, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../../test/support/service-rig.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { TemplateDraft } from '../../domain/template.ts';
import { type Access, fullAccess } from '../access.ts';

const admin = fullAccess('test');
const FIRST_PAGE = { limit: 10 };
const DRAFT: TemplateDraft = {
  ...{ name: 'book_ready', language: 'en', category: 'utility', parameterFormat: 'positional' },
  body: { text: 'Your book is here.' },
};

let rig: ServiceRig;
let channelId: string;

beforeEach(async () => {
  rig = await createServiceRig();
  const { id } = await rig.channels.create(admin, {
    ...{ name: 'Shop', provider: 'acme', settings: { account: 'a', token: 'long enough' } },
    senders: [{ phoneNumber: '+15550001111', fields: { numberId: '1', businessId: '7' } }],
    ...{ botId: null, enabled: true, rules: {} },
  });
  channelId = id;
});
afterEach(() => rig.close());

const limited = (access: Partial<Access>): Access => ({ keyId: 'key', scopes: ['read'], channelIds: null, ...access });

it('lets nobody see or change another channel’s templates, health or set-up', async () => {
  const stranger = limited({ scopes: ['read', 'send', 'manage'], channelIds: ['ch_other' as ChannelId] });
  const missing = { code: 'not_found' };
  await expect(rig.templates.list(stranger, channelId, {}, FIRST_PAGE)).rejects.toMatchObject(missing);
  await expect(rig.templates.create(stranger, channelId, { draft: DRAFT })).rejects.toMatchObject(missing);
  await expect(rig.templates.sync(stranger, channelId)).rejects.toMatchObject(missing);
  await expect(rig.health.of(stranger, channelId)).rejects.toMatchObject(missing);
  await expect(rig.doctor.test(stranger, channelId, {})).rejects.toMatchObject(missing);
});

it('lets readers look, and only managers create, delete, read anew and test', async () => {
  const reader = limited({});
  const refused = { code: 'forbidden' };
  expect(await rig.templates.list(reader, channelId, {}, FIRST_PAGE)).toEqual({ items: [], nextCursor: null });
  expect(await rig.health.of(reader, channelId)).toMatchObject({ state: 'ok' });
  await expect(rig.templates.create(reader, channelId, { draft: DRAFT })).rejects.toMatchObject(refused);
  await expect(rig.templates.delete(reader, channelId, { name: 'book_ready' })).rejects.toMatchObject(refused);
  await expect(rig.templates.sync(reader, channelId)).rejects.toMatchObject(refused);
  await expect(rig.doctor.test(reader, channelId, {})).rejects.toMatchObject(refused);
});

it('says so where the provider has no templates', async () => {
  const unsupported = { code: 'conflict', conflict: 'not_supported' };
  await expect(rig.templates.sync(admin, channelId)).rejects.toMatchObject(unsupported);
  await expect(rig.templates.create(admin, channelId, { draft: DRAFT })).rejects.toMatchObject(unsupported);
});

it('refuses a draft before it asks the provider', async () => {
  const draft = { ...DRAFT, name: 'Book ready' };
  await expect(rig.templates.create(admin, channelId, { draft })).rejects.toMatchObject({
    problems: [{ path: '/name' }],
  });
});

it('is stopped while it is disabled, and says why', async () => {
  const entry = rig.directory.channel(channelId as ChannelId);
  await rig.channels.patch(admin, channelId, { enabled: false });
  expect(await rig.health.of(admin, channelId)).toMatchObject({
    ...{ state: 'stopped', reasons: ['The channel is disabled.'] },
    connections: [{ id: entry?.active?.connection.id, state: 'active', stopped: null }],
    senders: [{ phoneNumber: '15550001111' }],
  });
});

it('shows templates in pages and by what is asked for', async () => {
  const account = { channelId: channelId as ChannelId, account: '7' };
  const template = (name: string, status: string) => ({
    ...{ providerId: null, name, language: 'en', category: 'utility', status, quality: null, rejection: null },
    ...{ parameterFormat: 'positional' as const, header: null, footer: null, buttons: [], cards: [], provider: {} },
    body: { text: 'Hello', variables: [] },
  });
  for (const name of ['c', 'a', 'b'])
    await rig.store.templates.putTemplate({ ...account, template: template(name, 'approved') });
  await rig.store.templates.putTemplate({ ...account, template: template('ab', 'paused') });
  const names = async (filter: object, page: { limit: number; cursor?: string }) => {
    const { items, nextCursor } = await rig.templates.list(admin, channelId, filter, page);
    return { names: items.map(({ name }) => name), nextCursor };
  };
  const first = await names({}, { limit: 2 });
  expect(first.names).toEqual(['a', 'ab']);
  expect(await names({}, { limit: 2, cursor: first.nextCursor ?? '' })).toEqual({
    names: ['b', 'c'],
    nextCursor: null,
  });
  expect((await names({ status: 'paused' }, { limit: 2 })).names).toEqual(['ab']);
  expect((await names({ name: 'b' }, { limit: 5 })).names).toEqual(['ab', 'b']);
  await expect(names({}, { limit: 2, cursor: 'nonsense' })).rejects.toMatchObject({ problems: [{ path: '/cursor' }] });
});
