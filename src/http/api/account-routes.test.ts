import { afterAll, expect, test } from 'vitest';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { ServiceError } from '../../services/service-error.ts';
import { createServer } from '../server.ts';

const NUMBER = { phoneNumber: '15550001111', isReady: true, fields: { numberId: 'n1' } };
const consents: unknown[] = [];
const app = createServer(
  fakeParts({
    accountNumbers: {
      ofSettings: async (_access, provider) => {
        if (provider === 'acme') return [{ ...NUMBER, usedBy: null }];
        throw new ServiceError('conflict', 'It does not tell.', { conflict: 'not_supported' });
      },
      ofChannel: async (_access, id, connectionId) => [
        { ...NUMBER, displayName: 'Shop', note: connectionId ?? 'active', usedBy: id as ChannelId },
      ],
    },
    consent: { set: async (_access, ...rest) => void consents.push(rest) },
  }),
);
afterAll(() => app.close());

const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload, headers: asAdmin });

test('an account that is stored nowhere shows its numbers', async () => {
  const response = await post('/api/v1/providers/acme/account', { settings: { token: 't' } });
  const nothing = { displayName: null, status: null, note: null, usedBy: null };
  expect(response.json()).toEqual({ numbers: [{ ...NUMBER, ...nothing, phoneNumber: '+15550001111' }] });
  const untold = await post('/api/v1/providers/other/account', { settings: {} });
  expect([untold.statusCode, untold.json().code]).toEqual([409, 'not_supported']);
});

test('a channel’s account shows its numbers and whose they are', async () => {
  const ask = async (query: string) =>
    (await app.inject({ url: `/api/v1/channels/ch_1/numbers${query}`, headers: asAdmin })).json().numbers[0];
  expect(await ask('')).toMatchObject({ displayName: 'Shop', usedBy: 'ch_1', note: 'active' });
  expect(await ask('?connectionId=cn_2')).toMatchObject({ note: 'cn_2' });
});

test('consent is taken for 1 to 100 numbers', async () => {
  const change = { consent: 'opt_in', phoneNumbers: ['+15550001111'] };
  expect((await post('/api/v1/channels/ch_1/consent', change)).statusCode).toBe(204);
  expect(consents).toEqual([['ch_1', change]]);
  for (const wrong of [
    { phoneNumbers: [] },
    { phoneNumbers: Array.from({ length: 101 }, () => '15550001111') },
    { consent: 'maybe' },
  ]) {
    expect((await post('/api/v1/channels/ch_1/consent', { ...change, ...wrong })).statusCode).toBe(400);
  }
});
