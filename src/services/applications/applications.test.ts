import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../../test/support/service-rig.ts';
import { fullAccess } from '../access.ts';
import type { ApplicationInput } from './applications.ts';
import { createTokenGate } from './token-gate.ts';

const me = fullAccess('test');
const INPUT = { name: 'Partner', audience: null, singleUse: false };

let rig: ServiceRig;
beforeEach(async () => {
  rig = await createServiceRig();
});
afterEach(() => rig.close());

describe('applications', () => {
  it('show their secret once, and are stored without it', async () => {
    const { application, clientSecret } = await rig.applications.create(me, INPUT);
    expect(application).toEqual({ ...INPUT, id: expect.stringMatching(/^app_/), createdAt: rig.clock.now() });
    expect(JSON.stringify(await rig.store.registry.listApplications())).not.toContain(clientSecret);
    expect((await rig.applications.list(me, { limit: 10 })).items).toEqual([application]);
  });

  it('change in part', async () => {
    const { application } = await rig.applications.create(me, INPUT);
    const changed = await rig.applications.patch(me, application.id, { audience: 'https://gateway.example' });
    expect(changed).toEqual({ ...application, audience: 'https://gateway.example' });
    expect(await rig.applications.get(me, application.id)).toEqual(changed);
    await expect(rig.applications.patch(me, 'app_0', {})).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stay while a connection names them, and a connection names only those that exist', async () => {
    const { application } = await rig.applications.create(me, INPUT);
    const settings = { account: 'a', token: 'long enough', applicationId: application.id };
    const channel = { name: 'C', provider: 'plain', senders: [{ phoneNumber: '15550001111' }], botId: null };
    const create = (more: object) =>
      rig.channels.create(me, { ...channel, enabled: true, rules: {}, settings: { ...settings, ...more } });
    const problems = [{ path: '/settings/applicationId', message: 'There is no such application.' }];
    await expect(create({ applicationId: 'app_0' })).rejects.toMatchObject({ problems });
    const { id } = await create({});
    await expect(rig.applications.delete(me, application.id)).rejects.toMatchObject({ code: 'conflict' });
    await rig.channels.delete(me, id);
    await rig.applications.delete(me, application.id);
    await expect(rig.applications.get(me, application.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the gate', () => {
  const open = async (more: Partial<ApplicationInput> = {}) => {
    const { application, clientSecret } = await rig.applications.create(me, { ...INPUT, ...more });
    const seconds = () => Math.floor(rig.clock.now() / 1_000);
    const claims = () => ({ iss: application.id, sub: 'partner', iat: seconds(), exp: seconds() + 600 });
    const sign = (payload: Record<string, unknown> = {}, alg = 'HS256', secret = clientSecret) =>
      new SignJWT({ ...claims(), ...payload }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
    const check = async (token: string | Promise<string>) =>
      rig.tokenGate.check(application.id, `Bearer ${await token}`);
    return { application, clientSecret, claims, sign, check, seconds };
  };

  test('takes a good token, whatever the case of its scheme', async () => {
    const { application, sign, check } = await open();
    expect(await check(sign())).toBe('admitted');
    expect(await check(sign({}, 'HS512'))).toBe('admitted');
    expect(await rig.tokenGate.check(application.id, `bearer ${await sign()}`)).toBe('admitted');
    expect(await check(sign({ iss: undefined, kore_iss: application.id }))).toBe('admitted');
  });

  test('tells a missing token from a wrong one', async () => {
    const { application, sign } = await open();
    expect(await rig.tokenGate.check(application.id, undefined)).toBe('missing');
    for (const wrong of ['', 'Bearer', 'Bearer x', `Basic ${await sign()}`, await sign()]) {
      expect(await rig.tokenGate.check(application.id, wrong), wrong).toBe('refused');
    }
    expect(await rig.tokenGate.check('app_0', `Bearer ${await sign()}`)).toBe('refused');
  });

  test('refuses what is expired, not valid yet, of another issuer, of another secret, or signed otherwise', async () => {
    const { claims, sign, check, seconds } = await open();
    expect(await check(sign({ exp: seconds() - 61 }))).toBe('refused');
    expect(await check(sign({ exp: seconds() - 50 }))).toBe('admitted');
    expect(await check(sign({ nbf: seconds() + 61 }))).toBe('refused');
    expect(await check(sign({ iss: 'app_another' }))).toBe('refused');
    expect(await check(sign({}, 'HS256', 'x'.repeat(43)))).toBe('refused');
    expect(await check(sign({}, 'HS384'))).toBe('refused');
    expect(await check(new UnsecuredJWT(claims()).encode())).toBe('refused');
  });

  test('looks at the audience where one is set', async () => {
    const { sign, check } = await open({ audience: 'https://gateway.example' });
    expect(await check(sign({ aud: 'https://gateway.example' }))).toBe('admitted');
    expect(await check(sign({ aud: 'https://other.example' }))).toBe('refused');
    expect(await check(sign())).toBe('refused');
  });

  test('takes a token once where it counts once', async () => {
    const { sign, check } = await open({ singleUse: true });
    const token = await sign({ jti: 'one' });
    expect(await check(token)).toBe('admitted');
    expect(await check(token)).toBe('refused');
    expect(await check(sign({ jti: 'two' }))).toBe('admitted');
    expect(await check(sign())).toBe('refused');
  });

  test('takes a token without an end once, for eight days since it was issued', async () => {
    const { application, sign, seconds } = await open({ singleUse: true });
    let later = 0;
    const now = () => rig.clock.now() + later;
    const gate = createTokenGate({ registry: rig.store.registry, vault: rig.vault, now });
    const check = (token: string) => gate.check(application.id, `Bearer ${token}`);
    const token = await sign({ jti: 'endless', exp: undefined });
    expect(await check(token)).toBe('admitted');
    expect(await check(token)).toBe('refused');
    expect(await check(await sign({ jti: 'undated', exp: undefined, iat: undefined }))).toBe('refused');
    expect(await check(await sign({ jti: 'odd', exp: seconds() + 0.5 }))).toBe('admitted');
    later = 8 * 24 * 3_600_000 + 60_000;
    expect(await check(await sign({ jti: 'sweeps', exp: seconds() + later }))).toBe('admitted');
    expect(await check(token)).toBe('refused');
  });

  test('takes tokens of a new secret at once', async () => {
    const { application, sign, check } = await open();
    expect(await check(sign())).toBe('admitted');
    await rig.clock.advance(1_000);
    const { clientSecret } = await rig.applications.rotateSecret(me, application.id);
    expect(await check(sign({}, 'HS256', clientSecret))).toBe('admitted');
  });

  test('asks the store about tokens that do not fit once a second at most', async () => {
    const { application, sign } = await open();
    let asked = 0;
    const { registry } = rig.store;
    const counted = {
      findApplication: (id: string) => {
        asked += 1;
        return registry.findApplication(id);
      },
      useToken: registry.useToken,
    };
    const gate = createTokenGate({ registry: counted, vault: rig.vault, now: () => rig.clock.now() });
    const wrong = `Bearer ${await sign({}, 'HS256', 'x'.repeat(43))}`;
    for (let time = 0; time < 10; time++) expect(await gate.check(application.id, wrong)).toBe('refused');
    expect(asked).toBe(1);
  });

  test('takes tokens of the old secret until the next rotation', async () => {
    const { application, sign, check } = await open();
    const old = await sign();
    const { clientSecret } = await rig.applications.rotateSecret(me, application.id);
    await rig.clock.advance(5_000);
    expect(await check(old)).toBe('admitted');
    expect(await check(sign({}, 'HS256', clientSecret))).toBe('admitted');
    await rig.applications.rotateSecret(me, application.id);
    await rig.clock.advance(5_000);
    expect(await check(old)).toBe('refused');
  });
});
