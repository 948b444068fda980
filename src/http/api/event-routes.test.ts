import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import { StoreUnavailable } from '../../store/store.ts';
import { createServer } from '../server.ts';
import type { ApiParts } from './parts.ts';

const PLACE = { tx: 0, seq: 1 };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(events: Partial<ApiParts['events']>): Promise<string> {
  const quiet: ApiParts['events'] = {
    listen: async () => {},
    latest: async () => PLACE,
    read: async () => ({ events: [], place: PLACE, more: false, unsettled: false, gap: false }),
    onEvent: () => () => {},
  };
  const app = createServer(fakeParts({ events: { ...quiet, ...events } }));
  closing.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1/events`;
}

const away = async (): Promise<never> => {
  throw new StoreUnavailable('away');
};

test('a stream whose log cannot be read any more breaks off, so that its reader comes back', async () => {
  let isAway = false;
  let fail = () => {};
  const url = await serve({
    onEvent: (wake) => {
      fail = wake;
      return () => {};
    },
    read: async () => (isAway ? away() : { events: [], place: PLACE, more: false, unsettled: false, gap: false }),
  });
  const response = await fetch(url, { headers: asAdmin });
  expect(response.status).toBe(200);
  isAway = true;
  fail();
  await expect(response.text()).rejects.toThrow('terminated');
});

test('a place that the log never reached is of another log: the stream begins at the end of this one', async () => {
  const response = await fetch(`${await serve({})}?after=evt_9999999999_7`, { headers: asAdmin });
  const first = await response.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toContain('id: evt_0_1\n');
});

test('a stream that cannot begin says so', async () => {
  const response = await fetch(await serve({ listen: away }), { headers: asAdmin });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).not.toBeNull();
});
