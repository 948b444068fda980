import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { fakeParts } from '../../test/support/http-parts.ts';
import { systemClock } from '../host/clock.ts';
import type { IntakeReply } from '../pipeline/doors.ts';
import { createServer } from './server.ts';
import { stopServer } from './stop-server.ts';

const TOKEN = 'ab'.repeat(32);
const GRACE_MS = 30_000;

async function listen(app: ReturnType<typeof createServer>): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

it('finishes the request that is running, and takes no new connection', async () => {
  const arrived = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<IntakeReply>();
  const receive = () => {
    arrived.resolve();
    return answer.promise;
  };
  const app = createServer(fakeParts({ intake: { knows: async () => true, receive } }));
  const port = await listen(app);
  const running = fetch(`http://127.0.0.1:${port}/webhooks/${TOKEN}`, { method: 'POST', body: '{}' });
  await arrived.promise;
  const stopped = stopServer(app, GRACE_MS, systemClock());
  await vi.waitUntil(() => !app.server.listening);
  const refused = once(connect(port, '127.0.0.1'), 'connect');
  await expect(refused).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  answer.resolve({ status: 200, contentType: 'text/plain', body: 'done' });
  expect(await (await running).text()).toBe('done');
  await stopped;
});

it('is not held by connections on which nothing happens', async () => {
  const app = createServer(fakeParts());
  const port = await listen(app);
  const agent = new Agent({ keepAlive: true });
  const [response] = await once(get({ port, host: '127.0.0.1', path: '/health/live', agent }), 'response');
  await once(response.resume(), 'end');
  await stopServer(app, GRACE_MS, systemClock());
  agent.destroy();
});

it('ends after its grace what does not end by itself', async () => {
  const app = createServer(fakeParts({ intake: { knows: async () => true, receive: () => new Promise(() => {}) } }));
  const port = await listen(app);
  let endGrace = () => {};
  const clock = {
    now: () => 0,
    setTimer: (_delayMs: number, callback: () => void) => {
      endGrace = callback;
      return () => {};
    },
  };
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST /webhooks/${TOKEN} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`);
  await once(app.server, 'request');
  const stopped = stopServer(app, GRACE_MS, clock);
  endGrace();
  await stopped;
  socket.destroy();
});
