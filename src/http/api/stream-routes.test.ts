import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, asLimited, fakeParts } from '../../../test/support/http-parts.ts';
import type { ChannelId, MessageId } from '../../domain/ids.ts';
import type { Clock } from '../../host/clock.ts';
import { createChanges } from '../changes.ts';
import { createServer } from '../server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve() {
  const changes = createChanges();
  const timers: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    setTimer: (_delayMs, callback) => {
      timers.push(callback);
      return () => {};
    },
  };
  const app = createServer(fakeParts({ changes, clock }));
  closing.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1/stream`;
  return { app, changes, timers, url };
}

/** Reads until `text` has come, or the stream ends. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, text: string): Promise<string> {
  const decoder = new TextDecoder();
  for (let read = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return read;
    read += decoder.decode(value, { stream: true });
    if (read.includes(text)) return read;
  }
}

async function open(url: string, headers: Record<string, string>) {
  const response = await fetch(url, { headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  if (!response.body) throw new Error('no body');
  const reader = response.body.getReader();
  await readUntil(reader, ': open\n\n');
  return reader;
}

describe('GET /stream', () => {
  it('sends changes as they happen', async () => {
    const { changes, url } = await serve();
    const reader = await open(url, asAdmin);
    changes.publish({ kind: 'message', messageId: 'msg_1' as MessageId, channelId: 'chn_1' as ChannelId });
    const read = await readUntil(reader, '\n\n');
    expect(read).toBe('event: change\ndata: {"kind":"message","messageId":"msg_1","channelId":"chn_1"}\n\n');
    await reader.cancel();
  });

  it('keeps other channels from a key that is limited to some', async () => {
    const { changes, url } = await serve();
    const reader = await open(url, asLimited);
    changes.publish({ kind: 'message', channelId: 'chn_2' as ChannelId });
    changes.publish({ kind: 'dead_letter' });
    changes.publish({ kind: 'status', channelId: 'chn_1' as ChannelId });
    const read = await readUntil(reader, '\n\n');
    expect(read).toBe('event: change\ndata: {"kind":"status","channelId":"chn_1"}\n\n');
    await reader.cancel();
  });

  it('shows that it lives, for proxies that close what is silent', async () => {
    const { timers, url } = await serve();
    const reader = await open(url, asAdmin);
    timers[0]?.();
    expect(await readUntil(reader, '\n\n')).toBe(': still here\n\n');
    expect(timers).toHaveLength(2);
    await reader.cancel();
  });

  it('ends when the server stops, instead of holding it', async () => {
    const { app, url } = await serve();
    const reader = await open(url, asAdmin);
    await app.close();
    expect(await readUntil(reader, 'never')).toBe('');
  });

  it('is for callers only', async () => {
    const { url } = await serve();
    expect((await fetch(url)).status).toBe(401);
  });
});
