import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { fullAccess } from './access.ts';
import { createMemos } from './memos.ts';
import { rekey } from './rekey.ts';
import { checkSecretKey, WrongSecretKey } from './secret-key-check.ts';
import { createVault, generateSecretKey } from './secrets.ts';

const me = fullAccess('test');
const [first, second] = [generateSecretKey(), generateSecretKey()];

let rig: ServiceRig;
beforeEach(async () => {
  rig = await createServiceRig();
});
afterEach(() => rig.close());

describe('the check of the secret key', () => {
  it('takes the key of the first start, and later refuses any other with a sentence', async () => {
    const { registry } = rig.store;
    await checkSecretKey(registry, createVault({ current: first }));
    await checkSecretKey(registry, createVault({ current: first }));
    const wrong = checkSecretKey(registry, createVault({ current: second }));
    await expect(wrong).rejects.toBeInstanceOf(WrongSecretKey);
    await expect(wrong).rejects.toThrow('CHASQUI_SECRET_KEY');
    await checkSecretKey(registry, createVault({ current: second, previous: [first] }));
  });
});

describe('encrypting again', () => {
  it('takes along what adapters remember, and drops what no key opens', async () => {
    const { registry, memos } = rig.store;
    const old = createVault({ current: first });
    await checkSecretKey(registry, old);
    const now = () => rig.clock.now();
    const connection = await rig.connection();
    await registry.updateConnection(connection, { secrets: {} });
    await createMemos({ store: memos, vault: old, now })(connection).keep('token', 'open sesame');
    const lost = createVault({ current: generateSecretKey() });
    await createMemos({ store: memos, vault: lost, now })(connection).keep('lost', 'for ever');

    await rekey(rig.store, createVault({ current: second, previous: [first] }));

    const memo = createMemos({ store: memos, vault: createVault({ current: second }), now })(connection);
    expect(await memo.read('token')).toBe('open sesame');
    expect((await memos.listMemos({ after: null, limit: 10 })).map(({ key }) => key)).toEqual(['token']);
  });

  it('makes the previous key unnecessary', async () => {
    const { registry } = rig.store;
    const old = createVault({ current: first });
    await checkSecretKey(registry, old);
    const { bot } = await rig.bots.create(me, {
      name: 'Bot',
      connector: 'hook',
      settings: { url: 'https://x.example' },
    });
    const [stored] = (await registry.snapshot()).bots;
    if (!stored) throw new Error('no bot');
    const place = { record: bot.id, field: 'secret' };
    await registry.updateBot({ ...stored, secrets: { secret: old.encrypt('s3cret', place) } });

    const both = createVault({ current: second, previous: [first] });
    expect(await rekey(rig.store, both)).toBe(1);
    expect(await rekey(rig.store, both)).toBe(0);

    const alone = createVault({ current: second });
    await checkSecretKey(registry, alone);
    const [renewed] = (await registry.snapshot()).bots;
    expect(alone.decrypt(renewed?.secrets.secret ?? '', place)).toBe('s3cret');
  });
});
