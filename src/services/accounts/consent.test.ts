import { afterEach, beforeEach, expect, it } from 'vitest';
import { createServiceRig, type ServiceRig } from '../../../test/support/service-rig.ts';
import type { ConsentFacet, ProviderResult } from '../../domain/provider.ts';
import { fullAccess } from '../access.ts';

const admin = fullAccess('test');

let rig: ServiceRig;
let told: ProviderResult<null>;
let asked: Omit<Parameters<ConsentFacet['set']>[0], 'signal'>[];

beforeEach(async () => {
  told = { ok: true, value: null };
  asked = [];
  rig = await createServiceRig({
    connect: () => ({
      verify: () => ({ ok: true }),
      parse: () => [],
      send: async () => ({ ok: false, failure: { kind: 'rejected', message: 'no' } }),
      consent: {
        set: async ({ signal: _, ...request }) => {
          asked.push(request);
          return told;
        },
      },
    }),
  });
});
afterEach(() => rig.close());

const create = async (provider = 'acme') => {
  const field = (numberId: string) => (provider === 'acme' ? { fields: { numberId } } : {});
  const { id, senders } = await rig.channels.create(admin, {
    ...{
      name: 'Shop',
      provider,
      settings: { account: 'a', token: 'long enough' },
      botId: null,
      enabled: true,
      rules: {},
    },
    senders: [
      { phoneNumber: '+15550001111', ...field('n1') },
      ...(provider === 'acme' ? [{ phoneNumber: '+15550002222', ...field('n2') }] : []),
    ],
  });
  return { id, second: senders[1]?.id ?? '' };
};

it('tells the provider each number once, with the fields of the sender', async () => {
  const { id, second } = await create();
  const phoneNumbers = ['+1 555 000 7777', '15550007777', '+15550008888'];
  await rig.consent.set(admin, id, { consent: 'opt_in', phoneNumbers });
  await rig.consent.set(admin, id, { consent: 'opt_out', phoneNumbers: ['15550007777'], senderId: second });
  expect(asked).toEqual([
    { consent: 'opt_in', phoneNumbers: ['15550007777', '15550008888'], senderFields: { numberId: 'n1' } },
    { consent: 'opt_out', phoneNumbers: ['15550007777'], senderFields: { numberId: 'n2' } },
  ]);
});

it('names the number that is none, and tells nobody', async () => {
  const { id } = await create();
  const attempt = rig.consent.set(admin, id, { consent: 'opt_in', phoneNumbers: ['+15550007777', 'Ana'] });
  await expect(attempt).rejects.toMatchObject({ problems: [{ path: '/phoneNumbers/1' }] });
  expect(asked).toEqual([]);
});

it('repeats what the provider said', async () => {
  const { id } = await create();
  told = { ok: false, trouble: { kind: 'throttled', message: 'Acme takes ten a minute.' } };
  const attempt = rig.consent.set(admin, id, { consent: 'opt_in', phoneNumbers: ['15550007777'] });
  await expect(attempt).rejects.toMatchObject({ code: 'throttled', message: 'Acme takes ten a minute.' });
});

it('says so where a provider keeps no consent', async () => {
  const { id } = await create('plain');
  const attempt = rig.consent.set(admin, id, { consent: 'opt_in', phoneNumbers: ['15550007777'] });
  await expect(attempt).rejects.toMatchObject({ code: 'conflict', conflict: 'not_supported' });
});

it('is for those who may send', async () => {
  const { id } = await create();
  const reader = { ...admin, scopes: ['read'] as const };
  const attempt = rig.consent.set(reader, id, { consent: 'opt_in', phoneNumbers: ['15550007777'] });
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
});
