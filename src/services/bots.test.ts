import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { fullAccess } from './access.ts';

const me = fullAccess('test');
const input = { name: 'Echo', connector: 'hook', settings: { url: 'https://bot.example', secret: 'chosen-secret' } };

let rig: ServiceRig;
beforeEach(async () => {
  rig = await createServiceRig();
});
afterEach(() => rig.close());

describe('bots', () => {
  it('are created, encrypted at rest, and usable at once', async () => {
    const { bot, generated } = await rig.bots.create(me, input);
    expect(generated).toEqual({});
    expect(bot).toMatchObject({ name: 'Echo', connector: 'hook', settings: { url: 'https://bot.example' } });
    expect(JSON.stringify(await rig.store.registry.snapshot())).not.toContain('chosen-secret');
    expect(rig.directory.bot(bot.id)?.bot.settings).toEqual(input.settings);
  });

  it('are refused with an address that no request may go to, when made and when changed', async () => {
    const settings = { ...input.settings, url: 'https://internal.example' };
    const told = { problems: [{ path: '/settings/url', message: 'A request there was refused.' }] };
    await expect(rig.bots.create(me, { ...input, settings })).rejects.toMatchObject(told);
    const { bot } = await rig.bots.create(me, input);
    await expect(rig.bots.patch(me, bot.id, { settings: { url: settings.url } })).rejects.toMatchObject(told);
    expect(rig.directory.bot(bot.id)?.bot.settings.url).toBe('https://bot.example');
  });

  it('never show a secret, apart from one that was made up, once', async () => {
    const { bot, generated } = await rig.bots.create(me, { ...input, settings: { url: 'https://bot.example' } });
    expect(generated).toEqual({ secret: expect.stringMatching(/^[0-9a-f]{16}$/) });
    const shown = [bot, await rig.bots.get(me, bot.id), (await rig.bots.list(me, { limit: 10 })).items];
    expect(JSON.stringify(shown)).not.toContain(generated.secret);
    expect(rig.directory.bot(bot.id)?.bot.settings.secret).toBe(generated.secret);
  });

  it.each([
    ['a blank name', { name: ' ' }, ['/name']],
    ['an unknown connector', { connector: 'pigeon' }, ['/connector']],
    ['an unknown setting', { settings: { ...input.settings, colour: 'red' } }, ['/settings/colour']],
    ['no required setting', { settings: { url: null } }, ['/settings/url']],
    ['an empty required setting', { settings: { url: '' } }, ['/settings/url']],
    ['what the connector refuses', { settings: { url: 'http://bot.example' } }, ['/settings/url']],
    ['two faults', { name: '', settings: {} }, ['/name', '/settings/url']],
  ])('are refused with %s', async (_what, change, paths) => {
    const failure = await rig.bots.create(me, { ...input, ...change }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'invalid' });
    expect((failure as { problems: { path: string }[] }).problems.map(({ path }) => path)).toEqual(paths);
    expect((await rig.bots.list(me, { limit: 10 })).items).toEqual([]);
  });

  it('keep the settings and secrets that a change does not name', async () => {
    const { bot } = await rig.bots.create(me, input);
    await rig.clock.advance(5);
    const changed = await rig.bots.patch(me, bot.id, { name: 'Parrot', settings: { url: 'https://parrot.example' } });
    expect(changed).toMatchObject({ name: 'Parrot', createdAt: bot.createdAt, updatedAt: bot.createdAt + 5 });
    expect(rig.directory.bot(bot.id)?.bot.settings).toEqual({ url: 'https://parrot.example', secret: 'chosen-secret' });
  });

  it('stay while a channel names them', async () => {
    const { bot } = await rig.bots.create(me, input);
    const channel = await rig.channels.create(me, {
      ...{ name: 'Shop', provider: 'plain', settings: { account: 'a', token: 'long enough' } },
      ...{ senders: [{ phoneNumber: '+15550001111' }], botId: bot.id, enabled: true, rules: {} },
    });
    await expect(rig.bots.delete(me, bot.id)).rejects.toMatchObject({ code: 'conflict', conflict: 'in_use' });
    await rig.channels.delete(me, channel.id);
    await rig.bots.delete(me, bot.id);
    await expect(rig.bots.get(me, bot.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.bots.delete(me, bot.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
