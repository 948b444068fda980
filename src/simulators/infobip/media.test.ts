import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type InfobipRig, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;
let path: string;

beforeEach(async () => {
  rig = await startInfobipRig();
  await rig.write({ type: 'document', dataUrl: 'data:application/pdf;base64,aGVsbG8=', fileName: 'bill.pdf' });
  const [item] = await rig.items(1);
  path = new URL(item.message.url).pathname;
});

afterEach(() => rig.stop());

const withoutKey = (url: string) => fetch(url, { redirect: 'manual' });

test('R23: a download leads to the CDN, which refuses the account’s credentials', async () => {
  const answer = await rig.call(path);
  expect(answer.status).toBe(302);
  const location = answer.headers.get('location') ?? '';
  const file = await withoutKey(location);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect(await file.text()).toBe('hello');
  const leaky = await fetch(location, { headers: { authorization: `App ${ACCOUNT.apiKey}` } });
  expect(leaky.status).toBe(400);
});

test('R23: a download can also answer the file at once', async () => {
  rig.simulator.setMedia({ redirects: false });
  expect(await rig.call(path)).toMatchObject({ status: 200, body: 'hello' });
});

test('R23: HEAD tells type, length and name', async () => {
  const { status, headers } = await rig.call(path, { method: 'HEAD' });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/pdf');
  expect(headers.get('content-length')).toBe('5');
  expect(headers.get('content-disposition')).toContain('bill.pdf');
});

test('R23: files are gone after seven days, without a word', async () => {
  await rig.clock.advance(7 * 86_400_000 - 1);
  expect((await rig.call(path)).status).toBe(302);
  await rig.clock.advance(1);
  expect(await rig.call(path)).toMatchObject({ status: 404, body: '' });
});

test('R23: nobody else gets them', async () => {
  expect((await rig.call(path, { headers: { authorization: 'App wrong' } })).status).toBe(401);
  rig.simulator.addAccount({ username: 'other', password: 'invented-Pw2', apiKey: 'invented-other-key' });
  expect((await rig.call(path, { headers: { authorization: 'App invented-other-key' } })).status).toBe(403);
});

test('a file can be deleted', async () => {
  const remove = () =>
    rig.call(`/whatsapp/1/senders/${SENDER}/media`, { method: 'DELETE', body: { url: `${rig.simulator.url}${path}` } });
  expect((await remove()).status).toBe(204);
  expect((await rig.call(path)).status).toBe(404);
  expect((await remove()).status).toBe(404);
});

test('R32: more than fifteen downloads in a second are too many', async () => {
  const statuses = [];
  for (let count = 0; count < 16; count += 1) statuses.push((await rig.call(path)).status);
  expect(statuses.filter((status) => status === 302)).toHaveLength(15);
  expect(statuses.at(-1)).toBe(429);
});
